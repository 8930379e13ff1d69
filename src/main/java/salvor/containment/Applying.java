package salvor.containment;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Cluster;
import salvor.cluster.Permission;
import salvor.custody.CaseLedger;
import salvor.custody.Deed;
import salvor.jobs.JobCancelled;
import salvor.jobs.Pause;
import salvor.jobs.Progress;

/**
 * Does what a measure says.
 *
 * <p>First the measure as a whole is written down, so that it can be taken back by the case alone.
 * Then each step in its order: what is to be sent is written down and on the disk, it is sent, the
 * object is read and compared with it, and that is written down. A policy is made while it selects
 * nobody; a pod loses labels and gets the one that the policies select by in one request. So
 * wherever it stops, by a failure, a refusal, a cancellation or the end of the program, no pod is
 * more open than it was. What was made until then stays, and is told: it does no harm, and an undo
 * takes it away.
 */
public final class Applying {
  static final String VERB = "contain";
  private final Cluster cluster;
  private final CaseLedger ledger;
  private final Permission permission;
  private final InstantSource clock;
  private final Pause pause;

  /**
   * On a cluster.
   *
   * @param ledger that of the case, which must have a folder
   */
  public Applying(
      Cluster cluster, CaseLedger ledger, Permission permission, InstantSource clock, Pause pause) {
    this.cluster = cluster;
    this.ledger = ledger;
    this.permission = permission;
    this.clock = clock;
    this.pause = pause;
  }

  /** Asks the cluster to check a measure, and to do nothing. */
  public DryRun dryRun(Measure measure, Progress progress) {
    return DryRun.of(measure, cluster, permission, progress);
  }

  /**
   * Does a measure that was tried. Cancelled, it stops between two steps and tells what was done;
   * so it does where something cannot be written down any more.
   *
   * @param trial the dry run, made shortly before: it is not made again
   * @throws IOException when it cannot even be written down that it begins; nothing was done
   */
  public Applied apply(DryRun trial, Progress progress) throws IOException {
    Measure measure = trial.measure();
    if (!trial.passes()) {
      return new Applied(
          measure,
          trial.trials().stream()
              .map(each -> {
                Outcome outcome =
                    each.passed() ? new Outcome.NotTried(Outcome.Reason.STOPPED) : each.outcome();
                return new Applied.Result(each.step(), outcome, null, null);
              })
              .toList(),
          null);
    }
    ActionLog log = new ActionLog(ledger, measure, measure.reason(), Deed.ACTION);
    Map<String, String> how = Map.of("steps", Integer.toString(measure.steps().size()));
    try (CaseLedger.Begun begun = ledger.begin(log.whole(VERB, how), null)) {
      log.whole(VERB, MeasureFile.json(measure), how);
      return ended(begun, new Run(trial, log, progress).all());
    }
  }

  /** What was done is told, even where that cannot be written down. */
  private static Applied ended(CaseLedger.Begun begun, Applied applied) {
    try {
      begun.done(Map.of("result", applied.extent().name()));
      return applied;
    } catch (IOException cause) {
      String why =
          applied.unwritten() == null ? String.valueOf(cause.getMessage()) : applied.unwritten();
      return new Applied(applied.measure(), applied.results(), why);
    }
  }

  /** One run through all steps. */
  private final class Run {
    private final DryRun trial;
    private final Progress progress;
    private final Attempt attempt;
    private final List<Applied.Result> results = new ArrayList<>();
    private Outcome.@Nullable Reason stop;

    Run(DryRun trial, ActionLog log, Progress progress) {
      this.trial = trial;
      this.progress = progress;
      this.attempt = new Attempt(cluster, permission, log, pause);
    }

    Applied all() {
      for (DryRun.Trial each : trial.trials()) {
        results.add(one(each));
      }
      return new Applied(trial.measure(), results, attempt.unwritten());
    }

    private Applied.Result one(DryRun.Trial tried) {
      Step step = tried.step();
      cancelled(step);
      if (stop != null) {
        return new Applied.Result(step, new Outcome.NotTried(stop), null, null);
      }
      if (!tried.passed()) {
        return new Applied.Result(step, new Outcome.NotTried(Outcome.Reason.DRY_RUN), null, null);
      }
      Instant requested = clock.instant();
      Outcome outcome = attempt.step(results.size() + 1, step, trial.measure().label(), progress);
      if (outcome instanceof Outcome.NotTried(Outcome.Reason why)) {
        stop = why;
      } else if (attempt.unwritten() != null) {
        stop = Outcome.Reason.NOT_WRITTEN;
      } else if (!outcome.isDone() && step.why().isNeeded()) {
        stop = Outcome.Reason.STOPPED;
      }
      return new Applied.Result(step, outcome, requested, clock.instant());
    }

    private void cancelled(Step step) {
      try {
        progress.at(results.size(), trial.trials().size(), step.name());
      } catch (JobCancelled _) {
        stop = stop == null ? Outcome.Reason.CANCELLED : stop;
      }
    }
  }
}
