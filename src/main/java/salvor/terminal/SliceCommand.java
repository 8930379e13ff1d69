package salvor.terminal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import salvor.casefile.OpenedCase;
import salvor.custody.Deed;
import salvor.custody.slice.SliceRules;
import salvor.custody.slice.Sliced;
import salvor.ingest.slice.Slicing;
import salvor.jobs.JobCancelled;
import salvor.report.Overview;
import salvor.report.SliceReport;
import salvor.timeline.Area;
import salvor.timeline.CalledLanes;
import salvor.timeline.Lane;
import salvor.timeline.Portion;
import salvor.timeline.TimelineModel;

/** {@code salvor slice}. */
@Command(
    name = "slice",
    sortOptions = false,
    description = {
      "Cuts a part out of evidence or a case into a sealed bundle of its own: the raw records of what is wanted, byte for"
          + " byte, with the baselines and the objects of the cluster that give it its context.",
      "Its ledger names what it was cut from, how, and how much of each source stayed out. Records that are no"
          + " observation stay in, since nothing tells when they were."
    })
final class SliceCommand implements Callable<Integer> {
  /** Whether what has no time goes in. */
  enum Untimed {
    IN,
    OUT
  }

  private final Desk desk;

  @Mixin private EvidenceArguments given = new EvidenceArguments();

  @Option(names = "--from", paramLabel = "TIME", description = "from this time on (RFC 3339)")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "up to this time")
  private @Nullable String to;

  @Option(
      names = "--pod",
      paramLabel = "[NAMESPACE/]POD",
      description = "only of this pod; may be given more than once")
  private List<String> pods = new ArrayList<>();

  @Option(
      names = "--lane",
      paramLabel = "NAME/NAME",
      description =
          "only what stands on this lane of the timeline and those below it, by the names of its groups and its own or the"
              + " last of them; may be given more than once")
  private List<String> lanes = new ArrayList<>();

  @Option(
      names = "--untimed",
      paramLabel = "in|out",
      description =
          "whether observations without a time, of which no interval tells, go in (default: in)")
  private Untimed untimed = Untimed.IN;

  @Mixin private SealArguments seal = new SealArguments();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write what was cut as JSON instead; - for standard output")
  private @Nullable String json;

  @Spec private @Nullable CommandSpec spec;

  SliceCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    given.mayBeCase();
    Long begin = EvidenceArguments.time(line(), "--from", from);
    Long end = EvidenceArguments.time(line(), "--to", to);
    if (begin != null && end != null && end < begin) {
      throw new CommandLine.ParameterException(line(), "--to is before --from");
    }
    given.because(seal.reason());
    return given.open(desk, (overview, opened) -> cut(overview, opened, begin, end));
  }

  private int cut(Overview overview, OpenedCase opened, @Nullable Long begin, @Nullable Long end)
      throws IOException {
    BitSet rows = overview.rows();
    new Portion(begin, end, untimed == Untimed.IN, lanes(overview))
        .leave(rows, overview.evidence().observations());
    if (rows.isEmpty()) {
      desk.err().println("salvor slice: nothing in this evidence is what you asked for");
      return ExitCode.NO_EVIDENCE;
    }
    Map<String, String> rules =
        new SliceRules(from, to, overview.filter(), pods, lanes, untimed == Untimed.IN).told();
    Slicing.Wish wish = new Slicing.Wish(rows, rules, opened.parents(), seal.reason());
    Sliced slice;
    try {
      slice =
          new Slicing(desk.reader()::read, Path.of("").toAbsolutePath())
              .cutOf(
                  opened.custody().ledger(),
                  opened.custody().entry(Deed.DERIVED, seal.reason(), "slice"),
                  overview.evidence(),
                  wish,
                  seal.sealing(),
                  seal.out(),
                  desk.progress());
    } catch (IOException | JobCancelled cause) {
      throw cause;
    } catch (Exception cause) {
      throw new IOException(cause);
    }
    SliceReport report = new SliceReport(seal.out().toString(), slice, rules);
    if (json == null) {
      report.text(desk.out(), desk.colour());
    } else {
      new Leaving(desk, opened.custody(), "slice").machine(json, report::json);
    }
    seal.made(desk, slice.sealed());
    return ExitCode.DONE;
  }

  /** The lanes that were named; null when none was. */
  private @Nullable Area lanes(Overview overview) {
    if (pods.isEmpty() && lanes.isEmpty()) {
      return null;
    }
    TimelineModel timeline = TimelineModel.of(overview.evidence(), overview.verdicts());
    List<Lane> named = new ArrayList<>();
    for (int i = 0; i < pods.size() + lanes.size(); i++) {
      boolean pod = i < pods.size();
      String name = pod ? pods.get(i) : lanes.get(i - pods.size());
      List<Lane> called = CalledLanes.called(timeline.tree(), name, pod);
      if (called.isEmpty()) {
        throw new CommandLine.ParameterException(
            line(), (pod ? "--pod: no pod is called " : "--lane: no lane is called ") + name);
      }
      named.addAll(called);
    }
    return Area.of(timeline, Long.MIN_VALUE, Long.MAX_VALUE, named);
  }

  private CommandLine line() {
    return Objects.requireNonNull(spec, "a command line has made these").commandLine();
  }
}
