package salvor.workload;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One container of a pod, from the pod's specification and status.
 *
 * @param name its name in the pod
 * @param id the runtime's id without scheme, null before it was created
 * @param image the image reference of the specification
 * @param digest the digest of the status' {@code imageID}
 * @param startedNanos when the running or last instance started, epoch nanoseconds UTC; null when
 *     unknown
 * @param declared probes, hooks and entry point
 * @param mounts the paths over which volumes are mounted
 */
public record Container(
    String name,
    @Nullable String id,
    @Nullable String image,
    @Nullable ImageDigest digest,
    @Nullable Long startedNanos,
    List<DeclaredCommand> declared,
    List<String> mounts) {
  public Container {
    declared = List.copyOf(declared);
    mounts = List.copyOf(mounts);
  }

  /** A container without volumes. */
  public Container(
      String name,
      @Nullable String id,
      @Nullable String image,
      @Nullable ImageDigest digest,
      @Nullable Long startedNanos,
      List<DeclaredCommand> declared) {
    this(name, id, image, digest, startedNanos, declared, List.of());
  }
}
