package salvor.recovery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run that was triggered.
 *
 * @param mark by which it is told from other runs: eight hexadecimal digits
 * @param triggered when, by our clock
 * @param id by what the system calls it; null while that is not known
 * @param page where people can look at it; null where there is none
 */
public record PipelineRun(
    String mark, Instant triggered, @Nullable String id, @Nullable String page) {}
