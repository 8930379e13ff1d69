package salvor.workbench.cluster;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import salvor.casefile.BaselineLibrary;
import salvor.casefile.CaseCustody;
import salvor.cluster.LivePod;
import salvor.custody.SigningKey;
import salvor.live.ActingSwitch;
import salvor.workbench.containment.ActingSheet;
import salvor.workbench.containment.ActingViewModel;
import salvor.workbench.containment.ActionsPane;
import salvor.workbench.custody.CustodyView;
import salvor.workbench.custody.CustodyViewModel;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.Scale;
import salvor.workbench.playbook.PlaybookPane;
import salvor.workbench.playbook.PlaybookViewModel;
import salvor.workbench.preferences.PreferencesFile;

/** A cluster while it runs: who we are there, what is not heard, and what is known in tabs. */
public final class LiveView extends BorderPane {
  private static final PseudoClass ALLOWED = PseudoClass.getPseudoClass("allowed");
  private final LiveViewModel model;
  private final Optional<BaselineLibrary> library;
  private final PodsMemory memory;

  /**
   * Shows the model.
   *
   * @param library where baselines are kept, if anywhere
   * @param memory how the table of pods was left
   * @param opener opens evidence: what was recorded so far, or a bundle, and what it is judged by
   */
  public LiveView(
      LiveViewModel model,
      Optional<BaselineLibrary> library,
      PodsMemory memory,
      Consumer<List<Path>> opener) {
    this.model = model;
    this.library = library;
    this.memory = memory;
    getStyleClass().addAll("workbench", "live");
    if (model.isPractice()) {
      getStyleClass().add("practice");
    }
    Runnable open = () -> opener.accept(model.evidence());
    setTop(new VBox(head(open), alarm(), connection()));
    setCenter(tabs(open, opener));
    setBottom(status());
  }

  private TabPane tabs(Runnable open, Consumer<List<Path>> opener) {
    TabPane tabs = new TabPane();
    TimelinePane lanes = new TimelinePane(model.timeline(), model.jobs(), model.fx());
    Tab timeline = new Tab("Timeline", lanes);
    timeline.setId("tab-timeline");
    PodsPane table =
        new PodsPane(
            model,
            new BaselineActs(model, library),
            memory,
            () -> timelineOfPod(() -> tabs.getSelectionModel().select(timeline)),
            opener);
    Tab pods = new Tab("Pods", table);
    pods.setId("tab-pods");
    model.timeline().lookedAt().bind(timeline.selectedProperty());
    Tab readiness = new Tab("Readiness", new ReadinessPane(model.readiness()));
    readiness.setId("tab-readiness");
    readiness
        .selectedProperty()
        .subscribe(selected -> {
          if (selected) {
            model.readiness().begin();
          }
        });
    Tab actions = new Tab("Actions", new ActionsPane(model.measures()));
    actions.setId("tab-actions");
    model
        .measures()
        .alarm()
        .subscribe(now -> actions.setText(now.isEmpty() ? "Actions" : "\u25b2 Actions"));
    GuideActs guide = new GuideActs(model, table);
    guide.addTo(table.commands(), () -> show(tabs, pods), () -> show(tabs, actions), open);
    tabs.getTabs().addAll(pods, timeline, readiness, playbook(table, guide), actions, custody());
    tabs.getTabs().forEach(tab -> tab.setClosable(false));
    tabs.setAccessibleText("Pods, timeline, readiness, playbook, actions, custody");
    tabs.setId("live-tabs");
    addEventHandler( // here: the heading of a tab has the keys once it was clicked
        KeyEvent.ANY,
        event -> {
          if (event.getTarget() instanceof TextInputControl) {
            return;
          }
          if (pods.isSelected()) {
            table.key(event);
          } else if (timeline.isSelected()) {
            lanes.key(event);
          }
        });
    return tabs;
  }

  private static void show(TabPane tabs, Tab tab) {
    tabs.getSelectionModel().select(tab);
  }

