package salvor.workbench.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import salvor.live.TriageLog;
import salvor.workbench.commands.Command;
import salvor.workbench.commands.CommandPalette;
import salvor.workbench.commands.Commands;
import salvor.workbench.commands.KeySheet;
import salvor.workbench.commands.Menus;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.RecordTable;
import salvor.workbench.fx.Scale;
import salvor.workbench.triage.FilterHelp;
import salvor.workbench.triage.OfferPopup;

/** The pods of a cluster with their verdicts, the worst first, and what is known of the chosen. */
final class PodsPane extends BorderPane {
  private static final Comparator<PodGroup> WORST =
      Comparator.comparing(PodGroup::worst, PodRow.WORST_FIRST);

  private final LiveViewModel model;
  private final BaselineActs baselines;
  private final RecordTable<PodRow> table;
  private final RecordTable<PodGroup> groups;
  private final TextField filter = new TextField();
  private boolean did; // a command by a key that was pressed: the letter of it is typed next
  private final ChoiceBox<PodGroup.By> by = new ChoiceBox<>();
  private final PodPagePane right;
  private final Commands commands = new Commands();
  private final ContainActs contain;
  private final Label told = Controls.paragraph("", "failure", "live-slip");
  private final VerifyActs verify;
  private final UndoActs undo;

  /**
   * @param lanes shows the lanes of the chosen pod alone
   * @param opener opens evidence
   */
  PodsPane(
      LiveViewModel model,
      BaselineActs baselines,
      PodsMemory memory,
      Runnable lanes,
      Consumer<List<Path>> opener) {
    this.model = model;
    this.baselines = baselines;
    this.verify = new VerifyActs(model);
    this.undo = new UndoActs(model);
    table =
        new RecordTable<>("Pods, the worst first", List.of(), PodRow::drawn, "Asking for the pods…")
            .with("Verdict", 265, PodRow::said, PodRow.WORST_FIRST)
            .with("Triage", 100, PodRow::decided)
            .withState(
                "Quarantine", 145, PodRow::contained, Comparator.comparing(PodRow::contained))
            .with("Namespace", 100, PodRow::namespace)
            .with("Pod", 190, PodRow::name)
            .with("Workload", 150, PodRow::workload)
            .with("Ready", 60, PodRow::ready)
            .with("Status", 90, PodRow::status)
            .with(
                "Restarts", 70, PodRow::restarts, Comparator.comparingInt(r -> r.pod().restarts()))
            .with("Age", 55, PodRow::age, Comparator.comparing(PodRow::createdOrLast).reversed())
            .with("Node", 80, PodRow::node)
            .with("Address", 100, PodRow::ip)
            .with("Image", 110, PodRow::image)
            .with("Digest", 160, PodRow::digest)
            .with("Baseline", 110, PodRow::baselined)
            .with("Sensor", 80, PodRow::sensor)
            .with("Evidence", 120, PodRow::evidence, Comparator.comparingInt(PodRow::seen))
            .knownBy(row -> row.pod().uid())
            .onChosen(model::choose)
            .choosingSeveral();
    this.contain = new ContainActs(model, table.getSelectionModel()::getSelectedItems, opener);
    table.setId("pods");
    table.setTableMenuButtonVisible(true);
    groups =
        new RecordTable<>("Groups of pods, the worst first", List.of(), PodGroup::drawn, "")
            .with("Worst", 265, PodGroup::said, WORST)
            .with("Pods", 90, PodGroup::count, Comparator.comparingInt(PodGroup::pods).reversed())
            .with("Group", 380, PodGroup::name)
            .knownBy(PodGroup::name)
            .onChosen(model::show);
    groups.setId("groups");
    groups.visibleProperty().bind(by.valueProperty().isNotEqualTo(PodGroup.By.NOTHING));
    groups.managedProperty().bind(groups.visibleProperty());
    groups.setMinHeight(Scale.px(34 + 26 * 6));
    groups.setPrefHeight(Scale.px(34 + 26 * 6));
    table
        .sceneProperty()
        .subscribe(scene -> {
          if (scene != null) {
            table.requestFocus();
          }
        });
    TriageKeys.on(table, model.pages()::decide);
    MenuItem alone = new MenuItem("Show its lanes alone  (Shift+T)");
    alone.setOnAction(_ -> lanes.run());
    var menu = table.getContextMenu().getItems();
    menu.add(new SeparatorMenuItem());
    menu.addAll(contain.menuItems(this));
    menu.addAll(verify.menuItem(this), undo.menuItem(this));
    menu.addAll(new SeparatorMenuItem(), alone, baselines.ofChosen(this));
    addCommands(lanes);
    List<Node> acts = new ArrayList<>(contain.buttons());
    acts.addAll(List.of(verify.button(), undo.button()));
    right = new PodPagePane(model.pages(), this::chooseSibling, new PodActs(acts, commands));
    BorderPane left = new BorderPane(table);
    tell("");
    left.setTop(new VBox(tools(), slip(), told, groups));
    left.getStyleClass().add("pane");
    SplitPane both = new SplitPane(left, right);
    both.setDividerPositions(0.62);
    setCenter(both);
    PodsMemory.Left before = memory.read();
    table.restore(before.table());
    by.setValue(before.by());
    model.shown().subscribe(this::show);
    memory.see(left(), model.jobs());
    model.looks().subscribe(() -> memory.see(left(), model.jobs()));
    addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
  }

