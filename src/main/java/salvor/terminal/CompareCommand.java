package salvor.terminal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import salvor.casefile.OpenedCase;
import salvor.casefile.Opening;
import salvor.report.ComparisonJson;
import salvor.report.ComparisonText;
import salvor.timeline.Lane;
import salvor.timeline.LaneTree;
import salvor.timeline.TimelineModel;
import salvor.triage.Alignment;
import salvor.triage.ComparedSide;
import salvor.triage.Comparison;
import salvor.triage.Filter;
import salvor.triage.FilterError;
import salvor.triage.RowMarks;

/** {@code salvor compare}. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lists what only one of two pods or containers did, and what both did.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:done, and --fail-on-difference found one",
      "2:the command line was not understood, or names no or several containers",
      "3:no evidence could be read",
      "5:a result could not be written"
    })
final class CompareCommand implements Callable<Integer> {
  /** What is laid upon each other. */
  enum Align {
    START,
    EVENT,
    WINDOW,
    CLOCK
  }

  private final Desk desk;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "evidence and baselines")
  private List<Path> paths = new ArrayList<>();

  @Option(names = "--baseline", paramLabel = "FILE", description = "a baseline")
  private List<Path> baselines = new ArrayList<>();

  @Option(names = "--a", required = true, paramLabel = "POD[/CONTAINER]", description = "one side")
  private String a = "";

  @Option(
      names = "--b",
      required = true,
      paramLabel = "POD[/CONTAINER]",
      description = "the other side")
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
    if (!EvidenceArguments.allThere(desk, "compare", paths)
        || !EvidenceArguments.allThere(desk, "compare", baselines)) {
      return ExitCode.NO_EVIDENCE;
    }
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
    Opening opening =
        new Opening(paths, baselines, null, System.getProperty("user.name", "unknown"));
    try (OpenedCase opened = desk.cases().open(opening, desk.progress())) {
      if (opened.evidence().observations().size() == 0) {
        desk.err().println("salvor compare: nothing in this evidence is an observation");
        return ExitCode.NO_EVIDENCE;
      }
      TimelineModel timeline =
          TimelineModel.of(opened.evidence().observations(), opened.verdicts());
      LaneTree tree = timeline.tree();
      ComparedSide sideA = side("--a", a, tree, fromA, untilA);
      ComparedSide sideB = side("--b", b, tree, fromB, untilB);
      Alignment alignment =
          align == Align.EVENT
              ? new Alignment.Event(
                  event(
                      wanted.rows(opened.evidence(), opened.verdicts(), RowMarks.NONE),
                      timeline,
                      sideA,
                      sideB))
              : alignment();
      Comparison compared =
          Comparison.of(
              opened.evidence(), opened.verdicts(), tree, sideA, sideB, alignment, desk.progress());
      write(compared);
      return failOnDifference && compared.differences() > 0 ? ExitCode.FOUND : ExitCode.DONE;
    } catch (FilterError error) {
      return EvidenceArguments.misunderstood(desk, "compare", "--event", event, error);
    }
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

  private void write(Comparison compared) throws Exception {
    if (!"-".equals(json)) {
      ComparisonText.write(compared, desk.out());
    }
    if (json != null) {
      EvidenceArguments.machine(desk, json, out -> ComparisonJson.write(compared, out));
    }
    desk.out().flush();
  }

  private ComparedSide side(
      String option, String name, LaneTree tree, @Nullable String from, @Nullable String until) {
    int slash = name.indexOf('/');
    String pod = slash < 0 ? name : name.substring(0, slash);
    String container = slash < 0 ? null : name.substring(slash + 1);
    List<Lane> found = new ArrayList<>();
    for (int id = 0; id < tree.size(); id++) {
      Lane lane = tree.lane(id);
      Lane parent = lane.parent();
      boolean wanted =
          container == null
              ? lane.level() == Lane.Level.POD && pod.equals(lane.name())
              : lane.level() == Lane.Level.CONTAINER
                  && container.equals(lane.name())
                  && parent != null
                  && pod.equals(parent.name());
      if (wanted) {
        found.add(lane);
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

  private CommandLine line() {
    return spec == null ? new CommandLine(this) : spec.commandLine();
  }

  private @Nullable Long time(String option, @Nullable String text) {
    return EvidenceArguments.time(line(), option, text);
  }
}
