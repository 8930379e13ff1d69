package salvor.custody;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * By which clock a record has its time. The offset is told and never applied.
 *
 * @param local which clock of this machine
 * @param apiServerDateHeader what the cluster's clock said at that time, as it wrote it; null
 *     without a cluster
 * @param offsetMs how far the cluster's clock is ahead, in milliseconds; null without a cluster
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClockSource(
    String local, @Nullable String apiServerDateHeader, @Nullable Long offsetMs) {
  /** The system's clock, compared with nothing. */
  public static final ClockSource LOCAL = new ClockSource("system", null, null);
}
