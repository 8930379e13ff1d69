package salvor.baseline;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * In which part of its life a container is: START in its first {@value #START_SECONDS} seconds,
 * STOP from the deletion of its pod on, STEADY between. When it started cluster objects tell, or
 * the start of its first process; rows must be shown in the order of time.
 */
final class Phases {
  static final int START_SECONDS = 30;

  /** A start may take longer than it took when it was learned: until then nothing is said. */
  private static final int SURE_SECONDS = 120;

  private static final long SECOND = 1_000_000_000L;

  private final DeclaredCauses causes;
  private final Map<Integer, Long> starts = new HashMap<>();

  Phases(Site[] sites, DeclaredCauses causes) {
    this.causes = causes;
    for (Site site : sites) {
      Long started = site.started();
      if (started != null && site.container() >= 0) {
        starts.put(site.container(), started);
      }
    }
  }

  /** Whether a container starts with a process. */
  static boolean isFirst(Actor actor) {
    return Boolean.TRUE.equals(actor.inInitTree()) && Program.RUNTIME.equals(actor.parent());
  }

  /** A process starts that is its container's first. */
  void started(Site site, long time) {
    if (site.container() >= 0) {
      starts.putIfAbsent(site.container(), time);
    }
  }

  /** When a container started; null where nothing tells it. */
  @Nullable Long begun(Site site) {
    return site.container() < 0 ? site.started() : starts.get(site.container());
  }

  /** Whether a container is starting; objects and sensors are a second apart at most. */
  boolean starting(Site site, long time) {
    Long started = starts.get(site.container());
    return started != null && time >= started - SECOND && time - started < START_SECONDS * SECOND;
  }

  /** The phase as it is learned: what is known to be neither start nor stop is steady. */
  Phase learned(Site site, long time) {
    return starting(site, time) ? Phase.START : stopping(site, time) ? Phase.STOP : Phase.STEADY;
  }

  /**
   * Whether something is done in the steady part of a container's life that was only ever done when
   * such a container started or stopped. That it stops only the audit log tells.
   */
  boolean isNew(Set<Phase> known, Site site, long time) {
    Long started = starts.get(site.container());
    return !known.isEmpty()
        && !known.contains(Phase.STEADY)
        && started != null
        && site.at().containerId() != null // without it a restart looks like the same container
        && time - started >= SURE_SECONDS * SECOND
        && (causes.auditCovers(time) || !known.contains(Phase.STOP))
        && !stopping(site, time);
  }

  private boolean stopping(Site site, long time) {
    return causes.knows(site.at()) && causes.ofStop(site.at(), time) != null;
  }
}
