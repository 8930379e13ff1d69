package salvor.live;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Judgement;
import salvor.baseline.Severity;
import salvor.baseline.Verdict;
import salvor.baseline.Verdicts;
import salvor.evidence.Evidence;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.evidence.Source;
import salvor.workload.Location;

/**
 * The verdicts on the pods of a cluster.
 *
 * @param pods by namespace and name, as {@code shop/web-1}
 * @param lines how many lines arrived
 * @param judged how many observations were judged
 * @param unreadable how many records could not be read
 */
public record Board(Map<String, PodVerdict> pods, long lines, long judged, long unreadable) {
  /** Copies the map. */
  public Board {
    pods = Map.copyOf(pods);
  }

  /** Nothing judged yet. */
  public static final Board EMPTY = new Board(Map.of(), 0, 0, 0);

  /** The verdict on a pod; empty when nothing was observed of it. */
  public Optional<PodVerdict> of(String namespace, String pod) {
    return Optional.ofNullable(pods.get(namespace + "/" + pod));
  }

  /** What was counted in each file of evidence, by the file's path. */
  static Map<String, Tally> count(Evidence evidence, Verdicts verdicts) {
    Observations observations = evidence.observations();
    Map<Long, Count> byPlace = new LinkedHashMap<>();
    for (int row = 0; row < observations.size(); row++) {
      if (observations.kind(row) == Kind.CLUSTER_EVENT) {
        continue; // of what ran it tells nothing
      }
      long place = (long) observations.sourceId(row) << 32 | observations.locationId(row);
      byPlace
          .computeIfAbsent(place, _ -> new Count())
          .add(verdicts.judgement(row), row < observations.timed() ? observations.time(row) : null);
    }
    Map<String, Tally> files = new HashMap<>();
    for (Source source : evidence.sources()) {
      files.put(
          source.path(),
          new Tally(
              new HashMap<>(), source.lines(), source.observations(), source.unreadableCount()));
    }
    byPlace.forEach((place, count) -> {
      Location at = observations.location((int) (long) place);
      Tally file = files.get(evidence.sources().get((int) (place >> 32)).path());
      if (file != null && at.namespace() != null && at.pod() != null) {
        file.pods.computeIfAbsent(at.namespace() + "/" + at.pod(), _ -> new Count()).add(count);
      }
    });
    return files;
  }

  /** The verdicts on all pods of evidence. */
  public static Board of(Evidence evidence, Verdicts verdicts) {
    return of(Tally.together(count(evidence, verdicts).values()));
  }

  /** What a count comes to. */
  static Board of(Tally tally) {
    Map<String, PodVerdict> pods = new HashMap<>();
    tally.pods.forEach((name, count) -> pods.put(name, count.of(name)));
    return new Board(pods, tally.lines, tally.judged, tally.unreadable);
  }

  /** What was counted in one file, or in several. */
  static final class Tally {
    static final Tally NOTHING = together(List.of());

    private final Map<String, Count> pods;
    private final long lines;
    private final long judged;
    private final long unreadable;

    private Tally(Map<String, Count> pods, long lines, long judged, long unreadable) {
      this.pods = pods;
      this.lines = lines;
      this.judged = judged;
      this.unreadable = unreadable;
    }

    /** The counts of all of these. */
    static Tally together(Collection<Tally> files) {
      Map<String, Count> together = new HashMap<>();
      long lines = 0;
      long judged = 0;
      long unreadable = 0;
      for (Tally file : files) {
        lines += file.lines;
        judged += file.judged;
        unreadable += file.unreadable;
        file.pods.forEach(
            (pod, count) -> together.computeIfAbsent(pod, _ -> new Count()).add(count));
      }
      return new Tally(together, lines, judged, unreadable);
    }

    /** These counts, but for pods of which more was out of profile before: those of then. */
    Tally keeping(Tally before) {
      Map<String, Count> kept = new HashMap<>(pods);
      before.pods.forEach((pod, count) -> {
        Count now = kept.get(pod);
        if (now == null || now.out() < count.out()) {
          kept.put(pod, count);
        }
      });
      return new Tally(kept, lines, judged, unreadable);
    }

    /** How many observations these are. */
    long judged() {
      return judged;
    }

    /** Whether anything is out of profile. */
    boolean hasOut() {
      return pods.values().stream().anyMatch(count -> count.out() > 0);
    }
  }

  private static final class Count {
    private final int[] of = new int[Verdict.values().length];
    private @Nullable Severity severity;
    private @Nullable Long since;
    private @Nullable Long last;

    void add(Judgement judgement, @Nullable Long time) {
      of[judgement.verdict().ordinal()]++;
      if (judgement.verdict() == Verdict.OUT) {
        worse(judgement.severity());
        seen(time);
      }
    }

    int out() {
      return of[Verdict.OUT.ordinal()];
    }

    void add(Count other) {
      for (int i = 0; i < of.length; i++) {
        of[i] += other.of[i];
      }
      worse(other.severity);
      seen(other.since);
      seen(other.last);
    }

    private void worse(@Nullable Severity other) {
      Severity is = severity;
      if (other != null && (is == null || other.compareTo(is) > 0)) {
        severity = other;
      }
    }

    private void seen(@Nullable Long time) {
      if (time != null) {
        since = since == null ? time : Long.valueOf(Math.min(since, time));
        last = last == null ? time : Long.valueOf(Math.max(last, time));
      }
    }

    PodVerdict of(String name) {
      int slash = name.indexOf('/');
      return new PodVerdict(
          name.substring(0, slash),
          name.substring(slash + 1),
          of[Verdict.OUT.ordinal()],
          severity,
          since,
          last,
          of[Verdict.IN.ordinal()],
          of[Verdict.EXPLAINED.ordinal()],
          of[Verdict.UNKNOWN.ordinal()]);
    }
  }
}
