package salvor.workbench;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Verdict;
import salvor.jobs.Jobs;
import salvor.timeline.TimelineModel;
import salvor.workbench.baseline.BaselinesView;
import salvor.workbench.casefile.EntryList;
import salvor.workbench.casefile.MarkSheets;
import salvor.workbench.casefile.MarksPane;
import salvor.workbench.casefile.MarksTab;
import salvor.workbench.casefile.NoticeBar;
import salvor.workbench.casefile.SourcesTab;
import salvor.workbench.casefile.WindowMemory.Item;
import salvor.workbench.checkpoint.CheckpointView;
import salvor.workbench.commands.Command;
import salvor.workbench.commands.KeyedButton;
import salvor.workbench.comparison.CompareCommands;
import salvor.workbench.comparison.CompareViewModel;
import salvor.workbench.custody.CustodyView;
import salvor.workbench.evidence.DetailsView;
import salvor.workbench.evidence.EventTable;
import salvor.workbench.evidence.SeenBeforeView;
import salvor.workbench.evidence.SeenBeforeViewModel;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.FollowsPreferences;
import salvor.workbench.fx.Scale;
import salvor.workbench.fx.Theme;
import salvor.workbench.jobs.OnDemandPane;
import salvor.workbench.report.OutcomeBar;
import salvor.workbench.report.WhereTo;
import salvor.workbench.review.ReviewView;
import salvor.workbench.timeline.TimelineView;
import salvor.workbench.triage.FilterBar;
import salvor.workbench.triage.ImagesView;
import salvor.workbench.triage.PeersView;
import salvor.workbench.triage.ProcessTreeView;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/**
 * An open investigation: findings on the left, the timeline over the events, the selected event on
 * the right.
 */
final class SessionView extends BorderPane implements FollowsPreferences {
  private final Session session;
  private final EventTable events;
  private final TabPane tabs;
  private final SourcesTab sourcesTab;
  private final Doubts doubts;
  private final Dividers dividers;
  private final FilterBar filter;
  private final MarkSheets marks;
  private final OutcomeBar outcome;
  private final NoticeBar notice;
  private final HBox bar = new HBox();
  private final Panes panes = new Panes();
  private final Label extent = Controls.label("", "muted");
  private final Tooltip extentWhole = new Tooltip();
  private final Label hidden = Controls.label("", "muted", "hidden-count");

  SessionView(Session session, Jobs jobs, Executor fx) {
    this.session = session;
    TimelineView timeline =
        new TimelineView(
            session.timeline(),
            session.rates(),
            session.commands(),
            session.filter()::add,
            jobs,
            fx);
    doubts = new Doubts(session, timeline);
    marks = new MarkSheets(session.marking());
    Region findings = panes.pane(LeftSide.of(session, panes, jobs, fx));
    Region details = panes.pane(details(jobs, fx));
    // one each, however often the session is shown again
    outcome = new OutcomeBar(session.export());
    notice = new NoticeBar(session.marking(), session.commands());
    events = new EventTable(session.table(), session.marking(), session.commands());
    sourcesTab = ClockCommands.sources(session, jobs, fx);
    tabs = tabs();
    Region below = panes.pane(tabs);
    SplitPane middle =
        new SplitPane(panes.pane(timeline), below); // drawn when the others are there
    middle.setOrientation(Orientation.VERTICAL);
    middle.setDividerPositions(0.66);
    Comparing comparing =
        new Comparing(middle, session.overviews().comparison(), timeline::focusLanes, jobs, fx);
    timeline.offer(
        KeyedButton.text(
            session.commands(),
            "compare.replica",
            "_Compare",
            "The selected event's container beside its cleanest replica",
            () -> comparing.with(CompareViewModel::withReplica)));
    SplitPane all = new SplitPane(findings, comparing, details);
    SplitPane.setResizableWithParent(findings, false);
    SplitPane.setResizableWithParent(details, false);
    dividers = new Dividers(session.memory(), all, middle);
    widthProperty().subscribe(width -> dividers.divide(width.doubleValue()));
    filter = new FilterBar(session.filter(), session.commands());
    bar.getChildren().setAll(filter);
    bar.getStyleClass().add("menu-row");
    HBox.setHgrow(filter, Priority.ALWAYS);
    setTop(new VBox(bar, titleBar()));
    setCenter(all);
    session.timeline().display().subscribe(_ -> count());
    session.timeline().appearance().dims().subscribe(_ -> count());
    session.timeline().shown().subscribe(_ -> count());
    session.timeline().lanes().subscribe(_ -> count());
    SessionCommands.add(session, this, filter, marks);
    timeline.keysTo(event -> session.commands().run(event, Command.Place.TIMELINE));
    CompareCommands.add(session.commands(), comparing::with, comparing::close);
    ExportCommands.add(session, this::whereTo, () -> Theme.isDark(getScene()));
    OverviewExports.add(session, this::whereTo);
    EventMenu.install(this, session);
    LaneChoices.install(timeline, session, comparing::with);
    ClockCommands.add(session, this::showUntimed, sourcesTab);
    BaselineCommands.add(session, tabs);
    ReviewCommands.add(session, tabs);
    CustodyCommands.add(session, tabs);
    PlaybookCommands.add(session, tabs, jobs, fx);
    TableCommands.add(session.commands(), session.table().columns(), this::chooseColumns);
    Runnable keys = timeline::focusLanes;
    panes.fill(() -> {
      if (getScene() != null
          && getScene().getFocusOwner() == this) { // nobody has begun to work elsewhere
        keys.run();
      }
    });
    sceneProperty()
        .addListener((_, before, scene) -> {
          if (scene != null && before == null) {
            fx.execute(this::requestFocus); // until its panes are filled
            fx.execute(keys);
          }
        });
    preferencesChanged();
  }

