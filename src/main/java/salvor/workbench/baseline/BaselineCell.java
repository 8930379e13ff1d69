package salvor.workbench.baseline;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import salvor.baseline.FacetState;
import salvor.baseline.Profile;
import salvor.baseline.Verdict;
import salvor.timeline.DrawingClass;
import salvor.triage.BaselineUse;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.VerdictMark;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** A baseline in the list of them: whose it is, whom it judges, and what is wrong with it. */
final class BaselineCell extends ListCell<Integer> {
  private final BaselinesViewModel model;
  private final Label name = Controls.label("", "baseline-name");
  private final Label judged = Controls.label("", "muted");
  private final Label out = Controls.label("", "baseline-out");
  private final Label state = Controls.label("", "chip-small");
  private final VBox all;

  BaselineCell(BaselinesViewModel model) {
    this.model = model;
    getStyleClass().add("baseline-cell");
    name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    out.setGraphic(VerdictMark.of(DrawingClass.OUT));
    out.setMinWidth(USE_PREF_SIZE);
    HBox first = new HBox(8, name, Controls.spring(), out);
    first.setAlignment(Pos.CENTER_LEFT);
    all = new VBox(2, first, judged, state);
    setPrefWidth(0);
  }

  @Override
  protected void updateItem(@Nullable Integer entry, boolean empty) {
    super.updateItem(entry, empty);
    setText(null);
    if (empty || entry == null) {
      setGraphic(null);
      setAccessibleText(null);
      return;
    }
    BaselineUse use = model.use(entry);
    if (use == null) {
      without();
    } else {
      with(use);
    }
    setAccessibleText(
        String.join(
            ", ",
            name.getText(),
            judged.getText(),
            state.getText(),
            out.isVisible() ? out.getText() + " events out of profile" : "nothing out of profile"));
    setGraphic(all);
  }

  private void without() {
    name.setText("No baseline");
    judged.setText(Moments.count(model.without().size(), "container"));
    out(model.without().stream().mapToInt(BaselineUse.Judged::out).sum());
    state(FacetState.NONE, "Only hard indicators can tell");
  }

  private void with(BaselineUse use) {
    Profile profile = use.profile();
    name.setText(VisibleText.of(profile.name(), PageWords.LIMIT));
    judged.setText(
        (profile.key().digest() == null ? "" : "@" + profile.key().digest().brief() + ", ")
            + (use.judged().isEmpty()
                ? "judges nothing here"
                : Moments.count(use.judged().size(), "container")));
    out(use.count(Verdict.OUT));
    FacetState worst = PageWords.worst(use);
    boolean doubtful = !model.caution(use).isEmpty();
    state(
        doubtful ? FacetState.TAINTED : worst,
        doubtful ? "May know the attack" : StateWords.brief(worst));
  }

  private void out(int events) {
    out.setText(Moments.count(events));
    out.setVisible(events > 0);
    out.setManaged(events > 0);
  }

  private void state(FacetState worst, String words) {
    state.setText(words);
    PageCell.paint(state, worst);
  }
}
