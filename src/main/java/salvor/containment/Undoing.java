package salvor.containment;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.ObjectKind;
import salvor.cluster.Permission;
import salvor.containment.RecordedMeasure.Recorded;
import salvor.containment.RecordedMeasure.Stage;
import salvor.custody.CaseLedger;
import salvor.custody.Deed;
import salvor.jobs.JobCancelled;
import salvor.jobs.Pause;
import salvor.jobs.Progress;
import tools.jackson.databind.JsonNode;

/**
 * Takes a measure back, as far as it was done: by looking, as a program that was killed may have
 * done more than it wrote down. Done twice, the second time does nothing.
 *
 * <p>The order is that of the measure, backwards: pods first, then the policies of others that were
 * narrowed, then the policies that were made. A pod in quarantine has lost the labels by which
 * other policies select it, and only our policy closes it: were that deleted first, the pod would
 * be open to everything until it is labelled again. One request gives a pod its labels back and
 * takes ours away; from then on exactly the policies of before select it, the narrowed ones too, as
 * they leave out none but pods with our label. So what is left selects nobody, and goes without
 * effect. Where a pod cannot be given its labels back, or another bears our label, the policies
 * stay.
 *
 * <p>Only what the measure touched is set back, and only where it still is as the measure left it.
 * What others changed since is kept; where it is the same thing, that is a conflict, which is told
 * and left alone.
 */
public final class Undoing {
  static final String VERB = "contain-undo";
  private static final Set<Step.Why> CLOSING =
      Set.of(Step.Why.CUT_OFF, Step.Why.NARROW_POLICY, Step.Why.BLOCK);

  /** Whether an object of a kind that was deleted is made again: what gives rights is. */
  public static boolean isMadeAgain(ObjectKind kind) {
    return Restoring.MADE_AGAIN.contains(kind);
  }

  private final Cluster cluster;
  private final CaseLedger ledger;
  private final Permission permission;
  private final InstantSource clock;
  private final Pause pause;

  /**
   * On a cluster.
   *
   * @param ledger that of the case in which the measure is recorded
   */
  public Undoing(
      Cluster cluster, CaseLedger ledger, Permission permission, InstantSource clock, Pause pause) {
    this.cluster = cluster;
    this.ledger = ledger;
    this.permission = permission;
    this.clock = clock;
    this.pause = pause;
  }

  /**
   * Takes a measure back. Cancelled, it stops between two steps and tells what was done.
   *
   * @param reason why, which must say something
   * @throws IOException when it cannot even be written down that it begins; nothing was done
   */
  public Undone undo(RecordedMeasure recorded, String reason, Progress progress)
      throws IOException {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("say why");
    }
    ActionLog log = new ActionLog(ledger, recorded.measure(), reason, Deed.UNDO);
    Map<String, String> how = Map.of("steps", Integer.toString(recorded.steps().size()));
    try (CaseLedger.Begun begun = ledger.begin(log.whole(VERB, how), null)) {
      return ended(begun, new Run(recorded, log, progress).all());
    }
  }

  /** What was taken back is told, even where that cannot be written down. */
  private static Undone ended(CaseLedger.Begun begun, Undone undone) {
    try {
      begun.done(Map.of("result", undone.isComplete() ? "WHOLE" : "PART"));
      return undone;
    } catch (IOException cause) {
      String why =
          undone.unwritten() == null ? String.valueOf(cause.getMessage()) : undone.unwritten();
      return new Undone(undone.recorded(), undone.results(), why);
    }
  }

  /** One run through all steps. */
  private final class Run {
    private final RecordedMeasure recorded;
    private final ActionLog log;
    private final Progress progress;
    private final Attempt attempt;
    private final Map<Integer, Applied.Result> results = new TreeMap<>();
    private Outcome.@Nullable Reason stop;
    private @Nullable String unwritten;
    private boolean isNeedJudged;
    private Outcome.@Nullable Hindrance need;

    Run(RecordedMeasure recorded, ActionLog log, Progress progress) {
      this.recorded = recorded;
      this.log = log;
      this.progress = progress;
      this.attempt = new Attempt(cluster, permission, log, pause);
    }

    Undone all() {
      for (int number = recorded.steps().size(); number > 0; number--) {
        results.put(number, one(number, recorded.steps().get(number - 1)));
      }
      String why = unwritten == null ? attempt.unwritten() : unwritten;
      return new Undone(recorded, List.copyOf(results.values()), why);
    }

    private Applied.Result one(int number, Recorded of) {
      cancelled(of.step());
      if (stop != null) {
        return new Applied.Result(of.step(), new Outcome.NotTried(stop), null, null);
      }
      Outcome.Hindrance needed = CLOSING.contains(of.step().why()) ? need() : null;
      if (needed != null) {
        return new Applied.Result(
            of.step(), new Outcome.Hindered(needed, List.of(), null), null, null);
      }
      Instant requested = clock.instant();
      Outcome outcome = undone(number, of);
      if (outcome instanceof Outcome.NotTried(Outcome.Reason why)) {
        stop = why;
      } else if (attempt.unwritten() != null || unwritten != null) {
        stop = Outcome.Reason.NOT_WRITTEN;
      }
      return new Applied.Result(of.step(), outcome, requested, clock.instant());
    }

    private Outcome undone(int number, Recorded of) {
      Aim aim = Restoring.of(of, recorded.measure().label());
      Outcome outcome = attempt.toward(number, aim, progress);
      if (outcome instanceof Outcome.Already && isOpen(of.stage())) {
        try {
          log.already(number, of.step().change(), outcome);
        } catch (IOException cause) {
          unwritten = String.valueOf(cause.getMessage());
        }
      }
      return outcome;
    }

    /** Whether by what is written it may be there still. */
    private static boolean isOpen(Stage stage) {
      return stage == Stage.BEGUN || stage == Stage.DONE || stage == Stage.FAILED;
    }

    /**
     * Why the policies must stay, for a pod that would be open without them; null: they need not.
     */
    private Outcome.@Nullable Hindrance need() {
      if (!isNeedJudged) {
        isNeedJudged = true;
        need =
            results.values().stream()
                    .anyMatch(
                        each -> each.step().why() == Step.Why.MARK_POD && !each.outcome().isDone())
                ? Outcome.Hindrance.STILL_NEEDED
                : borne();
      }
      return need;
    }

    /** The pods that were labelled are known, and were looked at; others may have been since. */
    private Outcome.@Nullable Hindrance borne() {
      Set<String> namespaces =
          recorded.measure().steps().stream()
              .filter(step -> step.why() == Step.Why.MARK_POD)
              .map(Step::namespace)
              .collect(Collectors.toSet());
      String label = recorded.measure().label();
      Outcome.Hindrance why = null;
      for (String namespace : namespaces) {
        try {
          if (cluster.list(ObjectKind.PODS, namespace).stream()
              .anyMatch(pod -> bears(pod, label))) {
            return Outcome.Hindrance.STILL_NEEDED;
          }
        } catch (ClusterFailure _) {
          why = Outcome.Hindrance.NEED_UNSEEN;
        }
      }
      return why;
    }

    private static boolean bears(JsonNode pod, String label) {
      return pod.path("metadata").path("labels").properties().stream()
          .anyMatch(each ->
              each.getKey().startsWith("salvor.io/") && each.getValue().asString("").equals(label));
    }

    private void cancelled(Step step) {
      try {
        progress.at(results.size(), recorded.steps().size(), step.name());
      } catch (JobCancelled _) {
        stop = stop == null ? Outcome.Reason.CANCELLED : stop;
      }
    }
  }
}