  private DetailsView details(Jobs jobs, Executor fx) {
    var seen =
        new SeenBeforeViewModel(session.timeline().model().whole(), session.selection(), jobs, fx);
    return new DetailsView(
        session.details(),
        new HiddenEventBar(session),
        new MarksPane(marks, session.commands()),
        new SeenBeforeView(seen),
        true,
        session.commands());
  }

  /** Events, and what they come from: nothing that was given is without an account of it. */
  private TabPane tabs() {
    Session.Contents given = session.given();
    TabPane pane =
        new TabPane(
            panes.tab("Events", events),
            OnDemandPane.tab("Processes", session.overviews().processes(), ProcessTreeView::new),
            OnDemandPane.tab("Peers", session.overviews().peers(), PeersView::new),
            OnDemandPane.tab("Images", session.overviews().images(), ImagesView::new),
            marksTab(),
            sourcesTab,
            OnDemandPane.tab(
                "Baselines",
                session.overviews().baselines(),
                baselines -> new BaselinesView(baselines, session.commands())),
            ReviewView.tab(session.review(), session.commands()),
            CustodyView.tab(session.custody()));
    if (!given.notes().isEmpty()) {
      pane.getTabs()
          .add(
              tab(
                  "notes",
                  "Notes " + given.notes().size(),
                  new EntryList(given.notes(), "Notes on the case", "")));
    }
    CheckpointView.tab(session.overviews().checkpoints()).ifPresent(t -> pane.getTabs().add(2, t));
    pane.getTabs().forEach(tab -> tab.setClosable(false));
    pane.setAccessibleText("Events, sources, baselines");
    pane.setId("tabs");
    pane.getTabs().getFirst().setId("tab-events");
    RememberedTabs.of(pane, session.memory(), Item.TAB);
    RememberedTabs.share(pane, session.sharing().tab());
    session.sharing().tabsAre(RememberedTabs.names(pane));
    return pane;
  }

  private static Tab tab(String id, String title, Node content) {
    Tab tab = new Tab(title, content);
    tab.setId("tab-" + id);
    return tab;
  }

  private Tab marksTab() {
    Tab tab = new Tab("Marks", new MarksTab(session.marksList()));
    tab.setId("tab-marks");
    session
        .marksList()
        .count()
        .subscribe(count -> tab.setText(count == 0 ? "Marks" : "Marks " + Moments.count(count)));
    return tab;
  }

