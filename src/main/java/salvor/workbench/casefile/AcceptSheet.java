package salvor.workbench.casefile;

import java.util.BitSet;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import salvor.casefile.Comment;
import salvor.workbench.fx.Controls;
import salvor.workbench.wording.Moments;

/**
 * Accepts events as normal: with a reason, and if wanted all events of the same kind at once. Each
 * button names what it does.
 */
final class AcceptSheet extends MarkSheet {
  private final MarkingViewModel model;
  private final TextArea reason = new TextArea();
  private final Button these = Controls.button("", "Accepts what is selected", this::accept);
  private final Button same =
      Controls.button(
          "",
          "Accepts the events of the same workload, kind, reason, program and subject",
          this::acceptSame);
  private final Button reject =
      Controls.button("_No longer accept", "Takes the decision back", this::reject);
  private BitSet kind = new BitSet();
  private int asked;

  AcceptSheet(MarkingViewModel model) {
    super("accept-sheet");
    this.model = model;
    reason.setId("accept-reason");
    reason.setPromptText(
        "Why is this normal? For example: the weekly export, confirmed by its team");
    reason.setAccessibleText("Why is this normal?");
    reason.setPrefRowCount(3);
    reason.setWrapText(true);
    reason.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    these.setId("accept-these");
    these.getStyleClass().add("primary");
    these.disableProperty().bind(reason.textProperty().map(String::isBlank));
    same.setId("accept-same");
    reject.setId("accept-no-longer");
    content
        .getChildren()
        .addAll(
            Controls.paragraph(
                "A decision of this case, which can be undone. Evidence and verdict stay as they are,"
                    + " nothing is hidden; accepted=yes finds it.",
                "muted"),
            reason,
            new FlowPane(8, 8, these, same, reject));
  }

  @Override
  Node prepare() {
    int count = model.selection().count();
    title("Accept as normal");
    these.setText(
        count == 1 ? "_Accept this event" : "_Accept " + Moments.count(count, "selected event"));
    Comment accepted = model.mark().get().accepted();
    reason.setText(accepted == null ? "" : accepted.text());
    reason.end();
    show(reject, accepted != null);
    show(same, count == 1);
    same.disableProperty().unbind();
    same.setDisable(true);
    same.setText("Looking for events of the same kind\u2026");
    if (count == 1) {
      int mine = ++asked;
      model.sameKind(rows -> {
        if (mine == asked) {
          found(rows);
        }
      });
    }
    return reason;
  }

  private static void show(Node node, boolean shown) {
    node.setVisible(shown);
    node.setManaged(shown);
  }

  private void found(BitSet rows) {
    kind = rows;
    int count = rows.cardinality();
    show(same, count > 1);
    same.setText("Accept _all " + Moments.count(count) + " of the same kind");
    same.disableProperty().bind(reason.textProperty().map(String::isBlank));
  }

  private void key(KeyEvent event) {
    if (event.getCode() == KeyCode.ENTER && event.isShortcutDown()) {
      accept();
      event.consume();
    }
  }

  private void accept() {
    if (!reason.getText().isBlank()) {
      model.accept(reason.getText().strip());
      hide();
    }
  }

  private void acceptSame() {
    model.accept(reason.getText().strip(), kind);
    hide();
  }

  private void reject() {
    model.reject();
    hide();
  }
}
