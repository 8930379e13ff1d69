package salvor.workbench.checkpoint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.collections.FXCollections;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import salvor.evidence.checkpoint.Checkpoint;
import salvor.evidence.checkpoint.MemoryFound;
import salvor.evidence.checkpoint.MemoryHit;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.RecordTable;
import salvor.workbench.wording.VisibleText;

/**
 * A checkpoint: its processes as a tree, what is known of the chosen one, and what was found in
 * memory. Choosing what was found chooses the process that has it, whose sockets stand beside it.
 */
public final class CheckpointView extends BorderPane {
  /** A process; the container when null. */
  private record Line(Checkpoint.@Nullable Running process, int depth) {}

  private static final int DEEPEST = 200;

  private final CheckpointsViewModel model;
  private final RecordTable<Line> processes;
  private final RecordTable<CheckpointFact> facts;
  private final RecordTable<MemoryHit> hits;
  private final SplitPane panes = new SplitPane();

  /** A view of the model's checkpoints. */
  public CheckpointView(CheckpointsViewModel model) {
    this.model = model;
    processes =
        new RecordTable<Line>("Processes of the checkpoint, as a tree", List.of(), null, "")
            .with("Process", 124, CheckpointView::name)
            .with("Pid", 44, CheckpointView::pid, byPid())
            .with("Command line", 260, this::told)
            .onChosen(line -> model.choose(line.process()));
    processes.setId("checkpoint-processes");
    facts =
        new RecordTable<CheckpointFact>("What is known of the process", List.of(), null, "")
            .with("", 134, CheckpointFact::what)
            .with("What is known", 330, CheckpointFact::text)
            .onChosen(model::choose);
    facts.setId("checkpoint-facts");
    hits =
        new RecordTable<MemoryHit>("What was found in memory", List.of(), null, "")
            .with("Process", 84, this::who)
            .with("Around it", 330, CheckpointWords::around)
            .with("Mapping", 90, h -> CheckpointWords.mapping(h.mapping()))
            .with(
                "Address",
                120,
                h -> String.format("%012x", h.address()),
                Comparator.comparingLong(MemoryHit::address))
            .onChosen(model::choose);
    hits.setId("checkpoint-hits");
    setMinWidth(0);
    setTop(new VBox(search(), told()));
    panes.getItems().setAll(processes, facts);
    panes.setDividerPositions(0.45);
    setCenter(panes);
    model.shown().subscribe(this::show);
    model.found().subscribe(this::show);
    model.process().subscribe(this::show);
    model.values().subscribe(_ -> facts.show(model.facts(), ""));
  }

  /** The tab of it, where there is a checkpoint. */
  public static Optional<Tab> tab(CheckpointsViewModel model) {
    if (model.paths().isEmpty()) {
      return Optional.empty();
    }
    Tab tab = new Tab(model.title(), new CheckpointView(model));
    tab.setId("tab-checkpoint");
    tab.selectedProperty()
        .subscribe(chosen -> {
          if (chosen) {
            model.want();
          }
        });
    return Optional.of(tab);
  }

  private static Comparator<Line> byPid() {
    return Comparator.comparingInt(line -> line.process() == null ? 0 : line.process().pid());
  }

  private static String pid(Line line) {
    return line.process() == null ? "" : Integer.toString(line.process().pid());
  }

  private String told(Line line) {
    Checkpoint read = model.shown().get().checkpoint();
    return line.process() != null
        ? VisibleText.of(line.process().told(), 400)
        : read == null ? "" : CheckpointWords.inAll(read);
  }

  private static String name(Line line) {
    Checkpoint.Running process = line.process();
    if (process == null) {
      return "The container";
    }
    String name = process.name() == null ? "process " + process.pid() : process.name();
    return "\u2003".repeat(Math.min(line.depth(), 12)) + VisibleText.of(name, 60);
  }

  private HBox search() {
    TextField field = new TextField();
    field.setId("memory-search");
    field.setPromptText("Search memory");
    field.setAccessibleText("What to look for in the memory of the checkpoint");
    HBox.setHgrow(field, Priority.ALWAYS);
    ChoiceBox<CheckpointsViewModel.Kind> kind =
        new ChoiceBox<>(FXCollections.observableArrayList(CheckpointsViewModel.Kind.values()));
    kind.setValue(CheckpointsViewModel.Kind.TEXT);
    kind.setPrefWidth(120);
    kind.setMinWidth(60);
    field.setMinWidth(60);
    kind.setAccessibleText("How the pattern is meant");
    Runnable go = () -> model.search(field.getText(), kind.getValue());
    field.setOnAction(_ -> go.run());
    CheckBox values = new CheckBox("Show environment _values");
    values.setId("checkpoint-values");
    values.setMnemonicParsing(true);
    Controls.explain(values, "Shows the values of environment variables, which hold secrets");
    values.selectedProperty().bindBidirectional(model.values());
    HBox row =
        new HBox(
            field,
            kind,
            Controls.button("_Search memory", "Looks for this in the memory of all processes", go),
            values);
    if (model.paths().size() > 1) {
      row.getChildren().addFirst(choice());
    }
    row.getStyleClass().add("page-tools");
    row.setMinWidth(0);
    Controls.clip(row);
    return row;
  }

