package salvor.casefile;

import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import salvor.evidence.ClockOffsets;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.evidence.Source;

/**
 * What other offsets and zones of the clocks would change, counted by looking at every row before
 * and after.
 */
public final class RetimingPreview {
  private final Recorded before;
  private final Recorded after;
  private final int[] was;
  private final int[] is;

  private RetimingPreview(Recorded before, Recorded after) {
    this.before = before;
    this.after = after;
    was = before.given().evidence().observations().byRecord();
    is = after.given().evidence().observations().byRecord();
  }

  static RetimingPreview of(Recorded before, Recorded after) {
    return new RetimingPreview(before, after);
  }

  private long count(IntPredicate pair) {
    return IntStream.range(0, was.length).filter(pair).count();
  }

  private boolean isMoved(int pair) {
    Observations rows = before.given().evidence().observations();
    Observations later = after.given().evidence().observations();
    boolean timed = was[pair] < rows.timed();
    return timed != is[pair] < later.timed()
        || (timed && rows.time(was[pair]) != later.time(is[pair]));
  }

  /** The evidence as it would be shown. */
  public Evidence evidence() {
    return after.given().evidence();
  }

  /** How many events get another time, or lose theirs. */
  public long moved() {
    return count(this::isMoved);
  }

  /** How many events get another verdict. */
  public long verdicts() {
    return count(
        pair -> before.verdicts().verdict(was[pair]) != after.verdicts().verdict(is[pair]));
  }

  /** How many of the events from a time until another would no longer be there. */
  public long leaving(long from, long until) {
    Observations rows = before.given().evidence().observations();
    Observations later = after.given().evidence().observations();
    return count(
        pair -> isWithin(rows, was[pair], from, until) && !isWithin(later, is[pair], from, until));
  }

  private static boolean isWithin(Observations rows, int row, long from, long until) {
    return row < rows.timed() && rows.time(row) >= from && rows.time(row) < until;
  }

  /**
   * How many events of the sources that change would still be without a time for want of a zone.
   */
  public long withoutMoment() {
    Observations later = after.given().evidence().observations();
    List<Integer> sources = sources();
    return IntStream.range(later.timed(), later.size())
        .filter(row -> later.timeWithoutZone(row) != null && sources.contains(later.sourceId(row)))
        .count();
  }

  /** What would be in force. */
  public ClockOffsets clocks() {
    return after.given().evidence().observations().clocks();
  }

  /** The sources whose offset or zone would be another, by their numbers. */
  public List<Integer> sources() {
    ClockOffsets from = before.given().evidence().observations().clocks();
    return before.given().evidence().sources().stream()
        .map(Source::id)
        .filter(id ->
            from.of(id) != clocks().of(id) || !Objects.equals(from.zone(id), clocks().zone(id)))
        .toList();
  }
}
