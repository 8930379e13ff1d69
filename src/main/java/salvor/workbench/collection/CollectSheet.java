package salvor.workbench.collection;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import salvor.workbench.containment.ActingStrip;
import salvor.workbench.containment.ActingViewModel;
import salvor.workbench.containment.Candidate;
import salvor.workbench.containment.CandidateList;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.RecordTable;
import salvor.workbench.fx.Scale;
import salvor.workbench.fx.Sheet;
import salvor.workbench.fx.StateColour;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** Takes the evidence of pods: shows what would be taken, takes it, seals it, and opens it. */
public final class CollectSheet extends VBox {
  private final CollectViewModel model;
  private final Consumer<List<Path>> opener;
  private final Runnable closing;
  private final Label chip = Controls.label("", "state-chip");
  private final Label result = Controls.paragraph("");
  private final Label bundle = Controls.paragraph("", "muted");
  private final Label against = Controls.paragraph("", "muted");
  private final ProgressBar bar = new ProgressBar();
  private final CollectPlanPane plan = new CollectPlanPane();
  private final CollectFields fields;
  private final RecordTable<ItemRow> items =
      new RecordTable<ItemRow>("What is taken, and how it stands", List.of(), null, "")
          .with("Pod", 225, ItemRow::pod)
          .with("What", 285, ItemRow::what)
          .with("How it stands", 375, ItemRow::told)
          .with("File", 235, ItemRow::file)
          .knownBy(ItemRow::number);
  private final ActingStrip acting;
  private final Button collect;
  private final Button stop;
  private final Button anew;
  private final Button again;
  private final Button open;
  private final Button close;

  private CollectSheet(CollectViewModel model, Consumer<List<Path>> opener, Runnable closing) {
    this.model = model;
    this.opener = opener;
    this.closing = closing;
    setId("collect-sheet");
    getStyleClass().add("sheet");
    fields = new CollectFields(model);
    acting = new ActingStrip(model.acting(), "collect");
    collect = button("do", "_Collect", "Takes it, and seals what was taken", fields::collect);
    collect.getStyleClass().add("primary");
    stop = button("stop", "Ca_ncel", "Stops; what was got by then is sealed", model::cancel);
    anew = button("anew", "_Plan anew", "From the pods as they are now", model::begin);
    again = button("again", "_Seal again", "Seals what was taken, once more", model::sealAgain);
    open = button("open", "_Open it", "On the timeline, judged by the baseline", this::opened);
    open.getStyleClass().add("primary");
    close = button("close", "Clos_e", "Closes this sheet (Esc)", closing);
    items.setId("collect-items");
    items.setMinHeight(0);
    VBox.setVgrow(items, Priority.ALWAYS);
    chip.setId("collect-chip");
    result.setId("collect-result");
    bundle.setId("collect-bundle");
    against.setId("collect-against");
    bar.setAccessibleText("Progress");
    bar.setId("collect-bar");
    getChildren().setAll(head(), result, bundle, body(), acting, line());
    addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    model.stage().subscribe(_ -> show());
    model.planned().subscribe(plan::show);
    model.wrong().subscribe(_ -> show());
    fields.against().subscribe(_ -> show());
    model.rows().subscribe(rows -> items.show(rows, ""));
    items.getSelectionModel().selectedItemProperty().subscribe(_ -> show());
    model.acting().state().when(sceneProperty().isNotNull()).subscribe(_ -> show());
  }

  /**
   * Opens it above the window of a node, and begins to plan.
   *
   * @param opener opens evidence: a bundle, and what it is judged by
   */
  public static void open(Node owner, CollectViewModel model, Consumer<List<Path>> opener) {
    Stage[] opened = new Stage[1];
    CollectSheet sheet = new CollectSheet(model, opener, () -> opened[0].close());
    opened[0] = Sheet.open(owner, "Collect", sheet, 1180, 860);
    opened[0].setOnCloseRequest(event -> {
      if (sheet.isBusy()) {
        event.consume();
      }
    });
    opened[0].setOnHidden(_ -> {
      sheet.acting.close();
      model.close();
    });
    model.begin();
    sheet.fields.lookup("#collect-bytes").requestFocus();
  }

