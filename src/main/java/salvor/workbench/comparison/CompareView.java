package salvor.workbench.comparison;

import java.util.Comparator;
import java.util.concurrent.Executor;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SplitPane;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import salvor.jobs.Jobs;
import salvor.triage.ComparedAct;
import salvor.triage.ComparedRows;
import salvor.triage.Comparison;
import salvor.triage.Sighting;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.FollowsPreferences;
import salvor.workbench.fx.RecordTable;

/** Two sides, mirrored, over the list of what differs. */
public final class CompareView extends BorderPane implements FollowsPreferences {
  /** The least width of the heading that has room for what the signs mean. */
  private static final double WIDE = 940;

  private final CompareViewModel model;
  private final MirrorViewModel mirror = new MirrorViewModel();
  private final MirrorPane pane;
  private boolean keysWanted;
  private final SideChooser a;
  private final SideChooser b;
  private final Label factsA = Controls.label("", "muted");
  private final Label factsB = Controls.label("", "muted");
  private final Label caution = Controls.label("", "caution");
  private final RecordTable<ComparedAct> table;
  private final StackPane over = new StackPane();
  private final ToggleGroup alignments = new ToggleGroup();
  private final MenuButton align = new MenuButton();
  private final Button exchange;
  private final CompareLegend legend = new CompareLegend();

  /**
   * A view of the model's comparison.
   *
   * @param close brings the timeline back
   */
  public CompareView(CompareViewModel model, Runnable close, Jobs jobs, Executor fx) {
    this.model = model;
    this.pane = new MirrorPane(mirror, model, jobs, fx);
    this.a =
        new SideChooser("A", model.siblings().candidates(), lane -> model.choose(true, lane), null);
    this.b =
        new SideChooser(
            "B",
            model.siblings().candidates(),
            lane -> model.choose(false, lane),
            model::chooseBaseline);
    this.table = table();
    this.exchange = Controls.button("E_xchange", "Have A below and B above", model::exchange);
    VBox sides = new VBox(side(a, factsA), pane, side(b, factsB));
    VBox.setVgrow(pane, Priority.ALWAYS);
    sides.setMinHeight(190);
    BorderPane list = new BorderPane(table);
    list.setTop(new ActListHeading(model));
    list.setMinHeight(110);
    SplitPane parts = new SplitPane(sides, list);
    parts.setOrientation(Orientation.VERTICAL);
    parts.setDividerPositions(0.55);
    over.getStyleClass().add("compare-over");
    setTop(heading(close));
    setCenter(new StackPane(parts, over));
    setId("compare");
    getStyleClass().add("compare");
    addEventHandler(KeyEvent.KEY_PRESSED, event -> escape(event, close));
    model.question().subscribe(_ -> names());
    model.state().subscribe(this::show);
    model.list().listed().addListener((_, _, _) -> list());
    model.list().current().subscribe(table::follow);
    pane.sceneProperty().subscribe(_ -> fx.execute(this::giveKeys));
  }

  /** Gives the keys to the picture; not before a first frame has put it into the window. */
  public void focusPicture() {
    keysWanted = true;
    giveKeys();
  }

  private void giveKeys() {
    if (keysWanted && pane.getScene() != null) {
      keysWanted = false;
      pane.requestFocus();
    }
  }

  @Override
  public void preferencesChanged() {
    names();
    if (model.state().get() instanceof CompareState.Made(Compared it)) {
      facts(it.comparison());
    }
  }

  private static void escape(KeyEvent event, Runnable close) {
    if (event.getCode() == KeyCode.ESCAPE) {
      close.run();
      event.consume();
    }
  }

  private static HBox side(SideChooser chooser, Label facts) {
    facts.setMinWidth(0);
    HBox side = new HBox(10, chooser, facts);
    side.setAlignment(Pos.CENTER_LEFT);
    side.getStyleClass().add("side");
    return side;
  }

  private HBox heading(Runnable close) {
    exchange.getStyleClass().add("small");
    Button back = Controls.button("_Back to the timeline", "Close the comparison (Esc)", close);
    back.getStyleClass().add("small");
    back.setId("compare-close");
    Label title = Controls.label("Compare", "heading");
    for (Region fixed : new Region[] {title, exchange, back}) {
      fixed.setMinWidth(USE_PREF_SIZE);
    }
    caution.setMinWidth(0);
    HBox heading =
        new HBox(10, title, legend, caution, Controls.spring(), align(), windows(), exchange, back);
    heading.setAlignment(Pos.CENTER_LEFT);
    heading.getStyleClass().add("pane-heading");
    heading
        .widthProperty()
        .map(width -> width.doubleValue() > WIDE)
        .subscribe(wide -> {
          legend.setVisible(wide);
          legend.setManaged(wide);
        });
    return heading;
  }

  private MenuButton align() {
    for (AlignBy by : AlignBy.values()) {
      RadioMenuItem item = new RadioMenuItem(CompareWords.menu(by));
      item.setUserData(by);
      item.setToggleGroup(alignments);
      item.setOnAction(_ -> model.align(by));
      align.getItems().add(item);
    }
    MenuItem like = new MenuItem("The selected event as its like on the other side");
    like.setOnAction(_ -> model.alignLike());
    align.setOnShowing(_ -> {
      align.getItems().get(AlignBy.EVENT.ordinal()).setDisable(model.selection().row().get() < 0);
      like.setDisable(!model.canAlignLike());
    });
    align.getItems().add(like);
    align.getStyleClass().add("small");
    align.setId("compare-align");
    align.setMinWidth(USE_PREF_SIZE);
    Controls.explain(align, "Which moments of A and B are laid upon each other");
    return align;
  }