  private PodsMemory.Left left() {
    return new PodsMemory.Left(table.left(), by.getValue());
  }

  private HBox tools() {
    filter.setId("live-filter");
    filter.setPromptText("Filter: words, out, namespace=shop image~web not status=Running …");
    filter.setAccessibleText(
        "Filter the pods: words, or fields as in a case; out leaves those out of profile");
    filter.textProperty().bindBidirectional(model.filter().text());
    OfferPopup.on(filter, model.filter()::offers, model.filter()::apply, this::all);
    HBox.setHgrow(filter, Priority.ALWAYS);
    by.setId("group-by");
    by.setAccessibleText("How the pods are grouped");
    by.getItems().addAll(PodGroup.By.values());
    by.setValue(PodGroup.By.NOTHING);
    by.valueProperty().subscribe(model::group);
    HBox tools = new HBox(filter, help(), by, baselines.menu());
    tools.getStyleClass().add("page-tools");
    return tools;
  }

  private Label slip() {
    Label slip = Controls.paragraph("", "filter-trouble", "live-slip");
    slip.setId("live-slip");
    slip.textProperty().bind(model.filter().trouble());
    slip.visibleProperty().bind(slip.textProperty().isNotEmpty());
    slip.managedProperty().bind(slip.visibleProperty());
    return slip;
  }

  private Button help() {
    Button help = FilterHelp.button(PodFilter.EXAMPLES, filter::setText);
    help.setId("live-filter-help");
    help.setMinWidth(USE_PREF_SIZE);
    return help;
  }

  private void addCommands(Runnable lanes) {
    commands.add(
        Command.of(
            "pods.filter",
            Menus.VIEW,
            "Filter the pods",
            "/",
            "So does any letter that is typed in the table",
            filter::requestFocus));
    commands.add(
        Command.of(
            "pods.lanes",
            Menus.VIEW,
            "Show the lanes of the chosen pod alone",
            "Shift+T",
            "On the timeline of what arrives",
            lanes));
    for (TriageLog.State state : TriageLog.State.values()) {
      commands.add(
          Command.of(
                  "pods." + state.id(),
                  Menus.EDIT,
                  "Decide of the chosen pod: " + TriageWords.state(state),
                  "" + (state.ordinal() + 1),
                  "Author and time are kept in the folder",
                  () -> TriageKeys.decide(table, state, model.pages()::decide))
              .when(table::isFocused));
    }
    commands.add(contain.isolating(this));
    commands.add(contain.collecting(this));
    commands.add(verify.verifying(this));
    commands.add(undo.undoing(this));
    contain.measuring(this).forEach(commands::add);
    CommandPalette palette = new CommandPalette(() -> commands);
    commands.add(
        Command.of(
            "pods.palette",
            Menus.HELP,
            "Find a command",
            "Shortcut+P",
            "By a few letters of its name",
            () -> palette.open(this)));
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

  /** Does what a key stands for; other letters go to the filter, as in every list. */
  void key(KeyEvent event) {
    boolean ofTheCommand = did && event.getEventType() == KeyEvent.KEY_TYPED;
    did = event.getEventType() == KeyEvent.KEY_PRESSED; // before a sheet is opened
    if (ofTheCommand || commands.run(event, Command.Place.EVERYWHERE)) {
      event.consume();
      return;
    }
    did = false;
    if (isWord(event) && !isOfThePage(event)) {
      boolean goesOn = !filter.getText().isEmpty() && !filter.getText().endsWith(" ");
      filter.requestFocus();
      filter.appendText((goesOn ? " " : "") + event.getCharacter());
      filter.end();
      event.consume();
    }
  }

  private boolean isOfThePage(KeyEvent event) {
    Node at = event.getTarget() instanceof Node node ? node : null;
    while (at != null && at != right) {
      at = at.getParent();
    }
    return at != null;
  }

  private static boolean isWord(KeyEvent event) {
    return event.getEventType() == KeyEvent.KEY_TYPED
        && !event.isShortcutDown()
        && !event.isAltDown()
        && event.getCharacter().codePoints().anyMatch(Character::isLetterOrDigit);
  }

  private void pressed(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE) {
      all();
      event.consume();
    }
  }

  /** Shows all pods. */
  private void all() {
    filter.clear();
    groups.getSelectionModel().clearSelection();
    model.show(null);
    table.requestFocus();
  }

  private void show(LiveViewModel.Shown shown) {
    table.show(shown.rows(), shown.none());
    groups.show(shown.groups(), "");
  }

  /** What can be done here, by name and by key. */
  Commands commands() {
    return commands;
  }

  /** Chooses a pod. */
  void choose(PodRow row) {
    model.choose(row);
    table.follow(row);
  }

  /** Leaves what a filter leaves, and chooses pods of it together. */
  void choose(String left, Set<String> uids) {
    filter.setText(left);
    table.choose(row -> uids.contains(row.pod().uid()));
    table.requestFocus();
  }

  /** Tells what went wrong with the pods. */
  void tell(String trouble) {
    told.setText(trouble);
    told.setVisible(!trouble.isEmpty());
    told.setManaged(told.isVisible());
  }

  private void chooseSibling(PodRow row) {
    model.choose(row);
    table.follow(row);
  }
}
