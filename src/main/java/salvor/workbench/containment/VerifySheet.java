package salvor.workbench.containment;

import java.util.Comparator;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import salvor.containment.ChosenPod;
import salvor.containment.InsideCheck;
import salvor.containment.Verification;
import salvor.report.InsideWords;
import salvor.workbench.containment.VerifyViewModel.Row;
import salvor.workbench.containment.VerifyViewModel.State;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.RecordTable;
import salvor.workbench.fx.Scale;
import salvor.workbench.fx.Sheet;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** Looks from inside of pods: what was tried, what that proves, and which connections go on. */
public final class VerifySheet extends VBox {
  private static final int LIMIT = 200;

  /** A target of a look. */
  private record Target(InsideCheck.Seen seen, Verification.Tried tried) {}

  private final VerifyViewModel model;
  private final Label chip = Controls.label("", "state-chip");
  private final Label about = Controls.paragraph("", "plan-verdict");
  private final Label unproved = Controls.paragraph("", "muted");
  private final Label against = Controls.paragraph("", "muted");
  private final ProgressBar bar = new ProgressBar(-1);
  private final RecordTable<Row> pods =
      new RecordTable<Row>("Pods", List.of(), null, "")
          .with("Pod", 185, row -> VisibleText.of(row.pod().name(), LIMIT))
          .withState("State", 150, VerifyWords::brief, Comparator.comparing(VerifyWords::brief))
          .knownBy(row -> row.pod().uid());
  private final RecordTable<Target> targets;
  private final RecordTable<Verification.Connection> connections;
  private final Button verify;
  private final Button end;
  private final Button compare;
  private final Button stop;
  private final Button close;
  private final ActingStrip acting;
  private final Subscription heard;

  private VerifySheet(VerifyViewModel model, Runnable closing) {
    this.model = model;
    boolean several = model.rows().get().size() > 1;
    targets = targets(several);
    connections = connections(several);
    setId("verify-sheet");
    getStyleClass().add("sheet");
    acting = new ActingStrip(model.acting(), "verify");
    verify = button("verify-do", "_Verify", "Runs the toolbox in the pod", model::look);
    verify.getStyleClass().add("primary");
    end =
        button(
            "verify-end",
            "_End connections",
            "Ends those that are listed as going on, and looks again",
            model::end);
    compare = button("verify-compare", "Com_pare", "", model::compare);
    compare.getStyleClass().add("primary");
    stop = button("verify-stop", "_Stop", "What was told until then is kept", model::cancel);
    close = button("verify-close", "_Close", "Closes this sheet (Esc)", closing);
    chip.setId("verify-chip");
    about.setId("verify-about");
    about.setMaxWidth(Double.MAX_VALUE);
    unproved.setId("verify-unproved");
    against.setId("verify-against");
    bar.setAccessibleText("Progress");
    ToolboxField toolbox = new ToolboxField(model.toolbox(), "verify");
    getChildren().setAll(head(), about, body(), unproved, toolbox, acting, line());
    pods.getSelectionModel().selectedItemProperty().subscribe(_ -> show());
    heard =
        Subscription.combine(
            model.rows().subscribe(this::take),
            model.doing().subscribe(_ -> show()),
            model.acting().state().subscribe(_ -> show()),
            model.toolbox().text().subscribe(_ -> show()));
  }

  /** Opens it above the window of a node; nothing is looked at by that. */
  public static void open(Node owner, VerifyViewModel model) {
    Stage[] opened = new Stage[1];
    VerifySheet sheet = new VerifySheet(model, () -> opened[0].close());
    opened[0] = Sheet.open(owner, "Look from inside", sheet, 1120, 800);
    opened[0].setOnHidden(_ -> {
      sheet.heard.unsubscribe();
      sheet.acting.close();
      model.cancel();
    });
    sheet.targets.requestFocus();
  }

  private static RecordTable<Target> targets(boolean narrow) {
    return new RecordTable<Target>(
            "What was tried from inside", List.of(), null, "Nobody looked yet.")
        .with(
            "What it proves",
            narrow ? 245 : 330,
            row -> VerifyWords.finding(row.seen(), row.tried()))
        .with(
            "Tried from inside",
            narrow ? 280 : 470,
            row -> InsideWords.target(row.tried().target()))
        .with("Before", narrow ? 95 : 100, row -> VerifyWords.before(row.seen(), row.tried()))
        .with("Now", narrow ? 95 : 100, row -> VerifyWords.now(row.seen(), row.tried()))
        .knownBy(row -> row.tried().target().word());
  }

  private static RecordTable<Verification.Connection> connections(boolean narrow) {
    return new RecordTable<Verification.Connection>(
            "Connections of the pod", List.of(), null, "No connection of it is known.")
        .with("What became of it", narrow ? 215 : 420, VerifySheet::fate)
        .with("", narrow ? 45 : 50, row -> row.inbound() ? "in" : "out")
        .with("Other end", narrow ? 165 : 190, row -> VisibleText.of(row.socket().remote(), LIMIT))
        .with("Here", narrow ? 165 : 190, row -> VisibleText.of(row.socket().local(), LIMIT))
        .with(
            "As last seen", narrow ? 120 : 125, row -> VisibleText.of(row.socket().state(), LIMIT))
        .knownBy(row -> row.socket().local() + " " + row.socket().remote());
  }

