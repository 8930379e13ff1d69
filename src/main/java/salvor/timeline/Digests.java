package salvor.timeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import salvor.baseline.Judge;
import salvor.baseline.Matching;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.workload.ImageDigest;
import salvor.workload.Inventory;
import salvor.workload.Location;

/**
 * Which pod a row belongs to, and which image digest its container was started from, as far as
 * records and cluster objects say it. A record that does not tell the digest shares that of its
 * lane, if the lane has one and not several; nothing else is concluded.
 */
public final class Digests {
  /** Of what was not done in a container. */
  static final int NONE = -1;

  /** Of a container whose digest nobody tells. */
  static final int UNKNOWN = -2;

  private final Observations observations;
  private final LaneTree tree;
  private final List<ImageDigest> known = new ArrayList<>();
  private final int[] ofLocation;

  /** The digests of all places. */
  public Digests(Observations observations, Inventory inventory, LaneTree tree) {
    this.observations = observations;
    this.tree = tree;
    this.ofLocation = new int[observations.locations()];
    Matching matching = new Judge(List.of(), inventory).matching();
    Map<ImageDigest, Integer> numbers = new HashMap<>();
    Map<Integer, TreeSet<Integer>> ofTrack = new HashMap<>();
    for (int id = 0; id < ofLocation.length; id++) {
      Location at = observations.location(id);
      ImageDigest digest = matching.match(at).digest();
      boolean inContainer = at.container() != null || at.containerId() != null;
      ofLocation[id] = inContainer || at.pod() != null ? UNKNOWN : NONE;
      if (digest != null && inContainer) {
        ofLocation[id] = numbers.computeIfAbsent(digest, this::added);
        ofTrack.computeIfAbsent(tree.trackOfLocation(id), _ -> new TreeSet<>()).add(ofLocation[id]);
      }
    }
    for (int id = 0; id < ofLocation.length; id++) {
      TreeSet<Integer> same = ofTrack.getOrDefault(tree.trackOfLocation(id), new TreeSet<>());
      if (ofLocation[id] == UNKNOWN && same.size() == 1) {
        ofLocation[id] = same.first();
      }
    }
  }

  private int added(ImageDigest digest) {
    known.add(digest);
    return known.size() - 1;
  }

  /** The number of a row's digest, {@link #UNKNOWN} or {@link #NONE}. */
  int number(int row) {
    return observations.kind(row) == Kind.API_REQUEST
        ? NONE
        : ofLocation[observations.locationId(row)];
  }

  /** Whether a row was done in a container at all; requests are judged by who asks. */
  public boolean isInContainer(int row) {
    return number(row) != NONE;
  }

  /** The digest that a row's container was started from; empty when nobody tells it. */
  public Optional<ImageDigest> of(int row) {
    int number = number(row);
    return number < 0 ? Optional.empty() : Optional.of(known.get(number));
  }

  /** The lane of a row's pod; of what is in no pod its own lane. */
  public Lane pod(int row) {
    return podOf(tree.lane(tree.trackOf(row)));
  }

  private static Lane podOf(Lane track) {
    Lane parent = track.parent();
    return parent != null && parent.level() == Lane.Level.POD ? parent : track;
  }

  /**
   * The lanes of the pods that ran the digest of a row's container, its own among them; empty when
   * nobody tells the digest.
   */
  public Set<Lane> siblings(int row) {
    int wanted = number(row);
    Set<Lane> pods = new LinkedHashSet<>();
    for (int id = 0; wanted >= 0 && id < ofLocation.length; id++) {
      if (ofLocation[id] == wanted) {
        pods.add(podOf(tree.lane(tree.trackOfLocation(id))));
      }
    }
    return pods;
  }

  /** Whether two rows ran in containers of the same known digest. */
  public boolean areSame(int row, int other) {
    return number(row) >= 0 && number(row) == number(other);
  }
}
