package salvor.workbench.recovery;

import java.util.List;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import salvor.report.RollOutWords;
import salvor.workbench.containment.ActingStrip;
import salvor.workbench.containment.ActingViewModel;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.RecordTable;
import salvor.workbench.fx.Scale;
import salvor.workbench.fx.Sheet;

/** Rolls a fixed image out by workload, and counts the pods on the bad digest down. */
public final class RollOutSheet extends VBox {
  private static final int MOST_ROWS = 12;
  private static final PseudoClass NONE = PseudoClass.getPseudoClass("stopped");
  private final RollOutViewModel model;
  private final Label figures = Controls.label("", "dwell-clock");
  private final Label counted = Controls.label("pods on the bad digest", "muted");
  private final Label against = Controls.paragraph("", "muted");
  private final ProgressBar bar = new ProgressBar();
  private final TextField bad = new TextField();
  private final TextField fixed = new TextField();
  private final Label victims = Controls.paragraph("", "plan-verdict");
  private final CheckBox even =
      new CheckBox("Roll out although they are _deleted by it, with all that is in them");
  private final RollAbout about = new RollAbout();
  private final RecordTable<RollRow> rows =
      new RecordTable<RollRow>("Workloads; Space takes one in or out", List.of(), null, "")
          .with("", 34, RollRow::mark)
          .with("Workload", 210, RollRow::name)
          .with("Image now", 260, RollRow::before)
          .with("Image after", 260, RollRow::after)
          .with("How it stands", 350, RollRow::told)
          .knownBy(row -> row.fix().uid());
  private final Button plan;
  private final Button roll;
  private final ToggleButton hold;
  private final Button stop;
  private final Button back;
  private final Button close;
  private final ActingStrip acting;

  private RollOutSheet(RollOutViewModel model, Runnable closing) {
    this.model = model;
    setId("rollout-sheet");
    getStyleClass().add("sheet");
    acting = new ActingStrip(model.acting(), "rollout");
    plan =
        button(
            "rollout-plan",
            "_Plan",
            "From the cluster as it is; sends nothing",
            model.planning()::plan);
    roll =
        button(
            "rollout-do", "_Roll out", "Sets the image, one workload after the other", model::roll);
    roll.getStyleClass().add("primary");
    hold = Controls.toggle("Pa_use", "Holds it before the next workload; pressed again it goes on");
    hold.setId("rollout-hold");
    hold.setMinWidth(USE_PREF_SIZE);
    hold.setOnAction(_ -> model.hold(hold.isSelected()));
    stop =
        button(
            "rollout-stop", "_Stop", "Stops between two steps; what was set stays", model::cancel);
    back =
        button(
            "rollout-back",
            "Roll _back",
            "Gives the workloads their old images again: pods run the bad digest then",
            model::rollBack);
    close =
        button(
            "rollout-close",
            "_Close",
            "Closes this sheet (Esc); what goes on in the cluster goes on",
            closing);
    against.setId("rollout-against");
    bar.setAccessibleText("Progress");
    rows.setId("rollout-rows");
    rows.setMinHeight(Scale.px(36) + 3 * Scale.row(26));
    rows.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    rows.getSelectionModel().selectedItemProperty().subscribe(_ -> tell());
    VBox.setVgrow(about, Priority.ALWAYS);
    even.setId("rollout-even-evidence");
    even.selectedProperty().bindBidirectional(model.evenEvidence());
    victims.setId("rollout-victims");
    victims.setMaxWidth(Double.MAX_VALUE);
    victims.getStyleClass().add("plan-bad");
    getChildren().setAll(head(), fields(), offer(), rows, about, victims, even, acting, line());
    model.stage().subscribe(_ -> show());
    model.rows().subscribe(now -> show(now));
    model.planned().subscribe(_ -> tell());
    model.victims().subscribe(_ -> show());
    model.evenEvidence().subscribe(_ -> show());
    model
        .hitches()
        .subscribe(_ -> {
          show();
          tell();
        });
    model.counter().subscribe(now -> show(now));
    model.acting().state().when(sceneProperty().isNotNull()).subscribe(_ -> show());
  }

