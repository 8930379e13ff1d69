package salvor.training.apiserver;

import java.util.List;
import salvor.cluster.LabelSelector;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whether a pod may be evicted: no PodDisruptionBudget may be violated by it. */
final class Evictions {
  private final ObjectStore store;
  private final ApiResource budgets;
  private final ApiResource pods;

  Evictions(ObjectStore store, ApiResources resources) {
    this.store = store;
    this.budgets = resources.named("poddisruptionbudgets");
    this.pods = resources.named("pods");
  }

  /**
   * Lets a pod be evicted.
   *
   * @throws ApiFailure 429 when a budget leaves no room
   */
  void permit(ObjectNode pod) {
    String namespace = pod.path("metadata").path("namespace").asString("");
    for (ObjectNode budget : store.list(budgets, namespace)) {
      if (isWanted(pod) && selects(budget, pod) && room(budget, namespace) <= 0) {
        throw ApiFailure.of(
            429,
            "TooManyRequests",
            pods,
            pod.path("metadata").path("name").asString(""),
            "Cannot evict pod as it would violate the pod's disruption budget.");
      }
    }
  }

  private static boolean selects(ObjectNode budget, ObjectNode pod) {
    return LabelSelector.fits(budget.at("/spec/selector"), pod.path("metadata").path("labels"));
  }

  /** How many more pods a budget lets go now. */
  private int room(ObjectNode budget, String namespace) {
    List<ObjectNode> all =
        store.list(pods, namespace).stream()
            .filter(pod -> isWanted(pod) && selects(budget, pod))
            .toList();
    int healthy = (int) all.stream().filter(Evictions::isReady).count();
    JsonNode spec = budget.path("spec");
    int wanted =
        spec.has("maxUnavailable")
            ? all.size() - count(spec.path("maxUnavailable"), all.size())
            : count(spec.path("minAvailable"), all.size());
    return healthy - wanted;
  }

  /** A number, or a percentage rounded up. */
  private static int count(JsonNode value, int of) {
    String text = value.asString("0");
    return text.endsWith("%")
        ? Math.ceilDiv(Listing.number(text.substring(0, text.length() - 1)) * of, 100)
        : Listing.number(text);
  }

  /** A pod that ends is still one of those that are expected, but no longer a healthy one. */
  private static boolean isWanted(ObjectNode pod) {
    return !pod.at("/status/phase").asString("").matches("Succeeded|Failed");
  }

  private static boolean isReady(ObjectNode pod) {
    return !pod.path("metadata").has("deletionTimestamp")
        && pod.at("/status/conditions")
            .valueStream()
            .anyMatch(condition ->
                condition.path("type").asString("").equals("Ready")
                    && condition.path("status").asString("").equals("True"));
  }
}
