package salvor.workbench.playbook;

import java.time.Instant;
import java.util.Locale;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import salvor.workbench.fx.Controls;

/** A step in the list: its number, what it is, how it stands, whose it is and how long it takes. */
final class StepCell extends ListCell<StepShown> {
  private final Supplier<Instant> now;
  private final Label number = Controls.label("", "step-number");
  private final Label title = Controls.cut("", 100, "step-title");
  private final Label chip = Controls.label("", "step-chip");
  private final Label owner = Controls.cut("", 60, "muted");
  private final Label time = Controls.label("", "muted");
  private final Label off = Controls.cut("", 100, "step-off");
  private final VBox text = new VBox();
  private final HBox line = new HBox(12, number, text);

  StepCell(Supplier<Instant> now) {
    this.now = now;
    getStyleClass().add("step-cell");
    setPrefWidth(0);
    line.setAlignment(Pos.TOP_LEFT);
    number.setMinWidth(USE_PREF_SIZE);
    chip.setMinWidth(USE_PREF_SIZE);
    time.setMinWidth(USE_PREF_SIZE);
    HBox.setHgrow(text, Priority.ALWAYS);
    text.setMinWidth(0);
    text.getStyleClass().add("step-text");
  }

  @Override
  protected void updateItem(@Nullable StepShown step, boolean empty) {
    super.updateItem(step, empty);
    setText(null);
    if (empty || step == null) {
      setGraphic(null);
      setAccessibleText("");
      return;
    }
    String look = step.look().name().toLowerCase(Locale.ROOT).replace('_', '-');
    number.setText(Integer.toString(step.number()));
    number.getStyleClass().setAll("label", "step-number", "step-number-" + look);
    title.setText(step.title());
    chip.setText(step.chip());
    chip.getStyleClass().setAll("label", "step-chip", "step-chip-" + look);
    owner.setText(step.owner());
    time.setText(step.time(now.get()));
    time.getStyleClass().setAll("label", step.isLate(now.get()) ? "step-late" : "muted");
    HBox first = new HBox(8, title, Controls.spring(), chip);
    first.setAlignment(Pos.CENTER_LEFT);
    HBox second = new HBox(8, owner, Controls.spring(), time);
    text.getChildren().setAll(first, second);
    if (!step.deviations().isEmpty()) {
      off.setText(
          "\u25b2 "
              + step.deviations().getFirst()
              + (step.deviations().size() == 1
                  ? ""
                  : " (and " + (step.deviations().size() - 1) + " more)"));
      text.getChildren().add(off);
    }
    setAccessibleText(
        "Step "
            + step.number()
            + ", "
            + step.title()
            + ", "
            + step.chip()
            + ", "
            + step.owner()
            + ", "
            + time.getText()
            + (step.deviations().isEmpty() ? "" : ", " + String.join(", ", step.deviations())));
    setGraphic(line);
  }
}
