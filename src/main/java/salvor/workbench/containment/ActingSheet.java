package salvor.workbench.containment;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.Sheet;

/** Allows acting on one cluster, for a reason, until its window is closed. */
public final class ActingSheet extends VBox {
  private final ActingViewModel model;
  private final TextField reason = new TextField();

  private ActingSheet(ActingViewModel model, boolean practice) {
    this.model = model;
    setId("acting-sheet");
    getStyleClass().add("sheet");
    reason.setId("acting-reason");
    reason.setPromptText("Why; the ledger of this recording keeps it");
    reason.setAccessibleText("Why the cluster may be acted on");
    Button allow =
        Controls.button(
            "_Allow acting on " + model.cluster().replace("_", "__"),
            "Until you end it, or this window is closed",
            this::allow);
    allow.setId("acting-allow");
    allow.getStyleClass().add("primary");
    reason.textProperty().subscribe(text -> allow.setDisable(text.isBlank()));
    HBox line = new HBox(8, allow);
    line.setAlignment(Pos.CENTER_RIGHT);
    getChildren()
        .setAll(
            Controls.paragraph(
                (practice ? "A practice cluster, where it works as in a real one. " : "")
                    + "Every window begins read-only. Acting is allowed for this cluster alone, until"
                    + " you end it or this window is closed; both, and the reason, go to the ledger."),
            Controls.paragraph(
                "What it permits: to ask the server whether it would do what a plan says, to cut pods"
                    + " off, and to take that back. Each shows first what would be sent. Triage"
                    + " states are your own notes, and need no leave.",
                "muted"),
            reason,
            line);
  }

  /** Opens it above the window of a node. */
  public static void open(Node owner, ActingViewModel model, boolean practice) {
    ActingSheet sheet = new ActingSheet(model, practice);
    Sheet.open(owner, "Allow acting", sheet, 680, 260);
    sheet.reason.requestFocus();
  }

  private void allow() {
    model.allow(reason.getText());
    ((Stage) getScene().getWindow()).close();
  }
}
