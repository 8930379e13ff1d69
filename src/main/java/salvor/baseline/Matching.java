package salvor.baseline;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import salvor.workload.Container;
import salvor.workload.ImageDigest;
import salvor.workload.Inventory;
import salvor.workload.Location;
import salvor.workload.Pod;
import salvor.workload.WorkloadRef;

/**
 * Which baseline applies to a container.
 *
 * <p>The rules, in order; the first that finds a profile decides, and among several the first
 * given:
 *
 * <ol>
 *   <li>{@link Rule#SAME_WORKLOAD}: namespace, workload, container and digest are the same; what a
 *       profile does not say is not compared, but a workload or a digest it must say;
 *   <li>{@link Rule#OTHER_DIGEST}: the same workload and container, but another or an unknown
 *       digest: every facet is STALE;
 *   <li>{@link Rule#SAME_IMAGE}: the same digest and container name in another workload or
 *       namespace;
 *   <li>{@link Rule#NONE}.
 * </ol>
 */
public final class Matching {
  private final List<Profile> profiles;
  private final Inventory inventory;
  private final Map<String, Inventory> ofCluster = new ConcurrentHashMap<>();

  Matching(List<Profile> profiles, Inventory inventory) {
    this.profiles = List.copyOf(profiles);
    this.inventory = inventory;
  }

  /** How a baseline was found. */
  public enum Rule {
    SAME_WORKLOAD,
    OTHER_DIGEST,
    SAME_IMAGE,
    NONE
  }

  /** How the workload of a container was found. */
  public enum WorkloadFrom {
    /** The record says it. */
    RECORD,
    /** Cluster objects say it. */
    INVENTORY,
    /** Derived from the pod's name by {@link PodNames}. */
    POD_NAME,
    UNKNOWN
  }

  /**
   * The baseline of a container.
   *
   * @param profile null when none applies
   * @param number its place among the profiles given, -1 when none applies
   * @param rule how it was found
   * @param workload the workload of the container, null when unknown
   * @param workloadFrom how that was found
   * @param container the container's name, null when unknown
   * @param digest the image digest of the container, null when unknown
   */
  public record Match(
      @Nullable Profile profile,
      int number,
      Rule rule,
      @Nullable WorkloadRef workload,
      WorkloadFrom workloadFrom,
      @Nullable String container,
      @Nullable ImageDigest digest) {}

  /** The baselines there are, in the order of their numbers. */
  public List<Profile> profiles() {
    return profiles;
  }

  /** The baseline that applies at a location. */
  public Match match(Location at) {
    Inventory its =
        inventory.clusters().size() < 2
            ? inventory
            : ofCluster.computeIfAbsent(
                at.cluster() == null ? "" : at.cluster(), _ -> inventory.in(at.cluster()));
    Inventory.Placed placed = its.container(at.containerId()).orElse(null);
    Pod pod = placed != null ? placed.pod() : its.pod(at.namespace(), at.pod()).orElse(null);
    Container container = placed != null ? placed.container() : named(pod, at.container());
    String name =
        at.container() != null ? at.container() : container == null ? null : container.name();
    ImageDigest digest =
        at.digest() != null ? at.digest() : container == null ? null : container.digest();
    WorkloadRef workload = at.workload();
    WorkloadFrom from = WorkloadFrom.RECORD;
    if (workload == null && pod != null && pod.owner() != null) {
      workload = pod.owner();
      from = WorkloadFrom.INVENTORY;
    }
    if (workload == null && at.namespace() != null && at.pod() != null) {
      workload = PodNames.workload(at.namespace(), at.pod());
      from = WorkloadFrom.POD_NAME;
    }
    return find(workload, workload == null ? WorkloadFrom.UNKNOWN : from, name, digest);
  }

  private static @Nullable Container named(@Nullable Pod pod, @Nullable String name) {
    return pod == null || name == null
        ? null
        : pod.containers().stream().filter(c -> c.name().equals(name)).findFirst().orElse(null);
  }

  private Match find(
      @Nullable WorkloadRef workload,
      WorkloadFrom from,
      @Nullable String container,
      @Nullable ImageDigest digest) {
    int other = -1;
    int image = -1;
    for (int i = 0; i < profiles.size(); i++) {
      Profile.Key key = profiles.get(i).key();
      boolean sameContainer =
          container != null && (key.container() == null || key.container().equals(container));
      boolean sameDigest = digest != null && digest.equals(key.digest());
      if (sameContainer && sameWorkload(key, workload)) {
        if (sameDigest || key.digest() == null) {
          return found(i, Rule.SAME_WORKLOAD, workload, from, container, digest);
        }
        other = other < 0 ? i : other;
      }
      image = image < 0 && sameContainer && sameDigest ? i : image;
    }
    return other >= 0
        ? found(other, Rule.OTHER_DIGEST, workload, from, container, digest)
        : found(image, image < 0 ? Rule.NONE : Rule.SAME_IMAGE, workload, from, container, digest);
  }

  private Match found(
      int number,
      Rule rule,
      @Nullable WorkloadRef workload,
      WorkloadFrom from,
      @Nullable String container,
      @Nullable ImageDigest digest) {
    return new Match(
        number < 0 ? null : profiles.get(number), number, rule, workload, from, container, digest);
  }

  private static boolean sameWorkload(Profile.Key key, @Nullable WorkloadRef workload) {
    return workload != null
        && workload.name().equals(key.workload())
        && (key.namespace() == null || key.namespace().equals(workload.namespace()))
        && (key.kind() == null
            || workload.kind() == null
            || key.kind().equalsIgnoreCase(workload.kind()));
  }
}
