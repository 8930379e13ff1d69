package salvor.workbench.containment;

import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import salvor.containment.Applied;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.Scale;
import salvor.workbench.fx.Sheet;
import salvor.workbench.fx.StateColour;
import salvor.workbench.wording.VisibleText;

/**
 * Does something else to pods than cutting them off: which measures there are, what the chosen one
 * would do, whether the server would do it, and what came of it.
 */
public final class MeasureSheet extends VBox {
  private final MeasureViewModel model;
  private final MeasureList choices;
  private final Label title = Controls.cut("", 200, "card-title");
  private final Label chip = Controls.label("", "state-chip");
  private final Label result = Controls.paragraph("");
  private final Label against = Controls.paragraph("", "muted");
  private final ProgressBar bar = new ProgressBar();
  private final PlanPane plan = new PlanPane("measure");
  private final StepTable steps = new StepTable("measure");
  private final ToggleButton yaml =
      Controls.toggle("_YAML", "Shows what the chosen step would send, and what it changes");
  private final ActingStrip acting;
  private final Button act;
  private final Button stop;
  private final Button anew;
  private final Button another;
  private final Button undo;
  private final Button close;

  private MeasureSheet(MeasureViewModel model, MeasuresViewModel measures, Runnable closing) {
    this.model = model;
    this.choices = new MeasureList(model);
    setId("measure-sheet");
    getStyleClass().add("sheet");
    acting = new ActingStrip(model.acting(), "measure");
    act = button("do", "_Do", "Sends the steps, each written down", model::act);
    act.getStyleClass().add("primary");
    stop = button("stop", "_Stop", "Stops between two steps", model::cancel);
    anew = button("anew", "Plan ane_w", "From the cluster as it is now", model::begin);
    another = button("another", "Anothe_r", "Plans another measure for these pods", model::again);
    close = button("close", "_Close", "Closes this sheet (Esc)", closing);
    undo =
        button(
            "take-back",
            "_Undo\u2026",
            "Shows what would be restored, and takes nothing back yet",
            () -> undo(measures));
    chip.setId("measure-chip");
    chip.setMinWidth(USE_PREF_SIZE);
    title.setId("measure-name");
    result.setId("measure-result");
    against.setId("measure-against");
    bar.setId("measure-bar");
    bar.setAccessibleText("Progress");
    getChildren().setAll(head(), result, body(), steps.table(), acting, line());
    model
        .stage()
        .subscribe(now -> {
          show();
          if (now instanceof Undertaking.Stage.Done) {
            measures.look();
          }
        });
    model.planned().subscribe(_ -> show());
    model.wish().subscribe(_ -> show());
    model.steps().subscribe(steps::show);
    model.acting().state().when(sceneProperty().isNotNull()).subscribe(_ -> show());
  }

  /** Opens it above the window of a node, and begins to plan. */
  public static void open(Node owner, MeasureViewModel model, MeasuresViewModel measures) {
    Stage[] opened = new Stage[1];
    MeasureSheet sheet = new MeasureSheet(model, measures, () -> opened[0].close());
    opened[0] = Sheet.open(owner, "Measures", sheet, 1240, 860);
    opened[0].setOnHidden(_ -> {
      sheet.acting.close();
      model.close();
    });
    model.begin();
    sheet.choices.requestFocus();
  }

  private void undo(MeasuresViewModel measures) {
    if (model.stage().get() instanceof Undertaking.Stage.Done(var applied)) {
      UndoSheet.open(
          this,
          measures.undoing(applied.measure().mark()),
          model.wish().get().choice().title() + ": " + pods());
    }
  }

  private String pods() {
    Candidate pod = model.candidates().getFirst();
    int more = model.chosen().get().size() - 1;
    return VisibleText.of(pod.namespace(), 200)
        + " / "
        + pod.name()
        + (more > 0 ? " and " + more + " more" : "");
  }

  private static Button button(String id, String text, String meaning, Runnable act) {
    Button button = Controls.button(text, meaning, act);
    button.setId("measure-" + id);
    button.setMinWidth(USE_PREF_SIZE);
    return button;
  }

  private HBox head() {
    HBox head = new HBox(12, title, Controls.spring(), chip, yaml);
    yaml.setId("measure-yaml");
    yaml.setMinWidth(USE_PREF_SIZE);
    head.setAlignment(Pos.CENTER_LEFT);
    return head;
  }

