package salvor.containment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was done of a measure. That a cluster took an object says nothing of whether it holds.
 *
 * @param results of each step, in their order
 * @param unwritten why something could not be written down, after which nothing more was done; null
 *     where all was
 */
public record Applied(Measure measure, List<Result> results, @Nullable String unwritten) {
  /** Copies the list. */
  public Applied {
    results = List.copyOf(results);
  }

  /**
   * Of one step.
   *
   * @param requested when it was begun, by this machine's clock; null where it was not
   * @param settled when it was known what came of it; null likewise
   */
  public record Result(
      Step step, Outcome outcome, @Nullable Instant requested, @Nullable Instant settled) {}

  /** How much of it was done. */
  public enum Extent {
    /** Everything. */
    WHOLE,
    /** Something, and not all. */
    PART,
    /** Nothing that is known of. */
    NONE
  }

  /** How much of it was done. */
  public Extent extent() {
    long done = results.stream().filter(each -> each.outcome().isDone()).count();
    return done == results.size() ? Extent.WHOLE : done == 0 ? Extent.NONE : Extent.PART;
  }

  /** What came of the step that is about a pod itself; empty where there is none. */
  public Optional<Outcome> of(ChosenPod pod) {
    return results.stream().filter(each -> isOf(each.step(), pod)).map(Result::outcome).findFirst();
  }

  private static boolean isOf(Step step, ChosenPod pod) {
    return switch (step) {
      case Step.Create _ -> false;
      case Step.Patch patch -> ChosenPod.of(patch.before()).equals(pod);
      case Step.Delete delete -> ChosenPod.of(delete.before()).equals(pod);
    };
  }
}
