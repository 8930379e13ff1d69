package salvor.terminal;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import salvor.cluster.Cluster;
import salvor.containment.ChosenPod;
import salvor.containment.DeleteLock;
import salvor.containment.SealedEvidence;
import salvor.custody.bundle.BundleCheck;
import salvor.recovery.RollOutPlan;
import salvor.recovery.RollOutPlan.Ending;
import salvor.recovery.WorkloadFix;

/** Which pods that a roll-out ends are evidence of the incident, by what a case tells of them. */
final class RolloutVictims {
  @Mixin private NamedBaselines baselines = new NamedBaselines();

  /**
   * Those of which no sealed evidence verifies; null where the case recorded nothing of pods, and
   * nobody decided of one.
   *
   * @param folder that of the case; null for none
   * @param chosen workloads of the plan
   */
  @Nullable List<Ending> of(
      Desk desk, Cluster cluster, @Nullable Path folder, RollOutPlan plan, List<WorkloadFix> chosen)
      throws Exception {
    if (folder == null) {
      return null;
    }
    if (plan.ending().isEmpty()) {
      return List.of();
    }
    DeleteLock lock =
        new DeleteLock(
            SealedEvidence.of(folder, List.of(), BundleCheck.Trusted.ofUser(), desk.progress()),
            "");
    if (plan.unsealed(chosen, lock).isEmpty()) {
      return List.of();
    }
    CaseVerdicts verdicts = CaseVerdicts.of(desk, cluster, folder, baselines).orElse(null);
    return verdicts == null
        ? null
        : plan.victims(
            chosen,
            lock,
            pod -> verdicts.of(new ChosenPod(pod.namespace(), pod.name(), pod.uid())).isSuspect());
  }
}
