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

/** {@code salvor contain scale}. */
@Command(
    name = "scale",
    sortOptions = false,
    description = {
      "Scales what runs the pods. Refused where these would be deleted by it.",
      "",
      "Without --case and --reason it only shows what it would do."
    })
final class ScaleCommand extends PodsMeasureCommand {
  @Option(
      names = "--workload",
      paramLabel = "UID",
      description = "a workload itself, by its uid: a pod that was cut off has no owner any more")
  private List<String> workloads = new ArrayList<>();

  @Option(
      names = "--even-evidence",
      description = "even where the pods that are named are deleted by it")
  private boolean evenEvidence;

  @Option(
      names = "--replicas",
      paramLabel = "N",
      required = true,
      description = "how many pods it is to run")
  private int replicas;

  ScaleCommand(Desk desk) {
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
                madeFor, uids, workloads, new WorkloadBrake.Means.Scale(replicas), evenEvidence)));
  }
}
