package salvor.workbench.casefile;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.evidence.OffsetText;
import salvor.evidence.Source;
import salvor.jobs.Progress;
import salvor.report.OffsetWords;
import salvor.timeline.AnchoredClock;
import salvor.timeline.DetectedOffset;
import salvor.timeline.DetectedOffsets;
import salvor.timeline.OffsetVerdict;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/**
 * What is known of the clock of a source, in words.
 *
 * @param lines one for each clock that it could be compared with; none for a source without events
 * @param apart whether it differs from one of them
 * @param corrections the offsets that were detected
 * @param withoutZone how many events are without a time for want of a zone; 0 until it is told
 *     {@link #in}
 */
record SourceClock(
    List<String> lines, boolean apart, List<Correction> corrections, long withoutZone) {
  /**
   * An offset by which it would agree with another clock.
   *
   * @param nanos what would be added to the recorded times
   * @param other the other clock in words
   */
  record Correction(long nanos, String other) {}

  /** What is said until the clocks are compared. */
  static final String COMPARING = "Clock: being compared with the other sources\u2026";

  private static final int LIMIT = 120;
  private static final int MOST = 6;

  SourceClock {
    lines = List.copyOf(lines);
    corrections = List.copyOf(corrections);
  }

  /** Nothing but these lines is known. */
  static SourceClock saying(String... lines) {
    return new SourceClock(List.of(lines), false, List.of(), 0);
  }

  /**
   * The same, with what is in force, and what is missing, before all else.
   *
   * @param withoutZone how many of its events are without a time for want of a zone
   */
  SourceClock in(Observations observations, int source, long withoutZone) {
    long force = observations.clocks().of(source);
    ZoneId zone = observations.clocks().zone(source);
    List<String> all = new ArrayList<>();
    if (force != 0) {
      all.add("Clock: offset " + OffsetText.of(force) + " in force");
    }
    if (zone != null) {
      all.add("Clock: times without a zone are those of " + zone);
    }
    if (withoutZone > 0) {
      all.add(
          "Clock: "
              + Moments.count(withoutZone, "event")
              + (zone == null
                  ? " without a time, whose source names no zone: name it by Set clock offset"
                  : " without a time, which came twice in that zone, or never"));
    }
    all.addAll(lines);
    return new SourceClock(all, apart, corrections, withoutZone);
  }

  /**
   * The clocks of all sources, by their numbers.
   *
   * @throws salvor.jobs.JobCancelled when asked to stop
   */
  static List<SourceClock> of(Evidence evidence, Progress progress) {
    BitSet all = new BitSet();
    all.set(0, evidence.observations().size());
    List<DetectedOffset> offsets = DetectedOffsets.of(evidence, all, progress);
    return evidence.sources().stream().map(source -> of(source, evidence, offsets)).toList();
  }

  private static SourceClock of(Source source, Evidence evidence, List<DetectedOffset> offsets) {
    if (source.observations() == 0) {
      return saying();
    }
    List<DetectedOffset> own =
        offsets.stream()
            .filter(o -> o.source() == source.id())
            .sorted(Comparator.comparing(DetectedOffset::verdict).reversed())
            .toList();
    List<String> lines = new ArrayList<>();
    own.stream().limit(MOST).forEach(offset -> lines.add(line(offset, evidence)));
    if (own.size() > MOST) {
      lines.add("\u2026 and compared with " + Moments.count(own.size() - MOST, "more clock"));
    }
    if (own.isEmpty()) {
      AnchoredClock it = new AnchoredClock.OfSource(source.id());
      lines.add(
          offsets.stream().anyMatch(o -> o.reference().equals(it))
              ? "Clock: other sources are compared with it"
              : "Clock: cannot be checked, no other source timed what this one did");
    }
    OffsetVerdict worst = own.isEmpty() ? OffsetVerdict.AGREE : own.getFirst().verdict();
    long force = evidence.observations().clocks().of(source.id());
    List<Correction> corrections =
        own.stream()
            .filter(o -> o.verdict().compareTo(OffsetVerdict.AGREE) > 0)
            .map(o -> new Correction(force - rounded(o.offset()), other(o.reference(), evidence)))
            .toList();
    return new SourceClock(lines, worst.compareTo(OffsetVerdict.AGREE) > 0, corrections, 0);
  }

  /** What is a second or more was not measured to the nanosecond. */
  private static long rounded(long nanos) {
    return Math.abs(nanos) < 1_000_000_000L ? nanos : Math.round(nanos / 1e6) * 1_000_000L;
  }

  private static String line(DetectedOffset offset, Evidence evidence) {
    String other = other(offset.reference(), evidence);
    String by = anchors(offset);
    return "Clock: "
        + switch (offset.verdict()) {
          case TOO_FEW ->
              "not known against "
                  + other
                  + ", "
                  + by
                  + ", at least "
                  + DetectedOffset.FEWEST
                  + " are needed";
          case SCATTERED ->
              "not known against "
                  + other
                  + ", "
                  + by
                  + " contradict each other, spread "
                  + OffsetWords.seconds(offset.spread());
          case AGREE ->
              "agrees with " + other + ", " + OffsetWords.signed(offset.offset()) + " by " + by;
          case APART, FAR_APART ->
              OffsetWords.seconds(offset.offset())
                  + (offset.offset() < 0 ? " behind " : " ahead of ")
                  + other
                  + " by "
                  + by
                  + ", spread "
                  + OffsetWords.seconds(offset.spread())
                  + (evidence.observations().clocks().isEmpty()
                      ? "; times are shown as recorded"
                      : "; by the offsets in force");
        };
  }

  private static String anchors(DetectedOffset offset) {
    int count = offset.anchors().size();
    String what =
        switch (offset.kind()) {
          case EXEC -> "exec";
          case CONTAINER_START -> "container start";
          case KUBELET_EVENT -> "Kubernetes event";
        };
    return Moments.count(count, what) + " that both timed";
  }

  private static String other(AnchoredClock clock, Evidence evidence) {
    return switch (clock) {
      case AnchoredClock.OfSource(int source) -> {
        String path = evidence.sources().get(source).path();
        yield VisibleText.of(path.substring(path.lastIndexOf('/') + 1), LIMIT);
      }
      case AnchoredClock.OfKubelet(String node) ->
          node == null
              ? "the kubelet of a node not named"
              : "the kubelet of " + VisibleText.of(node, LIMIT);
    };
  }
}
