package salvor.workbench.containment;

import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
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
import salvor.containment.Step;
import salvor.workbench.containment.IsolateViewModel.Options;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.Scale;
import salvor.workbench.fx.Sheet;
import salvor.workbench.fx.StateColour;
import salvor.workbench.wording.VisibleText;

/** Cuts pods off: shows what that would do, asks the server, does it, and says what came of it. */
public final class IsolateSheet extends VBox {
  private final IsolateViewModel model;
  private final FirstLook first;
  private final Label chip = Controls.label("", "state-chip");
  private final Label result = Controls.paragraph("");
  private final Label against = Controls.paragraph("", "muted");
  private final ProgressBar bar = new ProgressBar();
  private final PlanPane plan = new PlanPane("isolate");
  private final ToggleButton yaml =
      Controls.toggle("_YAML", "Shows what the chosen step would send, and what it changes");
  private final StepTable steps = new StepTable("isolate");
  private final Button isolate;
  private final Button stop;
  private final Button anew;
  private final ActingStrip acting;
  private final Button close;
  private final Button undo;
  private final Button verify;

  private IsolateSheet(IsolateViewModel model, MeasuresViewModel measures, Runnable closing) {
    this.model = model;
    this.first = measures.lookingFirst(model);
    setId("isolate-sheet");
    getStyleClass().add("sheet");
    acting = new ActingStrip(model.acting(), "isolate");
    isolate =
        button("isolate-do", "_Isolate", "Sends the steps, each written down", first::isolate);
    isolate.getStyleClass().add("primary");
    stop = button("isolate-stop", "_Stop", "Stops between two steps", this::cancel);
    anew = button("isolate-anew", "_Plan anew", "From the cluster as it is now", model::begin);
    close = button("isolate-close", "_Close", "Closes this sheet (Esc)", closing);
    undo =
        button(
            "isolate-undo",
            "_Undo\u2026",
            "Shows what would be restored, and takes nothing back yet",
            () -> undo(measures));
    verify =
        button(
            "isolate-verify",
            "_Verify\u2026",
            "Shows what is tried from inside the pod, and tries nothing yet",
            () -> verify(measures));
    verify.getStyleClass().add("primary");
    chip.setId("isolate-chip");
    result.setId("isolate-result");
    against.setId("isolate-against");
    bar.setAccessibleText("Progress");
    bar.setId("isolate-bar");
    getChildren()
        .setAll(head(), result, body(), steps.table(), options(), inside(), acting, line());
    model
        .stage()
        .subscribe(now -> {
          show();
          if (now instanceof Undertaking.Stage.Done) {
            measures.look();
          }
        });
    model.planned().subscribe(shown -> show(shown));
    first.stage().subscribe(_ -> show());
    first.wished().subscribe(_ -> show());
    first.toolbox().text().when(sceneProperty().isNotNull()).subscribe(_ -> show());
    model.steps().subscribe(steps::show);
    model.acting().state().when(sceneProperty().isNotNull()).subscribe(_ -> show());
  }

  /** Opens it above the window of a node, and begins to plan. */
  public static void open(Node owner, IsolateViewModel model, MeasuresViewModel measures) {
    Stage[] opened = new Stage[1];
    IsolateSheet sheet = new IsolateSheet(model, measures, () -> opened[0].close());
    opened[0] = Sheet.open(owner, "Isolate", sheet, 1180, 860);
    opened[0].setOnHidden(_ -> {
      sheet.acting.close();
      sheet.first.cancel();
      model.close();
    });
    model.begin();
    sheet.steps.table().requestFocus();
  }

  private void undo(MeasuresViewModel measures) {
    if (model.stage().get() instanceof Undertaking.Stage.Done(var applied)) {
      Candidate pod = model.candidates().getFirst();
      UndoSheet.open(
          this,
          measures.undoing(applied.measure().mark()),
          "isolating " + VisibleText.of(pod.namespace(), 200) + " / " + pod.name());
    }
  }

  private void verify(MeasuresViewModel measures) {
    if (model.stage().get() instanceof Undertaking.Stage.Done(var applied)) {
      VerifySheet.open(this, measures.verifying(applied));
    }
  }

  private void cancel() {
    first.cancel();
    model.cancel();
  }

  private static Button button(String id, String text, String meaning, Runnable act) {
    Button button = Controls.button(text, meaning, act);
    button.setId(id);
    button.setMinWidth(USE_PREF_SIZE);
    return button;
  }

  private HBox head() {
    Candidate pod = model.candidates().getFirst();
    Label title =
        Controls.cut("Isolate " + VisibleText.of(pod.namespace(), 200) + " / " + pod.name(), 200);
    title.getStyleClass().add("card-title");
    chip.setMinWidth(USE_PREF_SIZE);
    HBox head = new HBox(12, title, Controls.spring(), chip);
    head.setAlignment(Pos.CENTER_LEFT);
    return head;
  }

  private HBox body() {
    TextArea request = steps.request();
    request.visibleProperty().bind(yaml.selectedProperty());
    plan.visibleProperty().bind(yaml.selectedProperty().not());
    StackPane either = new StackPane(plan, request);
    either.getStyleClass().add("plan-body");
    HBox body = new HBox(12, either);
    HBox.setHgrow(either, Priority.ALWAYS);
    if (model.candidates().size() > 1) {
      CandidateList list = new CandidateList(model, "isolate");
      list.setMinWidth(Scale.px(300));
      list.setMaxWidth(Scale.px(300));
      body.getChildren().addFirst(list);
      list.disableProperty().bind(fixed());
    }
    VBox.setVgrow(body, Priority.ALWAYS);
    body.setMinHeight(0);
    return body;
  }

