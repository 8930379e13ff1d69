package salvor.workbench.containment;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import salvor.report.StepText;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.RecordTable;
import salvor.workbench.fx.Scale;
import salvor.workbench.fx.Sheet;

/** Takes a measure back: shows what would be restored and what stands against it, then does it. */
final class UndoSheet extends VBox {
  private static final int MOST_STEPS = 6;
  private final UndoViewModel model;
  private final Label result = Controls.paragraph("", "plan-verdict");
  private final Label against = Controls.paragraph("", "muted");
  private final Label back = Controls.paragraph("", "plan-verdict");
  private final CheckBox even =
      new CheckBox("Do it although pods are _deleted by it, with all that is in them");
  private final ProgressBar bar = new ProgressBar();
  private final TextArea restored = new TextArea();
  private final RecordTable<UndoViewModel.Row> steps =
      new RecordTable<UndoViewModel.Row>("Steps, in this order", List.of(), null, "")
          .with("", 48, row -> Integer.toString(row.number()))
          .with("What is taken back, in this order", 560, row -> UndoWords.what(row.step()))
          .with("How it stands", 330, UndoViewModel.Row::told)
          .knownBy(UndoViewModel.Row::number);
  private final ActingStrip acting;
  private final Button undo;
  private final Button stop;
  private final Button close;

  private UndoSheet(UndoViewModel model, String what, Runnable closing) {
    this.model = model;
    setId("undo-sheet");
    getStyleClass().add("sheet");
    acting = new ActingStrip(model.acting(), "undo");
    undo = button("undo-do", "_Undo", "Sends the steps, each written down", model::undo);
    undo.getStyleClass().add("primary");
    stop = button("undo-stop", "_Stop", "Stops between two steps", model::cancel);
    close = button("undo-close", "_Close", "Closes this sheet (Esc)", closing);
    result.setId("undo-result");
    result.setMaxWidth(Double.MAX_VALUE);
    against.setId("undo-against");
    back.setId("undo-back");
    back.setMaxWidth(Double.MAX_VALUE);
    even.setId("undo-even-evidence");
    even.selectedProperty().bindBidirectional(model.evenEvidence());
    bar.setAccessibleText("Progress");
    steps.setId("undo-steps");
    steps.setMinHeight(Scale.px(36) + 2 * Scale.row(26));
    restored.setEditable(false);
    restored.setId("undo-restored");
    restored.setAccessibleText("What the chosen step restores");
    restored.getStyleClass().add("code");
    VBox.setVgrow(restored, Priority.ALWAYS);
    Label title = Controls.cut("Undo: " + what, 200, "card-title");
    getChildren()
        .setAll(
            title,
            Controls.paragraph(
                "The pods get their labels back first; then nothing that was made selects anybody, and"
                    + " it is deleted. Only what is ours is deleted, only what we changed is set back,"
                    + " and what others changed since is left as it is.",
                "muted"),
            result,
            steps,
            restored,
            back,
            even,
            acting,
            line());
    model.stage().subscribe(_ -> show());
    model.evenEvidence().subscribe(_ -> show());
    model.rows().subscribe(rows -> show(rows));
    model.acting().state().when(sceneProperty().isNotNull()).subscribe(_ -> show());
    steps
        .getSelectionModel()
        .selectedItemProperty()
        .subscribe(row -> {
          if (row != null) {
            restored.setText(StepText.restoration(row.step()));
          }
        });
  }

  /** Opens it above the window of a node, and looks at what there is. */
  static void open(Node owner, UndoViewModel model, String what) {
    Stage[] opened = new Stage[1];
    UndoSheet sheet = new UndoSheet(model, what, () -> opened[0].close());
    opened[0] = Sheet.open(owner, "Undo", sheet, 1000, 620);
    opened[0].setOnHidden(_ -> sheet.acting.close());
    model.begin();
    sheet.steps.requestFocus();
  }

  private static Button button(String id, String text, String meaning, Runnable act) {
    Button button = Controls.button(text, meaning, act);
    button.setId(id);
    button.setMinWidth(USE_PREF_SIZE);
    return button;
  }

  private HBox line() {
    HBox.setHgrow(against, Priority.ALWAYS);
    against.setMaxWidth(Double.MAX_VALUE);
    HBox line = new HBox(10, bar, against, stop, close, undo);
    line.setAlignment(Pos.CENTER_RIGHT);
    return line;
  }

  private void show(List<UndoViewModel.Row> rows) {
    steps.show(rows, "");
    steps.setPrefHeight(Scale.px(36) + Scale.row(26) * Math.clamp(rows.size(), 2, MOST_STEPS));
    if (steps.getSelectionModel().isEmpty() && !rows.isEmpty()) {
      steps.getSelectionModel().select(0);
    }
  }

  private void show() {
    UndoViewModel.Stage now = model.stage().get();
    boolean allowed = model.acting().state().get() instanceof ActingViewModel.State.Allowed;
    boolean busy = now instanceof UndoViewModel.Stage.Busy;
    boolean done = now instanceof UndoViewModel.Stage.Done;
    String why = UndoWords.against(now, allowed, model.evenEvidence().get());
    against.setText(why);
    bar.setProgress(now instanceof UndoViewModel.Stage.Busy(var _, var _, double part) ? part : 0);
    IsolateSheet.there(bar, busy);
    IsolateSheet.there(stop, busy);
    IsolateSheet.there(undo, !done);
    IsolateSheet.there(result, done);
    back(now);
    undo.setText(UndoWords.button(now));
    undo.setDisable(!why.isEmpty() && !(now instanceof UndoViewModel.Stage.NotSeen));
    if (now instanceof UndoViewModel.Stage.Done(var undone)) {
      result.setText((undone.isComplete() ? "\u2713 " : "\u25b2 ") + UndoWords.result(undone));
      result
          .getStyleClass()
          .setAll("label", "plan-verdict", undone.isComplete() ? "plan-good" : "plan-bad");
    }
  }

  private void back(UndoViewModel.Stage now) {
    UndoViewModel.Return of =
        now instanceof UndoViewModel.Stage.Seen(var _, var _, UndoViewModel.Return seen)
            ? seen
            : new UndoViewModel.Return(List.of(), false);
    back.setText(String.join("\n", of.words()));
    back.getStyleClass().setAll("label", of.deletes() ? "plan-verdict" : "plan-risk-line");
    if (of.deletes()) {
      back.getStyleClass().add("plan-bad");
    }
    IsolateSheet.there(back, !of.words().isEmpty());
    IsolateSheet.there(even, of.deletes());
  }
}
