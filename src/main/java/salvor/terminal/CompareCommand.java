package salvor.terminal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import salvor.evidence.Observations;
import salvor.evidence.Visible;
import salvor.report.ComparisonReport;
import salvor.report.Overview;
import salvor.timeline.Lane;
import salvor.timeline.LaneTree;
import salvor.timeline.TimelineModel;
import salvor.triage.Alignment;
import salvor.triage.BaselineChoice;
import salvor.triage.ComparedSide;
import salvor.triage.Comparison;
import salvor.triage.Filter;
import salvor.triage.FilterError;

/** {@code salvor compare}. */
@Command(
    name = "compare",
    description = "Lists what only one of two pods or containers did, and what both did.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:done, and --fail-on-difference found one",
      "2:the command line or a filter was not understood, or names no or several containers",
      "3:no evidence could be read",
      "4:the case folder cannot be used",
      "5:a result could not be written",
      "7:a sealed bundle is not VALID, and no reason was given to open it"
    })
final class CompareCommand implements Callable<Integer> {
  /** What is laid upon each other. */
  enum Align {
    START,
    EVENT,
    WINDOW,
    CLOCK
  }

  /** As {@code --b}; a pod of this name is reached by naming its container too. */
  private static final String BASELINE = "baseline";

  private final Desk desk;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private EvidenceArguments given = new EvidenceArguments();

  @Option(names = "--a", required = true, paramLabel = "POD[/CONTAINER]", description = "one side")
  private String a = "";

  @Option(
      names = "--b",
      required = true,
      paramLabel = "POD[/CONTAINER]|baseline",
      description = "the other side: another pod, or what the baseline of A knows")
  private String b = "";

  @Option(names = "--a-from", paramLabel = "TIME", description = "side A from here on, RFC 3339")
  private @Nullable String fromA;

  @Option(names = "--a-until", paramLabel = "TIME", description = "side A, not from here on")
  private @Nullable String untilA;

  @Option(names = "--b-from", paramLabel = "TIME", description = "side B from here on, RFC 3339")
  private @Nullable String fromB;

  @Option(names = "--b-until", paramLabel = "TIME", description = "side B, not from here on")
  private @Nullable String untilB;

  @Option(
      names = "--align",
      paramLabel = "start|event|window|clock",
      description =
          "times are told since container start (default), an event, window begin, or as they are")
  private Align align = Align.START;

  @Option(
      names = "--event",
      paramLabel = "EXPR",
      description =
          "for --align event: a filter; the first event of A that it leaves, else of B, is laid upon the"
              + " first of its like on the other side")
  private @Nullable String event;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write the result as JSON; - for standard output")
  private @Nullable String json;

  @Option(names = "--fail-on-difference", description = "exit with 1 when anything differs")
  private boolean failOnDifference;

  CompareCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    if ((align == Align.EVENT) != (event != null)) {
      throw new CommandLine.ParameterException(
          line(), "--align event and --event EXPR are given together");
    }
    Filter wanted;
    try {
      wanted = Filter.parse(event == null ? "" : event);
    } catch (FilterError error) {
      return EvidenceArguments.misunderstood(desk, "compare", "--event", event, error);
    }
    return given.open(
        desk,
        (overview, opened) -> {
          try {
            return compare(
                overview,
                wanted.rows(opened.evidence(), opened.verdicts(), opened.marks()),
                new Leaving(desk, opened.custody(), "compare"));
          } catch (FilterError error) {
            return EvidenceArguments.misunderstood(desk, "compare", "--event", event, error);
          }
        });
  }

  private int compare(Overview all, BitSet events, Leaving leaving) throws IOException {
    Observations observations = all.evidence().observations();
    TimelineModel timeline = TimelineModel.of(all.evidence(), all.verdicts());
    LaneTree tree = timeline.tree();
    ComparedSide sideA = side("--a", a, tree, fromA, untilA);
    boolean known = b.equals(BASELINE);
    ComparedSide sideB = known ? sideA : side("--b", b, tree, fromB, untilB);
    Alignment alignment =
        align == Align.EVENT
            ? new Alignment.Event(event(events, timeline, sideA, sideB))
            : alignment();
    Comparison compared =
        known
            ? Comparison.withBaseline(
                all.evidence(),
                all.verdicts(),
                tree,
                baseline(BaselineChoice.of(sideA.lane(), tree, observations, all.matching())),
                sideA,
                alignment,
                desk.progress())
            : Comparison.of(
                all.evidence(), all.verdicts(), tree, sideA, sideB, alignment, desk.progress());
    write(
        new ComparisonReport(compared, compared.having(all.rows()), all.filter(), timeline),
        leaving);
    return failOnDifference && compared.differences() > 0 ? ExitCode.FOUND : ExitCode.DONE;
  }

  private BaselineChoice.One baseline(BaselineChoice choice) {
    if (fromB != null || untilB != null) {
      throw refused("--b-from and --b-until: a baseline has no times");
    }
    return switch (choice) {
      case BaselineChoice.One one -> one;
      case BaselineChoice.None() ->
          throw refused("--b baseline: none applies to " + a + "; name one with --baseline");
      case BaselineChoice.Several(List<String> names) ->
          throw refused(
              "--b baseline: "
                  + a
                  + " has several, or containers without one ("
                  + Visible.text(String.join(", ", names))
                  + "); name one container, --a POD/CONTAINER");
    };
  }

  private CommandLine.ParameterException refused(String why) {
    return new CommandLine.ParameterException(line(), why);
  }

  /** The first of the rows that is an event of a side, in its window. */
  private int event(BitSet rows, TimelineModel timeline, ComparedSide... sides) {
    for (ComparedSide side : sides) {
      Long from = side.from();
      Long until = side.until();
      for (int row = rows.nextSetBit(0);
          row >= 0 && row < timeline.observations().timed();
          row = rows.nextSetBit(row + 1)) {
        long time = timeline.observations().time(row);
        if ((from == null || time >= from)
            && (until == null || time < until)
            && isPart(timeline.laneOf(row), side.lane())) {
          return row;
        }
      }
    }
    throw new CommandLine.ParameterException(
        line(), "--event: neither side has an event with a time that " + event + " leaves");
  }

  private static boolean isPart(Lane lane, Lane of) {
    for (Lane up = lane; up != null; up = up.parent()) {
      if (up.equals(of)) {
        return true;
      }
    }
    return false;
  }

  /** What is laid upon each other, unless it is an event. */
  private Alignment alignment() {
    return switch (align) {
      case START, EVENT -> new Alignment.Start();
      case WINDOW -> new Alignment.Window();
      case CLOCK -> new Alignment.Clock();
    };
  }

  private void write(ComparisonReport report, Leaving leaving) throws IOException {
    if (!"-".equals(json)) {
      report.text(desk.out(), desk.colour());
    }
    if (json != null) {
      leaving.machine(json, report::json);
    }
    desk.out().flush();
  }

  private ComparedSide side(
      String option, String name, LaneTree tree, @Nullable String from, @Nullable String until) {
    List<String> parts = Arrays.stream(name.split("/", -1)).map(String::strip).toList();
    List<Lane> found = new ArrayList<>();
    for (int id = 0; id < tree.size(); id++) {
      if (isCalled(tree.lane(id), parts)) {
        found.add(tree.lane(id));
      }
    }
    if (found.size() != 1) {
      throw new CommandLine.ParameterException(
          line(),
          option
              + ": "
              + (found.isEmpty() ? "no pod or container is called " : "several are called ")
              + name);
    }
    Long begin = time(option + "-from", from);
    Long end = time(option + "-until", until);
    if (begin != null && end != null && end < begin) {
      throw new CommandLine.ParameterException(
          line(), option + "-until is before " + option + "-from");
    }
    return new ComparedSide(found.getFirst(), begin, end);
  }

  /** A pod or a container by its name, before which those of what it is in may stand. */
  private static boolean isCalled(Lane lane, List<String> parts) {
    if (lane.level() != Lane.Level.POD && lane.level() != Lane.Level.CONTAINER) {
      return false;
    }
    Lane at = lane;
    int part = parts.size() - 1;
    while (at != null && part >= 0) {
      if (at.level() != Lane.Level.WORKLOAD) { // people leave it out between namespace and pod
        if (!parts.get(part).equals(at.name())) {
          return false;
        }
        part--;
      }
      at = at.parent();
    }
    return part < 0 && (lane.level() == Lane.Level.POD || parts.size() > 1);
  }

  private CommandLine line() {
    return spec == null ? new CommandLine(this) : spec.commandLine();
  }

  private @Nullable Long time(String option, @Nullable String text) {
    return EvidenceArguments.time(line(), option, text);
  }
}
