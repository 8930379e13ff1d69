package salvor.cluster;

import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The objects of a cluster, as rules over them need them. */
public interface ObjectSource {
  /**
   * The objects of a kind that are there now.
   *
   * @param namespace where, empty for all namespaces
   */
  Stream<JsonNode> all(ObjectKind kind, String namespace);

  /** One object; of the cluster where the namespace is empty. */
  Optional<JsonNode> find(ObjectKind kind, String namespace, String name);
}
