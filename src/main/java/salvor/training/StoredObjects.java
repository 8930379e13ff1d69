package salvor.training;

import java.util.Optional;
import java.util.stream.Stream;
import salvor.cluster.ObjectKind;
import salvor.cluster.ObjectSource;
import salvor.training.apiserver.ApiResources;
import salvor.training.apiserver.ObjectStore;
import tools.jackson.databind.JsonNode;

/** The objects of the practice cluster, for the rules that hold in every cluster. */
record StoredObjects(ObjectStore store, ApiResources resources) implements ObjectSource {
  @Override
  public Stream<JsonNode> all(ObjectKind kind, String namespace) {
    return store.list(resources.named(kind.plural()), namespace).stream().map(each -> each);
  }

  @Override
  public Optional<JsonNode> find(ObjectKind kind, String namespace, String name) {
    return store.find(resources.named(kind.plural()), namespace, name).map(each -> each);
  }
}
