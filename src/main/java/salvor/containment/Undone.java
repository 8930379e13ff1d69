package salvor.containment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was taken back of a measure.
 *
 * @param results of each step, in the order of the measure; what was never done is {@link
 *     Outcome.Already}
 * @param unwritten why something could not be written down, after which nothing more was done; null
 *     where all was
 */
public record Undone(
    RecordedMeasure recorded, List<Applied.Result> results, @Nullable String unwritten) {
  /** Copies the list. */
  public Undone {
    results = List.copyOf(results);
  }

  /** Whether nothing of the measure is left. */
  public boolean isComplete() {
    return results.stream().allMatch(each -> each.outcome().isDone());
  }
}