  /** The run of a playbook in the ledger of the folder that is recorded into. */
  private Tab playbook(PodsPane pods, GuideActs guide) {
    PlaybookViewModel run =
        new PlaybookViewModel(
            () -> model.live().custody().ledger(),
            new LiveIncident(model),
            PreferencesFile.beside("playbooks"),
            model.jobs(),
            model.fx(),
            InstantSource.system());
    model.looks().subscribe(run::looked);
    return PlaybookPane.tab(run, pods.commands(), guide);
  }

  /** The ledger of the folder that is recorded into. */
  private Tab custody() {
    return CustodyView.tab(
        new CustodyViewModel(
            CaseCustody.recording(model.live().custody().ledger(), model.live().folder()),
            List.of(),
            model.title(),
            SigningKey.ofUser(),
            null,
            _ -> {},
            InstantSource.system(),
            model.jobs(),
            model.fx()));
  }

  /** Shows the lanes of the chosen pod alone, if one is chosen. */
  private void timelineOfPod(Runnable show) {
    PodPage chosen = model.pages().page().get();
    if (chosen != null) {
      LivePod pod = chosen.row().pod();
      model.timeline().only(pod.namespace() + "/" + pod.name());
      show.run();
    }
  }

  private HBox head(Runnable open) {
    HBox head = new HBox();
    head.getStyleClass().add("title-bar");
    if (model.isPractice()) {
      Label practice = Controls.label("PRACTICE", "practice-word");
      practice.setMinWidth(USE_PREF_SIZE);
      head.getChildren().add(practice);
    }
    Label about = Controls.cut(model.about(), Scale.px(150), "case-name");
    about.setId("live-about");
    var recorded =
        Controls.button(
            "_Open what was recorded", "Open the lines that arrived so far as evidence", open);
    recorded.setMinWidth(USE_PREF_SIZE);
    head.getChildren().addAll(about, acting(), Controls.spring(), recorded);
    return head;
  }

  /** Whether the cluster may be acted on: in sight as long as the window is. */
  private HBox acting() {
    ActingViewModel acting = model.acting();
    Label words = Controls.cut("", Scale.px(260), "acting-word"); // whatever it is called
    words.setTextOverrun(OverrunStyle.ELLIPSIS);
    words.setId("acting");
    words.setMaxWidth(Scale.px(400));
    Button turn = Controls.button("", "", () -> {});
    turn.setId("acting-turn");
    turn.getStyleClass().add("small");
    turn.setMinWidth(USE_PREF_SIZE);
    acting
        .state()
        .subscribe(now -> {
          boolean allowed = now instanceof ActingViewModel.State.Allowed;
          words.setText(ActingViewModel.words(now));
          words.pseudoClassStateChanged(ALLOWED, allowed);
          turn.setText(allowed ? "_End acting" : "A_llow acting\u2026");
          Controls.explain(
              turn,
              allowed
                  ? "The cluster is read-only again; that goes to the ledger"
                  : "Asks why; the cluster is read-only until then");
          turn.setOnAction(_ -> {
            if (allowed) {
              acting.end(ActingSwitch.End.SWITCHED_OFF);
            } else {
              ActingSheet.open(this, acting, model.isPractice());
            }
          });
        });
    HBox line = new HBox(8, words, turn);
    line.setAlignment(Pos.CENTER_LEFT);
    return line;
  }

  /** What was done and is not as it was left. */
  private Label alarm() {
    Label text = Controls.paragraph("", "alarm");
    text.setId("live-alarm");
    text.setMaxWidth(Double.MAX_VALUE);
    model
        .measures()
        .alarm()
        .subscribe(now -> {
          text.setText(now);
          text.setVisible(!now.isEmpty());
          text.setManaged(!now.isEmpty());
        });
    return text;
  }

  private Label connection() {
    Label text = Controls.paragraph("", "failure", "live-connection");
    text.setId("live-connection");
    model
        .connection()
        .subscribe(now -> {
          text.setText(now);
          text.setVisible(!now.isEmpty());
          text.setManaged(!now.isEmpty());
        });
    return text;
  }

  private HBox status() {
    Label arrived = Controls.label("", "muted");
    arrived.setId("live-arrived");
    model.arrived().subscribe(arrived::setText);
    HBox status = new HBox(arrived);
    status.getStyleClass().add("status-bar");
    return status;
  }
}
