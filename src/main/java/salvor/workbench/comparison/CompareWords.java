package salvor.workbench.comparison;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Observations;
import salvor.timeline.Lane;
import salvor.timeline.TimelineModel;
import salvor.triage.Alignment;
import salvor.triage.ComparedAct.Presence;
import salvor.triage.ComparedBaseline;
import salvor.triage.ComparedRows;
import salvor.triage.ComparedSide;
import salvor.triage.Comparison;
import salvor.triage.Siblings;
import salvor.workbench.wording.Activities;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** Comparisons in words. */
final class CompareWords {
  private CompareWords() {}

  /** A side's name: pod and container, or a group with how many it has. */
  static String name(Lane lane) {
    String name = lane.name() == null ? "" : VisibleText.of(lane.name(), 120);
    Lane parent = lane.parent();
    String above =
        parent == null || parent.name() == null ? "" : VisibleText.of(parent.name(), 120);
    return switch (lane.level()) {
      case CONTAINER ->
          parent != null && parent.level() == Lane.Level.POD
              ? above + " \u203a " + (name.isEmpty() ? "whole pod" : name)
              : name.isEmpty() ? "container not named" : name;
      case POD -> name + " \u203a all containers";
      case WORKLOAD -> "all pods of " + name;
      case CLUSTER -> name.isEmpty() ? "no cluster given" : "cluster " + name;
      case NAMESPACE -> name.isEmpty() ? "no namespace given" : "namespace " + name;
      case NODE -> name.isEmpty() ? "no node given" : "node " + name;
      case CLIENT -> name.isEmpty() ? "unknown user" : "API requests of " + name;
      case API, COMPONENTS -> "Kubernetes API";
      case PROGRAM -> name;
    };
  }

  /** A side with its window of time, if it has one. */
  static String name(ComparedSide side) {
    Long from = side.from();
    Long until = side.until();
    String window =
        from == null && until == null
            ? ""
            : "  "
                + (from == null ? "begin" : Moments.clock(from))
                + " to "
                + (until == null ? "end" : Moments.clock(until))
                + " "
                + Moments.zone();
    return name(side.lane()) + window;
  }

  /** How much of something is out of profile. */
  static String facts(Siblings.Candidate candidate) {
    return Moments.count(candidate.events(), "event")
        + (candidate.out() == 0 ? "" : ", " + Moments.count(candidate.out()) + " out of profile");
  }

  /** How many events of a side are compared, and what its zero is. */
  static String facts(ComparedRows side) {
    if (side.all() == 0) {
      return "no event in this time: everything the other side did is listed";
    }
    int left = side.all() - side.compared();
    return Moments.count(side.all(), "event")
        + (side.out() == 0 ? "" : ", " + Moments.count(side.out()) + " out of profile")
        + (left == 0 ? "" : ", " + Moments.count(left) + " not compared")
        + "; "
        + zero(side);
  }

  private static String zero(ComparedRows side) {
    if (side.units().size() != 1) {
      return Moments.count(side.units().size(), "pod") + ", each from its own zero";
    }
    ComparedRows.Unit unit = side.units().getFirst();
    String at = Moments.clock(unit.zero());
    return switch (unit.from()) {
      case CLUSTER_OBJECTS -> "container started " + at;
      case FIRST_PROCESS -> "first process at " + at + ", taken for the start";
      case FIRST_EVENT -> "first event at " + at + ", taken for the start";
      case CHOSEN_EVENT -> "the chosen event at " + at;
      case LIKE_EVENT -> "the first of its like at " + at;
      case CLOCK_OF_CHOSEN_EVENT -> "never did what was chosen: by the clock from " + at;
      case WINDOW -> "from " + at;
      case CLOCK -> "by the clock";
      case NOTHING -> "no event has a time";
    };
  }

  /** The event at which a side is laid down, in a line; empty when it is none. */
  static String event(ComparedRows side, Observations observations) {
    int row = side.units().size() == 1 ? side.units().getFirst().row() : -1;
    return row < 0 ? "" : VisibleText.command(Activities.line(observations, row));
  }

