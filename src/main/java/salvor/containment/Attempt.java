package salvor.containment;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Change;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Permission;
import salvor.cluster.Trouble;
import salvor.containment.Aim.Judged;
import salvor.custody.CustodyEntry;
import salvor.jobs.JobCancelled;
import salvor.jobs.Pause;
import salvor.jobs.Progress;
import tools.jackson.databind.JsonNode;

/**
 * Sends a request until what it is for is so, or is known not to come about.
 *
 * <p>An answer can be lost although the cluster did what was asked, so no failure is believed: the
 * object is looked at, and only where it shows that nothing was done, and the failure is one that
 * passes, the request is sent again, made anew for the object as it is. A request that arrives late
 * does no harm: what is made is refused by its name then, and a patch by the version in it.
 */
final class Attempt {
  /** So often a request is sent, or an object looked at, before it is given up. */
  private static final int MOST = 5;

  /** Who asks to wait longer than this is not waited for. */
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private static final Duration FIRST = Duration.ofMillis(250);
  private final Cluster cluster;
  private final Permission permission;
  private final ActionLog log;
  private final Pause pause;
  private @Nullable String unwritten;

  /** For one measure. */
  Attempt(Cluster cluster, Permission permission, ActionLog log, Pause pause) {
    this.cluster = cluster;
    this.permission = permission;
    this.log = log;
    this.pause = pause;
  }

  /**
   * Why something could not be written down; null where all was. What was sent before is told by
   * the outcome all the same: it was looked at.
   */
  @Nullable String unwritten() {
    return unwritten;
  }

  private boolean isWritten(CustodyEntry planned, Outcome outcome) {
    try {
      log.ended(planned, outcome);
      return true;
    } catch (IOException cause) {
      unwritten = String.valueOf(cause.getMessage());
      return false;
    }
  }

  /** What an object was when it was looked at. */
  private sealed interface Looked {
    /** This, or nothing. */
    record Seen(@Nullable JsonNode now) implements Looked {}

    /** It could not be told. */
    record Unseen(Trouble why) implements Looked {}
  }

  /** Brings about what a step is for, as it was planned: nothing is asked before it is sent. */
  Outcome step(int number, Step step, String label, Progress progress) {
    JsonNode before =
        switch (step) {
          case Step.Create _ -> null;
          case Step.Patch patch -> patch.before();
          case Step.Delete delete -> delete.before();
        };
    return send(number, Aim.of(step, label), step.change(), before, progress);
  }

  /** Brings something about, from what is there now. */
  Outcome toward(int number, Aim aim, Progress progress) {
    return switch (look(aim, progress)) {
      case Looked.Unseen(Trouble why) -> new Outcome.Refused(why);
      case Looked.Seen(JsonNode now) ->
          switch (aim.judge(now)) {
            case Judged.Reached() -> new Outcome.Already(now);
            case Judged.Against(var why, var fields) -> new Outcome.Hindered(why, fields, now);
            case Judged.Open(Change next) -> send(number, aim, next, now, progress);
          };
    };
  }

  private Outcome send(
      int number, Aim aim, Change first, @Nullable JsonNode seen, Progress progress) {
    Change change = first;
    JsonNode before = seen;
    Outcome last = null; // of what was sent
    for (int tries = 1; ; tries++) {
      if (!isPermitted()) {
        return last == null ? new Outcome.NotTried(Outcome.Reason.NOT_PERMITTED) : last;
      }
      CustodyEntry planned;
      try {
        planned = log.planned(number, change, before);
      } catch (IOException cause) {
        unwritten = String.valueOf(cause.getMessage());
        return last == null ? new Outcome.NotTried(Outcome.Reason.NOT_WRITTEN) : last;
      }
      Trouble trouble = null;
      JsonNode answer = null;
      try {
        answer = cluster.change(change, false, permission);
      } catch (ClusterFailure failure) {
        trouble = failure.trouble();
      } catch (RuntimeException cause) { // also that the leave ended meanwhile
        trouble = new Trouble.Other(String.valueOf(cause.getMessage()));
      }
      Looked looked = look(aim, progress);
      if (looked instanceof Looked.Unseen(Trouble unseen)) {
        Outcome outcome = unseen(aim, answer, trouble, unseen);
        isWritten(planned, outcome);
        return outcome;
      }
      JsonNode now = looked instanceof Looked.Seen(JsonNode is) ? is : null;
      Judged judged = aim.judge(now);
      Outcome outcome = outcome(judged, now, trouble);
      last = outcome;
      if (!isWritten(planned, outcome)
          || !(judged instanceof Judged.Open(Change next))
          || trouble == null) {
        return outcome;
      }
      if (tries == MOST
          || !isWorthAnother(trouble, change, next)
          || !waited(trouble, tries, progress)) {
        return outcome;
      }
      change = next;
      before = now;
    }
  }

