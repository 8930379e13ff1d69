package salvor.baseline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.workload.Inventory;

/**
 * The phases of the lives of containers, as far as records tell them: a start where a cluster
 * object or the start of its first process says when, see {@link Phases}; a stop where the audit
 * log shows that its pod was deleted. Where neither is told nothing is said, though {@link Learner}
 * has to take it for steady.
 */
public final class Lives {
  private static final long START = Phases.START_SECONDS * 1_000_000_000L;

  /**
   * A phase in time, epoch nanoseconds UTC.
   *
   * @param from when it begins
   * @param until not included; {@link Long#MAX_VALUE} where its end is not told
   */
  public record Part(Phase phase, long from, long until) {
    /** Whether a time lies in it. */
    public boolean holds(long time) {
      return time >= from && time < until;
    }
  }

  private final DeclaredCauses causes;
  private final Phases phases;
  private final Site[] sites;

  /** The lives that observations and cluster objects tell; a walk through all rows. */
  public Lives(Observations observations, Inventory inventory) {
    causes = new DeclaredCauses(observations);
    int[] containers = Lineage.containers(observations);
    Matching matching = new Matching(List.of(), inventory);
    sites = new Site[containers.length];
    for (int id = 0; id < sites.length; id++) {
      sites[id] =
          Site.of(
              observations.location(id), containers[id], matching, List.of(), causes, inventory);
    }
    phases = new Phases(sites, causes);
    Questions<Boolean> first =
        new Questions<>(
            observations,
            new Peers(inventory),
            (row, site, hard, seen, actor) -> Phases.isFirst(actor));
    for (int row = 0; row < observations.timed(); row++) {
      Site site = sites[observations.locationId(row)];
      if (observations.kind(row) == Kind.PROCESS_STARTED
          && phases.begun(site) == null
          && first.answer(first.ask(row, site, null))) {
        phases.started(site, observations.time(row));
      }
    }
  }

  /** The phases of the container at a location, in the order of time and apart from each other. */
  public List<Part> of(int location) {
    List<Part> parts = new ArrayList<>();
    Long started = phases.begun(sites[location]);
    long settled = started == null ? Long.MIN_VALUE : started + START;
    if (started != null) {
      parts.add(new Part(Phase.START, started, settled));
      parts.add(new Part(Phase.STEADY, settled, Long.MAX_VALUE));
    }
    for (Window stop : causes.stops(sites[location].at())) {
      if (settled < stop.until()) {
        parts.add(new Part(Phase.STOP, Math.max(settled, stop.from()), stop.until()));
      }
    }
    return apart(parts);
  }

  /** Each until the next begins. */
  public static List<Part> apart(List<Part> parts) {
    List<Part> sorted =
        parts.stream().distinct().sorted(Comparator.comparingLong(Part::from)).toList();
    List<Part> apart = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i++) {
      Part part = sorted.get(i);
      long next = i + 1 < sorted.size() ? sorted.get(i + 1).from() : Long.MAX_VALUE;
      if (next > part.from()) {
        apart.add(new Part(part.phase(), part.from(), Math.min(part.until(), next)));
      }
    }
    return List.copyOf(apart);
  }
}
