package salvor.workbench;

import java.util.concurrent.Executor;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import salvor.baseline.Verdict;
import salvor.evidence.Source;
import salvor.jobs.Jobs;
import salvor.timeline.BaselineDisplay;
import salvor.timeline.DrawingClass;
import salvor.timeline.TimelineModel;
import salvor.workbench.casefile.EntryList;
import salvor.workbench.commands.Command;
import salvor.workbench.evidence.DetailsView;
import salvor.workbench.evidence.EventTable;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.VerdictMark;
import salvor.workbench.jobs.OnDemandPane;
import salvor.workbench.timeline.TimelineView;
import salvor.workbench.triage.FindingsView;
import salvor.workbench.triage.ImagesView;
import salvor.workbench.triage.PeersView;
import salvor.workbench.triage.ProcessTreeView;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;
import salvor.workbench.wording.Words;

/**
 * An open investigation: findings on the left, the timeline over the events, the selected event on
 * the right.
 */
final class SessionView extends BorderPane {
  private final Session session;
  private final TabPane tabs;
  private final Dividers dividers;
  private final Label hidden = Controls.label("", "muted", "hidden-count");

  SessionView(Session session, Jobs jobs, Executor fx) {
    this.session = session;
    TimelineView timeline = new TimelineView(session.timeline(), jobs, fx);
    Region findings = pane(new FindingsView(session.findings()));
    Region details = pane(new DetailsView(session.details()));
    tabs = tabs();
    SplitPane middle = new SplitPane(pane(timeline), pane(tabs));
    middle.setOrientation(Orientation.VERTICAL);
    middle.setDividerPositions(0.66);
    SplitPane all = new SplitPane(findings, middle, details);
    SplitPane.setResizableWithParent(findings, false);
    SplitPane.setResizableWithParent(details, false);
    dividers = new Dividers(session.memory(), all, middle);
    widthProperty().subscribe(width -> dividers.divide(width.doubleValue()));
    setTop(titleBar());
    setCenter(all);
    session.timeline().display().subscribe(this::count);
    commands();
    addEventHandler(KeyEvent.KEY_TYPED, this::key);
    addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    sceneProperty()
        .subscribe(scene -> {
          if (scene != null) {
            fx.execute(timeline::focusLanes);
          }
        });
  }

  /** Events, and what they come from: nothing that was given is without an account of it. */
  private TabPane tabs() {
    Session.Contents given = session.given();
    long unreadable =
        session.investigation().opened().evidence().sources().stream()
            .mapToLong(Source::unreadableCount)
            .sum();
    String sources =
        "Sources "
            + given.sources().size()
            + (unreadable == 0 ? "" : ", " + Moments.count(unreadable, "line") + " unreadable");
    TabPane pane =
        new TabPane(
            new Tab("Events", new EventTable(session.table())),
            new Tab(
                "Processes",
                new OnDemandPane<>(
                    "processes", session.overviews().processes(), ProcessTreeView::new)),
            new Tab(
                "Peers", new OnDemandPane<>("peers", session.overviews().peers(), PeersView::new)),
            new Tab(
                "Images",
                new OnDemandPane<>("images", session.overviews().images(), ImagesView::new)),
            new Tab(sources, new EntryList(given.sources(), "Sources", "There is no source.")),
            new Tab(
                "Baselines " + given.baselines().size(),
                new EntryList(
                    given.baselines(),
                    "Baselines",
                    "No baseline was given and no container was seen.")));
    if (!given.notes().isEmpty()) {
      pane.getTabs()
          .add(
              new Tab(
                  "Notes " + given.notes().size(),
                  new EntryList(given.notes(), "Notes on the case", "")));
    }
    pane.getTabs().forEach(tab -> tab.setClosable(false));
    pane.setAccessibleText("Events, sources, baselines");
    pane.setId("tabs");
    return pane;
  }

