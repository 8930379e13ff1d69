package salvor.ingest.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Given;
import salvor.evidence.Observation;
import salvor.evidence.Observations;
import salvor.evidence.Source;
import salvor.evidence.Unreadable;
import salvor.ingest.ContentHead;
import salvor.jobs.Progress;

/**
 * What the rows of a table would become by a mapping.
 *
 * @param observations how many would be events
 * @param withoutTime how many of them would have no time
 * @param withoutZone how many of those for want of a zone
 * @param unreadable how many could not be read
 * @param skipped how many lines are no rows of their own, or are not of this mapping, by reason
 * @param whole whether that is all of the table, and not its begin
 * @param first the first rows, in the order of the table
 */
public record MappingPreview(
    long observations,
    long withoutTime,
    long withoutZone,
    long unreadable,
    Map<String, Long> skipped,
    boolean whole,
    List<Become> first) {
  private static final int ROWS = 100;

  /**
   * What one row would become.
   *
   * @param line where it begins
   * @param observation the event; null when it cannot be read
   * @param reason why not; empty for an event
   */
  public record Become(long line, @Nullable Observation observation, String reason) {}

  /** Of the begin of a table. */
  public static MappingPreview of(ContentHead content, Mapping mapping, Progress progress) {
    Given given =
        content.read(List.of(new TableJson(mapping)), List.of(TableFormat.by(mapping)), progress);
    Source source = given.evidence().sources().getFirst();
    Observations all = given.evidence().observations();
    PriorityQueue<Become> first =
        new PriorityQueue<>(Comparator.comparingLong(Become::line).reversed());
    long timed = 0;
    for (int row = 0; row < all.size(); row++) {
      Observation each = all.get(row);
      timed += each.time() == null || each.time().isWithoutZone() ? 0 : 1;
      keep(first, new Become(each.source().line(), each, ""));
    }
    for (Unreadable each : source.unreadable()) {
      keep(first, new Become(each.line(), null, each.reason()));
    }
    List<Become> rows = new ArrayList<>(first);
    rows.sort(Comparator.comparingLong(Become::line));
    return new MappingPreview(
        source.observations(),
        source.observations() - timed,
        given.evidence().withoutZone().values().stream().mapToLong(Long::longValue).sum(),
        source.unreadableCount(),
        source.skipped(),
        content.whole(),
        List.copyOf(rows));
  }

  private static void keep(PriorityQueue<Become> first, Become next) {
    first.add(next);
    if (first.size() > ROWS) {
      first.remove();
    }
  }
}