  private static Button button(String id, String text, String meaning, Runnable act) {
    Button button = Controls.button(text, meaning, act);
    button.setId(id);
    button.setMinWidth(USE_PREF_SIZE);
    return button;
  }

  private HBox head() {
    List<Row> all = model.rows().get();
    var first = all.getFirst().pod();
    Label title =
        Controls.cut(
            "From inside "
                + (all.size() == 1
                    ? VisibleText.of(first.namespace(), LIMIT)
                        + " / "
                        + VisibleText.of(first.name(), LIMIT)
                    : Moments.count(all.size(), "pod")),
            200,
            "card-title");
    chip.setMinWidth(USE_PREF_SIZE);
    HBox head = new HBox(12, title, Controls.spring(), chip);
    head.setAlignment(Pos.CENTER_LEFT);
    return head;
  }

  private HBox body() {
    targets.setId("verify-targets");
    connections.setId("verify-connections");
    connections.setMinHeight(Scale.px(36) + 2 * Scale.row(26));
    VBox.setVgrow(targets, Priority.ALWAYS);
    VBox seen = new VBox(8, targets, connections);
    HBox.setHgrow(seen, Priority.ALWAYS);
    HBox body = new HBox(12, seen);
    if (model.rows().get().size() > 1) {
      pods.setId("verify-pods");
      pods.setMinWidth(Scale.px(340));
      pods.setMaxWidth(Scale.px(340));
      body.getChildren().addFirst(pods);
    }
    VBox.setVgrow(body, Priority.ALWAYS);
    body.setMinHeight(0);
    return body;
  }

  private HBox line() {
    HBox.setHgrow(against, Priority.ALWAYS);
    against.setMaxWidth(Double.MAX_VALUE);
    HBox line = new HBox(10, bar, against, stop, close, end, verify, compare);
    line.setAlignment(Pos.CENTER_RIGHT);
    return line;
  }

  private static String fate(Verification.Connection connection) {
    return (connection.fate().passes() ? "\u25b2 " : "\u25cb ")
        + InsideWords.fate(connection.fate());
  }

  private void take(List<Row> rows) {
    pods.show(rows, "");
    if (pods.getSelectionModel().isEmpty()) {
      pods.getSelectionModel().select(0);
    }
    show();
  }

  /** The pod that is shown: as the rows are now. */
  private @Nullable Row shown() {
    Row chosen = pods.getSelectionModel().getSelectedItem();
    List<Row> rows = model.rows().get();
    return rows.stream()
        .filter(row -> chosen == null || row.pod().equals(chosen.pod()))
        .findFirst()
        .orElse(null);
  }

  private void show() {
    List<Row> rows = model.rows().get();
    Row row = shown();
    chip.setText(VerifyWords.chip(rows));
    VerifyWords.colour(rows).paint(chip);
    if (row != null) {
      about.setText(VerifyWords.about(row));
      about.getStyleClass().setAll("label", "plan-verdict", style(row));
      unproved.setText(VerifyWords.unproved(row));
      show(row);
    }
    IsolateSheet.there(unproved, !unproved.getText().isEmpty());
    boolean busy = model.doing().get() != null;
    boolean allowed = model.acting().state().get() instanceof ActingViewModel.State.Allowed;
    String why =
        VerifyWords.against(
            model.doing().get(), allowed, model.toolbox().image().isPresent(), rows);
    against.setText(why);
    IsolateSheet.there(bar, busy);
    IsolateSheet.there(stop, busy);
    verify.setText(VerifyWords.button(rows));
    verify.setDisable(!why.isEmpty());
    List<ChosenPod> counterparts = model.counterparts();
    compare.setText(VerifyWords.compare(counterparts));
    Controls.explain(compare, VerifyWords.comparing(counterparts));
    compare.setDisable(!why.isEmpty());
    IsolateSheet.there(compare, !counterparts.isEmpty());
    verify.getStyleClass().remove("primary");
    if (counterparts.isEmpty()) {
      verify.getStyleClass().add("primary");
    }
    int surviving = model.surviving();
    end.setText("_End " + Moments.count(surviving, "connection"));
    end.setDisable(!why.isEmpty());
    IsolateSheet.there(end, surviving > 0);
  }

  private void show(Row row) {
    if (row.state() instanceof State.Seen(InsideCheck.Seen seen, var _)) {
      boolean beside = seen.verification().beside() != null;
      targets.getColumns().get(2).setText(beside ? "Other pod" : "Before");
      targets.show(
          seen.verification().targets().stream().map(each -> new Target(seen, each)).toList(),
          "Nothing was tried.");
      connections.show(seen.verification().connections(), "No connection of it is known.");
    } else {
      targets.show(
          List.of(), row.state() instanceof State.Looking ? "Looking\u2026" : "Nobody looked yet.");
      connections.show(List.of(), "");
    }
    double height = Scale.px(36) + Scale.row(26) * Math.clamp(connections.getItems().size(), 2, 5);
    connections.setPrefHeight(height);
  }

  private static String style(Row row) {
    return row.state() instanceof State.Seen(InsideCheck.Seen seen, var _)
        ? seen.before()
            ? "plan-plain"
            : seen.verification().result() == Verification.Result.VERIFIED
                ? "plan-held"
                : "plan-bad"
        : row.state() instanceof State.NotSeen ? "plan-bad" : "plan-plain";
  }
}
