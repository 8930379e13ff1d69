package salvor.timeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.baseline.JudgedHours;
import salvor.baseline.Learner;
import salvor.baseline.Learning;
import salvor.baseline.Profile;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.jobs.Progress;

/**
 * The rates of all containers of the evidence. Made once for a timeline: it takes a walk through
 * all rows. A filter takes nothing away, since then every hour would be too quiet.
 */
public final class RateLanes {
  /** An hour that is not ordinary, of one facet of one container. */
  public record Place(RateLane lane, JudgedHours facet, JudgedHours.Outside hour) {}

  /** Those of a timeline on which nothing is counted. */
  public static final RateLanes NONE = new RateLanes(List.of());

  private final List<RateLane> lanes;
  private final Map<Integer, RateLane> ofTrack = new HashMap<>();
  private final List<Place> places = new ArrayList<>();

  private RateLanes(List<RateLane> lanes) {
    this.lanes = List.copyOf(lanes);
    for (RateLane lane : lanes) {
      lane.tracks().forEach(track -> ofTrack.putIfAbsent(track.id(), lane));
      for (JudgedHours facet : lane.facets()) {
        facet.outside().forEach(hour -> places.add(new Place(lane, facet, hour)));
      }
    }
    places.sort(Comparator.comparingLong(place -> place.hour().begin()));
  }

  /**
   * The rates of all containers that the evidence shows.
   *
   * @throws salvor.jobs.JobCancelled when asked to stop
   */
  public static RateLanes of(
      Evidence evidence, TimelineModel timeline, List<Profile> baselines, Progress progress) {
    Map<Profile.Key, Set<Lane>> tracks = tracks(evidence, timeline.tree());
    List<RateLane> lanes = new ArrayList<>();
    List<Profile> seen =
        Learner.learn(
            evidence.observations(),
            evidence.inventory(),
            evidence.sources(),
            Learning.ALL,
            progress);
    HourWatch watch = new HourWatch(timeline.whole());
    for (Profile now : seen) {
      List<Lane> of = List.copyOf(tracks.getOrDefault(now.key(), Set.of()));
      Profile known = baseline(baselines, now.key());
      List<JudgedHours> facets = JudgedHours.of(known, now, watch.of(of));
      if (!facets.isEmpty()) {
        lanes.add(new RateLane(now.key(), known, facets, of, watch.knowsNodes(of)));
      }
    }
    return new RateLanes(lanes);
  }

  private static Map<Profile.Key, Set<Lane>> tracks(Evidence evidence, LaneTree tree) {
    Observations observations = evidence.observations();
    Map<Profile.Key, Set<Lane>> tracks = new HashMap<>();
    for (int id = 0; id < observations.locations(); id++) {
      Lane track = tree.lane(tree.trackOfLocation(id));
      Learner.key(observations.location(id), evidence.inventory())
          .ifPresent(key -> tracks.computeIfAbsent(key, _ -> new LinkedHashSet<>()).add(track));
    }
    return tracks;
  }

  /** Of the same image if there is one. */
  private static @Nullable Profile baseline(List<Profile> baselines, Profile.Key of) {
    List<Profile> same =
        baselines.stream().filter(known -> known.key().isOfSameContainer(of)).toList();
    return same.stream()
        .filter(known -> Objects.equals(known.key().digest(), of.digest()))
        .findFirst()
        .orElse(same.isEmpty() ? null : same.getFirst());
  }

  /** All of them, by name. */
  public List<RateLane> all() {
    return lanes;
  }

  /** The one that a lane is counted in: a container's, a program's, or a group's if it is one. */
  public Optional<RateLane> of(Lane lane) {
    for (Lane up = lane; up != null; up = up.parent()) {
      RateLane found = ofTrack.get(up.id());
      if (found != null) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  /** The hours that are not ordinary, of all, in the order of time. */
  public List<Place> places() {
    return List.copyOf(places);
  }
}
