package salvor.evidence;

import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.workload.Location;

/** Knows more of where things ran than single records say. */
public interface Completion {
  /**
   * A location with what the evidence as a whole says of it.
   *
   * @param qualityBits bits of {@link Quality} that rows of this location get, 0 for none
   */
  record Completed(Location location, int qualityBits) {}

  /** What finds the places of processes before that; null when nothing can. */
  default @Nullable Placing placing() {
    return null;
  }

  /** These locations completed, one for one. */
  List<Completed> complete(List<Location> locations);
}
