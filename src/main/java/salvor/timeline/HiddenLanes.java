package salvor.timeline;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * The tracks that have no line of their own. Inside a closed group they are still drawn in the
 * group's line: what is drawn is not hidden, and not counted so.
 *
 * @param named those that were hidden one by one
 * @param quiet all that are quiet, while these are hidden; else empty
 */
public record HiddenLanes(Set<Lane> named, Set<Lane> quiet) {
  /** Every lane has its line. */
  public static final HiddenLanes NONE = new HiddenLanes(Set.of(), Set.of());

  public HiddenLanes {
    named = Set.copyOf(named);
    quiet = Set.copyOf(quiet);
  }

  /** Whether any are. */
  public boolean isEmpty() {
    return named.isEmpty() && quiet.isEmpty();
  }

  /** Whether a track is hidden, or all tracks of a group. */
  boolean hides(Lane lane) {
    if (lane.isTrack()) {
      return named.contains(lane) || quiet.contains(lane);
    }
    return !isEmpty()
        && !lane.children().isEmpty()
        && lane.children().stream().allMatch(this::hides);
  }

  /** These tracks hidden as well. */
  public HiddenLanes with(Collection<Lane> tracks) {
    Set<Lane> more = new HashSet<>(named);
    more.addAll(tracks);
    return new HiddenLanes(more, quiet);
  }

  /** These tracks not hidden; other quiet ones stay hidden, each for itself from now on. */
  public HiddenLanes without(Collection<Lane> tracks) {
    boolean oneIsQuiet = tracks.stream().anyMatch(quiet::contains);
    Set<Lane> rest = new HashSet<>(named);
    if (oneIsQuiet) {
      rest.addAll(quiet);
    }
    tracks.forEach(rest::remove);
    return new HiddenLanes(rest, oneIsQuiet ? Set.of() : quiet);
  }

  /** The same with all these quiet tracks hidden; none of them where empty. */
  public HiddenLanes withQuiet(Set<Lane> tracks) {
    return new HiddenLanes(named, tracks);
  }
}
