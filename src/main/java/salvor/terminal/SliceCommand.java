package salvor.terminal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import salvor.casefile.OpenedCase;
import salvor.custody.Artefact;
import salvor.custody.CaseLedger;
import salvor.custody.CustodyEntry;
import salvor.custody.Deed;
import salvor.custody.bundle.Parentage;
import salvor.custody.bundle.Sealing;
import salvor.custody.slice.Sliced;
import salvor.evidence.Observations;
import salvor.ingest.slice.Slicing;
import salvor.jobs.JobCancelled;
import salvor.report.Overview;
import salvor.report.SliceReport;
import salvor.timeline.Lane;
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
      description = "whether observations without a time go in that an interval says nothing of")
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
    within(rows, overview.evidence().observations(), begin, end);
    if (!pods.isEmpty() || !lanes.isEmpty()) {
      onLanes(rows, TimelineModel.of(overview.evidence(), overview.verdicts()));
    }
    if (rows.isEmpty()) {
      desk.err().println("salvor slice: nothing in this evidence is what you asked for");
      return ExitCode.NO_EVIDENCE;
    }
    Map<String, String> rules = rules(overview);
    Slicing.Wish wish = new Slicing.Wish(rows, rules, parent(opened), seal.reason());
    Sliced slice;
    CustodyEntry derived = opened.custody().entry(Deed.DERIVED, seal.reason(), "slice");
    try (CaseLedger.Begun begun = opened.custody().ledger().begin(derived, seal.out())) {
      slice =
          new Slicing(desk.reader()::read, Path.of("").toAbsolutePath())
              .cut(overview.evidence(), wish, seal.sealing(), seal.out(), desk.progress());
      String head = "head " + Sealing.fingerprint(slice.sealed().head());
      begun.done((Artefact) null, Map.of("result", head));
    } catch (IOException | JobCancelled cause) {
      throw cause;
    } catch (Exception cause) {
      throw new IOException(cause);
    }
    SliceReport report = new SliceReport(seal.out().toString(), slice, rules);
    if (json == null) {
      report.text(desk.out(), desk.colour());
    } else {
      EvidenceArguments.machine(desk, json, report::json);
    }
    seal.made(desk, slice.sealed());
    return ExitCode.DONE;
  }

  private Map<String, String> parent(OpenedCase opened) throws IOException {
    if (opened.folder().isPresent()) {
      return Parentage.of(opened.folder().get());
    }
    Map<String, String> parents = new TreeMap<>();
    List<Path> paths = given.paths();
    for (int i = 0; i < paths.size(); i++) {
      String which = paths.size() == 1 ? "" : (i + 1) + ".";
      Parentage.of(paths.get(i)).forEach((key, value) -> parents.put(which + key, value));
    }
    return parents;
  }

  private Map<String, String> rules(Overview overview) {
    Map<String, String> rules = new TreeMap<>();
    put(rules, "from", from);
    put(rules, "to", to);
    put(rules, "filter", overview.filter());
    put(rules, "pods", pods.isEmpty() ? null : String.join(", ", pods));
    put(rules, "lanes", lanes.isEmpty() ? null : String.join(", ", lanes));
    rules.put("untimed", untimed == Untimed.IN ? "in" : "out");
    return rules;
  }

  private static void put(Map<String, String> rules, String name, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      rules.put(name, value);
    }
  }

  private void within(BitSet rows, Observations all, @Nullable Long begin, @Nullable Long end) {
    if (begin != null) {
      rows.clear(0, all.firstAtOrAfter(begin));
    }
    if (end != null) {
      int first = end == Long.MAX_VALUE ? all.timed() : all.firstAtOrAfter(end + 1);
      rows.clear(first, all.timed());
    }
    if (untimed == Untimed.OUT) {
      rows.clear(all.timed(), all.size());
    }
  }

  private void onLanes(BitSet rows, TimelineModel timeline) {
    BitSet on = new BitSet();
    for (int i = 0; i < pods.size() + lanes.size(); i++) {
      boolean pod = i < pods.size();
      String name = pod ? pods.get(i) : lanes.get(i - pods.size());
      BitSet lanesOf = called(timeline, name, pod);
      if (lanesOf.isEmpty()) {
        throw new CommandLine.ParameterException(
            line(), (pod ? "--pod: no pod is called " : "--lane: no lane is called ") + name);
      }
      on.or(lanesOf);
    }
    rows.stream().filter(row -> !on.get(timeline.laneOf(row).id())).forEach(rows::clear);
  }

  /** The lanes that a name means, and all below them. */
  private static BitSet called(TimelineModel timeline, String name, boolean pod) {
    List<String> parts = Arrays.stream(name.split("/", -1)).map(String::strip).toList();
    BitSet found = new BitSet();
    for (int id = 0; id < timeline.tree().size(); id++) {
      for (Lane up = timeline.tree().lane(id); up != null; up = up.parent()) {
        if ((!pod || up.level() == Lane.Level.POD) && isCalled(up, parts)) {
          found.set(id);
        }
      }
    }
    return found;
  }

  private static boolean isCalled(Lane lane, List<String> parts) {
    Lane at = lane;
    int part = parts.size() - 1;
    while (at != null && part >= 0) {
      if (parts.get(part).equals(at.name())) {
        part--;
      } else if (at == lane || at.level() != Lane.Level.WORKLOAD) {
        return false; // people leave the workload out between namespace and pod
      }
      at = at.parent();
    }
    return part < 0;
  }

  private CommandLine line() {
    return Objects.requireNonNull(spec, "a command line has made these").commandLine();
  }
}
