package salvor.evidence;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.workload.Location;

/**
 * One thing that one source says has happened.
 *
 * @param time when, null when the source does not say: it then belongs to the untimed tray
 * @param location where
 * @param process who, {@link ProcessInfo#UNKNOWN} when the source does not say
 * @param activity what
 * @param outcome how it ended
 * @param quality what is to be known about this record; a result that is a mark as well is added
 * @param source where the record stands in the evidence
 */
public record Observation(
    @Nullable ObservedTime time,
    Location location,
    ProcessInfo process,
    Activity activity,
    Outcome outcome,
    Set<Quality> quality,
    RecordRef source) {
  public Observation {
    quality = Quality.of(Quality.bits(quality) | outcome.result().qualityBit());
  }

  /** An observation whose source says no more of the end than the activity itself. */
  public Observation(
      @Nullable ObservedTime time,
      Location location,
      ProcessInfo process,
      Activity activity,
      Set<Quality> quality,
      RecordRef source) {
    this(time, location, process, activity, Outcome.in(activity), quality, source);
  }
}
