package salvor.workbench.triage;

import java.util.BitSet;
import java.util.Collections;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.evidence.ProcessInfo;
import salvor.jobs.Jobs;
import salvor.report.ProcessesReport;
import salvor.timeline.DrawingClass;
import salvor.triage.ProcessForest;
import salvor.triage.RecordTerms;
import salvor.workbench.commands.Subject;
import salvor.workbench.fx.NewestFirst;
import salvor.workbench.selection.Selection;
import salvor.workbench.selection.Sight;
import salvor.workbench.wording.Locations;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;
import salvor.workbench.wording.Words;

/**
 * The process tree: what each node says, and which is selected. A node is the number of a run, or
 * below {@link ProcessForest#NONE} that of a container.
 */
public final class ProcessTreeViewModel {
  /** The node above all. */
  public static final int ROOT = Integer.MIN_VALUE;

  private static final int LIMIT = 400;

  private final ProcessForest forest;
  private final Evidence evidence;
  private final Observations observations;
  private final Selection selection;
  private final ReadOnlyObjectWrapper<@Nullable BitSet> inSight = new ReadOnlyObjectWrapper<>();

  /**
   * @param fx where properties change
   */
  public ProcessTreeViewModel(
      ProcessForest forest,
      Evidence evidence,
      Selection selection,
      Sight sight,
      Jobs jobs,
      Executor fx) {
    this.forest = forest;
    this.evidence = evidence;
    this.observations = evidence.observations();
    this.selection = selection;
    NewestFirst<BitSet, BitSet> kept =
        new NewestFirst<>(
            "processes in sight",
            jobs,
            fx,
            true,
            (rows, _) -> forest.having(rows),
            inSight::set,
            _ -> inSight.set(null));
    sight
        .rows()
        .subscribe(rows -> {
          if (rows == null) {
            kept.forget();
            inSight.set(null);
          } else {
            kept.ask(rows);
          }
        });
  }

  /** The selection shared with the other views. */
  public Selection selection() {
    return selection;
  }

  /** The runs that the filter leaves, with their ancestors; null when no filter hides any. */
  public ReadOnlyObjectProperty<@Nullable BitSet> inSight() {
    return inSight.getReadOnlyProperty();
  }

  /** How many nodes stand below one. */
  public int children(int node) {
    return node == ROOT
        ? forest.trees().size()
        : isContainer(node) ? tree(node).roots().size() : forest.children(node);
  }

  /** A node below another. */
  public int child(int node, int index) {
    return node == ROOT
        ? -2 - index
        : isContainer(node) ? tree(node).roots().get(index) : forest.child(node, index);
  }

  /** Whether a node is a container. */
  public static boolean isContainer(int node) {
    return node < ProcessForest.NONE;
  }

  private ProcessForest.Tree tree(int node) {
    return forest.trees().get(-2 - node);
  }

  /** The nodes from the container down to the run that did what is selected; empty for none. */
  public int[] path() {
    int run = forest.runOf(selection.row().get());
    if (run < 0) {
      return new int[0];
    }
    int depth = 1;
    int root = run;
    for (; forest.parent(root) >= 0; root = forest.parent(root)) {
      depth++;
    }
    int[] path = new int[depth + 1];
    for (int at = run, i = depth; i > 0; at = forest.parent(at), i--) {
      path[i] = at;
    }
    for (int i = 0; i < forest.trees().size(); i++) {
      if (Collections.binarySearch(forest.trees().get(i).roots(), root) >= 0) {
        path[0] = -2 - i;
      }
    }
    return path;
  }

  /** Selects the event that first showed a run; unless one of the run is selected already. */
  public void choose(int node) {
    if (!isContainer(node) && forest.runOf(selection.row().get()) != node) {
      selection.select(forest.firstRow(node));
    }
  }

  /** What can be done with a node. */
  Subject subject(int node) {
    if (isContainer(node)) {
      int first =
          tree(node).roots().stream().mapToInt(forest::firstRow).min().orElse(Selection.NONE);
      return new Subject(
          "container",
          "events of this container",
          RecordTerms.of(observations.location(tree(node).location())),
          () -> selection.select(first),
          () -> String.join("\t", name(node), events(node)),
          () -> ProcessesReport.json(observations, tree(node)));
    }
    return new Subject(
        "process",
        "events with this process id in its container",
        RecordTerms.of(observations, forest, node),
        () -> selection.select(forest.firstRow(node)),
        () -> String.join("\t", whole(node), pid(node), started(node), lasted(node), events(node)),
        () -> ProcessesReport.json(evidence, forest, node));
  }

  /** Whether something out of profile stands below a node. */
  public boolean leadsToOut(int node) {
    return isContainer(node) ? tree(node).worst().isOut() : forest.worstBelow(node).isOut();
  }

  /** How the worst event of a node is drawn. */
  public DrawingClass mark(int node) {
    return isContainer(node) ? tree(node).worst() : forest.worst(node);
  }

  /** The container's name, or the command line. */
  public String name(int node) {
    return isContainer(node)
        ? Locations.container(observations.location(tree(node).location()))
        : command(node, LIMIT);
  }

  /** The whole command line. */
  public String whole(int node) {
    return isContainer(node) ? name(node) : command(node, 1 << 14);
  }

  private String command(int run, int limit) {
    ProcessInfo process = process(run);
    String command = process.commandLine() != null ? process.commandLine() : process.program();
    if (command == null) {
      return "a program that the sensor does not name";
    }
    return VisibleText.command(
        command.length() <= limit ? command : command.substring(0, limit) + "\u2026");
  }

  private ProcessInfo process(int run) {
    return observations.processAt(forest.firstRow(run));
  }

  /** The file that is run. */
  public String program(int node) {
    String program = isContainer(node) ? null : process(node).program();
    return program == null ? "" : VisibleText.of(program, LIMIT);
  }

  /** The process id. */
  public String pid(int node) {
    return isContainer(node)
        ? ""
        : ProcessesReport.pid(observations.processAt(forest.firstRow(node)));
  }

  /** When it started; a start that was not recorded is said. */
  public String started(int node) {
    if (isContainer(node)) {
      return "";
    }
    String first = Moments.fine(observations.time(forest.firstRow(node)));
    return forest.isStarted(node) ? first : "before " + first;
  }

  /** How long it ran, where its end was recorded. */
  public String lasted(int node) {
    if (isContainer(node) || forest.endRow(node) < 0) {
      return "";
    }
    return Moments.length(
        observations.time(forest.endRow(node)) - observations.time(forest.firstRow(node)));
  }

  /** How many events, or of a container how many processes. */
  public String events(int node) {
    return isContainer(node)
        ? Moments.count(tree(node).runs()) + (tree(node).runs() == 1 ? " process" : " processes")
        : Moments.count(forest.events(node));
  }

  /** A node for a screen reader. */
  public String spoken(int node) {
    return Words.drawn(mark(node)) + ", " + name(node) + ", " + events(node);
  }
}
