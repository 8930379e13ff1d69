package salvor.terminal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import salvor.cluster.Cluster;
import salvor.cluster.Greeting;
import salvor.containment.Aftermath;
import salvor.containment.LastLooks;
import salvor.containment.Measure;
import salvor.containment.Measures;
import salvor.containment.RecordedMeasure;
import salvor.containment.Step;
import salvor.containment.Undoing;
import salvor.containment.Undone;
import salvor.custody.CaseLedger;
import salvor.custody.Deed;
import salvor.evidence.Visible;
import salvor.jobs.Pause;
import salvor.live.LiveCustody;
import salvor.report.AftermathWords;
import salvor.report.MeasureReport;
import salvor.report.MeasureStatusReport;
import salvor.report.MeasureWords;

/** {@code salvor contain undo}. */
@Command(
    name = "undo",
    sortOptions = false,
    description = {
      "Takes a measure back by what the case says of it, on this machine or another: labels and annotations as they were, and"
          + " objects that were made for it are deleted, pods before policies. What others changed since is kept; where that is"
          + " the same thing it is told, and left alone. Done twice, the second time does nothing.",
      "",
      "It shows first whose measure it is, of which cluster, and exactly what is set back; then what becomes of pods. Controllers"
          + " take pods back that get their labels again, and delete what is then too many; a roll-out goes on or back; what was held"
          + " may be deleted. Each pod is named with its verdict, by what the case recorded and by what was decided. Where one of"
          + " the measure goes for sure, or one may go that is out of profile or decided to be bad, and no sealed evidence of it"
          + " verifies, nothing is done without --even-evidence.",
      "",
      "It looks before it acts: what a program that was killed did and did not write down is taken back too."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing is left of it",
      "2:the command line was not understood, or there is no such measure",
      "3:nothing was ever done in this case",
      "5:a result could not be written",
      "6:the kubeconfig or the cluster cannot be used, or it is another cluster",
      "7:the ledger or a file of the measure is not as it was written, and --doubted was not given",
      "8:something of it is left; it says what"
    })
class ContainUndoCommand implements Callable<Integer> {
  private final Desk desk;
  private final Predicate<Measure.Kind> kinds;

  @Mixin private ClusterArguments.Connecting connecting = new ClusterArguments.Connecting();

  @Option(names = "--case", paramLabel = "DIR", required = true, description = "the case")
  private Path folder = Path.of("");

