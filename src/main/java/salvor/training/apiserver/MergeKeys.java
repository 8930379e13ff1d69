package salvor.training.apiserver;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The lists that are merged entry by entry, and the fields that tell their entries apart ({@code
 * x-kubernetes-list-map-keys} and {@code patchMergeKey} of Kubernetes' API); every other list is
 * replaced as a whole.
 */
final class MergeKeys {
  private static final Map<String, List<String>> KEYS =
      Map.ofEntries(
          Map.entry("containers", List.of("name")),
          Map.entry("initContainers", List.of("name")),
          Map.entry("ephemeralContainers", List.of("name")),
          Map.entry("volumes", List.of("name")),
          Map.entry("env", List.of("name")),
          Map.entry("imagePullSecrets", List.of("name")),
          Map.entry("volumeMounts", List.of("mountPath")),
          Map.entry("volumeDevices", List.of("devicePath")),
          Map.entry("hostAliases", List.of("ip")),
          Map.entry("topologySpreadConstraints", List.of("topologyKey", "whenUnsatisfiable")),
          Map.entry("conditions", List.of("type")),
          Map.entry("addresses", List.of("type")),
          Map.entry("ownerReferences", List.of("uid")),
          Map.entry("taints", List.of("key", "effect")));

  private MergeKeys() {}

  /** The keys of a list's entries; empty where the list is replaced as a whole. */
  static List<String> of(String field, JsonNode list) {
    if (field.equals("ports")) {
      boolean ofContainer = list.path(0).has("containerPort");
      return List.of(ofContainer ? "containerPort" : "port");
    }
    return KEYS.getOrDefault(field, List.of());
  }

  static boolean same(JsonNode one, JsonNode other, List<String> keys) {
    return keys.stream().allMatch(key -> one.path(key).equals(other.path(key)));
  }
}
