package salvor.workbench.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import salvor.jobs.Jobs;
import salvor.jobs.Work;
import salvor.timeline.Lane;
import salvor.timeline.RateLanes;
import salvor.workbench.commands.Choice;
import salvor.workbench.commands.Command;
import salvor.workbench.commands.Commands;
import salvor.workbench.commands.ContextMenus;
import salvor.workbench.commands.KeySheet;
import salvor.workbench.commands.Menus;
import salvor.workbench.evidence.DetailsView;
import salvor.workbench.evidence.EventTable;
import salvor.workbench.evidence.SeenBeforeView;
import salvor.workbench.fx.Clip;
import salvor.workbench.fx.Controls;
import salvor.workbench.jobs.OnDemand;
import salvor.workbench.timeline.GoToTimePopup;
import salvor.workbench.timeline.LaneCommands;
import salvor.workbench.timeline.LaneWords;
import salvor.workbench.timeline.RatesViewModel;
import salvor.workbench.timeline.TimelineCommands;
import salvor.workbench.timeline.TimelineView;
import salvor.workbench.timeline.TimelineViewModel;
import salvor.workbench.wording.VisibleText;

/** What arrived of a cluster, on a timeline that goes on, and the selected event beside it. */
final class TimelinePane extends BorderPane {
  private static final int LIMIT = 40;

  private final LiveTimeline model;
  private final Jobs jobs;
  private final Executor fx;
  private final Commands commands = new Commands();

  TimelinePane(LiveTimeline model, Jobs jobs, Executor fx) {
    this.model = model;
    this.jobs = jobs;
    this.fx = fx;
    getStyleClass().add("live-timeline");
    setId("live-timeline");
    addCommands();
    setTop(new VBox(tools(), onlyBar()));
    Label nothing = Controls.paragraph("", "empty");
    setCenter(nothing);
    model
        .words()
        .subscribe(words ->
            nothing.setText(words.isEmpty() ? "Nothing that has a time arrived yet." : words));
    model
        .drawn()
        .subscribe(drawn -> {
          if (drawn != null) {
            show(drawn);
          }
        });
  }

  /** Does what a key stands for. */
  void key(KeyEvent event) {
    if (commands.run(event, Command.Place.EVERYWHERE)) {
      event.consume();
    }
  }

  private void addCommands() {
    commands.add(
        Command.of(
            "live.follow",
            Menus.TIMELINE,
            "Follow what arrives",
            "N",
            "The time in sight moves with the present until it is moved or zoomed",
            () -> model.follows().set(true)));
    commands.add(
        Command.of(
                "live.still",
                Menus.TIMELINE,
                "Have it stand still",
                "Shift+N",
                "What is drawn stands still; what arrives is recorded and judged all the same",
                () -> model.still().set(!model.still().get()))
            .switching(model.still()::get));
    KeySheet sheet = new KeySheet(() -> commands);
    commands.add(
        Command.of(
            "keys",
            Menus.HELP,
            "Show all keys",
            "?",
            "All keys on one sheet",
            () -> sheet.open(this)));
  }

  private HBox tools() {
    Label words = Controls.label("", "muted");
    words.setId("live-follows");
    words.setMinWidth(0);
    model.words().subscribe(words::setText);
    Button follow =
        Controls.button(
            "_Follow",
            "The time in sight moves with the present (N)",
            () -> commands.run("live.follow"));
    follow.setId("live-follow");
    model.follows().subscribe(follow::setDisable);
    ToggleButton still = new ToggleButton("_Stand still");
    still.setId("live-still");
    Controls.explain(
        still, "What is drawn stands still; what arrives is recorded and judged (Shift+N)");
    still.selectedProperty().bindBidirectional(model.still());
    for (var button : List.of(follow, still)) {
      button.getStyleClass().add("small");
      button.setMinWidth(USE_PREF_SIZE);
    }
    HBox tools = new HBox(10, words, Controls.spring(), follow, still);
    tools.setAlignment(Pos.CENTER_LEFT);
    tools.getStyleClass().add("page-tools");
    return tools;
  }

