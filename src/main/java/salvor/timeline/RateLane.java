package salvor.timeline;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import salvor.baseline.JudgedHours;
import salvor.baseline.Profile;

/**
 * How much one container of a workload did by the hour, all its pods together, against what its
 * baseline calls ordinary.
 *
 * @param key which container, and of which image
 * @param known its baseline, null when there is none
 * @param facets what was counted, never empty
 * @param tracks the lanes of the containers that were counted
 * @param placed whether it is known on which nodes they ran: else no silence is told
 */
public record RateLane(
    Profile.Key key,
    @Nullable Profile known,
    List<JudgedHours> facets,
    List<Lane> tracks,
    boolean placed) {
  public RateLane {
    facets = List.copyOf(facets);
    tracks = List.copyOf(tracks);
  }

  /** Whether the baseline is of another image digest. */
  public boolean isStale() {
    return known != null && !Objects.equals(known.key().digest(), key.digest());
  }

  /** The facet with the most hours that are not ordinary, of those that are judged if any is. */
  public JudgedHours loudest() {
    JudgedHours loudest = facets.getFirst();
    for (JudgedHours facet : facets) {
      if (rank(facet) > rank(loudest)) {
        loudest = facet;
      }
    }
    return loudest;
  }

  private static int rank(JudgedHours facet) {
    return facet.ground() == JudgedHours.Ground.KNOWN ? 1 + facet.outside().size() : 0;
  }
}
