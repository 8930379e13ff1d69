package salvor.training.apiserver;

import java.util.List;

/**
 * One kind of object that the API server serves.
 *
 * @param group the API group, empty for the core group
 * @param version the version of the group, such as {@code v1}
 * @param plural the name in paths, such as {@code pods}
 * @param kind the name in objects, such as {@code Pod}
 * @param namespaced whether its objects live in namespaces
 * @param shortNames what {@code kubectl} takes for it, such as {@code po}
 * @param subresources what can be asked for below an object, such as {@code log}
 */
public record ApiResource(
    String group,
    String version,
    String plural,
    String kind,
    boolean namespaced,
    List<String> shortNames,
    List<String> subresources) {

  /** Copies the lists. */
  public ApiResource {
    shortNames = List.copyOf(shortNames);
    subresources = List.copyOf(subresources);
  }

  /** The value of {@code apiVersion}. */
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** The name with its group, such as {@code deployments.apps}. */
  public String qualified() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  String singular() {
    return kind.toLowerCase(java.util.Locale.ROOT);
  }
}
