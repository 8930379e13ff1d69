package salvor.workbench.triage;

import java.util.List;
import javafx.collections.FXCollections;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.OverrunStyle;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import salvor.triage.Finding;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.VerdictMark;
import salvor.workbench.wording.Moments;

/** The findings as cards: one sentence, where, when, and what to look at next. */
public final class FindingsView extends BorderPane {
  private final FindingsViewModel model;
  private final ListView<Finding> list = new ListView<>();
  private boolean following;

  /** A view of the model's findings. */
  public FindingsView(FindingsViewModel model) {
    this.model = model;
    getStyleClass().add("findings");
    Label count = Controls.label("", "muted");
    HBox heading = new HBox(8, Controls.label("Findings", "heading"), count);
    heading.setAlignment(Pos.CENTER_LEFT);
    heading.getStyleClass().add("pane-heading");
    setTop(heading);
    setCenter(list);
    list.setId("findings");
    list.setAccessibleText("Findings, the worst first");
    model.inSight().subscribe(shown -> show(shown, count));
    list.setCellFactory(_ -> new Card(model));
    list.setOnMouseClicked(_ -> choose(list.getSelectionModel().getSelectedIndex()));
    list.setOnKeyPressed(event -> {
      if (event.getCode() == KeyCode.ENTER) {
        choose(list.getSelectionModel().getSelectedIndex());
      }
    });
    list.getSelectionModel()
        .selectedIndexProperty()
        .addListener((_, _, index) -> choose(index.intValue()));
    model.current().subscribe(index -> follow(index.intValue()));
  }

  private void show(List<Finding> shown, Label count) {
    int all = model.findings().size();
    count.setText(
        shown.size() == all
            ? Moments.count(all)
            : Moments.count(shown.size()) + " of " + Moments.count(all) + ", filtered");
    list.setPlaceholder(
        Controls.paragraph(
            all == 0 ? model.whyEmpty() : "The filter leaves nothing of any finding.", "empty"));
    following = true;
    list.setItems(FXCollections.observableList(shown));
    following = false;
    follow(model.current().get());
  }

  private void choose(int index) {
    if (!following && index >= 0) {
      model.choose(index);
    }
  }

  private void follow(int index) {
    following = true;
    if (index < 0) {
      list.getSelectionModel().clearSelection();
    } else if (list.getSelectionModel().getSelectedIndex() != index) {
      list.getSelectionModel().clearAndSelect(index);
      list.scrollTo(Math.max(0, index - 1));
    }
    following = false;
  }

  private static final class Card extends ListCell<Finding> {
    private final FindingsViewModel model;
    private final VerdictMark mark = new VerdictMark();
    private final Label title = Controls.paragraph("", "finding-title");
    private final Label severity = Controls.label("", "severity");
    private final Label subject = Controls.paragraph("", "finding-command");
    private final Label where = Controls.label("", "muted");
    private final Label when = Controls.paragraph("", "muted");
    private final Label next = Controls.paragraph("", "finding-next");
    private final VBox card;

    Card(FindingsViewModel model) {
      this.model = model;
      getStyleClass().add("finding-cell");
      HBox head = new HBox(8, mark, title);
      HBox.setMargin(mark, new Insets(3, 0, 0, 0));
      HBox foot = new HBox(8, where, Controls.spring(), severity);
      foot.setAlignment(Pos.CENTER_LEFT);
      severity.setMinWidth(USE_PREF_SIZE);
      where.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
      card = new VBox(head, subject, foot, when, next);
      card.getStyleClass().add("finding");
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable Finding finding, boolean empty) {
      super.updateItem(finding, empty);
      setText(null);
      if (empty || finding == null) {
        setGraphic(null);
        setAccessibleText(null);
        return;
      }
      FindingWords words = FindingWords.of(finding, model.oneDay());
      mark.show(words.drawn());
      title.setText(words.title());
      severity.setText(words.severity());
      severity
          .getStyleClass()
          .setAll(
              "severity",
              "severity-" + finding.severity().name().toLowerCase(java.util.Locale.ROOT));
      subject.setText(words.subject());
      where.setText(words.where());
      when.setText(words.when());
      next.setText(words.next());
      next.setManaged(!words.next().isEmpty());
      setAccessibleText(words.spoken());
      setGraphic(card);
    }
  }
}