  /** Opens it above the window of a node, and plans where both digests are known. */
  public static void open(Node owner, RollOutViewModel model) {
    Stage[] opened = new Stage[1];
    RollOutSheet sheet = new RollOutSheet(model, () -> opened[0].close());
    opened[0] = Sheet.open(owner, "Roll out", sheet, 1180, 820);
    opened[0].setOnHidden(_ -> {
      sheet.acting.close();
      model.close();
    });
    model.planning().begin();
    (model.planning().bad.get().isBlank() ? sheet.bad : sheet.fixed).requestFocus();
    sheet.bad.end();
  }

  private static Button button(String id, String text, String meaning, Runnable act) {
    Button button = Controls.button(text, meaning, act);
    button.setId(id);
    button.setMinWidth(USE_PREF_SIZE);
    return button;
  }

  private HBox head() {
    Label title = Controls.cut("Roll a fixed image out", 200, "card-title");
    figures.setId("rollout-figures");
    figures.setMinWidth(USE_PREF_SIZE);
    counted.setId("rollout-count");
    counted.setMinWidth(USE_PREF_SIZE);
    VBox count = new VBox(figures, counted);
    count.setAlignment(Pos.CENTER_RIGHT);
    HBox head = new HBox(12, title, Controls.spring(), count);
    head.setAlignment(Pos.CENTER_LEFT);
    return head;
  }

  private HBox fields() {
    TextField where = new TextField();
    field(bad, "rollout-bad", "Bad digest: sha256:\u2026", "The digest that must run no more");
    field(fixed, "rollout-fixed", "New digest: sha256:\u2026", "The digest that takes its place");
    field(
        where,
        "rollout-where",
        "Its repository, if another",
        "Where the new image is; empty for where the old one is");
    bad.textProperty().bindBidirectional(model.planning().bad);
    fixed.textProperty().bindBidirectional(model.fixed());
    where.textProperty().bindBidirectional(model.planning().repository);
    where.setPrefColumnCount(14);
    where.setMinWidth(Scale.px(120));
    HBox.setHgrow(bad, Priority.ALWAYS);
    HBox.setHgrow(fixed, Priority.ALWAYS);
    HBox fields = new HBox(8, name("Bad"), bad, name("New"), fixed, where, plan);
    fields.setAlignment(Pos.CENTER_LEFT);
    fields.disableProperty().bind(model.stage().map(RollOutSheet::isFixed));
    return fields;
  }

  /** On a practice cluster: which image can be pulled there. */
  private HBox offer() {
    ReadOnlyStringWrapper offered = model.planning().offered;
    Label words = Controls.cut("", Scale.px(200), "muted");
    words.setId("rollout-offered");
    words.textProperty().bind(offered.map(RollWords::offered));
    Button take =
        button("rollout-take", "_Take it", "As the new digest", model.planning()::takeOffered);
    HBox offer = new HBox(8, words, take);
    offer.setAlignment(Pos.CENTER_LEFT);
    offer.disableProperty().bind(model.stage().map(RollOutSheet::isFixed));
    offered.subscribe(now -> there(offer, !now.isEmpty()));
    return offer;
  }

  private static Label name(String text) {
    Label name = Controls.label(text, "muted");
    name.setMinWidth(USE_PREF_SIZE);
    return name;
  }

  private void field(TextField field, String id, String prompt, String meaning) {
    field.setId(id);
    field.setPromptText(prompt);
    field.setAccessibleText(meaning);
    Controls.explain(field, meaning);
    field.setOnAction(_ -> model.planning().plan());
    field.setMinWidth(0);
  }

  private static boolean isFixed(RollStage stage) {
    return stage instanceof RollStage.Rolling
        || stage instanceof RollStage.Ended
        || (stage instanceof RollStage.Busy busy && busy.isActing());
  }

