package salvor.workbench.baseline;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Profile;
import salvor.report.BaselineWords;
import salvor.report.CompletenessWords;
import salvor.workbench.fx.Controls;
import salvor.workbench.wording.VisibleText;

/** A baseline that was learned: whether it is to be kept, whose it is, and what can be judged. */
final class ProfileCell extends ListCell<Profile> {
  private final LearnViewModel model;
  private final CheckBox chosen = new CheckBox();
  private final Label name = Controls.label("", "baseline-name");
  private final Label units = Controls.label("", "muted");
  private final Label stable = Controls.label("", "muted");
  private final VBox all;

  ProfileCell(LearnViewModel model, Runnable told) {
    this.model = model;
    getStyleClass().add("review-cell");
    chosen.setFocusTraversable(false);
    chosen.setOnAction(_ -> {
      model.choose(getItem(), chosen.isSelected());
      told.run();
    });
    HBox first = new HBox(8, chosen, name);
    first.setAlignment(Pos.CENTER_LEFT);
    all = new VBox(2, first, units, stable);
    setPrefWidth(0);
  }

  @Override
  protected void updateItem(@Nullable Profile profile, boolean empty) {
    super.updateItem(profile, empty);
    setText(null);
    setGraphic(empty || profile == null ? null : all);
    setAccessibleText(null);
    if (empty || profile == null) {
      return;
    }
    chosen.setSelected(model.isChosen(profile));
    name.setText(VisibleText.of(profile.name(), 120));
    chosen.setAccessibleText(name.getText());
    units.setText(
        (profile.key().digest() == null ? "" : "@" + profile.key().digest().brief() + ", ")
            + CompletenessWords.units(profile));
    String known =
        Arrays.stream(Facet.values())
            .filter(facet -> profile.state(facet) == FacetState.STABLE)
            .map(BaselineWords::facet)
            .collect(Collectors.joining(", "));
    stable.setText(known.isEmpty() ? "nothing is stable yet" : "stable: " + known);
    setAccessibleText(
        String.join(
            ", ",
            chosen.isSelected() ? "chosen" : "left out",
            name.getText(),
            units.getText(),
            stable.getText().toLowerCase(Locale.ROOT)));
  }
}
