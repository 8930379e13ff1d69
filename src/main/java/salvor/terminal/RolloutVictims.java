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
   * What is known of them.
   *
   * @param known whether a case tells which are out of profile or bad; that a pod is cut off or
   *     held is seen without
   */
  record Found(List<Ending> pods, boolean known) {
    Found {
      pods = List.copyOf(pods);
    }
  }

  /**
   * Those of which no sealed evidence verifies.
   *
   * @param folder that of the case; null for none
   * @param chosen workloads of the plan
   */
  Found of(
      Desk desk, Cluster cluster, @Nullable Path folder, RollOutPlan plan, List<WorkloadFix> chosen)
      throws Exception {
    DeleteLock lock =
        new DeleteLock(
            folder == null || plan.ending().isEmpty()
                ? List.of()
                : SealedEvidence.of(
                    folder, List.of(), BundleCheck.Trusted.ofUser(), desk.progress()),
            "");
    if (folder == null) {
      return new Found(plan.victims(chosen, lock, _ -> false), false);
    }
    if (plan.unsealed(chosen, lock).isEmpty()) {
      return new Found(List.of(), true);
    }
    CaseVerdicts verdicts = CaseVerdicts.of(desk, cluster, folder, baselines).orElse(null);
    return new Found(
        plan.victims(
            chosen,
            lock,
            pod ->
                verdicts != null
                    && verdicts
                        .of(new ChosenPod(pod.namespace(), pod.name(), pod.uid()))
                        .isSuspect()),
        verdicts != null);
  }
}
