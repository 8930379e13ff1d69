package salvor.timeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Observations;

/** The node that what stands on a track ran on, apart from those of other clusters. */
final class TrackNodes {
  private final @Nullable String[] nodes;

  TrackNodes(Observations observations, LaneTree tree) {
    List<Set<String>> told = new ArrayList<>();
    for (int track = 0; track < tree.size(); track++) {
      told.add(new HashSet<>());
    }
    for (int id = 0; id < observations.locations(); id++) {
      String node = observations.location(id).nodeKey();
      if (node != null) {
        told.get(tree.trackOfLocation(id)).add(node);
      }
    }
    nodes = new @Nullable String[told.size()];
    Arrays.setAll(
        nodes, track -> told.get(track).size() == 1 ? told.get(track).iterator().next() : null);
  }

  /** Null where no source tells it, or where sources tell several. */
  @Nullable String of(int track) {
    return track < nodes.length ? nodes[track] : null;
  }
}
