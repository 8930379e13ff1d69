package salvor.workbench.recovery;

import java.util.List;
import java.util.stream.Stream;
import salvor.cluster.Right;
import salvor.recovery.RollOutPlan;
import salvor.recovery.WorkloadFix;

/** Which rights a roll-out takes. */
final class RollRights {
  private RollRights() {}

  static List<Right> of(RollOutPlan plan) {
    return all(plan)
        .map(WorkloadFix::kind)
        .distinct()
        .flatMap(kind ->
            switch (kind) {
              case DEPLOYMENT -> Stream.of(Right.GET_DEPLOYMENT, Right.PATCH_DEPLOYMENT);
              case STATEFUL_SET -> Stream.of(Right.GET_STATEFUL_SET, Right.PATCH_STATEFUL_SET);
              case CRON_JOB -> Stream.of(Right.GET_CRON_JOB, Right.PATCH_CRON_JOB);
              case DAEMON_SET -> Stream.of(Right.GET_DAEMON_SET, Right.PATCH_DAEMON_SET);
            })
        .toList();
  }

  /** Where alone they are needed; empty for several namespaces. */
  static String namespace(RollOutPlan plan) {
    List<String> all = all(plan).map(WorkloadFix::namespace).distinct().toList();
    return all.size() == 1 ? all.getFirst() : "";
  }

  private static Stream<WorkloadFix> all(RollOutPlan plan) {
    return Stream.concat(plan.workloads().stream(), plan.unsure().stream());
  }
}