  private static Outcome outcome(Judged judged, @Nullable JsonNode now, @Nullable Trouble trouble) {
    return switch (judged) {
      case Judged.Reached() -> new Outcome.Done(now, true);
      case Judged.Against(var why, var fields) ->
          new Outcome.Hindered(
              trouble == null && why == Outcome.Hindrance.CHANGED
                  ? Outcome.Hindrance.NOT_AS_SENT
                  : why,
              fields,
              now);
      case Judged.Open _ ->
          trouble == null
              ? new Outcome.Hindered(Outcome.Hindrance.NOT_AS_SENT, java.util.List.of(), now)
              : new Outcome.Refused(trouble);
    };
  }

  /** Where it cannot be looked at, the answer counts, if there was one. */
  private static Outcome unseen(
      Aim aim, @Nullable JsonNode answer, @Nullable Trouble trouble, Trouble unseen) {
    if (answer == null || trouble != null) {
      return new Outcome.Unknown(trouble == null ? unseen : trouble, unseen);
    }
    if (answer.path("kind").asString("").equals("Status")) {
      return new Outcome.Done(null, false); // a deletion: that it was done is all it says
    }
    return aim.judge(answer) instanceof Judged.Reached
        ? new Outcome.Done(answer, false)
        : new Outcome.Hindered(Outcome.Hindrance.NOT_AS_SENT, java.util.List.of(), answer);
  }

  private boolean isPermitted() {
    try {
      permission.require();
      return true;
    } catch (IllegalStateException _) {
      return false;
    }
  }

  private Looked look(Aim aim, Progress progress) {
    Trouble why = null;
    for (int tries = 1; tries <= MOST; tries++) {
      try {
        return new Looked.Seen(cluster.get(aim.kind(), aim.namespace(), aim.name()));
      } catch (ClusterFailure failure) {
        why = failure.trouble();
        if (why instanceof Trouble.Missing) {
          return new Looked.Seen(null);
        }
        if (!passes(why) || tries == MOST || !waited(why, tries, progress)) {
          break;
        }
      } catch (RuntimeException cause) {
        return new Looked.Unseen(new Trouble.Other(String.valueOf(cause.getMessage())));
      }
    }
    return new Looked.Unseen(why == null ? new Trouble.Other("not looked at") : why);
  }

  /** Whether it may go well another time. */
  private static boolean isWorthAnother(Trouble trouble, Change sent, Change next) {
    boolean stale =
        trouble instanceof Trouble.Refused(int code, _, _) && (code == 409 || code == 422);
    return stale ? !next.equals(sent) : passes(trouble);
  }

  private static boolean passes(Trouble trouble) {
    if (trouble instanceof Trouble.Unreachable(_, var reason, _)) {
      return reason == Trouble.Unreachable.Reason.BROKEN
          || reason == Trouble.Unreachable.Reason.REFUSED;
    }
    return trouble instanceof Trouble.Busy
        || trouble instanceof Trouble.TimedOut
        || trouble instanceof Trouble.Expired
        || (trouble instanceof Trouble.Refused refused && refused.code() >= 500)
        || (trouble instanceof Trouble.NotKubernetes other && other.code() >= 500);
  }

  /** Waits as it is asked to; not where that is too long, or the work is cancelled. */
  private boolean waited(Trouble trouble, int tries, Progress progress) {
    Duration told =
        trouble instanceof Trouble.Busy(Duration after, _) && !after.isZero()
            ? after
            : FIRST.multipliedBy(1L << tries);
    if (told.compareTo(LONGEST) > 0) {
      return false;
    }
    try {
      pause.last(told, progress);
      progress.at(0, 0, "waiting");
      return true;
    } catch (JobCancelled _) {
      return false;
    }
  }
}