  /** Which pod's lanes are the only ones, for as long as they are. */
  private HBox onlyBar() {
    Label pod = Controls.label("", "hidden-lanes-count");
    pod.setId("live-only");
    Button all =
        Controls.button("Show all pods", "Shows the lanes of all pods", () -> model.only(null));
    all.setId("live-only-end");
    all.getStyleClass().add("small");
    HBox bar = new HBox(8, pod, all);
    bar.getStyleClass().add("hidden-lanes");
    bar.setAlignment(Pos.CENTER_LEFT);
    model
        .only()
        .subscribe(only -> {
          pod.setText(only == null ? "" : "Only the lanes of " + VisibleText.of(only, 200));
          bar.setVisible(only != null);
          bar.setManaged(only != null);
        });
    return bar;
  }

  private void show(LiveTimeline.Drawn drawn) {
    TimelineViewModel timeline = drawn.timeline();
    TimelineCommands.addMoves(commands, timeline);
    GoToTimePopup popup = new GoToTimePopup(timeline.goToTime());
    commands.add(
        Command.of(
            "go.time",
            Menus.GO,
            "Go to a time",
            "G",
            "A time in any zone, a step such as +5m, start, first out",
            () -> popup.open(this)));
    TimelineCommands.addWays(commands, timeline);
    TimelineCommands.add(commands, timeline);
    LaneCommands.add(commands, timeline);
    TimelineView view = new TimelineView(timeline, rates(timeline), commands, _ -> {}, jobs, fx);
    view.keysTo(event -> commands.run(event, Command.Place.TIMELINE));
    ContextMenus menus = new ContextMenus(commands);
    Node owner = view;
    view.offer((lane, x, y) -> menus.show(owner, choices(timeline, lane), x, y));
    commands.add(
        Command.onTimeline(
            "lanes.menu",
            "Menu of the lane",
            "L",
            "What can be done with the lane of the selected event",
            view::laneMenu));
    DetailsView details =
        new DetailsView(
            drawn.details(),
            nothing(),
            nothing(),
            new SeenBeforeView(drawn.seen()),
            false,
            commands);
    BorderPane above = new BorderPane(view);
    BorderPane below = new BorderPane(new EventTable(drawn.events(), null, commands));
    BorderPane right = new BorderPane(details);
    List.of(above, below, right).forEach(pane -> pane.getStyleClass().add("pane"));
    SplitPane left = new SplitPane(above, below);
    left.setOrientation(Orientation.VERTICAL);
    left.setDividerPositions(0.62);
    SplitPane both = new SplitPane(left, right);
    SplitPane.setResizableWithParent(right, false);
    both.setDividerPositions(0.74);
    setCenter(both);
    fx.execute(view::focusLanes);
  }

  /** Neither a filter nor marks are there that could be told of. */
  private static Node nothing() {
    VBox nothing = new VBox();
    nothing.setManaged(false);
    return nothing;
  }

  /** They are of hours, and of the case that is opened afterwards. */
  private RatesViewModel rates(TimelineViewModel timeline) {
    Work<RateLanes> work =
        _ -> {
          throw new IllegalStateException("not asked for");
        };
    OnDemand<RateLanes> none = new OnDemand<>("Rates by the hour", work, made -> made, jobs, fx);
    return new RatesViewModel(none, timeline);
  }

  private static List<Choice> choices(TimelineViewModel timeline, Lane lane) {
    String name = VisibleText.middle(LaneWords.name(lane), LIMIT);
    List<Choice> all = new ArrayList<>();
    if (lane.level() != Lane.Level.PROGRAM) {
      boolean open = timeline.lanes().get().isOpen(lane);
      all.add(new Choice.Act((open ? "Close " : "Open ") + name, () -> timeline.toggle(lane)));
    }
    @Nullable Lane pin = timeline.lanes().get().pins().of(lane);
    all.add(new Choice.Act((pin == null ? "Pin " : "Unpin ") + name, () -> timeline.pin(lane)));
    all.add(new Choice.Act("Hide " + name, () -> timeline.arrangement().hide(lane)));
    all.add(new Choice.Known("lanes.hide-quiet"));
    all.add(new Choice.Known("lanes.show-all"));
    all.add(new Choice.Line());
    all.add(new Choice.Act("Copy its name", () -> Clip.put(LaneWords.name(lane))));
    all.add(new Choice.Line());
    all.add(new Choice.Known("lanes.fold-namespace"));
    all.add(new Choice.Known("lanes.fold-workload"));
    all.add(new Choice.Known("lanes.fold-container"));
    return all;
  }
}
