package salvor.timeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import salvor.baseline.Profile;
import salvor.baseline.Window;
import salvor.evidence.Observations;

/**
 * A baseline that may have learned the attack: its learning window overlaps the time in which the
 * incident may have been under way, so that what the attacker did then can count as known.
 *
 * @param baseline the baseline
 * @param from the first nanosecond of the overlap
 * @param to its last nanosecond
 */
public record Contamination(Profile baseline, long from, long to) {

  private static final Set<Milestone> COMPROMISE =
      Set.of(Milestone.COMPROMISE_POSSIBLE, Milestone.COMPROMISE_CONFIRMED);
  private static final Set<Milestone> CONTAINED = Set.of(Milestone.ISOLATED, Milestone.TERMINATED);

  /**
   * A stretch of time, both ends included.
   *
   * @param from nanoseconds since 1970
   * @param to the same, not before from
   */
  public record Stretch(long from, long to) {
    public Stretch {
      if (to < from) {
        throw new IllegalArgumentException(from + " to " + to);
      }
    }
  }

  /** Those of these baselines that may have learned the attack, in their order. */
  public static List<Contamination> of(
      List<Profile> baselines, DwellRuler ruler, Observations observations) {
    Stretch dwell = suspected(ruler, observations).orElse(null);
    List<Contamination> found = new ArrayList<>();
    if (dwell == null) {
      return found;
    }
    for (Profile baseline : baselines) { // without any window nothing is known of it
      long from = Long.MAX_VALUE;
      long to = Long.MIN_VALUE;
      for (Window window : baseline.windows()) {
        if (window.from() <= dwell.to() && window.until() - 1 >= dwell.from()) {
          from = Math.min(from, Math.max(window.from(), dwell.from()));
          to = Math.max(to, Math.min(window.until() - 1, dwell.to()));
        }
      }
      if (from <= to) {
        found.add(new Contamination(baseline, from, to));
      }
    }
    return found;
  }

  /**
   * When the incident may have been under way: from the compromise as a person set it, else from
   * the first that is out of profile, until the pod was isolated or terminated, else until the last
   * that is out of profile. Empty when there is no sign of an incident.
   */
  public static Optional<Stretch> suspected(DwellRuler ruler, Observations observations) {
    Long from =
        ruler
            .point(Milestone.COMPROMISE_POSSIBLE)
            .or(() -> ruler.point(Milestone.COMPROMISE_CONFIRMED))
            .map(DwellRuler.Point::time)
            .orElse(null);
    if (from == null) {
      return Optional.empty();
    }
    long last = ruler.lastOut() < 0 ? from : observations.time(ruler.lastOut());
    long to =
        ruler
            .point(Milestone.ISOLATED)
            .or(() -> ruler.point(Milestone.TERMINATED))
            .map(DwellRuler.Point::time)
            .orElse(last);
    return Optional.of(new Stretch(from, Math.max(from, to)));
  }

  /**
   * When the incident was under way as a person said, in so far as some baseline was learned then:
   * from the compromise that was set until the pod was isolated or terminated. Empty when nobody
   * set a compromise, or no baseline was learned after it.
   *
   * @param set the row of each milestone that was set
   */
  public static Optional<Window> suspected(
      Map<Milestone, Integer> set, List<Profile> baselines, Observations observations) {
    OptionalLong from = first(set, observations, COMPROMISE);
    if (from.isEmpty()) {
      return Optional.empty();
    }
    long until =
        first(set, observations, CONTAINED).stream()
            .filter(t -> t > from.getAsLong())
            .findFirst()
            .orElse(Long.MAX_VALUE);
    Window suspected = new Window(from.getAsLong(), until);
    return baselines.stream().anyMatch(b -> b.windows().stream().anyMatch(suspected::overlaps))
        ? Optional.of(suspected)
        : Optional.empty();
  }

  private static OptionalLong first(
      Map<Milestone, Integer> set, Observations observations, Set<Milestone> milestones) {
    return milestones.stream()
        .map(set::get)
        .filter(row -> row != null && row < observations.timed())
        .mapToLong(observations::time)
        .min();
  }

  /** How long the overlap is, in nanoseconds; at least one. */
  public long length() {
    return to - from + 1;
  }

  /** The time that overlaps any of the windows, as stretches apart from each other, in order. */
  public static List<Stretch> stretches(List<Contamination> all) {
    List<Stretch> merged = new ArrayList<>();
    for (Contamination each :
        all.stream().sorted(Comparator.comparingLong(Contamination::from)).toList()) {
      Stretch last = merged.isEmpty() ? null : merged.getLast();
      if (last != null && each.from() <= last.to()) {
        merged.set(merged.size() - 1, new Stretch(last.from(), Math.max(last.to(), each.to())));
      } else {
        merged.add(new Stretch(each.from(), each.to()));
      }
    }
    return merged;
  }
}
