package salvor.workbench.casefile;

import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import salvor.timeline.DwellRuler;
import salvor.timeline.Milestone;
import salvor.workbench.fx.Controls;
import salvor.workbench.wording.Moments;

/** Says which milestone of the dwell ruler the selected event is. */
final class MilestoneSheet extends MarkSheet {
  private static final double ROW = 32;

  private final MarkingViewModel model;
  private final ListView<Milestone> list = new ListView<>();

  MilestoneSheet(MarkingViewModel model) {
    super("milestone-sheet");
    this.model = model;
    list.setId("milestones");
    list.setAccessibleText("Milestones");
    list.setFixedCellSize(ROW);
    list.setPrefHeight(Milestone.values().length * ROW + 4);
    list.getItems().setAll(Milestone.values());
    list.setCellFactory(_ -> new Line());
    list.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    list.setOnMouseClicked(_ -> take());
    content
        .getChildren()
        .addAll(
            list,
            Controls.paragraph(
                "Enter, or its number, has the selected event stand for it. Delete opens it again.",
                "muted"));
  }

  @Override
  Node prepare() {
    title("Which milestone is the selected event?");
    list.refresh();
    list.getSelectionModel().select(0);
    return list;
  }

  private void key(KeyEvent event) {
    switch (event.getCode()) {
      case ENTER -> take();
      case DELETE, BACK_SPACE -> {
        Milestone chosen = list.getSelectionModel().getSelectedItem();
        if (chosen != null) {
          model.openMilestone(chosen);
          hide();
        }
      }
      case DIGIT1, DIGIT2, DIGIT3, DIGIT4, DIGIT5, DIGIT6, DIGIT7 -> {
        list.getSelectionModel()
            .select(event.getCode().ordinal() - javafx.scene.input.KeyCode.DIGIT1.ordinal());
        take();
      }
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void take() {
    Milestone chosen = list.getSelectionModel().getSelectedItem();
    if (chosen != null) {
      model.milestone(chosen);
      hide();
    }
  }

  private String where(Milestone milestone) {
    DwellRuler ruler = model.ruler().get();
    Optional<DwellRuler.Point> point = ruler.point(milestone);
    if (point.isEmpty()) {
      return "open";
    }
    String time = Moments.seconds(point.get().time());
    return ruler.isSet(milestone) ? time : "seen " + time;
  }

  private final class Line extends ListCell<Milestone> {
    private final Label number = Controls.label("", "keys");
    private final Label name = Controls.label("");
    private final Label where = Controls.label("", "muted");
    private final HBox line = new HBox(10, number, name, Controls.spring(), where);

    Line() {
      line.setAlignment(Pos.CENTER_LEFT);
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable Milestone milestone, boolean empty) {
      super.updateItem(milestone, empty);
      setText(null);
      if (empty || milestone == null) {
        setGraphic(null);
        return;
      }
      number.setText(Integer.toString(milestone.ordinal() + 1));
      String words = milestone.words();
      name.setText(Character.toUpperCase(words.charAt(0)) + words.substring(1));
      where.setText(where(milestone));
      setAccessibleText(words + ", " + where(milestone));
      setGraphic(line);
    }
  }
}