  /** What is under way is not left alone by a key too many: it is cancelled, or waited for. */
  private void pressed(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE && isBusy()) {
      event.consume();
    }
  }

  private boolean isBusy() {
    return model.isTaking() && !(model.stage().get() instanceof CollectStage.Done);
  }

  private void opened() {
    if (model.stage().get() instanceof CollectStage.Done(Finished done) && done.sealed() != null) {
      closing.run();
      opener.accept(model.opening(done.sealed()));
    }
  }

  private static Button button(String id, String text, String meaning, Runnable act) {
    Button button = Controls.button(text, meaning, act);
    button.setId("collect-" + id);
    button.setMinWidth(USE_PREF_SIZE);
    return button;
  }

  private HBox head() {
    Label title = Controls.cut("", 200);
    model.chosen().subscribe(uids -> title.setText(title(uids)));
    title.getStyleClass().add("card-title");
    chip.setMinWidth(USE_PREF_SIZE);
    HBox head = new HBox(12, title, Controls.spring(), chip);
    head.setAlignment(Pos.CENTER_LEFT);
    return head;
  }

  private String title(Set<String> chosen) {
    List<Candidate> pods =
        model.candidates().stream().filter(each -> chosen.contains(each.uid())).toList();
    return pods.size() == 1
        ? "Collect from "
            + VisibleText.of(pods.getFirst().namespace(), 200)
            + " / "
            + pods.getFirst().name().replaceFirst("^.* / ", "")
        : "Collect from " + Moments.count(pods.size(), "pod");
  }

  private HBox body() {
    StackPane planned = new StackPane(plan);
    planned.getStyleClass().add("plan-body");
    VBox.setVgrow(planned, Priority.ALWAYS);
    VBox before = new VBox(10, fields, planned);
    before.visibleProperty().bind(items.visibleProperty().not());
    StackPane either = new StackPane(before, items);
    HBox body = new HBox(12, either);
    HBox.setHgrow(either, Priority.ALWAYS);
    if (model.candidates().size() > 1) {
      CandidateList list = new CandidateList(model, "collect");
      list.setMinWidth(Scale.px(300));
      list.setMaxWidth(Scale.px(300));
      list.visibleProperty().bind(before.visibleProperty());
      list.managedProperty().bind(before.visibleProperty());
      body.getChildren().addFirst(list);
    }
    VBox.setVgrow(body, Priority.ALWAYS);
    body.setMinHeight(0);
    return body;
  }

  private HBox line() {
    HBox.setHgrow(against, Priority.ALWAYS);
    against.setMaxWidth(Double.MAX_VALUE);
    HBox line = new HBox(10, bar, against, anew, stop, again, close, open, collect);
    line.setAlignment(Pos.CENTER_RIGHT);
    return line;
  }

  private void show() {
    CollectStage now = model.stage().get();
    boolean taking = model.isTaking();
    boolean allowed = model.acting().state().get() instanceof ActingViewModel.State.Allowed;
    boolean ready = now instanceof CollectStage.Ready;
    String why = CollectWords.against(now, model.wrong().get(), allowed);
    ItemRow chosen = items.getSelectionModel().getSelectedItem();
    against.setText(
        !why.isEmpty()
            ? why
            : ready
                ? fields.against().get()
                : now instanceof CollectStage.Done && chosen != null ? chosen.whole() : "");
    against
        .getStyleClass()
        .setAll("label", CollectWords.isFailure(now, model.wrong().get()) ? "failure" : "muted");
    bar.setProgress(now instanceof CollectStage.Busy(var _, var _, double part) ? part : 0);
    items.setVisible(taking || isBroken(now));
    buttons(now, ready && model.wrong().get().isEmpty() && fields.against().get().isEmpty());
    there(acting, !taking);
    chip.setText(CollectWords.chip(now));
    StateColour.of(chip.getText()).paint(chip);
    there(chip, !chip.getText().isEmpty());
    if (now instanceof CollectStage.Done(Finished done)) {
      result.setText(CollectWords.result(done));
      bundle.setText(CollectWords.bundle(done));
    }
    there(result, now instanceof CollectStage.Done);
    there(bundle, result.isVisible() && !bundle.getText().isEmpty());
  }

  /** Whether it ended before it was sealed: how far it came is in sight then. */
  private boolean isBroken(CollectStage now) {
    return now instanceof CollectStage.Failed && !model.rows().get().isEmpty();
  }

  private void buttons(CollectStage now, boolean ready) {
    boolean busy = now instanceof CollectStage.Busy;
    boolean done = now instanceof CollectStage.Done;
    there(bar, busy);
    there(stop, busy);
    there(anew, !busy && !done);
    there(collect, !done && !model.isTaking());
    there(open, now instanceof CollectStage.Done(Finished ended) && ended.sealed() != null);
    there(again, now instanceof CollectStage.Done(Finished ended) && ended.sealed() == null);
    collect.setText(CollectWords.button(model.planned().get()));
    collect.setDisable(!ready);
    close.setDisable(isBusy());
  }

  /** Shows a node, or takes it away with its room. */
  private static void there(Node node, boolean is) {
    node.setVisible(is);
    node.setManaged(is);
  }
}
