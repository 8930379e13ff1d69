package salvor.timeline;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import salvor.jobs.Progress;

/** A rectangle of the timeline: a range of time, and the lanes that are meant. Immutable. */
public final class Area {
  private static final int STEP = 1 << 14;

  private final LaneTree tree;
  private final long from;
  private final long to;
  private final Set<Lane> lanes;
  private final BitSet tracks = new BitSet();
  private final Map<Integer, List<Lane>> programs = new HashMap<>(); // of tracks not meant as such

  private Area(LaneTree tree, long from, long to, Collection<Lane> marked) {
    if (to <= from) {
      throw new IllegalArgumentException("an empty range: " + from + " to " + to);
    }
    this.tree = tree;
    this.from = from;
    this.to = to;
    Set<Lane> all = new LinkedHashSet<>();
    for (Lane lane : marked) {
      if (lane.level() != Lane.Level.PROGRAM) {
        tree.tracks(lane).forEach(track -> tracks.set(track.id()));
        all.addAll(tree.tracks(lane));
      }
    }
    for (Lane lane : marked) {
      Lane track = lane.parent();
      if (lane.level() == Lane.Level.PROGRAM && track != null && !tracks.get(track.id())) {
        programs.computeIfAbsent(track.id(), _ -> new ArrayList<>()).add(lane);
        all.add(lane);
      }
    }
    this.lanes = all;
  }

  /**
   * A rectangle.
   *
   * @param from its first nanosecond since 1970
   * @param to the nanosecond after its last
   * @param marked the lanes; a group stands for all that is in it
   */
  public static Area of(TimelineModel model, long from, long to, Collection<Lane> marked) {
    return new Area(model.tree(), from, to, marked);
  }

  /** Its first nanosecond since 1970. */
  public long from() {
    return from;
  }

  /** The nanosecond after its last. */
  public long to() {
    return to;
  }

  /**
   * Its lanes: containers, nodes, clients, and programs whose container is not in it as a whole.
   */
  public List<Lane> lanes() {
    return List.copyOf(lanes);
  }

  /** Whether it is of all that can be seen on a lane, a group's lanes all of them. */
  public boolean covers(Lane lane) {
    if (lane.level() == Lane.Level.PROGRAM) {
      return lanes.contains(lane) || (lane.parent() != null && lanes.contains(lane.parent()));
    }
    List<Lane> parts = tree.tracks(lane);
    return !parts.isEmpty() && parts.stream().allMatch(part -> tracks.get(part.id()));
  }

  /** Whether a row stands on one of its lanes, whatever its time. */
  public boolean isOn(int row) {
    int track = tree.trackOf(row);
    return tracks.get(track)
        || (!programs.isEmpty()
            && programs.getOrDefault(track, List.of()).stream().anyMatch(p -> tree.isOf(p, row)));
  }

  /**
   * Gives every row in it that a model shows, lane by lane, in the order of time on each. Not for a
   * thread that must not wait.
   */
  public void forEach(TimelineModel model, Progress progress, IntConsumer rows) {
    long done = 0;
    for (Lane lane : lanes) {
      LaneIndex index = model.index(lane);
      int end = to == Long.MAX_VALUE ? index.size() : index.position(to);
      for (int p = index.position(from); p < end; p++) {
        if (done++ % STEP == 0) {
          progress.at(done, model.observations().timed(), "counting");
        }
        rows.accept(index.row(p));
      }
      progress.at(done, model.observations().timed(), "counting");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Area that
        && tree == that.tree
        && from == that.from
        && to == that.to
        && lanes.equals(that.lanes);
  }

  @Override
  public int hashCode() {
    return 31 * lanes.hashCode() + Long.hashCode(from ^ to);
  }
}