  private HBox body() {
    TextArea request = steps.request();
    request.visibleProperty().bind(yaml.selectedProperty());
    plan.visibleProperty().bind(yaml.selectedProperty().not());
    StackPane either = new StackPane(plan, request);
    either.getStyleClass().add("plan-body");
    VBox.setVgrow(either, Priority.ALWAYS);
    either.setMinHeight(0);
    MeasureFields fields = new MeasureFields(model);
    VBox right = new VBox(8, fields, either);
    HBox.setHgrow(right, Priority.ALWAYS);
    right.setMinWidth(0);
    VBox left = new VBox(8, choices);
    VBox.setVgrow(choices, Priority.ALWAYS);
    choices.setMinHeight(Scale.px(120));
    left.setMinWidth(Scale.px(330));
    left.setMaxWidth(Scale.px(330));
    if (model.candidates().size() > 1) {
      CandidateList pods = new CandidateList(model, "measure");
      pods.setPrefHeight(Scale.px(190));
      pods.setMinHeight(Scale.px(120));
      left.getChildren().add(pods);
    }
    left.getStyleClass().add("measure-left");
    left.disableProperty().bind(fixed());
    fields.disableProperty().bind(fixed());
    HBox body = new HBox(12, left, right);
    VBox.setVgrow(body, Priority.ALWAYS);
    body.setMinHeight(0);
    body.setPrefHeight(Scale.px(320)); // the steps have their room first
    return body;
  }

  /** Whether what is planned is being done, or was: another choice would be about nothing. */
  private ObservableValue<Boolean> fixed() {
    return model
        .stage()
        .map(now ->
            now instanceof Undertaking.Stage.Done
                || (now instanceof Undertaking.Stage.Busy busy
                    && busy.of() == Undertaking.Of.ACTING));
  }

  private HBox line() {
    HBox.setHgrow(against, Priority.ALWAYS);
    against.setMaxWidth(Double.MAX_VALUE);
    HBox line = new HBox(10, bar, against, anew, stop, another, undo, close, act);
    line.setAlignment(Pos.CENTER_RIGHT);
    return line;
  }

  private void show() {
    Undertaking.Stage now = model.stage().get();
    @Nullable MeasureShown shown = model.planned().get();
    MeasureWish wish = model.wish().get();
    boolean allowed = model.acting().state().get() instanceof ActingViewModel.State.Allowed;
    boolean busy = now instanceof Undertaking.Stage.Busy;
    boolean done = now instanceof Undertaking.Stage.Done;
    title.setText(wish.choice().title() + ": " + pods());
    if (shown == null) {
      plan.show("", PlanPane.Tone.GOOD, List.of());
    } else if (!busy) {
      plan.show(
          done ? "" : shown.verdict(),
          shown.tone(),
          MeasureText.sections(now, shown, model.steps().get()));
    }
    told(now, shown, allowed);
    bar.setProgress(now instanceof Undertaking.Stage.Busy(var _, var _, double part) ? part : 0);
    IsolateSheet.there(bar, busy);
    IsolateSheet.there(stop, busy);
    IsolateSheet.there(anew, !busy && !done);
    IsolateSheet.there(another, done);
    IsolateSheet.there(act, !done);
    IsolateSheet.there(
        undo,
        now instanceof Undertaking.Stage.Done(Applied applied) && MeasureText.canBeUndone(applied));
    act.setText(MeasureText.button(shown, wish));
    act.setDisable(!(now instanceof Undertaking.Stage.Ready));
    chip.setText(MeasureText.chip(now, wish.choice()));
    StateColour.of(chip.getText()).paint(chip);
    IsolateSheet.there(chip, !chip.getText().isEmpty());
    result.setText(
        now instanceof Undertaking.Stage.Done(Applied applied)
            ? MeasureText.result(applied, wish)
            : "");
    IsolateSheet.there(result, done);
  }

  private void told(Undertaking.Stage now, @Nullable MeasureShown shown, boolean allowed) {
    String why = MeasureText.against(now, shown, allowed);
    boolean bad =
        now instanceof Undertaking.Stage.Refused
            || (now instanceof Undertaking.Stage.Planned && shown != null && !shown.canBeAsked());
    against.setText(why.isEmpty() ? IsolateWords.caution(now) : why);
    against.getStyleClass().setAll("label", bad ? "failure" : "muted");
  }
}
