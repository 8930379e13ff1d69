package salvor.recovery;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A run that was triggered.
 *
 * @param mark by which it is told from other runs: eight hexadecimal digits
 * @param triggered when, by our clock
 * @param id by what the system calls it; null while that is not known
 * @param page where people can look at it; null where there is none
 * @param before what ran there before it was triggered, by what the system calls it: none of these
 *     is it
 */
public record PipelineRun(
    String mark,
    Instant triggered,
    @Nullable String id,
    @Nullable String page,
    Set<String> before) {
  /** Copies the set. */
  public PipelineRun {
    before = Set.copyOf(before);
  }

  /** One of which it does not matter what ran before. */
  public PipelineRun(String mark, Instant triggered, @Nullable String id, @Nullable String page) {
    this(mark, triggered, id, page, Set.of());
  }

  /** The same, as it is called. */
  PipelineRun called(String name) {
    return new PipelineRun(mark, triggered, name, page, before);
  }

  /** The same, beside what ran before. */
  PipelineRun after(Set<String> others) {
    return new PipelineRun(mark, triggered, id, page, others);
  }
}
