package salvor.containment;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salvor.containment.RecordedMeasure.Recorded;
import salvor.custody.CaseLedger;
import salvor.custody.Deed;
import salvor.custody.LedgerRecord;

/**
 * What was last seen from inside each pod, by the ledger of a case.
 *
 * @param after the last look at whether it is cut off, by the pod's uid
 * @param before when it was last looked at to know what answers, by the pod's uid
 * @param each the last look at whether it is cut off that came to a result, by the pod's uid
 * @param lapsed when an alarm last said that it may not be cut off any more, by the pod's uid
 * @param raised when each alarm that stands was written down, by the measure's mark and its sign
 */
public record LastLooks(
    Map<String, Look> after,
    Map<String, Instant> before,
    Map<String, Map<Verification.Result, Look>> each,
    Map<String, Instant> lapsed,
    Map<String, Instant> raised) {
  /** Nobody looked. */
  public static final LastLooks NONE =
      new LastLooks(Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

  /** Copies the maps. */
  public LastLooks {
    after = Map.copyOf(after);
    before = Map.copyOf(before);
    each = Map.copyOf(each);
    lapsed = Map.copyOf(lapsed);
    raised = Map.copyOf(raised);
  }

  /**
   * A look.
   *
   * @param at when it was written down
   * @param since since when it is cut off; null unless that is verified
   */
  public record Look(Instant at, Verification.Result result, @Nullable Instant since) {}

  /**
   * Those of a case.
   *
   * @throws IOException when the ledger cannot be read
   */
  public static LastLooks in(CaseLedger ledger) throws IOException {
    Map<String, Look> after = new HashMap<>();
    Map<String, Instant> before = new HashMap<>();
    Map<String, Map<Verification.Result, Look>> each = new HashMap<>();
    Map<String, Instant> lapsed = new HashMap<>();
    Map<String, Instant> raised = new HashMap<>();
    var _ =
        ledger.check(node -> {
          LedgerRecord record = LedgerRecord.of(node);
          String pod = record.request().getOrDefault("podUid", "");
          Optional<Instant> at = time(record.time());
          at.ifPresent(then -> AlarmLog.noted(record, then, raised));
          at.ifPresent(then -> AlarmLog.lapsed(record).forEach(uid -> lapsed.put(uid, then)));
          if (record.event() != Deed.ACTION
              || !InsideLooks.VERB.equals(record.request().get("verb"))
              || at.isEmpty()) {
            return;
          }
          String purpose = record.request().getOrDefault("purpose", "");
          if (purpose.equals(InsideLooks.Purpose.BEFORE.word())) {
            before.put(pod, at.get());
          } else if (purpose.equals(InsideLooks.Purpose.AFTER.word())) {
            look(record, at.get())
                .ifPresent(look -> {
                  after.put(pod, look);
                  each.computeIfAbsent(pod, _ -> new EnumMap<>(Verification.Result.class))
                      .put(look.result(), look);
                });
          }
        });
    return new LastLooks(after, before, each, lapsed, raised);
  }

  private static Optional<Look> look(LedgerRecord record, Instant at) {
    String word = record.response().getOrDefault("result", "");
    for (Verification.Result result : Verification.Result.values()) {
      if (word.equals(result.name().toLowerCase(Locale.ROOT).replace('_', '-'))) {
        Instant since = time(record.response().getOrDefault("since", "")).orElse(null);
        return Optional.of(new Look(at, result, since));
      }
    }
    return Optional.empty();
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /**
   * The last look at whether a pod is cut off that was made under a measure, and not before it.
   * Where the ledger does not say when the measure was done, there is none.
   */
  public Optional<Look> under(RecordedMeasure measure, ChosenPod pod) {
    Look look = after.get(pod.uid());
    return look != null && measure.steps().stream().allMatch(step -> isBefore(step, look.at()))
        ? Optional.of(look)
        : Optional.empty();
  }

  private static boolean isBefore(Recorded step, Instant look) {
    String since = step.since();
    return since != null && time(since).filter(then -> !then.isAfter(look)).isPresent();
  }

  /** How far the cutting off of a pod has come, by what was written down. */
  public Containment state(RecordedMeasure measure, ChosenPod pod) {
    boolean undone = false;
    boolean done = true;
    for (Recorded step : measure.steps()) {
      if (step.step() instanceof Step.Patch patch && !isOf(patch, pod)) {
        continue; // that of another pod, or a policy of others that is narrowed
      }
      undone |= step.stage() == RecordedMeasure.Stage.UNDONE;
      done &= step.stage() == RecordedMeasure.Stage.DONE;
    }
    Containment accepted =
        undone ? Containment.LIFTED : done ? Containment.ACCEPTED : Containment.REQUESTED;
    return accepted != Containment.ACCEPTED
        ? accepted
        : under(measure, pod)
            .map(look ->
                switch (look.result()) {
                  case VERIFIED ->
                      isLapsed(pod, look) ? accepted : accepted.to(Containment.VERIFIED);
                  case PARTIAL -> accepted.to(Containment.PARTIAL);
                  case NOT_ENFORCED -> accepted.to(Containment.NOT_ENFORCED);
                  case NOT_PROVED -> accepted;
                })
            .orElse(accepted);
  }

  /**
   * When an alarm that stands was last answered: since it was raised, each pod that it is about was
   * seen from inside to be cut off. Empty where one was not, or where no look can tell of it, as
   * the pod is not there.
   */
  public Optional<Instant> verifiedSince(RecordedMeasure measure, Alarm alarm) {
    List<ChosenPod> pods = AlarmLog.pods(alarm, measure.measure());
    boolean gone = alarm instanceof Alarm.PodGone || alarm instanceof Alarm.PodReplaced;
    return gone || !pods.stream().allMatch(pod -> state(measure, pod) == Containment.VERIFIED)
        ? Optional.empty()
        : pods.stream()
            .map(pod -> holding(measure, pod).orElseThrow().at())
            .min(Instant::compareTo);
  }

  /** The pods of a measure of which the last look under it says worse than one before. */
  public List<Alarm> worse(RecordedMeasure measure) {
    List<Alarm> alarms = new ArrayList<>();
    for (ChosenPod pod : measure.measure().pods()) {
      Optional<Look> last = under(measure, pod);
      Optional<Verification.Result> best =
          each.getOrDefault(pod.uid(), Map.of()).values().stream()
              .filter(look -> measure.steps().stream().allMatch(step -> isBefore(step, look.at())))
              .map(Look::result)
              .filter(result -> result != Verification.Result.NOT_PROVED)
              .min(Comparator.comparingInt(LastLooks::distance));
      if (last.isPresent() && best.isPresent()) {
        Verification.Result now = last.get().result();
        if (distance(now) > distance(best.get())) {
          alarms.add(new Alarm.Worse(pod, best.get(), now));
        }
      }
    }
    return alarms;
  }

  /** How far a result is from the best one. */
  private static int distance(Verification.Result result) {
    return switch (result) {
      case VERIFIED -> 0;
      case NOT_PROVED -> 1;
      case PARTIAL -> 2;
      case NOT_ENFORCED -> 3;
    };
  }

  /** Whether an alarm says since a look that it may not hold any more. */
  private boolean isLapsed(ChosenPod pod, Look look) {
    Instant alarm = lapsed.get(pod.uid());
    return alarm != null && !alarm.isBefore(look.at());
  }

  /** The same, where an alarm says so of more pods now. */
  public LastLooks lapsing(Collection<String> uids, Instant now) {
    Map<String, Instant> all = new HashMap<>(lapsed);
    uids.forEach(uid -> all.put(uid, now));
    return new LastLooks(after, before, each, all, raised);
  }

  /** When an alarm over a measure was written down; empty where nobody did that yet. */
  public Optional<Instant> noticed(Measure measure, Alarm alarm) {
    return Optional.ofNullable(raised.get(AlarmLog.key(measure, alarm)));
  }

  /** The last look that says since when a pod is cut off, where that still counts. */
  public Optional<Look> holding(RecordedMeasure measure, ChosenPod pod) {
    return under(measure, pod).filter(look -> !isLapsed(pod, look));
  }

  private static boolean isOf(Step.Patch step, ChosenPod pod) {
    return step.why() == Step.Why.MARK_POD && ChosenPod.of(step.before()).equals(pod);
  }
}
