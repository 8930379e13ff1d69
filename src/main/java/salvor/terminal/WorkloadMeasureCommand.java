package salvor.terminal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import salvor.cluster.ObjectKind;
import salvor.containment.ChosenPod;
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
      description =
          "even where pods are deleted by it that are named, bear a quarantine or a hold, or are out of profile or decided"
              + " to be bad by the case")
  private boolean evenEvidence;

  @Mixin private NamedBaselines baselines = new NamedBaselines();

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
  final Optional<MeasurePlan> plan(Seen seen, MadeFor madeFor, List<String> uids) throws Exception {
    return Optional.of(
        WorkloadBrake.plan(
            seen.objects(),
            seen.rights(),
            new WorkloadBrake.Wish(
                madeFor, uids, workloads, means(), suspects(seen), evenEvidence)));
  }

  /** Pods that are evidence of the incident, by what the case tells. */
  private Set<String> suspects(Seen seen) throws Exception {
    Path folder = folder();
    Optional<CaseVerdicts> verdicts =
        folder == null || !Files.isDirectory(folder)
            ? Optional.empty()
            : CaseVerdicts.of(desk, seen.cluster(), folder, baselines);
    return verdicts
        .map(known ->
            seen.objects()
                .all(ObjectKind.PODS, "")
                .map(ChosenPod::of)
                .filter(pod -> known.of(pod).isSuspect())
                .map(ChosenPod::uid)
                .collect(Collectors.toSet()))
        .orElse(Set.of());
  }
}
