package salvor.workload;

import org.jspecify.annotations.Nullable;

/**
 * The controller at the top of a pod's owner chain, or the pod itself when nothing owns it.
 *
 * @param namespace the Kubernetes namespace
 * @param kind the kind, for example {@code Deployment}; null where only a name could be derived
 * @param name the object's name
 */
public record WorkloadRef(String namespace, @Nullable String kind, String name) {
  @Override
  public String toString() {
    return namespace
        + "/"
        + (kind == null ? "" : kind.toLowerCase(java.util.Locale.ROOT) + "/")
        + name;
  }
}
