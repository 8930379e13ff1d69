package salvor.recovery;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import salvor.cluster.Cluster;
import salvor.containment.Applied;
import salvor.containment.Applying;
import salvor.containment.DryRun;
import salvor.containment.Measure;
import salvor.custody.CaseLedger;
import salvor.jobs.JobCancelled;
import salvor.jobs.Progress;
import salvor.recovery.RollOutWatch.OfWorkload;
import salvor.recovery.RollOutWatch.Standing;

/**
 * Rolls a fixed image out workload by workload: each is a measure of its own, and the next is
 * touched when the one before it is through. Where one does not go on, the others keep what they
 * have. What the bad digest runs in is counted at the end, however it came.
 */
public final class Rolling {
  private static final Duration LISTED = Duration.ofSeconds(20);

  /** So long one workload may take before the next is not begun: a slow start, and ten replicas. */
  private static final Duration MOST = Duration.ofMinutes(20);

  private final Cluster cluster;
  private final CaseLedger ledger;
  private final Applying applying;
  private final Listener told;

  /** Is told on the thread that does the work. */
  public interface Listener {
    /** A workload was given its images, or not. */
    void applied(WorkloadFix workload, Applied applied);

    /** It stands otherwise than before. */
    void stands(Standing standing);
  }

  /** How it came to its end. */
  public enum Why {
    /** Each is through. */
    THROUGH,
    /** One does not go on by itself. */
    STUCK,
    /** One was not, or not wholly, given its images. */
    NOT_DONE,
    /** One takes longer than was waited for. */
    TIME
  }

  /**
   * The end.
   *
   * @param standing as it was last
   */
  public record End(Why why, Standing standing) {}

  /**
   * On a cluster.
   *
   * @param ledger that of the case
   * @param applying does it, under leave
   */
  public Rolling(Cluster cluster, CaseLedger ledger, Applying applying, Listener told) {
    this.cluster = cluster;
    this.ledger = ledger;
    this.applying = applying;
    this.told = told;
  }

  /**
   * Does it.
   *
   * @param chosen workloads of the plan, in their order
   * @param brake holds it between two of them
   * @throws IOException when something cannot be written down; what was not is not sent
   * @throws JobCancelled when the progress says so: what was done stays, and was counted
   */
  public End roll(
      RollOutPlan plan,
      List<WorkloadFix> chosen,
      String caseId,
      String reason,
      Brake brake,
      Progress progress)
      throws IOException, InterruptedException {
    try (RollOutWatch watch = new RollOutWatch(cluster, "", plan.fix(), chosen)) {
      told.stands(watch.listed(LISTED));
      try {
        Why why = all(plan, chosen, caseId, reason, brake, watch, progress);
        Standing last = watch.now();
        RollOutLog.counted(ledger, plan.fix(), last, reason);
        return new End(why, last);
      } catch (JobCancelled asked) {
        RollOutLog.counted(ledger, plan.fix(), watch.now(), reason);
        throw asked;
      }
    }
  }

  private Why all(
      RollOutPlan plan,
      List<WorkloadFix> chosen,
      String caseId,
      String reason,
      Brake brake,
      RollOutWatch watch,
      Progress progress)
      throws IOException, InterruptedException {
    int done = 0;
    for (WorkloadFix each : chosen) {
      brake.pass(progress, done++, chosen.size(), each.said());
      Measure measure = plan.measure(List.of(each), caseId, reason);
      DryRun trial = applying.dryRun(measure, progress);
      Applied applied = applying.apply(trial, progress);
      told.applied(each, applied);
      if (applied.extent() != Applied.Extent.WHOLE || applied.unwritten() != null) {
        return Why.NOT_DONE;
      }
      Standing now =
          watch.await(MOST, progress, told::stands, standing -> isSettled(standing, each));
      OfWorkload of = of(now, each);
      if (!of.isThrough()) {
        return of.isStuck() ? Why.STUCK : Why.TIME;
      }
    }
    Standing last = watch.await(MOST, progress, told::stands);
    return last.isThrough() ? Why.THROUGH : last.isStuck() ? Why.STUCK : Why.TIME;
  }

  private static boolean isSettled(Standing standing, WorkloadFix workload) {
    OfWorkload of = of(standing, workload);
    return of.isThrough() || of.isStuck();
  }

  private static OfWorkload of(Standing standing, WorkloadFix workload) {
    return standing.workloads().stream()
        .filter(each -> each.of().equals(workload))
        .findFirst()
        .orElseThrow();
  }
}
