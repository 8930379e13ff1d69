package salvor.workbench.containment;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salvor.containment.ChosenPod;
import salvor.containment.Measure;
import salvor.containment.Presence;
import salvor.containment.RecordedMeasure;
import salvor.containment.Step;
import salvor.report.ClusterWords;
import salvor.report.ContainmentWords;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/**
 * A measure of this case, and how it stands in the cluster.
 *
 * @param presence what is there of it now; null where it was not looked at
 * @param opened policies of others that let something pass to or from its pods now
 */
record MeasureRow(RecordedMeasure recorded, @Nullable Presence presence, List<String> opened) {
  private static final int NAMED = 3;
  private static final int LIMIT = 200;

  MeasureRow {
    opened = List.copyOf(opened);
  }

  /** How it stands. */
  enum Standing {
    NOT_LOOKED_AT,
    /** All of it is there; that says nothing of packets. */
    IN_PLACE,
    /** Somebody changed it since, or something else lets something pass. */
    ALARM,
    /** Nothing of it is there. */
    TAKEN_BACK
  }

  Standing standing() {
    Presence found = presence;
    if (found == null) {
      return Standing.NOT_LOOKED_AT;
    }
    return !found.isThere()
        ? Standing.TAKEN_BACK
        : found.isInPlace() && opened.isEmpty() ? Standing.IN_PLACE : Standing.ALARM;
  }

  /** How it stands in words, with a shape. */
  String state() {
    return switch (standing()) {
      case NOT_LOOKED_AT -> "? not looked at";
      case IN_PLACE -> "\u25d1 accepted, not verified";
      case TAKEN_BACK -> "\u25cb taken back";
      case ALARM -> "\u25b2 " + String.join("; ", alarms());
    };
  }

  /** What is not as it should be. */
  List<String> alarms() {
    Presence found = presence;
    List<String> all = new ArrayList<>();
    if (found != null) {
      for (int i = 0; i < found.found().size() && all.size() < NAMED; i++) {
        Step step = recorded.measure().steps().get(i);
        String name = VisibleText.of(step.name(), LIMIT);
        switch (found.found().get(i)) {
          case Presence.Found.InPlace() -> {}
          case Presence.Found.AsBefore() -> all.add(name + " is as it was before");
          case Presence.Found.Changed(List<String> fields) ->
              all.add(name + " was changed: " + VisibleText.of(String.join(", ", fields), LIMIT));
          case Presence.Found.Gone() -> all.add(name + " is gone");
          case Presence.Found.Replaced() -> all.add("another has the name " + name);
          case Presence.Found.Unseen(var why) ->
              all.add(name + " is not seen: " + ClusterWords.trouble(why));
        }
      }
    }
    opened.stream()
        .limit(NAMED)
        .forEach(policy -> all.add("policy " + policy + " lets something pass"));
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
      return Moments.full(at.getEpochSecond() * 1_000_000_000L + at.getNano());
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
    return standing() != Standing.TAKEN_BACK;
  }
}
