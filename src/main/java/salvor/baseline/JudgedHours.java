package salvor.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The hours of one container of a workload against the envelope of its baseline. Too much is told
 * of any hour, since what was counted did happen; too little only of hours that were watched from
 * begin to end, and not where what was lost could make up for it. What is kept grows with the hours
 * in which something was counted.
 */
public final class JudgedHours {
  private static final int DAY = 24;

  /** What is to be said of an hour. */
  public enum State {
    ORDINARY,
    HIGH,
    SILENT,
    /**
     * Not watched from begin to end, or at an hour of the day that the baseline knows too little.
     */
    UNKNOWN
  }

  /** Why hours are judged or not. */
  public enum Ground {
    KNOWN,
    /** No baseline is of this container. */
    NO_BASELINE,
    /** The baseline did not count such things by the hour. */
    NOT_COUNTED,
    /** The baseline watched too few days. */
    TOO_FEW_DAYS,
    /** Such things were not recorded in what is judged. */
    NOT_RECORDED
  }

  /**
   * An hour that is not ordinary.
   *
   * @param begin epoch nanoseconds UTC
   * @param count what was counted
   * @param least the smallest ordinary count
   * @param most the largest
   */
  public record Outside(long begin, long count, long least, long most) {
    /** {@link Reason#RATE_HIGH} or {@link Reason#RATE_SILENT}. */
    public Reason reason() {
      return count > most ? Reason.RATE_HIGH : Reason.RATE_SILENT;
    }
  }

  private final Facet facet;
  private final Ground ground;
  private final int days;
  private final boolean recorded;
  private final @Nullable RateEnvelope envelope; // null when too few days were watched to say
  private final long[] least = new long[DAY];
  private final long[] median = new long[DAY];
  private final long[] most = new long[DAY];
  private final long from;
  private final long until;
  private final long[] hours; // those in which anything was counted
  private final long[] counts;
  private final BitSet whole = new BitSet();
  private final List<Outside> outside = new ArrayList<>();
  private int tested;
  private int watched;

  private JudgedHours(
      Facet facet, @Nullable Profile known, Profile now, WatchedHours watch, boolean recorded) {
    SortedMap<Long, Long> counted = counts(now, facet);
    this.facet = facet;
    this.recorded = recorded;
    this.envelope = known == null ? null : RateEnvelope.of(known, facet).orElse(null);
    this.days = known == null ? 0 : RateEnvelope.days(known);
    this.ground = ground(known);
    this.hours = counted.keySet().stream().mapToLong(Long::longValue).toArray();
    this.counts = counted.values().stream().mapToLong(Long::longValue).toArray();
    Long begin = now.from();
    Long end = now.until();
    this.from = begin == null ? 0 : Math.floorDiv(begin, HourlyCounts.HOUR);
    this.until = end == null ? from : Math.ceilDiv(end, HourlyCounts.HOUR);
    if (envelope != null && ground == Ground.KNOWN) {
      bounds(envelope);
      tooMuch();
    }
    if (recorded) {
      now.windows().forEach(window -> tooLittle(window, watch));
    }
    outside.sort(Comparator.comparingLong(Outside::begin));
  }

  private Ground ground(@Nullable Profile known) {
    if (known == null) {
      return Ground.NO_BASELINE;
    }
    return !recorded
        ? Ground.NOT_RECORDED
        : envelope != null
            ? Ground.KNOWN
            : counts(known, facet).isEmpty() ? Ground.NOT_COUNTED : Ground.TOO_FEW_DAYS;
  }

  private void bounds(RateEnvelope of) {
    for (int hour = 0; hour < DAY; hour++) {
      least[hour] = of.least(hour);
      median[hour] = of.median(hour);
      most[hour] = of.most(hour);
    }
  }

  private void tooMuch() {
    for (int i = 0; i < hours.length; i++) {
      if (knows(hours[i])) {
        tested++;
        if (counts[i] > most(hours[i])) {
          outside.add(outside(hours[i], counts[i]));
        }
      }
    }
  }

  private void tooLittle(Window window, WatchedHours watch) {
    long end = Math.floorDiv(window.until(), HourlyCounts.HOUR);
    long first = watch.next(Math.ceilDiv(window.from(), HourlyCounts.HOUR));
    for (long hour = first; hour < end; hour = watch.next(hour + 1)) {
      long count = count(hour);
      long lost = watch.lost(hour);
      whole.set((int) (hour - from), lost < WatchedHours.ANY_NUMBER);
      if (ground == Ground.KNOWN && knows(hour)) {
        tested += count == 0 ? 1 : 0;
        watched++;
        if (count + lost < least(hour)) {
          outside.add(outside(hour, count));
        }
      }
    }
  }