  private MenuButton windows() {
    MenuItem all = new MenuItem("All time");
    all.setOnAction(_ -> model.allTime());
    MenuItem range = new MenuItem("The range selected on the timeline");
    range.setOnAction(_ -> model.selectedRange());
    MenuItem around = new MenuItem("Five minutes before and after the selected event");
    around.setOnAction(_ -> model.beforeAndAfter());
    MenuItem replica = new MenuItem("The selected event's container with a replica");
    replica.setOnAction(_ -> model.withReplica());
    MenuItem baseline = new MenuItem("A with its baseline");
    baseline.setOnAction(_ -> model.chooseBaseline());
    MenuButton windows = new MenuButton("What", null, all, range, around, replica, baseline);
    windows.setOnShowing(_ -> range.setDisable(model.selection().range().get() == null));
    windows.getStyleClass().add("small");
    windows.setId("compare-what");
    windows.setMinWidth(USE_PREF_SIZE);
    Controls.explain(windows, "Which time of A and B is compared");
    return windows;
  }

  private RecordTable<ComparedAct> table() {
    RecordTable<ComparedAct> acts =
        new RecordTable<ComparedAct>(
                "Differences, the worst first",
                java.util.List.of(),
                ComparedAct::worst,
                "Nothing to list: no act is done so.")
            .with("Kind", 124, ActWords::kind)
            .with("What", 256, ActWords::what)
            .with("By", 92, ActWords::by)
            .with("A", 104, ActWords::a, Comparator.comparingInt(act -> number(act.a())))
            .with("B", 104, ActWords::b, Comparator.comparingInt(act -> number(act.b())))
            .with("First", 112, this::first, Comparator.comparingLong(ComparedAct::firstOffset))
            .with("Closest on the other side", 300, ActWords::near)
            .onChosen(model.list()::choose);
    acts.setId("differences");
    return acts;
  }

  private static int number(@Nullable Sighting sighting) {
    return sighting == null ? 0 : sighting.count();
  }

  private String first(ComparedAct act) {
    Question question = model.question().get();
    return question == null || act.isUnseen()
        ? ""
        : CompareWords.since(act.firstOffset(), question.by());
  }

  private void names() {
    Question question = model.question().get();
    if (question == null) {
      return;
    }
    a.name(CompareWords.name(question.a()));
    b.name(question.nameOfB());
    exchange.setDisable(question.b() == null);
    legend.show(question.b() == null);
    align.setText(
        "Aligned at: " + CompareWords.menu(question.by()).toLowerCase(java.util.Locale.ROOT));
    alignments.getToggles().forEach(item -> item.setSelected(item.getUserData() == question.by()));
    align.getItems().get(AlignBy.WINDOW.ordinal()).setVisible(question.hasWindow());
  }

  private void show(CompareState state) {
    over.getChildren().clear();
    over.setVisible(true);
    switch (state) {
      case CompareState.Nothing(String why) ->
          over.getChildren().add(Controls.paragraph(why, "empty"));
      case CompareState.Failed(String why) ->
          over.getChildren()
              .add(
                  Controls.paragraph(
                      "These two cannot be compared: " + why + ". The events are complete.",
                      "empty"));
      case CompareState.Making(double part, String doing) ->
          over.getChildren().add(making(part, doing));
      case CompareState.Made(Compared it) -> {
        over.setVisible(false);
        facts(it.comparison());
        mirror.show(it);
        list();
      }
    }
  }

  private VBox making(double part, String doing) {
    ProgressBar bar = new ProgressBar(part);
    bar.setAccessibleText("Progress of the comparison");
    Button stop = Controls.button("_Stop", "Stop comparing", model::cancel);
    VBox box = new VBox(8, bar, Controls.label(doing.isEmpty() ? "Waiting" : doing, "muted"), stop);
    box.setAlignment(Pos.CENTER);
    return box;
  }

  private void facts(Comparison compared) {
    facts(factsA, compared.a());
    compared
        .baseline()
        .ifPresentOrElse(
            known -> {
              factsB.setText(BaselineWords.facts(known));
              factsB.setTooltip(new Tooltip(BaselineWords.detail(known)));
            },
            () -> facts(factsB, compared.b()));
    String words = CompareWords.caution(compared, model.timeline());
    caution.setText(words);
    caution.setTooltip(words.isEmpty() ? null : new Tooltip(words));
    caution.setVisible(!words.isEmpty());
  }

  private void facts(Label label, ComparedRows side) {
    Question question = model.question().get();
    String event =
        question == null || question.by() != AlignBy.EVENT
            ? ""
            : CompareWords.event(side, model.observations());
    label.setText(CompareWords.facts(side) + (event.isEmpty() ? "" : ": " + event));
    String left = CompareWords.left(side);
    label.setTooltip(new Tooltip(event.isEmpty() ? left : event + "\n" + left));
  }

  private void list() {
    table.getItems().setAll(model.list().acts());
    table.follow(model.list().current().get());
  }
}