  private HBox options() {
    CheckBox keep = new CheckBox("_Keep the labels of Services and owner");
    keep.setId("isolate-keep");
    Controls.explain(
        keep, "The pod stays where its owner counts it, and Services go on to send to it");
    CheckBox narrow = new CheckBox("_Narrow policies of others that would still let it pass");
    narrow.setId("isolate-narrow");
    Controls.explain(
        narrow,
        "Changes these policies so that they leave the pod out; what keeps them may revert it");
    keep.selectedProperty().subscribe(_ -> model.wish(wished(keep, narrow)));
    narrow.selectedProperty().subscribe(_ -> model.wish(wished(keep, narrow)));
    yaml.setId("isolate-yaml");
    CheckBox inside = new CheckBox("Look from _inside first");
    inside.setId("isolate-first");
    Controls.explain(
        inside, "Only what answered before the pod was cut off proves anything when it is silent");
    inside.selectedProperty().subscribe(first.wished()::set);
    HBox options = new HBox(18, keep, narrow, inside, Controls.spring(), yaml);
    options.setAlignment(Pos.CENTER_LEFT);
    for (CheckBox each : List.of(keep, narrow, inside)) {
      each.disableProperty().bind(fixed());
    }
    return options;
  }

  /** Whether what is planned is being done, or was: another choice would be about nothing. */
  private ObservableValue<Boolean> fixed() {
    return model
        .stage()
        .flatMap(now ->
            first
                .stage()
                .map(look ->
                    now instanceof Undertaking.Stage.Done
                        || look instanceof FirstLook.Stage.Looking));
  }

  private ToolboxField inside() {
    ToolboxField field = new ToolboxField(first.toolbox(), "isolate");
    first.wished().subscribe(wished -> there(field, wished));
    return field;
  }

  private static Options wished(CheckBox keep, CheckBox narrow) {
    return new Options(null, keep.isSelected(), narrow.isSelected());
  }

  private HBox line() {
    HBox.setHgrow(against, Priority.ALWAYS);
    against.setMaxWidth(Double.MAX_VALUE);
    HBox line = new HBox(10, bar, against, anew, stop, undo, close, verify, isolate);
    line.setAlignment(Pos.CENTER_RIGHT);
    return line;
  }

  private void show(@Nullable PlanShown shown) {
    if (shown == null) {
      plan.show("", PlanPane.Tone.GOOD, List.of());
    } else {
      plan.show(
          shown.verdict(),
          shown.pods() > 0 && shown.plan().isolates() ? PlanPane.Tone.GOOD : PlanPane.Tone.BAD,
          shown.sections());
    }
  }

  private void show() {
    Undertaking.Stage now = model.stage().get();
    FirstLook.Stage look = first.stage().get();
    boolean looking = look instanceof FirstLook.Stage.Looking;
    boolean busy = looking || now instanceof Undertaking.Stage.Busy;
    boolean done = now instanceof Undertaking.Stage.Done;
    boolean allowed = model.acting().state().get() instanceof ActingViewModel.State.Allowed;
    PlanShown shown = model.planned().get();
    String why = IsolateWords.against(now, shown, allowed);
    if (why.isEmpty() || looking) {
      why = IsolateWords.against(look, now, first.against());
    }
    against.setText(why.isEmpty() ? IsolateWords.caution(now) : why);
    against
        .getStyleClass()
        .setAll(
            "label",
            now instanceof Undertaking.Stage.Refused
                    || !allowedBy(shown)
                    || look instanceof FirstLook.Stage.NotDone
                ? "failure"
                : "muted");
    bar.setProgress(
        look instanceof FirstLook.Stage.Looking(var _, double part)
            ? part
            : now instanceof Undertaking.Stage.Busy(var _, var _, double of) ? of : 0);
    there(bar, busy);
    there(stop, busy);
    there(anew, !busy && !done);
    there(isolate, !done);
    there(undo, done);
    there(verify, now instanceof Undertaking.Stage.Done(var applied) && isCutOff(applied));
    isolate.setText(IsolateWords.button(now, shown, first.wished().get()));
    isolate.setDisable(
        !(now instanceof Undertaking.Stage.Ready) || looking || !first.against().isEmpty());
    chip.setText(looking ? "\u25d4 LOOKING FIRST" : IsolateWords.chip(now));
    StateColour.of(chip.getText()).paint(chip);
    there(chip, !chip.getText().isEmpty());
    result.setText(
        now instanceof Undertaking.Stage.Done(var applied)
            ? IsolateWords.result(applied) + IsolateWords.looked(look)
            : "");
    there(result, done);
  }

  private static boolean isCutOff(Applied applied) {
    return applied.results().stream()
        .anyMatch(each -> each.step().why() == Step.Why.MARK_POD && each.outcome().isDone());
  }

  private static boolean allowedBy(@Nullable PlanShown shown) {
    return shown == null || shown.missing().isEmpty();
  }

  /** Shows a node, or takes it away with its room. */
  static void there(Node node, boolean is) {
    node.setVisible(is);
    node.setManaged(is);
  }
}
