package salvor.custody;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What in a cluster something was done to. Two container ids and restart counts that differ say
 * that the container was replaced meanwhile.
 *
 * @param clusterUid the UID of the namespace {@code kube-system}
 * @param apiServerCaSha256 the hash of the authority that the API server is known by
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Target(
    @Nullable String clusterUid,
    @Nullable String apiServerCaSha256,
    @Nullable String namespace,
    @Nullable String pod,
    @Nullable String podUid,
    @Nullable String container,
    @Nullable String containerIdBefore,
    @Nullable String containerIdAfter,
    @Nullable Integer restartCountBefore,
    @Nullable Integer restartCountAfter,
    @Nullable String imageId,
    @Nullable String node) {
  /** A whole cluster; null: it does not say which, or nobody vouches for its server. */
  public static Target of(@Nullable String clusterUid, @Nullable String apiServerCaSha256) {
    return new Target(
        clusterUid, apiServerCaSha256, null, null, null, null, null, null, null, null, null, null);
  }

  /**
   * Something in the same cluster.
   *
   * @param name of the pod; null where it is of no pod
   */
  public Target in(String namespaceOf, @Nullable String name, @Nullable String uid) {
    return new Target(
        clusterUid,
        apiServerCaSha256,
        namespaceOf,
        name,
        uid,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
