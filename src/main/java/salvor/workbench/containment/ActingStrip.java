package salvor.workbench.containment;

import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.util.Subscription;
import salvor.workbench.fx.Controls;

/** Whether the cluster may be acted on; where it may not, asks for the reason and allows it. */
public final class ActingStrip extends HBox {
  private static final PseudoClass ALLOWED = PseudoClass.getPseudoClass("allowed");
  private final ActingViewModel model;
  private final Label words = Controls.cut("", 120, "acting-word");
  private final TextField reason = new TextField();
  private final Button allow;
  private final Subscription heard;

  /**
   * @param id what the ids of its controls begin with
   */
  public ActingStrip(ActingViewModel model, String id) {
    this.model = model;
    words.setId(id + "-acting");
    reason.setId(id + "-reason");
    reason.setPromptText("Why; the ledger keeps it with every step");
    reason.setAccessibleText("Why the cluster may be acted on");
    reason.setOnAction(_ -> allow());
    HBox.setHgrow(reason, Priority.ALWAYS);
    allow =
        Controls.button(
            "A_llow acting on " + model.cluster().replace("_", "__"),
            "Until you end it, or the window is closed; nothing is sent by this alone",
            this::allow);
    allow.setId(id + "-allow");
    allow.setMinWidth(USE_PREF_SIZE);
    reason.textProperty().subscribe(text -> allow.setDisable(text.isBlank()));
    setSpacing(8);
    setAlignment(Pos.CENTER_LEFT);
    heard = model.state().subscribe(this::show);
  }

  private void show(ActingViewModel.State now) {
    boolean allowed = now instanceof ActingViewModel.State.Allowed;
    words.setText(ActingViewModel.words(now));
    words.pseudoClassStateChanged(ALLOWED, allowed);
    if (allowed) {
      getChildren().setAll(words);
    } else {
      getChildren().setAll(words, reason, allow);
    }
  }

  private void allow() {
    if (!reason.getText().isBlank()) {
      model.allow(reason.getText());
    }
  }

  /** Hears no more. */
  public void close() {
    heard.unsubscribe();
  }
}
