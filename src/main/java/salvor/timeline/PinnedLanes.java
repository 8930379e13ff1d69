package salvor.timeline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lanes that stand first, in the order that somebody gave them, and not where their groups are:
 * tracks, or groups with all that is in them but what is pinned itself.
 *
 * @param lanes from top to bottom, each once
 */
public record PinnedLanes(List<Lane> lanes) {
  /** Every lane stands in its group. */
  public static final PinnedLanes NONE = new PinnedLanes(List.of());

  public PinnedLanes {
    lanes = lanes.stream().distinct().toList();
  }

  /** Whether a lane itself is pinned. */
  boolean contains(Lane lane) {
    return lanes.contains(lane);
  }

  /** The pinned lane that a lane is or belongs to; null when it stands in its place. */
  public @Nullable Lane of(Lane lane) {
    Lane up = lane;
    while (up != null && !contains(up)) {
      up = up.parent();
    }
    return up;
  }

  /** This lane pinned as well, below the others; a program as its container. */
  public PinnedLanes with(Lane lane) {
    List<Lane> more = new ArrayList<>(lanes);
    Lane track = lane.parent();
    more.add(lane.level() == Lane.Level.PROGRAM && track != null ? track : lane);
    return new PinnedLanes(more);
  }

  /** What a lane is or belongs to not pinned. */
  public PinnedLanes without(Lane lane) {
    List<Lane> less = new ArrayList<>(lanes);
    less.remove(of(lane));
    return new PinnedLanes(less);
  }

  /** What a lane is or belongs to one place up or down, if there is one. */
  public PinnedLanes moved(Lane lane, boolean up) {
    int from = lanes.indexOf(of(lane));
    int to = from + (up ? -1 : 1);
    if (from < 0 || to < 0 || to == lanes.size()) {
      return this;
    }
    List<Lane> other = new ArrayList<>(lanes);
    Collections.swap(other, from, to);
    return new PinnedLanes(other);
  }
}
