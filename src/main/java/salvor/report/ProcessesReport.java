package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.evidence.ProcessInfo;
import salvor.evidence.TimeText;
import salvor.jobs.Progress;
import salvor.timeline.DrawingClass;
import salvor.triage.ProcessForest;
import salvor.triage.ProcessForest.Tree;
import salvor.workload.Location;

/**
 * Who started whom, as a tree for people and as a list for machines. What a filter leaves stands
 * with its ancestors, since a process without its lineage says little.
 */
public final class ProcessesReport implements Report {
  /** The version of the JSON document's form. */
  public static final int VERSION = 1;

  /** Deeper levels are set in no further but say their number: the names must be read. */
  private static final int DEEPEST = 24;

  private static final int COMMAND = 400;

  private final Overview overview;
  private final ProcessForest forest;
  private final Observations observations;
  private final BitSet kept;
  private final int[] left;

  private ProcessesReport(Overview overview, Progress progress) {
    this.overview = overview;
    this.observations = overview.evidence().observations();
    this.forest = ProcessForest.of(observations, overview.verdicts(), progress);
    this.kept = forest.having(overview.rows());
    this.left = new int[forest.size()];
    BitSet rows = overview.rows();
    for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
      int run = forest.runOf(row);
      if (run >= 0) {
        left[run]++;
      }
    }
  }

  /**
   * The processes that a filter leaves, with their ancestors.
   *
   * @throws salvor.jobs.JobCancelled when asked to stop
   */
  public static ProcessesReport of(Overview overview, Progress progress) {
    return new ProcessesReport(overview, progress);
  }

  /** The published schema of the JSON document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("processes.schema.json");
  }

  /** Writes the document for machines, UTF-8, and leaves the stream open. */
  @Override
  public void json(OutputStream out) throws IOException {
    List<Tree> trees = forest.trees();
    int[] treeOf = new int[forest.size()];
    for (int i = 0; i < trees.size(); i++) {
      for (int root : trees.get(i).roots()) {
        treeOf[root] = i;
      }
    }
    for (int run = 0; run < treeOf.length; run++) { // a parent's number is below its children's
      treeOf[run] = forest.parent(run) < 0 ? treeOf[run] : treeOf[forest.parent(run)];
    }
    JsonDocument.write(
        out,
        json -> {
          json.head(VERSION, overview);
          json.objects("containers", trees, tree -> container(json, observations, tree));
          json.objects(
              "processes", () -> kept.stream().iterator(), run -> process(json, run, treeOf[run]));
        });
  }

  /** One process as the document has it, with the words for its container in place of a number. */
  public static String json(Evidence evidence, ProcessForest forest, int run) {
    Observations observations = evidence.observations();
    Location at = observations.location(observations.locationId(forest.firstRow(run)));
    return JsonDocument.text(json -> {
      begin(json, forest, run);
      json.object(
          "container",
          () ->
              place(json, at, observations.cluster(observations.locationId(forest.firstRow(run)))));
      seen(json, observations, forest, run);
      judged(json, evidence, forest, run);
    });
  }

  /** One container as the document has it. */
  public static String json(Observations observations, Tree tree) {
    return JsonDocument.text(json -> container(json, observations, tree));
  }

  private static void container(JsonDocument json, Observations observations, Tree tree) {
    Location at = observations.location(tree.location());
    place(json, at, observations.cluster(tree.location()));
    json.number("processes", tree.runs());
    json.text("worst", TriageJson.lower(tree.worst()));
  }

  private static void place(JsonDocument json, Location at, @Nullable String cluster) {
    json.text("cluster", cluster);
    json.text("namespace", at.namespace());
    json.text("workload", at.workload() == null ? null : at.workload().name());
    json.text("pod", at.pod());
    json.text("container", at.container());
    json.text("containerId", at.containerId());
    json.text("node", at.node());
  }

  private void process(JsonDocument json, int run, int container) {
    begin(json, forest, run);
    json.number("container", container);
    seen(json, observations, forest, run);
    json.number("eventsLeft", left[run]);
    judged(json, overview.evidence(), forest, run);
  }

  private static void begin(JsonDocument json, ProcessForest forest, int run) {
    json.number("id", run);
    json.number("parent", forest.parent(run) < 0 ? null : (Integer) forest.parent(run));
  }

  private static void seen(
      JsonDocument json, Observations observations, ProcessForest forest, int run) {
    int row = forest.firstRow(run);
    ProcessInfo process = observations.processAt(row);
    String command = process.commandLine();
    json.number("pid", process.pid());
    json.text("program", process.program());
    json.text("commandLine", command == null ? null : command.replace('\0', ' '));
    json.number("uid", process.uid());
    json.text("first", TimeText.rfc3339(observations.time(row), 9));
    json.is("startRecorded", forest.isStarted(run));
    int end = forest.endRow(run);
    json.text("end", end < 0 ? null : TimeText.rfc3339(observations.time(end), 9));
    json.number("events", forest.events(run));
  }

  private static void judged(JsonDocument json, Evidence evidence, ProcessForest forest, int run) {
    json.text("worst", TriageJson.lower(forest.worst(run)));
    json.text("worstBelow", TriageJson.lower(forest.worstBelow(run)));
    json.source(evidence, forest.firstRow(run));
  }

  /**
   * Writes the trees, the container with the worst observation first.
   *
   * @param colour whether the terminal takes colours; everything is told in words as well
   */
  @Override
  public void text(PrintWriter out, boolean colour) {
    OverviewText.head(overview, out, colour);
    int shown = 0;
    for (Tree tree : forest.trees()) {
      List<Integer> roots = tree.roots().stream().filter(kept::get).toList();
      if (!roots.isEmpty()) {
        shown++;
        OverviewText.heading(
            OverviewText.place(observations.location(tree.location()))
                + String.format(
                    Locale.ROOT, "  %,d process%s", tree.runs(), tree.runs() == 1 ? "" : "es"),
            out,
            colour);
        tree(roots, out, colour);
        out.println();
      }
    }
    legend(out);
    if (shown == 0) {
      out.println(
          forest.size() == 0
              ? "No record names a process. A rule that logs process starts (execve) with pid and"
                  + " parent records them."
              : "The filter leaves no process.");
    }
    out.flush();
  }

  /** Explains the signs that were written. */
  private void legend(PrintWriter out) {
    if (kept.stream().anyMatch(run -> !forest.isStarted(run))) {
      out.println(
          "  <  runs already: its start was not recorded, the time is that of its first record");
    }
    if (kept.stream().anyMatch(run -> left[run] == 0)) {
      out.println("  () hidden by the filter, shown for the lineage");
    }
  }

  /**
   * A process that is to be written.
   *
   * @param before what stands before its branch: the lines of those above it
   * @param last whether none of its siblings comes after it
   */
  private record Waiting(int run, int level, String before, boolean last) {}

  /** Not by recursion: a chain of processes may be longer than a stack is deep. */
  private void tree(List<Integer> roots, PrintWriter out, boolean colour) {
    Deque<Waiting> waiting = new ArrayDeque<>();
    push(waiting, roots, 0, "");
    while (!waiting.isEmpty()) {
      Waiting next = waiting.pop();
      String branch = next.level == 0 ? "" : next.last ? "└─ " : "├─ ";
      String deep = next.level > DEEPEST ? "(level " + (next.level + 1) + ") " : "";
      line(next.run, next.before + branch + deep, out, colour);
      List<Integer> children =
          IntStream.range(0, forest.children(next.run))
              .map(i -> forest.child(next.run, i))
              .filter(kept::get)
              .boxed()
              .toList();
      String below =
          next.level == 0 || next.level >= DEEPEST
              ? next.before
              : next.before + (next.last ? "   " : "│  ");
      push(waiting, children, next.level + 1, below);
    }
  }

  private static void push(Deque<Waiting> waiting, List<Integer> runs, int level, String before) {
    for (int i = runs.size() - 1; i >= 0; i--) {
      waiting.push(new Waiting(runs.get(i), level, before, i == runs.size() - 1));
    }
  }

  /** The pid on the node; in brackets the one inside the container where no other is known. */
  public static String pid(ProcessInfo process) {
    Integer inside = process.containerPid();
    return process.pid() != null
        ? process.pid().toString()
        : inside == null ? "" : "(" + inside + ")";
  }

  private void line(int run, String branch, PrintWriter out, boolean colour) {
    int row = forest.firstRow(run);
    DrawingClass worst = forest.worst(run);
    out.println(
        "  "
            + OverviewText.verdict(worst, left[run] > 0, colour)
            + (forest.isStarted(run) ? "  " : " <")
            + OverviewText.clock(observations.time(row))
            + String.format(Locale.ROOT, "  %7s  ", pid(observations.processAt(row)))
            + branch
            + command(run)
            + count(run));
  }

  private String count(int run) {
    int events = forest.events(run);
    if (left[run] != events) {
      return String.format(Locale.ROOT, "  (%,d of %,d events)", left[run], events);
    }
    return events == 1 ? "" : String.format(Locale.ROOT, "  (%,d events)", events);
  }

  private String command(int run) {
    ProcessInfo process = observations.processAt(forest.firstRow(run));
    return command(process.commandLine() != null ? process.commandLine() : process.program());
  }

  private static String command(@Nullable String command) {
    return command == null
        ? "a program that the sensor does not name"
        : OverviewText.command(command, COMMAND);
  }
}