  private Outside outside(long hour, long count) {
    return new Outside(hour * HourlyCounts.HOUR, count, least(hour), most(hour));
  }

  /**
   * Compares what was counted now with what a baseline counted, facet by facet.
   *
   * @param known the baseline, null when there is none
   * @param now what was learned of the same container from the evidence at hand
   * @param watch the hours that sensors watched
   */
  public static List<JudgedHours> of(@Nullable Profile known, Profile now, WatchedHours watch) {
    List<JudgedHours> judged = new ArrayList<>();
    for (Facet facet : Facet.values()) {
      boolean counted =
          !counts(now, facet).isEmpty() || (known != null && !counts(known, facet).isEmpty());
      if (counted) {
        judged.add(new JudgedHours(facet, known, now, watch, !now.units(facet).isEmpty()));
      }
    }
    return judged;
  }

  private static SortedMap<Long, Long> counts(Profile profile, Facet facet) {
    return profile.hours().stream()
        .filter(h -> h.facet() == facet)
        .findFirst()
        .map(HourlyCounts::counts)
        .orElse(Collections.emptySortedMap());
  }

  /** What was counted. */
  public Facet facet() {
    return facet;
  }

  /** Whether hours are judged, and why not. */
  public Ground ground() {
    return ground;
  }

  /** On how many days the baseline watched the hour of the day that it watched most often. */
  public int days() {
    return days;
  }

  /** Whether such things were recorded at all in what is judged. */
  public boolean recorded() {
    return recorded;
  }

  /** How many hours were compared. */
  public int tested() {
    return tested;
  }

  /** How many of them were watched from begin to end, so that silence would be told. */
  public int watched() {
    return watched;
  }

  /** How many ordinary hours such a comparison is expected to call not ordinary. */
  public double expectedFalseAlarms() {
    return (tested + watched) * RateEnvelope.CHANCE;
  }

  /** Those that are not ordinary, in the order of time. */
  public List<Outside> outside() {
    return Collections.unmodifiableList(outside);
  }

  /** The first hour, since 1970. */
  public long from() {
    return from;
  }

  /** The hour after the last one. */
  public long until() {
    return until;
  }

  /** What was counted in an hour. */
  public long count(long hour) {
    int at = Arrays.binarySearch(hours, hour);
    return at < 0 ? 0 : counts[at];
  }

  /** The most that was counted in one of the hours from one to another, the last included. */
  public long most(long first, long last) {
    int at = Arrays.binarySearch(hours, first);
    long most = 0;
    for (int i = at < 0 ? -at - 1 : at; i < hours.length && hours[i] <= last; i++) {
      most = Math.max(most, counts[i]);
    }
    return most;
  }

  /** The most that was counted in any hour. */
  public long most() {
    return hours.length == 0 ? 0 : most(hours[0], hours[hours.length - 1]);
  }

  /** Whether an hour was watched from begin to end, and it is known how much was lost. */
  public boolean isWhole(long hour) {
    return hour >= from && hour < until && whole.get((int) (hour - from));
  }

  /** Whether the baseline knows the hour of the day of an hour. */
  public boolean knows(long hour) {
    return envelope != null && envelope.knows(ofDay(hour));
  }

  /** What is to be said of an hour. */
  public State state(long hour) {
    if (ground == Ground.KNOWN && knows(hour) && count(hour) > most(hour)) {
      return State.HIGH;
    }
    boolean judged = ground == Ground.KNOWN && isWhole(hour) && knows(hour);
    return !judged ? State.UNKNOWN : isOutside(hour) ? State.SILENT : State.ORDINARY;
  }

  private boolean isOutside(long hour) {
    long begin = hour * HourlyCounts.HOUR;
    return Collections.binarySearch(
            outside, new Outside(begin, 0, 0, 0), Comparator.comparingLong(Outside::begin))
        >= 0;
  }

  private static int ofDay(long hour) {
    return (int) Math.floorMod(hour, (long) DAY);
  }

  /** The smallest ordinary count of an hour. */
  public long least(long hour) {
    return least[ofDay(hour)];
  }

  /** What half of such hours do not exceed. */
  public long median(long hour) {
    return median[ofDay(hour)];
  }

  /** The largest ordinary count of an hour. */
  public long most(long hour) {
    return most[ofDay(hour)];
  }
}
