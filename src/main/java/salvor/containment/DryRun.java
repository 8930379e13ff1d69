package salvor.containment;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Change;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Permission;
import salvor.cluster.Trouble;
import salvor.jobs.Progress;
import tools.jackson.databind.JsonNode;

/**
 * What the cluster says to the steps of a measure when it is asked to check them and do nothing: by
 * everything that would check the real ones, admission among it.
 *
 * @param measure which
 * @param trials of each step, in their order
 */
public record DryRun(Measure measure, List<Trial> trials) {
  /** Copies the list. */
  public DryRun {
    trials = List.copyOf(trials);
    if (trials.size() != measure.steps().size()) {
      throw new IllegalArgumentException("a trial for each step");
    }
  }

  /** Of one step; its outcome is that of the trial, nothing was changed. */
  public record Trial(Step step, Outcome outcome) {
    /** Whether the cluster would do it. */
    public boolean passed() {
      return outcome.isDone();
    }
  }

  /**
   * Asks.
   *
   * @throws salvor.jobs.JobCancelled when it is cancelled; nothing was changed
   * @throws IllegalStateException where the permission does not hold
   */
  public static DryRun of(
      Measure measure, Cluster cluster, Permission permission, Progress progress) {
    List<Trial> trials = new ArrayList<>();
    for (Step step : measure.steps()) {
      progress.at(trials.size(), measure.steps().size(), step.name());
      trials.add(new Trial(step, tried(step, measure.label(), cluster, permission)));
    }
    return new DryRun(measure, trials);
  }

  private static Outcome tried(Step step, String label, Cluster cluster, Permission permission) {
    try {
      return new Outcome.Done(cluster.change(step.change(), true, permission), false);
    } catch (ClusterFailure failure) {
      return step instanceof Step.Patch || failure.trouble() instanceof Trouble.Refused
          ? again(Aim.of(step, label), failure.trouble(), step.change(), cluster, permission)
          : new Outcome.Refused(failure.trouble());
    }
  }

  /** What changed meanwhile in another place does not matter. */
  private static Outcome again(
      Aim aim, Trouble trouble, Change sent, Cluster cluster, Permission permission) {
    JsonNode now = null;
    try {
      now = seen(aim, cluster);
      return switch (aim.judge(now)) {
        case Aim.Judged.Reached() -> new Outcome.Already(now);
        case Aim.Judged.Against(var why, var fields) -> new Outcome.Hindered(why, fields, now);
        case Aim.Judged.Open(Change next) ->
            next.equals(sent)
                ? new Outcome.Refused(trouble)
                : new Outcome.Done(cluster.change(next, true, permission), false);
      };
    } catch (ClusterFailure failure) {
      return new Outcome.Refused(failure.trouble());
    }
  }

  private static @Nullable JsonNode seen(Aim aim, Cluster cluster) throws ClusterFailure {
    try {
      return cluster.get(aim.kind(), aim.namespace(), aim.name());
    } catch (ClusterFailure failure) {
      if (failure.trouble() instanceof Trouble.Missing) {
        return null;
      }
      throw failure;
    }
  }

  /**
   * Whether the measure can be begun: every step that others need would be done, and one of the
   * others, if there are any.
   */
  public boolean passes() {
    boolean needed =
        trials.stream().filter(each -> each.step().why().isNeeded()).allMatch(Trial::passed);
    List<Trial> others = trials.stream().filter(each -> !each.step().why().isNeeded()).toList();
    return needed && (others.isEmpty() || others.stream().anyMatch(Trial::passed));
  }
}
