package salvor.workbench.review;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import salvor.report.ReviewWords;
import salvor.review.ReviewedAct;
import salvor.timeline.DrawingClass;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.VerdictMark;

/** A line of the list of acts: verdict, time and place over what was done. */
final class ActCell extends ListCell<ActLine> {
  private final ReviewTexts texts;
  private final VerdictMark mark = new VerdictMark();
  private final Label title = Controls.label("", "review-title");
  private final Label place = Controls.label("", "muted");
  private final Label time = Controls.label("", "muted");
  private final Label words = Controls.label("");
  private final VBox all;

  ActCell(ReviewTexts texts) {
    this.texts = texts;
    getStyleClass().add("review-cell");
    time.setMinWidth(USE_PREF_SIZE);
    title.setMinWidth(USE_PREF_SIZE);
    place.setMinWidth(0);
    HBox first = new HBox(8, mark.boxed(), title, place, Controls.spring(), time);
    first.setAlignment(Pos.CENTER_LEFT);
    all = new VBox(2, first, words);
    setPrefWidth(0);
  }

  @Override
  protected void updateItem(@Nullable ActLine line, boolean empty) {
    super.updateItem(line, empty);
    setText(null);
    setGraphic(empty || line == null ? null : all);
    setAccessibleText(null);
    if (empty || line == null) {
      return;
    }
    words.getStyleClass().removeAll("review-subject", "muted");
    switch (line) {
      case ActLine.Incident _ ->
          tell(DrawingClass.OUT, "The incident", "", "", texts.counts(), "muted");
      case ActLine.Act(ReviewedAct act) ->
          tell(
              ReviewTexts.drawn(act.answer()),
              ReviewWords.verdict(act.answer()) + "  " + act.kind().words(),
              ReviewTexts.place(act),
              texts.time(act.first()),
              texts.subject(act, 160),
              "review-subject");
      case ActLine.Remark(String name, String why) ->
          tell(DrawingClass.UNKNOWN, name, "", "", why, "muted");
    }
    mark.getParent().setVisible(!(line instanceof ActLine.Incident));
    mark.getParent().setManaged(!(line instanceof ActLine.Incident));
  }

  private void tell(
      DrawingClass drawn, String name, String where, String at, String what, String style) {
    mark.show(drawn);
    title.setText(name);
    place.setText(where);
    time.setText(at);
    words.setText(what);
    words.getStyleClass().add(style);
    setAccessibleText(
        Stream.of(name, where, at, what)
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(", ")));
  }
}
