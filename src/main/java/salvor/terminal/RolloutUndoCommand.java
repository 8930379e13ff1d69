package salvor.terminal;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import salvor.cluster.Cluster;
import salvor.cluster.Greeting;
import salvor.containment.Applied;
import salvor.containment.Measure;
import salvor.containment.Measures;
import salvor.containment.RecordedMeasure;
import salvor.containment.Undoing;
import salvor.containment.Undone;
import salvor.custody.CaseLedger;
import salvor.evidence.Visible;
import salvor.jobs.Pause;
import salvor.live.LiveCustody;
import salvor.report.ContainmentWords;
import salvor.report.RollOutWords;

/** {@code salvor rollout undo}. */
@Command(
    name = "undo",
    sortOptions = false,
    description = {
      "Gives workloads their old images back, by the ledger of the case alone: exactly, and only where they still have the"
          + " ones that the roll-out gave them. Twice is as good as once.",
      "",
      "The old image is the bad one: pods run it again."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all of it is as it was",
      "2:the command line was not understood, or the case tells of no such roll-out",
      "6:the kubeconfig or the cluster cannot be used, or it is another cluster",
      "8:not all of it is as it was; it says why"
    })
final class RolloutUndoCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private ClusterArguments.Connecting connecting = new ClusterArguments.Connecting();

  @Option(
      names = "--case",
      paramLabel = "DIR",
      required = true,
      description = "the case that it was done for")
  private Path folder = Path.of("");

  @Option(
      names = "--measure",
      paramLabel = "MARK",
      description = "which roll-out; else the last that was not taken back")
  private @Nullable String mark;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "why it is taken back",
      converter = Signing.Said.class)
  private String reason = "";

  @Mixin private Consent consent = new Consent();

  RolloutUndoCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    CaseLedger ledger = CaseLedger.in(folder, InstantSource.system());
    Measures measures = Measures.in(ledger);
    if (!measures.isSound()) {
      ClusterArguments.say(
          desk,
          "the ledger, or the files of its measures, are not as they were written: see salvor custody verify");
    }
    List<RecordedMeasure> rollOuts =
        measures.all().stream()
            .filter(each -> each.measure().kind() == Measure.Kind.ROLL_OUT)
            .filter(each ->
                mark == null ? each.takenBack() == null : each.measure().mark().equals(mark))
            .toList();
    if (rollOuts.isEmpty()) {
      ClusterArguments.say(desk, "the case tells of no such roll-out");
      return ExitCode.USAGE;
    }
    return connecting.connected(desk, cluster -> undo(cluster, ledger, rollOuts.getLast()));
  }

  private int undo(Cluster cluster, CaseLedger ledger, RecordedMeasure recorded) throws Exception {
    Greeting greeting = cluster.greet();
    if (!recorded.isOf(greeting.clusterUid())) {
      ClusterArguments.say(desk, "it was done to another cluster");
      return ExitCode.CLUSTER;
    }
    recorded
        .steps()
        .forEach(each -> desk.out().println("take back: " + ContainmentWords.step(each.step())));
    if (!consent.given(desk, "Give them the old images back")) {
      ClusterArguments.say(desk, "nothing was done");
      return ExitCode.NOT_DONE;
    }
    Undone undone =
        new Undoing(
                cluster,
                LiveCustody.by(ledger, greeting),
                () -> {},
                InstantSource.system(),
                Pause.REAL)
            .undo(recorded, reason, desk.progress());
    for (Applied.Result each : undone.results()) {
      desk.out()
          .println(
              ContainmentWords.step(each.step()) + ": " + RollOutWords.outcome(each.outcome()));
    }
    Optional.ofNullable(undone.unwritten())
        .ifPresent(why ->
            ClusterArguments.say(desk, "it could not be written down: " + Visible.text(why, 200)));
    return undone.isComplete() ? ExitCode.DONE : ExitCode.NOT_DONE;
  }
}
