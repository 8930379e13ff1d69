package salvor.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import salvor.cluster.ObjectKind;
import salvor.containment.MadeFor;
import salvor.containment.MeasurePlan;
import salvor.containment.WorkloadBrake;

/** A measure for what runs the pods that are named. */
abstract class WorkloadMeasureCommand extends PodsMeasureCommand {
  @Option(
      names = "--workload",
      paramLabel = "UID",
      description = "a workload itself, by its uid: a pod that was cut off has no owner any more")
  private List<String> workloads = new ArrayList<>();

  @Option(
      names = "--even-evidence",
      description = "even where the pods that are named are deleted by it")
  private boolean evenEvidence;

  WorkloadMeasureCommand(Desk desk) {
    super(desk);
  }

  /** What is done to the workload. */
  abstract WorkloadBrake.Means means();

  @Override
  final List<ObjectKind> kinds() {
    return WorkloadBrake.KINDS;
  }

  @Override
  final boolean isNamed() {
    return !workloads.isEmpty();
  }

  @Override
  final Optional<MeasurePlan> plan(Seen seen, MadeFor madeFor, List<String> uids) {
    return Optional.of(
        WorkloadBrake.plan(
            seen.objects(),
            seen.rights(),
            new WorkloadBrake.Wish(madeFor, uids, workloads, means(), evenEvidence)));
  }
}
