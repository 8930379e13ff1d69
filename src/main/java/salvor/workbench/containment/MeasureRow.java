package salvor.workbench.containment;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salvor.containment.Alarm;
import salvor.containment.ChosenPod;
import salvor.containment.Containment;
import salvor.containment.LastLooks;
import salvor.containment.Measure;
import salvor.containment.Presence;
import salvor.containment.RecordedMeasure;
import salvor.containment.Step;
import salvor.containment.Verification;
import salvor.recovery.RollOutWatch.OfWorkload;
import salvor.report.AlarmWords;
import salvor.report.ClusterWords;
import salvor.report.ContainmentWords;
import salvor.report.RollOutWords;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/**
 * A measure of this case, and how it stands in the cluster.
 *
 * @param presence what is there of it now; null where it was done to another cluster
 * @param raised what is not as it should be of a quarantine
 * @param looks what was seen from inside of pods
 * @param rolled how far the workloads of a roll-out are, as far as the watches tell
 */
record MeasureRow(
    RecordedMeasure recorded,
    @Nullable Presence presence,
    List<Alarm> raised,
    LastLooks looks,
    List<OfWorkload> rolled) {
  private static final int NAMED = 3;
  private static final int LIMIT = 200;

  /** Of what could not be looked at, in words with a shape. */
  static final String UNSEEN = "? not seen now";

  MeasureRow {
    raised = List.copyOf(raised);
    rolled = List.copyOf(rolled);
  }

  /** How it stands. */
  enum Standing {
    /** It was done to another cluster: what is there in this one says nothing of it. */
    OTHER_CLUSTER,
    /** The cluster could not be asked: what was so is neither said nor denied. */
    UNSEEN,
    /** All of it is there; that says nothing of packets. */
    IN_PLACE,
    /** An alarm stands, and looks since it was raised verified what it is about again. */
    VERIFIED_SINCE,
    /** Somebody changed it since, or something else lets something pass. */
    ALARM,
    /** Nothing of it is there. */
    TAKEN_BACK
  }

  Standing standing() {
    Presence found = presence;
    if (found == null) {
      return Standing.OTHER_CLUSTER;
    }
    if (found.unseen().isPresent()) {
      return Standing.UNSEEN;
    }
    return !found.isThere()
        ? Standing.TAKEN_BACK
        : (isQuarantine() ? isHeld(found) : found.isInPlace()) && raised.isEmpty()
            ? Standing.IN_PLACE
            : verifiedSince().isPresent() ? Standing.VERIFIED_SINCE : Standing.ALARM;
  }

  /** Whether there is an alarm over it, whatever was seen since. */
  boolean isAlarmed() {
    return switch (standing()) {
      case ALARM, VERIFIED_SINCE -> true;
      case OTHER_CLUSTER, UNSEEN, IN_PLACE, TAKEN_BACK -> false;
    };
  }

  /**
   * When all that the alarms are about was seen to be cut off again, since they were raised; empty
   * where that is not so.
   */
  Optional<Instant> verifiedSince() {
    List<Optional<Instant>> since =
        raised.stream().map(alarm -> looks.verifiedSince(recorded, alarm)).toList();
    return since.stream().allMatch(Optional::isPresent)
        ? since.stream().flatMap(Optional::stream).min(Instant::compareTo)
        : Optional.empty();
  }

  /** What was seen since the alarms were raised, and what ends them; empty where nobody looked. */
  String sinceThen() {
    return verifiedSince()
        .map(at ->
            "verified again at "
                + VerifyWords.time(at)
                + ". The alarm stands until what raised it is gone: "
                + raised.stream()
                    .map(AlarmWords::toDo)
                    .distinct()
                    .limit(NAMED)
                    .collect(Collectors.joining("; ")))
        .orElse("");
  }

  /** Whether all of it is there; what of it was changed, and whether that matters, alarms tell. */
  private static boolean isHeld(Presence found) {
    return found.found().stream()
        .allMatch(each ->
            switch (each) {
              case Presence.Found.InPlace _, Presence.Found.Changed _ -> true;
              case Presence.Found.AsBefore _,
                  Presence.Found.Gone _,
                  Presence.Found.Replaced _,
                  Presence.Found.Unseen _ ->
                  false;
            });
  }

  boolean isQuarantine() {
    return recorded.measure().kind() == Measure.Kind.QUARANTINE;
  }

  /** How far the cutting off of a pod has come, by what was written down. */
  Containment state(ChosenPod pod) {
    return looks.state(recorded, pod);
  }

  /** The same, by its uid; nothing is verified of a pod that is none of them. */
  Containment state(String uid) {
    return recorded.measure().pods().stream()
        .filter(pod -> pod.uid().equals(uid))
        .findFirst()
        .map(this::state)
        .orElse(Containment.ACCEPTED);
  }

  /** How it stands in words, with a shape. */
  String state() {
    return switch (standing()) {
      case OTHER_CLUSTER ->
          "? of ANOTHER cluster ("
              + VisibleText.of(String.valueOf(recorded.clusterUid()), LIMIT)
              + "): not looked at here";
      case UNSEEN -> UNSEEN + ": " + String.join("; ", alarms());
      case IN_PLACE -> isQuarantine() ? cutOff() : rolled.isEmpty() ? "\u25d1 in place" : rollOut();
      case TAKEN_BACK -> "\u25cb taken back";
      case ALARM -> "\u25b2 " + String.join("; ", alarms());
      case VERIFIED_SINCE -> "\u25d1 " + sinceThen() + ". " + String.join("; ", alarms());
    };
  }

  /** How far a roll-out is; never better than the worst of its workloads. */
  private String rollOut() {
    List<OfWorkload> left = rolled.stream().filter(each -> !each.isThrough()).toList();
    return left.isEmpty()
        ? "\u2713 through: all of its pods were replaced"
        : (left.stream().anyMatch(each -> each.isStuck() || !each.hitches().isEmpty())
                ? "\u25b2 "
                : "\u25d4 ")
            + left.stream()
                .limit(NAMED)
                .map(RollOutWords::progress)
                .collect(Collectors.joining("; "))
            + (left.size() > NAMED ? "; and " + (left.size() - NAMED) + " more" : "");
  }

  /** That of its pods: never better than the worst of them. */
  private String cutOff() {
    List<ChosenPod> pods = recorded.measure().pods();
    List<Containment> states = pods.stream().map(this::state).toList();
    Containment first = states.isEmpty() ? Containment.ACCEPTED : states.getFirst();
    if (states.stream().anyMatch(state -> state != first)) {
      return "\u25d1 verified "
          + states.stream().filter(state -> state == Containment.VERIFIED).count()
          + " of "
          + Moments.count(pods.size(), "pod");
    }
    if (first != Containment.VERIFIED) {
      return first == Containment.ACCEPTED
          ? "\u25d1 accepted, not verified"
          : VerifyWords.cell(first);
    }
    return VerifyWords.cell(first)
        + pods.stream()
            .flatMap(pod -> looks.holding(recorded, pod).stream())
            .flatMap(look -> Stream.ofNullable(look.since()))
            .max(Instant::compareTo)
            .map(since -> " since " + VerifyWords.time(since))
            .orElse("");
  }

  /** Whether a pod of it was seen to be cut off, which may not hold any more. */
  boolean wasVerified() {
    return recorded.measure().pods().stream()
        .flatMap(pod -> looks.under(recorded, pod).stream())
        .anyMatch(look -> look.result() == Verification.Result.VERIFIED);
  }

  /** What is not as it should be. */
  List<String> alarms() {
    Presence found = presence;
    if (found != null && found.unseen().isPresent()) {
      return List.of(ClusterWords.trouble(found.unseen().get())); // of each it is the same
    }
    List<String> all = new ArrayList<>();
    if (found != null) {
      for (int i = 0; i < found.found().size() && all.size() < NAMED; i++) {
        Step step = recorded.measure().steps().get(i);
        String name = VisibleText.of(step.name(), LIMIT);
        switch (found.found().get(i)) {
          case Presence.Found.InPlace() -> {}
          case Presence.Found.Unseen(var why) ->
              all.add(name + " is not seen: " + ClusterWords.trouble(why));
          case Presence.Found _
              when isQuarantine() && !raised.isEmpty() -> {} // they tell more of it
          case Presence.Found.AsBefore() -> all.add(name + " is as it was before");
          case Presence.Found.Changed(List<String> fields) ->
              all.add(name + " was changed: " + VisibleText.of(String.join(", ", fields), LIMIT));
          case Presence.Found.Gone() -> all.add(name + " is gone");
          case Presence.Found.Replaced() -> all.add("another has the name " + name);
        }
      }
    }
    raised.stream()
        .limit(NAMED)
        .map(alarm -> AlarmWords.alarm(alarm, looks.noticed(recorded.measure(), alarm)))
        .forEach(all::add);
    if (raised.size() > NAMED) {
      all.add("and " + (raised.size() - NAMED) + " more");
    }
    return all;
  }

  /** What was done. */
  String what() {
    return switch (recorded.measure().kind()) {
          case QUARANTINE -> "Isolate";
          case BLOCK -> "Block a destination";
          case HOLD -> "Hold the evidence";
          case DENY_IMAGE -> "Deny the image";
          case CORDON -> "Cordon the node";
          case TAINT -> "Taint the node";
          case SCALE -> "Scale";
          case PAUSE -> "Pause the roll-out";
          case SUSPEND -> "Suspend";
          case REVOKE -> "Revoke the account";
          case DELETE_POD -> "Delete the pod";
          case ROLL_OUT -> "Roll a fix out";
        }
        + " "
        + object();
  }

  private String object() {
    Measure measure = recorded.measure();
    List<ChosenPod> pods = measure.pods();
    if (pods.isEmpty()) {
      return measure.steps().isEmpty()
          ? ""
          : VisibleText.of(measure.steps().getFirst().name(), LIMIT);
    }
    return pods.stream()
            .limit(NAMED)
            .map(pod -> VisibleText.of(pod.namespace() + "/" + pod.name(), LIMIT))
            .collect(Collectors.joining(", "))
        + (pods.size() > NAMED ? " and " + (pods.size() - NAMED) + " more" : "");
  }

  /** Each step in words. */
  List<String> steps() {
    return recorded.measure().steps().stream().map(ContainmentWords::step).toList();
  }

  String since() {
    try {
      Instant at = Instant.parse(recorded.since());
      return VerifyWords.time(at);
    } catch (DateTimeParseException _) { // a ledger may come from anywhere
      return VisibleText.of(recorded.since(), LIMIT);
    }
  }

  String reason() {
    return VisibleText.of(recorded.measure().reason(), LIMIT);
  }

  String who() {
    return VisibleText.of(recorded.who(), LIMIT);
  }

  String mark() {
    return recorded.measure().mark();
  }

  /** Whether there is something to take back, as far as is known. */
  boolean canBeUndone() {
    return isHere();
  }

  /** Whether it was done to this cluster, and something of it is there, as far as is known. */
  boolean isHere() {
    return standing() != Standing.TAKEN_BACK && standing() != Standing.OTHER_CLUSTER;
  }
}
