package salvor.triage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Observations;
import salvor.jobs.Progress;
import salvor.timeline.Area;
import salvor.timeline.DrawingClass;
import salvor.timeline.TimelineModel;

/**
 * How many of the events that a timeline shows lie in an area, and which: by verdict, by program,
 * by peer.
 *
 * @param total how many lie in it
 * @param classes how many of each class; those that are not there are missing
 * @param programs the programs, those with what is out of profile first, then the most frequent;
 *     events whose source names none are in none of them
 * @param peers the other ends of connections and requests, in the same order
 */
public record AreaCounts(
    long total, Map<DrawingClass, Long> classes, List<Tally> programs, List<Tally> peers) {
  public AreaCounts {
    classes = Map.copyOf(classes);
    programs = List.copyOf(programs);
    peers = List.copyOf(peers);
  }

  /**
   * How many events have something in common.
   *
   * @param fact what they have in common
   * @param events how many there are
   * @param out how many of them are out of profile
   */
  public record Tally(FilterFact fact, long events, long out) {
    private static final Comparator<Tally> ORDER =
        Comparator.comparingLong(Tally::out)
            .thenComparingLong(Tally::events)
            .reversed()
            .thenComparing(tally -> tally.fact().value());
  }

  /** Events and those out of profile, by a number. */
  private static final class Numbers {
    private int[] events = {};
    private int[] out = {};

    void add(int number, boolean isOut) {
      if (number >= events.length) {
        int room = Math.max(number + 1, Math.max(64, events.length * 2));
        events = Arrays.copyOf(events, room);
        out = Arrays.copyOf(out, room);
      }
      events[number]++;
      out[number] += isOut ? 1 : 0;
    }
  }

  /**
   * Counts. Looks at each row of the area once: not for a thread that must not wait.
   *
   * @throws salvor.jobs.JobCancelled when the progress says so
   */
  public static AreaCounts of(TimelineModel model, Area area, Progress progress) {
    Observations observations = model.observations();
    long[] classes = new long[DrawingClass.values().length];
    Numbers programs = new Numbers();
    Numbers activities = new Numbers();
    area.forEach(
        model,
        progress,
        row -> {
          DrawingClass drawn = model.drawingClass(row);
          classes[drawn.ordinal()]++;
          programs.add(model.tree().program(row), drawn.isOut());
          activities.add(observations.activityId(row), drawn.isOut());
        });
    Map<DrawingClass, Long> present = new EnumMap<>(DrawingClass.class);
    for (DrawingClass drawn : DrawingClass.values()) {
      if (classes[drawn.ordinal()] > 0) {
        present.put(drawn, classes[drawn.ordinal()]);
      }
    }
    return new AreaCounts(
        Arrays.stream(classes).sum(),
        present,
        tallies(programs, progress, text -> program(observations.texts().get(text))),
        tallies(
            activities, progress, activity -> FilterFact.peer(observations.activity(activity))));
  }

  private static Optional<FilterFact> program(@Nullable String name) {
    return name == null || name.isEmpty()
        ? Optional.empty()
        : Optional.of(new FilterFact(FilterField.PROGRAM, name));
  }

  /** What a number stands for. */
  private interface Meaning {
    Optional<FilterFact> of(int number);
  }

  private static List<Tally> tallies(Numbers numbers, Progress progress, Meaning meaning) {
    Map<FilterFact, Tally> found = new HashMap<>();
    for (int number = 0; number < numbers.events.length; number++) {
      if (number % (1 << 14) == 0) {
        progress.at(number, numbers.events.length, "counting");
      }
      int events = numbers.events[number];
      int out = numbers.out[number];
      if (events > 0) {
        meaning
            .of(number)
            .ifPresent(fact ->
                found.merge(
                    fact,
                    new Tally(fact, events, out),
                    (one, other) ->
                        new Tally(fact, one.events() + other.events(), one.out() + other.out())));
      }
    }
    List<Tally> sorted = new ArrayList<>(found.values());
    sorted.sort(Tally.ORDER);
    return sorted;
  }
}
