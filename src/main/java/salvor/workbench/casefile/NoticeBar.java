package salvor.workbench.casefile;

import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.util.Duration;
import salvor.workbench.commands.Commands;
import salvor.workbench.commands.KeyedButton;
import salvor.workbench.fx.Controls;

/**
 * What was done last, in the status bar, with a way to undo it for some seconds. What went wrong
 * stays until the next edit.
 */
public final class NoticeBar extends HBox {
  private static final Duration SHOWN = Duration.seconds(12);

  private final MarkingViewModel model;
  private final Label text = Controls.label("");
  private final Tooltip whole = new Tooltip();
  private final Button undo;
  private final Button redo;
  private final Button close = Controls.iconButton("icon-cross", "Close the message", this::quiet);
  private final PauseTransition pause = new PauseTransition(SHOWN);

  /** A bar of what the model says. */
  public NoticeBar(MarkingViewModel model, Commands commands) {
    this.model = model;
    undo = KeyedButton.text(commands, "edit.undo", "_Undo", "Undo it", model::undo);
    redo = KeyedButton.text(commands, "edit.redo", "_Redo", "Do it again", model::redo);
    setId("notice");
    setSpacing(8);
    setMinWidth(0);
    setAlignment(Pos.CENTER_LEFT);
    text.setId("notice-text");
    text.setMinWidth(0);
    whole.setWrapText(true);
    whole.setMaxWidth(700);
    undo.getStyleClass().add("small");
    undo.setId("notice-undo");
    redo.getStyleClass().add("small");
    undo.setMinWidth(USE_PREF_SIZE);
    redo.setMinWidth(USE_PREF_SIZE);
    getChildren().addAll(text, undo, redo, close);
    pause.setOnFinished(_ -> quiet());
    model.notice().subscribe(this::show);
  }

  private void quiet() {
    model.quiet();
  }

  private void show(Notice notice) {
    pause.stop();
    text.setText(notice.text());
    whole.setText(notice.text());
    text.setTooltip(notice.text().isEmpty() ? null : whole);
    text.getStyleClass()
        .setAll("label", notice.offer() == Notice.Offer.FAILED ? "failure" : "muted");
    show(undo, notice.offer() == Notice.Offer.UNDO);
    show(redo, notice.offer() == Notice.Offer.REDO);
    show(close, notice.offer() == Notice.Offer.FAILED);
    setVisible(!notice.text().isEmpty());
    setManaged(!notice.text().isEmpty());
    if (notice.offer() != Notice.Offer.FAILED && !notice.text().isEmpty()) {
      pause.playFromStart();
    }
  }

  private static void show(Button button, boolean shown) {
    button.setVisible(shown);
    button.setManaged(shown);
  }
}