  private ChoiceBox<String> choice() {
    ChoiceBox<String> choice = new ChoiceBox<>(FXCollections.observableArrayList(model.paths()));
    choice.setId("checkpoint-choice");
    choice.setAccessibleText("Which checkpoint is shown");
    choice.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(@Nullable String path) {
            return path == null
                ? ""
                : VisibleText.middle(
                    VisibleText.of(CheckpointWords.name(path, model.paths()), 2000), 60);
          }

          @Override
          public String fromString(String shown) {
            return shown;
          }
        });
    choice.setMaxWidth(260);
    choice.setValue(model.paths().getFirst());
    choice
        .valueProperty()
        .subscribe(chosen -> {
          if (chosen != null && isVisible() && getScene() != null) {
            model.open(chosen);
          }
        });
    return choice;
  }

  private HBox told() {
    Label found = line("memory-found", model.found(), CheckpointsViewModel.Found::told);
    Label told = line("checkpoint-told", model.shown(), CheckpointsViewModel.Shown::told);
    HBox line = new HBox(12, found, told);
    line.getStyleClass().add("page-tools");
    line.setMinWidth(0);
    Controls.clip(line);
    return line;
  }

  /** What does not fit stands in the tooltip. */
  private static <T> Label line(
      String id, ReadOnlyObjectProperty<T> of, Function<T, String> words) {
    Label label = Controls.label("", "muted");
    label.setId(id);
    label.setMinWidth(0);
    label.managedProperty().bind(label.textProperty().isNotEmpty());
    Tooltip whole = new Tooltip();
    whole.setWrapText(true);
    whole.setMaxWidth(600);
    label.setTooltip(whole);
    of.subscribe(now -> {
      label.setText(words.apply(now));
      whole.setText(words.apply(now));
    });
    return label;
  }

  private String who(MemoryHit hit) {
    Checkpoint read = model.shown().get().checkpoint();
    return read == null ? "" : CheckpointWords.who(read, hit);
  }

  private void show(CheckpointsViewModel.Shown shown) {
    Checkpoint read = shown.checkpoint();
    processes.show(read == null ? List.of() : lines(read), shown.told());
    facts.show(model.facts(), "Choose a process");
  }

  private void show(CheckpointsViewModel.Found found) {
    MemoryFound result = found.result();
    hits.show(
        result == null ? List.of() : result.hits(),
        result == null ? "" : CheckpointWords.none(result));
    boolean wanted = result != null;
    if (wanted != panes.getItems().contains(hits)) {
      if (wanted) {
        panes.getItems().addFirst(hits);
        panes.setDividerPositions(0.38, 0.58);
      } else {
        panes.getItems().remove(hits);
      }
    }
  }

  private void show(Checkpoint.@Nullable Running process) {
    facts.show(model.facts(), "Choose a process");
    processes.follow(
        processes.getItems().stream()
            .filter(line -> Objects.equals(line.process(), process))
            .findFirst()
            .orElse(null));
  }

  /** The processes, each below its parent; those whose parent is not there, or is itself, first. */
  private static List<Line> lines(Checkpoint read) {
    Map<Integer, List<Checkpoint.Running>> children = new HashMap<>();
    Set<Integer> pids = new HashSet<>();
    for (Checkpoint.Running process : read.processes()) {
      children.computeIfAbsent(process.parent(), p -> new ArrayList<>()).add(process);
      pids.add(process.pid());
    }
    List<Line> lines = new ArrayList<>();
    lines.add(new Line(null, 0));
    Set<Integer> seen = new HashSet<>();
    for (Checkpoint.Running process : read.processes()) {
      if (!pids.contains(process.parent())) {
        below(process, 1, children, seen, lines);
      }
    }
    read.processes().forEach(p -> below(p, 1, children, seen, lines)); // those in a circle
    return lines;
  }

  private static void below(
      Checkpoint.Running process,
      int depth,
      Map<Integer, List<Checkpoint.Running>> children,
      Set<Integer> seen,
      List<Line> lines) {
    if (depth < DEEPEST && seen.add(process.pid())) {
      lines.add(new Line(process, depth));
      for (Checkpoint.Running child : children.getOrDefault(process.pid(), List.of())) {
        below(child, depth + 1, children, seen, lines);
      }
    }
  }
}
