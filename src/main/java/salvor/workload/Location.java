package salvor.workload;

import org.jspecify.annotations.Nullable;

/**
 * Where something ran, as far as a source said it; every part a source did not give is null and is
 * never guessed.
 *
 * @param node the node's name
 * @param namespace the Kubernetes namespace
 * @param pod the pod's name
 * @param podUid the pod's uid
 * @param container the container's name in the pod
 * @param containerId the runtime's id without scheme; may be a prefix of the full 64 hex digits
 * @param image the image reference as the source spelt it, without a digest
 * @param digest the digest of the image that the container was started from
 * @param workload the controller that owns the pod
 * @param cluster what its cluster is called; null where it is not told, and in what was observed
 *     also where the evidence tells of one alone: then everything may be of that one
 */
public record Location(
    @Nullable String node,
    @Nullable String namespace,
    @Nullable String pod,
    @Nullable String podUid,
    @Nullable String container,
    @Nullable String containerId,
    @Nullable String image,
    @Nullable ImageDigest digest,
    @Nullable WorkloadRef workload,
    @Nullable String cluster) {
  /** So the name of a cluster begins that is for practice: what is told of it was played. */
  public static final String PRACTICE = "PRACTICE ";

  /** In a cluster that is not told. */
  public Location(
      @Nullable String node,
      @Nullable String namespace,
      @Nullable String pod,
      @Nullable String podUid,
      @Nullable String container,
      @Nullable String containerId,
      @Nullable String image,
      @Nullable ImageDigest digest,
      @Nullable WorkloadRef workload) {
    this(node, namespace, pod, podUid, container, containerId, image, digest, workload, null);
  }

  /** Nothing is known. */
  public static final Location UNKNOWN =
      new Location(null, null, null, null, null, null, null, null, null);

  /** The same in a cluster. */
  public Location in(@Nullable String cluster) {
    return new Location(
        node, namespace, pod, podUid, container, containerId, image, digest, workload, cluster);
  }

  /** The pod's namespace and name, apart from those of other clusters where there are several. */
  public String podKey() {
    return podKey(cluster, namespace, pod);
  }

  /** The same of a pod. */
  public static String podKey(
      @Nullable String cluster, @Nullable String namespace, @Nullable String pod) {
    return (cluster == null ? "" : cluster + "//") + namespace + "/" + pod;
  }

  /** The node's name, apart from those of other clusters where there are several. */
  public @Nullable String nodeKey() {
    return node == null ? null : nodeKey(cluster, node);
  }

  /** The same of a node. */
  public static String nodeKey(@Nullable String cluster, String node) {
    return cluster == null ? node : cluster + "//" + node;
  }

  /**
   * Whether two container ids name one container: equal, or one a prefix (12 digits or more) of the
   * other.
   */
  public static boolean sameContainer(@Nullable String one, @Nullable String other) {
    if (one == null || other == null || Math.min(one.length(), other.length()) < 12) {
      return one != null && one.equals(other);
    }
    return one.startsWith(other) || other.startsWith(one);
  }

  /**
   * The id without its scheme: {@code containerd://551e...} becomes {@code 551e...}; null and empty
   * become null.
   */
  public static @Nullable String bareContainerId(@Nullable String id) {
    if (id == null) {
      return null;
    }
    int scheme = id.indexOf("://");
    String bare = scheme < 0 ? id : id.substring(scheme + 3);
    return bare.isEmpty() ? null : bare;
  }
}