  /** The sources can be reached from where their number is told. */
  private HBox facts() {
    var evidence = session.investigation().opened().evidence();
    Hyperlink sources = new Hyperlink(Moments.count(evidence.sources().size(), "source"));
    sources.setId("to-sources");
    Controls.explain(
        sources, "Show each source, what became of each of its lines, and the baselines");
    sources.setOnAction(_ -> tabs.getSelectionModel().select(sourcesTab));
    sources.setMinWidth(USE_PREF_SIZE);
    Label events =
        Controls.label(Moments.count(evidence.observations().size(), "event") + " from ", "muted");
    extent.setTooltip(extentWhole);
    events.setTooltip(extentWhole);
    HBox facts = new HBox(events, sources, extent);
    facts.setAlignment(Pos.CENTER_LEFT);
    facts.setMinWidth(0);
    Controls.clip(facts);
    return facts;
  }

  @Override
  public void preferencesChanged() {
    dividers.divide(getWidth());
    doubts.tell();
    TimelineModel model = session.timeline().model();
    extent.setText(
        model.shown() == 0
            ? ", no event has a time"
            : ", "
                + Moments.seconds(model.first())
                + " to "
                + (Moments.sameDay(model.first(), model.last())
                    ? Moments.clock(model.last())
                    : Moments.seconds(model.last()))
                + " ("
                + Moments.length(model.last() - model.first())
                + ")");
    extentWhole.setText(Moments.count(model.observations().size(), "event") + extent.getText());
  }

  private HBox titleBar() {
    Label name =
        Controls.cut(
            VisibleText.of(session.investigation().name(), 120), Scale.px(300), "case-name");
    HBox bar = new HBox(name, facts(), Controls.spring());
    bar.getStyleClass().add("title-bar");
    CustodyCommands.sealed(session, tabs).ifPresent(words -> bar.getChildren().add(1, words));
    for (Verdict verdict :
        new Verdict[] {Verdict.OUT, Verdict.EXPLAINED, Verdict.UNKNOWN, Verdict.IN}) {
      bar.getChildren()
          .add(
              VerdictChip.of(
                  session.filter(), verdict, session.counts().getOrDefault(verdict, 0L)));
    }
    return bar;
  }

  private void count() {
    hidden.setText(HiddenWords.of(session.timeline()));
  }

  private @Nullable Path whereTo(String title, String name, List<WhereTo.Form> forms) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(title);
    chooser.setInitialFileName(name + "." + forms.getFirst().ending());
    for (WhereTo.Form form : forms) {
      chooser
          .getExtensionFilters()
          .add(new FileChooser.ExtensionFilter(form.name(), "*." + form.ending()));
    }
    File chosen = chooser.showSaveDialog(getScene().getWindow());
    return chosen == null ? null : chosen.toPath();
  }

  /** What the case was made of. */
  SourcesTab sources() {
    return sourcesTab;
  }

  /** What left the window last. */
  OutcomeBar outcome() {
    return outcome;
  }

  /** What was done last, with a way to undo it. */
  NoticeBar notice() {
    return notice;
  }

  /** Has the menus left of the filter. */
  void menus(Node menus) {
    bar.getChildren().setAll(menus, filter);
  }

  /** Whether it shows a session. */
  boolean isOf(Session other) {
    return session.timeline().equals(other.timeline());
  }

  /**
   * How many events are not in sight, and why: always on the screen. What has no time can be seen
   * by a press.
   */
  Node hidden() {
    Hyperlink untimed = new Hyperlink(HiddenWords.untimed(session.timeline().model()));
    untimed.setId("to-untimed");
    Controls.explain(untimed, "Show the events that cannot stand on the timeline, in the table");
    untimed.setOnAction(_ -> showUntimed());
    untimed.setVisible(!untimed.getText().isEmpty());
    untimed.setManaged(untimed.isVisible());
    HBox line = new HBox(6, hidden, untimed);
    line.setAlignment(Pos.CENTER_RIGHT);
    return line;
  }

  private void chooseColumns() {
    tabs.getSelectionModel().select(0);
    events.chooseColumns();
  }

  /** Shows the untimed tray. */
  private void showUntimed() {
    tabs.getSelectionModel().select(0);
    session.selection().clear();
    session.table().showUntimed(true);
  }
}
