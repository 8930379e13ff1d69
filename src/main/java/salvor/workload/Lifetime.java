package salvor.workload;

import org.jspecify.annotations.Nullable;

/**
 * From when to when something was there, as far as its object tells; in nanoseconds since 1970.
 *
 * @param from when it was made, null when that is not told
 * @param until when it was gone at the latest, null when it was not gone when it was described
 */
public record Lifetime(@Nullable Long from, @Nullable Long until) {
  public static final Lifetime UNKNOWN = new Lifetime(null, null);

  /** The lifetime by an earlier and a later description. */
  Lifetime and(Lifetime later) {
    return new Lifetime(
        from == null ? later.from : from, later.until == null ? until : later.until);
  }
}