  private HBox line() {
    HBox.setHgrow(against, Priority.ALWAYS);
    against.setMaxWidth(Double.MAX_VALUE);
    HBox line = new HBox(10, bar, against, hold, stop, back, close, roll);
    line.setAlignment(Pos.CENTER_RIGHT);
    return line;
  }

  private void pressed(KeyEvent event) {
    RollRow row = rows.getSelectionModel().getSelectedItem();
    if (event.getCode() == KeyCode.SPACE && row != null) {
      model.turn(row);
      event.consume();
    }
  }

  private void show(List<RollRow> now) {
    rows.show(
        now,
        model.planned().get() == null
            ? "Nothing is planned yet."
            : "No workload of these runs the bad digest.");
    rows.setPrefHeight(Scale.px(40) + Scale.row(26) * Math.clamp(now.size(), 3, MOST_ROWS));
    if (rows.getSelectionModel().isEmpty() && !now.isEmpty()) {
      rows.getSelectionModel().select(0);
    }
    show();
    tell();
  }

  private void tell() {
    about.show(
        rows.getSelectionModel().getSelectedItem(),
        model.planned().get(),
        model.unsealed(),
        model.hitches().get());
  }

  private void show(@Nullable Counter now) {
    figures.setText(now == null ? "" : now.figures());
    figures.pseudoClassStateChanged(NONE, now != null && now.isNone());
    counted.setText(now == null ? "" : now.words());
  }

  private void show() {
    RollStage now = model.stage().get();
    int chosen = (int) model.rows().get().stream().filter(RollRow::chosen).count();
    boolean rolling = now instanceof RollStage.Rolling;
    boolean allowed = model.acting().state().get() instanceof ActingViewModel.State.Allowed;
    boolean hitch = rolling && !model.hitches().get().isEmpty();
    boolean locked = isLocked(now);
    tell(now, RollWords.against(now, chosen, allowed, model.hitches().get()), hitch || locked);
    boolean busy = now instanceof RollStage.Busy;
    bar.setProgress(busy || rolling ? -1 : 0);
    there(bar, busy || (rolling && !hitch)); // nothing goes on that a bar could show
    there(stop, busy || rolling);
    there(hold, rolling);
    hold.setSelected(now instanceof RollStage.Rolling(boolean held) && held);
    hold.setText(hold.isSelected() ? "_Go on" : "Pa_use");
    there(back, hitch || (now instanceof RollStage.Ended(var _, boolean canBack) && canBack));
    back.setDisable(!allowed);
    there(roll, !(now instanceof RollStage.Ended) && !rolling);
    roll.setText(RollWords.button(now, chosen));
    roll.setDisable(locked || !(now instanceof RollStage.Ready));
  }

  /** Why it cannot be done now, and which pods of the incident it would end. */
  private void tell(RollStage now, String why, boolean isBad) {
    against.setText(isLocked(now) ? RollWords.LOCKED : why);
    boolean bad = isBad || now instanceof RollStage.Refused || isBad(now);
    against.getStyleClass().setAll("label", bad ? "failure" : "muted");
    boolean ending = isBefore(now) && !model.victims().get().isEmpty();
    victims.setText(RollOutWords.victims(model.victims().get()));
    there(victims, ending);
    there(even, ending);
  }

  private static boolean isBefore(RollStage now) {
    return now instanceof RollStage.Planned
        || now instanceof RollStage.Ready
        || now instanceof RollStage.Refused
        || (now instanceof RollStage.Busy busy && !busy.isActing());
  }

  /** Whether only that evidence would end stands against it. */
  private boolean isLocked(RollStage now) {
    return now instanceof RollStage.Ready
        && !model.victims().get().isEmpty()
        && !model.evenEvidence().get();
  }

  private static boolean isBad(RollStage now) {
    return (now instanceof RollStage.Planned(String missing) && !missing.isEmpty())
        || (now instanceof RollStage.Asking(String trouble) && !trouble.isEmpty());
  }

  private static void there(Node node, boolean is) {
    node.setVisible(is);
    node.setManaged(is);
  }
}