  /** What part of a side is not compared, for those who ask. */
  static String left(ComparedRows side) {
    List<String> parts = new ArrayList<>();
    if (side.byRuntime() > 0) {
      parts.add(Moments.count(side.byRuntime(), "event") + " of the container runtime");
    }
    if (side.notSpokenOf() > 0) {
      parts.add(
          Moments.count(side.notSpokenOf(), "event")
              + " of a kind that no baseline speaks of, such as the end of a process");
    }
    if (side.untimed() > 0) {
      parts.add(Moments.count(side.untimed(), "event") + " without a time");
    }
    return parts.isEmpty()
        ? "Every event of this side is compared."
        : "Not compared: " + String.join("; ", parts) + ".";
  }

  /** What zero is, on the axis. */
  static String zero(AlignBy by) {
    return switch (by) {
      case START -> "Since container start";
      case EVENT -> "Since the chosen event";
      case CLOCK -> "By the clock (" + Moments.zone() + ")";
      case WINDOW -> "Since each window's begin";
    };
  }

  /** An alignment, for the menu. */
  static String menu(AlignBy by) {
    return switch (by) {
      case START -> "Container start";
      case EVENT -> "The selected event";
      case CLOCK -> "The clock";
      case WINDOW -> "Begin of each window";
    };
  }

  /** The zone whose clock tells the times on the axis, null when they count from a zero. */
  static @Nullable ZoneId clock(AlignBy by) {
    return by == AlignBy.CLOCK ? Moments.zoneId() : null;
  }

  /** A time on the axis. */
  static String since(long offset, AlignBy by) {
    if (by == AlignBy.CLOCK) {
      return Moments.clock(offset);
    }
    return offset == 0 ? "0" : (offset < 0 ? "\u2212" : "+") + Moments.length(offset);
  }

  /** Acts done so, on the button that lists them. */
  static String group(Presence presence, boolean baseline) {
    if (baseline) {
      return BaselineWords.group(presence);
    }
    return switch (presence) {
      case ONLY_A -> "Only A";
      case ONLY_B -> "Only B";
      case UNTOLD -> "Unclear";
      case BOTH -> "Both";
    };
  }

  /** What that button lists. */
  static String explained(Presence presence, boolean baseline) {
    if (baseline) {
      return BaselineWords.explained(presence);
    }
    return switch (presence) {
      case ONLY_A -> "List what only A did";
      case ONLY_B -> "List what only B did";
      case UNTOLD -> "List what cannot be told";
      case BOTH -> "List what both did";
    };
  }

  /** The sum of it, in a sentence. */
  static String sum(Comparison compared) {
    Optional<ComparedBaseline> baseline = compared.baseline();
    if (baseline.isPresent()) {
      return BaselineWords.sum(compared, baseline.get());
    }
    int differences = compared.differences();
    int out = compared.differencesOut();
    int both = compared.count(Presence.BOTH);
    if (compared.acts().isEmpty()) {
      return "Neither side did anything that can be compared";
    }
    return differences == 0
        ? "Nothing differs: both did the same " + Moments.count(both, "thing")
        : Moments.count(differences, "difference")
            + (out == 0
                ? ", none of them out of profile"
                : ", " + Moments.count(out) + " out of profile");
  }

  /** What is to be known before the differences are believed; empty when nothing. */
  static String caution(Comparison compared, TimelineModel timeline) {
    Optional<ComparedBaseline> baseline = compared.baseline();
    if (baseline.isPresent()) {
      return BaselineWords.caution(compared, baseline.get(), timeline);
    }
    List<String> parts = new ArrayList<>();
    if (compared.ofDifferentImages()) {
      parts.add("The images differ: a new version may do other things for good reasons.");
    }
    if (isMixed(compared)) {
      parts.add("The two starts are told by different sources and may be some seconds apart.");
    }
    parts.add(recorded("A", compared.a(), timeline));
    parts.add(recorded("B", compared.b(), timeline));
    return joined(parts);
  }

  static String joined(List<String> parts) {
    return parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining(" "));
  }

  /** Whether a side may have done more than was recorded; empty when that is not known. */
  static String recorded(String letter, ComparedRows side, TimelineModel timeline) {
    if (side.all() == 0) {
      return letter + " has no event in this time, which may be for want of a sensor.";
    }
    return side.isPartlyRecorded(timeline)
        ? letter + " was recorded only for a part of this time."
        : "";
  }

  private static boolean isMixed(Comparison compared) {
    List<Alignment.Zero> found =
        Stream.of(compared.a(), compared.b())
            .flatMap(side -> side.units().stream())
            .map(ComparedRows.Unit::from)
            .distinct()
            .toList();
    return compared.alignment() instanceof Alignment.Start && found.size() > 1;
  }
}
