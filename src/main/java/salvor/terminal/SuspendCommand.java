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

/** {@code salvor contain suspend}. */
@Command(
    name = "suspend",
    sortOptions = false,
    description = {
      "Suspends the CronJob of pods, or their Job where there is none: that deletes its pods, and is refused.",
      "",
      "Without --case and --reason it only shows what it would do."
    })
final class SuspendCommand extends PodsMeasureCommand {
  @Option(
      names = "--workload",
      paramLabel = "UID",
      description = "a workload itself, by its uid: a pod that was cut off has no owner any more")
  private List<String> workloads = new ArrayList<>();

  @Option(
      names = "--even-evidence",
      description = "even where the pods that are named are deleted by it")
  private boolean evenEvidence;

  SuspendCommand(Desk desk) {
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
                madeFor, uids, workloads, new WorkloadBrake.Means.Suspend(), evenEvidence)));
  }
}
