package salvor.report;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import salvor.cluster.Gap;
import salvor.cluster.ObjectKind;
import salvor.cluster.Trouble;
import salvor.cluster.WatchState;
import salvor.evidence.Visible;
import salvor.live.Hole;
import salvor.live.LiveCase;
import salvor.live.Sensor;

/**
 * What must be known beside the verdicts on a cluster: what is not seen, and what may be missing.
 */
public final class LiveWords {
  private static final int LIMIT = 400;
  private static final Duration IN_TIME = Duration.ofSeconds(2);
  private static final String JUDGED = "and what they would explain may be judged out of profile: ";
  private static final String BESIDE = "and the pages of pods do not tell of them: ";

  private LiveWords() {}

  /** What is wrong now, the gravest first; empty while everything is seen. */
  public static List<String> troubles(LiveCase.Now now) {
    List<String> troubles = new ArrayList<>();
    String failed = now.failed();
    if (failed != null) {
      troubles.add(
          "What arrives is no longer judged, the verdicts are old: "
              + Visible.text(failed, LIMIT)
              + ". Begin again.");
    }
    troubles.addAll(together(now, true, JUDGED));
    troubles.addAll(together(now, false, BESIDE));
    troubles.addAll(notHeard(now.sensors()));
    return troubles;
  }

  /** Sensors to which the same happened are told together. */
  private static List<String> notHeard(List<LiveCase.Heard> sensors) {
    Map<Class<?>, List<LiveCase.Heard>> lost = new LinkedHashMap<>();
    for (LiveCase.Heard heard : sensors) {
      Trouble why = heard.lost();
      if (why != null) {
        lost.computeIfAbsent(why.getClass(), _ -> new ArrayList<>()).add(heard);
      }
    }
    return lost.values().stream().map(LiveWords::notHeardTogether).toList();
  }

  private static String notHeardTogether(List<LiveCase.Heard> same) {
    LiveCase.Heard first =
        Collections.min(
            same,
            Comparator.comparing(
                LiveCase.Heard::since, Comparator.nullsLast(Comparator.naturalOrder())));
    Instant since = first.since();
    int others = same.size() - 1;
    return name(first.sensor())
        + (others == 0
            ? " is not heard"
            : " and "
                + others
                + (others == 1 ? " other sensor" : " other sensors")
                + " are not heard")
        + (since == null ? "" : (others == 0 ? " since " : ", the first since ") + second(since))
        + ": "
        + ClusterWords.trouble(Objects.requireNonNull(first.lost()));
  }