  @Parameters(
      arity = "0..1",
      paramLabel = "MARK",
      description = "which measure, by its eight digits; may be left out where only one is left")
  private @Nullable String mark;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "why it is taken back",
      converter = Signing.Said.class)
  private String reason = "";

  @Mixin private Consent consent = new Consent();

  @Option(
      names = "--even-evidence",
      description =
          "also where pods may end, or be kept no more, that are out of profile or decided to be bad, or end for sure, and of"
              + " which no sealed evidence with their processes and sockets verifies")
  private boolean evenEvidence;

  @Mixin private UndoPreview preview = new UndoPreview();

  @Option(
      names = "--doubted",
      description = "also where the ledger is not whole, or a file is not the one that was written")
  private boolean doubted;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write what came of each step as JSON instead; - for standard output")
  private @Nullable String json;

  ContainUndoCommand(Desk desk) {
    this(desk, _ -> true);
  }

  /** Of measures of some kinds alone. */
  ContainUndoCommand(Desk desk, Predicate<Measure.Kind> kinds) {
    this.desk = desk;
    this.kinds = kinds;
  }

  @Override
  public Integer call() throws Exception {
    if (!ContainStatusCommand.isThere(desk, folder)) {
      return ExitCode.NO_EVIDENCE;
    }
    return connecting.connected(desk, this::undo);
  }

  private int undo(Cluster cluster) throws Exception {
    Greeting greeting = cluster.greet();
    CaseLedger ledger = LiveCustody.by(CaseLedger.in(folder, InstantSource.system()), greeting);
    ledger.repair();
    ledger.write( // which also says in what state a program that was killed left it
        ledger.entry(Deed.ACCESSED, reason).asked(Map.of("verb", "contain-status"), Map.of()));
    Measures measures = Measures.in(ledger);
    if (!measures.isSound() && !doubted) {
      new MeasureStatusReport(folder.toString(), measures, null, Map.of(), LastLooks.NONE)
          .text(desk.err(), desk.colour());
      ClusterArguments.say(desk, "nothing was done; --doubted does it all the same");
      return ExitCode.DOUBTED;
    }
    Optional<RecordedMeasure> which = which(measures);
    if (which.isEmpty()) {
      return measures.all().isEmpty() ? ExitCode.NO_EVIDENCE : ExitCode.USAGE;
    }
    RecordedMeasure recorded = which.get();
    if (!recorded.isOf(greeting.clusterUid())) {
      ClusterArguments.say(
          desk,
          "it was done to another cluster, the one whose kube-system has the uid "
              + Visible.text(String.valueOf(recorded.clusterUid()), 80));
      return ExitCode.CLUSTER;
    }
    preview.shown(
        desk,
        "-".equals(json) ? desk.err() : desk.out(),
        folder,
        cluster,
        greeting,
        measures,
        recorded,
        ledger);
    Aftermath aftermath = preview.aftermath(desk, cluster, folder, recorded, connecting.namespace);
    if (!isAgreed(aftermath)) {
      if (json != null) {
        written(MeasureReport.refused(cluster.context(), greeting, recorded.measure(), aftermath));
      }
      return ExitCode.NOT_DONE;
    }
    if (!consent.given(desk, "Take this back in " + cluster.context().name())) {
      ClusterArguments.say(desk, "nothing was done");
      return ExitCode.NOT_DONE;
    }
    aftermath.agreed(ledger, recorded.measure(), reason);
    Undone undone =
        new Undoing(cluster, ledger, () -> {}, InstantSource.system(), Pause.REAL)
            .undo(recorded, reason, desk.progress());
    written(MeasureReport.of(cluster.context(), greeting, undone, aftermath));
    return undone.isComplete() && undone.unwritten() == null ? ExitCode.DONE : ExitCode.NOT_DONE;
  }

  private Optional<RecordedMeasure> which(Measures measures) {
    if (mark != null) {
      Optional<RecordedMeasure> marked =
          measures.marked(mark).filter(each -> kinds.test(each.measure().kind()));
      if (marked.isEmpty()) {
        ClusterArguments.say(desk, "the case has no such measure: " + Visible.text(mark, 80));
      }
      return marked;
    }
    List<RecordedMeasure> all =
        measures.all().stream().filter(each -> kinds.test(each.measure().kind())).toList();
    List<RecordedMeasure> left = all.stream().filter(each -> each.takenBack() == null).toList();
    List<RecordedMeasure> of = left.isEmpty() ? all : left;
    if (of.size() != 1) {
      ClusterArguments.say(
          desk,
          of.isEmpty()
              ? "nothing of this kind was done in this case"
              : "there are several measures; name one by its mark:"
                  + of.stream().map(ContainUndoCommand::line).collect(Collectors.joining()));
      return Optional.empty();
    }
    return Optional.of(of.getFirst());
  }

  /** Which measure it is, among others. */
  private static String line(RecordedMeasure recorded) {
    Measure measure = recorded.measure();
    List<String> names =
        measure.pods().isEmpty()
            ? measure.steps().stream().map(Step::name).distinct().toList()
            : measure.pods().stream().map(pod -> pod.namespace() + "/" + pod.name()).toList();
    return "\n  "
        + measure.mark()
        + "  "
        + MeasureWords.kind(measure.kind())
        + " of "
        + names.stream()
            .limit(3)
            .map(name -> Visible.text(name, 80))
            .collect(Collectors.joining(", "))
        + (names.size() > 3 ? " and " + (names.size() - 3) + " more" : "");
  }

  /** Whether it may go on: no evidence of the incident is lost, or that was said to be meant. */
  private boolean isAgreed(Aftermath aftermath) {
    if (aftermath.asked().isEmpty()) {
      return true;
    }
    ClusterArguments.say(desk, AftermathWords.asked(aftermath));
    if (!evenEvidence) {
      ClusterArguments.say(
          desk,
          "nothing was done: seal what is in them first (salvor collect), or --even-evidence");
    }
    return evenEvidence;
  }

  private void written(MeasureReport report) throws IOException {
    if (json == null) {
      report.text(desk.out(), desk.colour());
    } else {
      EvidenceArguments.machine(desk, json, report::json);
    }
  }
}
