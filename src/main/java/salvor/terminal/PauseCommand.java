package salvor.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import salvor.cluster.ObjectKind;
import salvor.containment.MadeFor;
import salvor.containment.MeasurePlan;
import salvor.containment.WorkloadBrake;

/** {@code salvor contain pause}. */
@Command(
    name = "pause",
    sortOptions = false,
    description = {
      "Pauses the roll-out of the Deployments of pods.",
      "",
      "Without --case and --reason it only shows what it would do."
    })
final class PauseCommand extends PodsMeasureCommand {
  @Option(
      names = "--workload",
      paramLabel = "UID",
      description = "a workload itself, by its uid: a pod that was cut off has no owner any more")
  private List<String> workloads = new ArrayList<>();

  @Option(
      names = "--even-evidence",
      description = "even where the pods that are named are deleted by it")
  private boolean evenEvidence;

  PauseCommand(Desk desk) {
    super(desk);
  }

  @Override
  List<ObjectKind> kinds() {
    return WorkloadBrake.KINDS;
  }

  @Override
  boolean isNamed() {
    return !workloads.isEmpty();
  }

  @Override
  Optional<MeasurePlan> plan(Seen seen, MadeFor madeFor, List<String> uids) {
    return Optional.of(
        WorkloadBrake.plan(
            seen.objects(),
            seen.rights(),
            new WorkloadBrake.Wish(
                madeFor, uids, workloads, new WorkloadBrake.Means.Pause(), evenEvidence)));
  }
}
