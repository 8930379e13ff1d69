package salvor.terminal;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import salvor.cluster.Cluster;
import salvor.containment.DeleteLock;
import salvor.containment.SealedEvidence;
import salvor.custody.bundle.BundleCheck;
import salvor.live.Board;
import salvor.live.TriageLog;
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
    Board board = DossierArguments.judged(desk, cluster, folder, baselines);
    Map<String, TriageLog.Entry> decided = DossierArguments.triage(desk, folder);
    if (board == null && decided.isEmpty()) {
      return null;
    }
    return plan.victims(
        chosen, lock, pod -> TriageLog.Entry.isSuspect(decided.get(pod.uid()), isOut(board, pod)));
  }

  private static boolean isOut(@Nullable Board board, Ending pod) {
    return board != null
        && board.of(pod.namespace(), pod.name()).filter(each -> each.out() > 0).isPresent();
  }
}
