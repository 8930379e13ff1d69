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
import salvor.containment.Aftermath;
import salvor.containment.RecordedMeasure;
import salvor.report.RestorationWords;
import salvor.report.StepText;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.RecordTable;
import salvor.workbench.fx.Scale;
import salvor.workbench.fx.Sheet;

/** Takes a measure back: shows what would be restored and what stands against it, then does it. */
public final class UndoSheet extends VBox {
  private static final int MOST_STEPS = 6;
  private final UndoViewModel model;
  private final Label result = Controls.paragraph("", "plan-verdict");
  private final Label against = Controls.paragraph("", "muted");
  private final Label about = Controls.paragraph("", "muted");
  private final Label origin = Controls.paragraph("", "muted");
  private final Label given = Controls.paragraph("", "plan-verdict", "plan-bad");
  private final Label back = Controls.paragraph("", "plan-verdict");
  private final CheckBox even =
      new CheckBox("Take it back although they may be _deleted, with all that is in them");
  private final ProgressBar bar = new ProgressBar();
  private final TextArea restored = new TextArea();
  private final RecordTable<UndoViewModel.Row> steps =
      new RecordTable<UndoViewModel.Row>("Steps, in this order", List.of(), null, "")
          .with("", 48, row -> Integer.toString(row.number()))
          .with("What is taken back, in this order", 560, row -> RestorationWords.what(row.step()))
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
    about.setId("undo-about");
    origin.setId("undo-origin");
    given.setId("undo-given");
    given.setMaxWidth(Double.MAX_VALUE);
    getChildren()
        .setAll(title, about, origin, result, steps, restored, given, back, even, acting, line());
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
  public static void open(Node owner, MeasuresViewModel measures, Undoable what) {
    open(owner, measures.undoing(what.mark()), what.what());
  }

  /** The same, of what is called so. */
  static void open(Node owner, UndoViewModel model, String what) {
    Stage[] opened = new Stage[1];
    UndoSheet sheet = new UndoSheet(model, what, () -> opened[0].close());
    opened[0] = Sheet.open(owner, "Undo", sheet, 1120, 760);
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
    against.getStyleClass().setAll("label", why.equals(UndoWords.LOCKED) ? "failure" : "muted");
    bar.setProgress(now instanceof UndoViewModel.Stage.Busy(var _, var _, double part) ? part : 0);
    IsolateSheet.there(bar, busy);
    IsolateSheet.there(stop, busy);
    IsolateSheet.there(undo, !done);
    IsolateSheet.there(result, done);
    undo.setText(UndoWords.button(now));
    undo.setDisable(!why.isEmpty() && !(now instanceof UndoViewModel.Stage.NotSeen));
    whose();
    back(now);
    if (now instanceof UndoViewModel.Stage.Done(var undone)) {
      result.setText((undone.isComplete() ? "\u2713 " : "\u25b2 ") + UndoWords.result(undone));
      result
          .getStyleClass()
          .setAll("label", "plan-verdict", undone.isComplete() ? "plan-good" : "plan-bad");
    }
  }

  /** What is taken back, whose it is, and which rights that gives. */
  private void whose() {
    RecordedMeasure of = model.recorded();
    about.setText(of == null ? "" : RestorationWords.introduction(of.measure().kind()));
    origin.setText(of == null ? "" : UndoWords.origin(of, model.clusterUid()));
    boolean doubtful = of != null && (RestorationWords.isForeign(of) || of.clusterUid() == null);
    origin.getStyleClass().setAll("label", doubtful ? "failure" : "muted");
    boolean before = !(model.stage().get() instanceof UndoViewModel.Stage.Done);
    given.setText(of == null ? "" : UndoWords.given(of));
    IsolateSheet.there(given, before && !given.getText().isEmpty());
  }

  /** What becomes of pods; where one may be lost, or rights are given, Enter closes the sheet. */
  private void back(UndoViewModel.Stage now) {
    Aftermath of =
        now instanceof UndoViewModel.Stage.Seen(var _, var _, Aftermath seen)
            ? seen
            : Aftermath.NONE;
    boolean asked = !of.asked().isEmpty();
    back.setText(UndoWords.aftermath(of));
    back.getStyleClass().setAll("label", "plan-verdict", asked ? "plan-bad" : "plan-careful");
    IsolateSheet.there(back, !back.getText().isEmpty());
    IsolateSheet.there(even, asked);
    boolean gives = given.isVisible();
    close.setDefaultButton(asked || gives);
    undo.getStyleClass().remove("primary");
    close.getStyleClass().remove("primary");
    (asked || gives ? close : undo).getStyleClass().add("primary");
  }
}