  /** The sources can be reached from where their number is told. */
  private HBox facts(String extent) {
    var evidence = session.investigation().opened().evidence();
    Hyperlink sources = new Hyperlink(Moments.count(evidence.sources().size(), "source"));
    sources.setId("to-sources");
    Controls.explain(
        sources, "Show each source, what became of each of its lines, and the baselines");
    sources.setOnAction(_ -> tabs.getSelectionModel().select(4));
    sources.setMinWidth(USE_PREF_SIZE);
    Label events =
        Controls.label(Moments.count(evidence.observations().size(), "event") + " from ", "muted");
    events.setMinWidth(USE_PREF_SIZE);
    HBox facts = new HBox(events, sources, Controls.label(", " + extent, "muted"));
    facts.setAlignment(Pos.CENTER_LEFT);
    facts.setMinWidth(0);
    return facts;
  }

  private static Region pane(Region content) {
    BorderPane pane = new BorderPane(content);
    pane.getStyleClass().add("pane");
    pane.setMinSize(180, 120);
    return pane;
  }

  private HBox titleBar() {
    TimelineModel model = session.timeline().model();
    String extent =
        model.shown() == 0
            ? "no event has a time"
            : Moments.seconds(model.first())
                + " to "
                + Moments.seconds(model.last())
                + " ("
                + Moments.length(model.last() - model.first())
                + ")";
    Label name = Controls.label(VisibleText.of(session.investigation().name(), 120), "case-name");
    name.setMinWidth(USE_PREF_SIZE);
    HBox bar = new HBox(name, facts(extent), Controls.spring());
    bar.getStyleClass().add("title-bar");
    for (Verdict verdict :
        new Verdict[] {Verdict.OUT, Verdict.EXPLAINED, Verdict.UNKNOWN, Verdict.IN}) {
      bar.getChildren().add(chip(verdict, session.counts().getOrDefault(verdict, 0L)));
    }
    return bar;
  }

  private static HBox chip(Verdict verdict, long count) {
    Label number = Controls.label(Moments.count(count), "chip-number");
    Label name = Controls.label(Words.verdict(verdict).toLowerCase(java.util.Locale.ROOT));
    number.setMinWidth(USE_PREF_SIZE);
    name.setMinWidth(USE_PREF_SIZE);
    HBox chip = new HBox(VerdictMark.of(DrawingClass.valueOf(verdict.name())), number, name);
    chip.getStyleClass().add("chip");
    chip.setAlignment(Pos.CENTER);
    chip.setMinWidth(USE_PREF_SIZE);
    Controls.explain(chip, Words.meaning(verdict));
    return chip;
  }

  private void count(BaselineDisplay display) {
    TimelineModel model = session.timeline().model();
    long all = model.observations().size();
    String in = Moments.count(model.shown(DrawingClass.IN)) + " of " + Moments.count(all, "event");
    String words =
        switch (display) {
          case FULL -> "0 of " + Moments.count(all, "event") + " hidden";
          case DIM -> in + " dimmed by baseline";
          case HIDE -> in + " hidden by baseline";
        };
    hidden.setText(
        model.untimed() == 0
            ? words
            : words + ", " + Moments.count(model.untimed()) + " without a time");
  }

  /** How many events are not in sight, and why: always on the screen. */
  Label hidden() {
    return hidden;
  }

  private void commands() {
    var timeline = session.timeline();
    session
        .commands()
        .add(
            Command.of(
                "timeline.next-out",
                "Move",
                "Next event out of profile",
                ".",
                "Selects the next event out of profile, in the order of time",
                timeline::nextOut));
    session
        .commands()
        .add(
            Command.of(
                "timeline.previous-out",
                "Move",
                "Previous event out of profile",
                ",",
                "Selects the previous event out of profile, in the order of time",
                timeline::previousOut));
  }

  /** Keys work everywhere but where text is being written. */
  private void key(KeyEvent event) {
    boolean writing =
        event.getTarget() instanceof TextInputControl input
            && input.isEditable()
            && !event.isShortcutDown();
    if (!writing && session.commands().run(event)) {
      event.consume();
    }
  }
}