  private static Instant second(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS);
  }

  /** That judging is behind, and how far; empty while it is not. */
  public static Optional<String> behind(LiveCase.Behind behind, Instant now) {
    Instant until = behind.until();
    return until == null || behind.lines() == 0 || !until.plus(IN_TIME).isBefore(now)
        ? Optional.empty()
        : Optional.of(
            "Judging is behind: judged is what arrived up to "
                + second(until)
                + ", "
                + String.format(Locale.ROOT, "%,d", behind.lines())
                + (behind.lines() == 1 ? " line waits." : " lines wait."));
  }

  /** Kinds to which the same happened are told together. */
  private static List<String> together(LiveCase.Now now, boolean judged, String missing) {
    Map<String, WatchState> states = new LinkedHashMap<>();
    Map<String, List<String>> kinds = new LinkedHashMap<>();
    for (LiveCase.Watch watch : now.watches()) {
      if (watch.judged() == judged && !isNeverSeenOfPlugin(watch)) {
        String same = sort(watch.state());
        states.putIfAbsent(same, watch.state());
        kinds.computeIfAbsent(same, _ -> new ArrayList<>()).add(watch.kind().plural());
      }
    }
    List<String> troubles = new ArrayList<>();
    states.forEach((state, first) ->
        trouble(first, String.join(", ", kinds.getOrDefault(state, List.of())), missing)
            .ifPresent(troubles::add));
    return troubles;
  }

  /** Policies that most clusters lack: where a pod is cut off, it is told there. */
  private static boolean isNeverSeenOfPlugin(LiveCase.Watch watch) {
    return watch.state() instanceof WatchState.Ended
        && ObjectKind.POLICIES_OF_PLUGINS.contains(watch.kind());
  }

  private static String sort(WatchState state) {
    Class<?> why =
        switch (state) {
          case WatchState.Ended ended -> ended.why().getClass();
          case WatchState.Lost lost -> lost.why().getClass();
          case WatchState.Listing _, WatchState.Live _, WatchState.Closed _ -> state.getClass();
        };
    return state.getClass().getSimpleName() + " " + why.getSimpleName();
  }

  private static Optional<String> trouble(WatchState state, String kinds, String missing) {
    return switch (state) {
      case WatchState.Ended(Trouble why) ->
          Optional.of("The " + kinds + " are not seen, " + missing + ClusterWords.trouble(why));
      case WatchState.Lost(Instant since, Trouble why, Instant next) ->
          Optional.of(
              "Of the "
                  + kinds
                  + " nothing is heard since "
                  + second(since)
                  + ": "
                  + ClusterWords.trouble(why)
                  + " Next try "
                  + second(next)
                  + ".");
      case WatchState.Listing _, WatchState.Live _, WatchState.Closed _ -> Optional.empty();
    };
  }

  /** That something that arrived cannot be read; empty while everything can. */
  public static Optional<String> unreadable(LiveCase.Now now) {
    long count = now.round().board().unreadable();
    return count == 0
        ? Optional.empty()
        : Optional.of(
            count
                + (count == 1 ? " record that arrived" : " records that arrived")
                + " cannot be read and cannot be judged; they are kept as they came.");
  }

  /** Which times may be missing, the oldest first of each kind. */
  public static List<String> holes(LiveCase.Now now) {
    List<String> holes = new ArrayList<>();
    for (Hole hole : now.holes()) {
      holes.add(
          "Of "
              + name(hole.sensor())
              + " lines may be missing from "
              + hole.from()
              + " to "
              + hole.to()
              + ": "
              + ClusterWords.trouble(hole.why()));
    }
    Map<String, Hush> hushes = new LinkedHashMap<>();
    for (LiveCase.Watch watch : now.watches()) {
      for (Gap gap : watch.gaps()) {
        if (!gap.retold() || watch.judged()) { // of the others nothing is missing now
          join(hushes, watch.kind().plural(), gap);
        }
      }
    }
    hushes.values().forEach(hush -> holes.add(hush.said()));
    return holes;
  }

  /** The same that happened to several kinds at about one time. */
  private record Hush(Set<String> kinds, Gap gap) {
    String said() {
      return "Of the "
          + String.join(", ", kinds)
          + " nothing was heard from "
          + second(gap.from())
          + " to "
          + second(gap.to())
          + (gap.retold()
              ? "; every change was told afterwards"
              : "; what came and went in between is not known")
          + ": "
          + ClusterWords.trouble(gap.why());
    }
  }

  private static void join(Map<String, Hush> hushes, String kind, Gap gap) {
    String same = gap.retold() + " " + gap.why().getClass().getSimpleName();
    int number = 0;
    Hush known = hushes.get(same + number);
    while (known != null
        && (gap.from().isAfter(known.gap().to()) || gap.to().isBefore(known.gap().from()))) {
      known = hushes.get(same + ++number);
    }
    Set<String> kinds = new LinkedHashSet<>(known == null ? Set.of() : known.kinds());
    kinds.add(kind);
    hushes.put(
        same + number,
        new Hush(
            kinds,
            known == null
                ? gap
                : new Gap(
                    earlier(gap.from(), known.gap().from()),
                    gap.to().isAfter(known.gap().to()) ? gap.to() : known.gap().to(),
                    known.gap().why(),
                    gap.retold())));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static String name(Sensor sensor) {
    return Visible.text(sensor.namespace() + "/" + sensor.pod(), LIMIT);
  }
}
