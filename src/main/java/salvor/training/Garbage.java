package salvor.training;

import java.util.HashSet;
import java.util.Set;
import salvor.training.apiserver.ApiResource;
import salvor.training.apiserver.ApiResources;
import salvor.training.apiserver.ObjectStore;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Collects what is left behind: objects whose owners are all gone, and everything in a namespace
 * that is being deleted. A foreground deletion is collected like one in the background.
 */
final class Garbage {
  private final ObjectStore store;
  private final ApiResources resources;
  private final ApiResource namespaces;
  private final Set<String> gone = new HashSet<>();
  private final Set<String> ending = new HashSet<>();

  Garbage(ObjectStore store, ApiResources resources) {
    this.store = store;
    this.resources = resources;
    this.namespaces = resources.named("namespaces");
    store.watch(change -> {
      if (change.type() == ObjectStore.Change.Type.DELETED) {
        gone.add(World.uid(change.object()));
      } else if (change.resource().equals(namespaces) && isEnding(change.object())) {
        ending.add(change.object().path("metadata").path("name").asString(""));
      }
    });
  }

  /** Collects what there is by now. */
  void collect() {
    if (!gone.isEmpty()) {
      Set<String> owners = Set.copyOf(gone);
      gone.clear();
      resources.all().toList().forEach(kind -> dependents(kind, owners));
    }
    Set.copyOf(ending).forEach(this::empty);
  }

  private void dependents(ApiResource kind, Set<String> owners) {
    for (ObjectNode object : store.list(kind, "")) {
      JsonNode references = object.path("metadata").path("ownerReferences");
      if (!references.isEmpty()
          && references
              .valueStream()
              .allMatch(owner -> owners.contains(owner.path("uid").asString("")))) {
        end(kind, object);
      }
    }
  }

  private void empty(String namespace) {
    boolean left = false;
    for (ApiResource kind : resources.all().filter(ApiResource::namespaced).toList()) {
      for (ObjectNode object : store.list(kind, namespace)) {
        left = true;
        end(kind, object);
      }
    }
    if (!left) {
      ending.remove(namespace);
      store
          .find(namespaces, "", namespace)
          .ifPresent(it -> store.delete(namespaces, "", namespace));
    }
  }

  private void end(ApiResource kind, ObjectNode object) {
    JsonNode metadata = object.path("metadata");
    String namespace = metadata.path("namespace").asString("");
    String name = metadata.path("name").asString("");
    boolean stops =
        kind.plural().equals("pods") && !object.at("/spec/nodeName").asString("").isEmpty();
    if (!stops && metadata.path("finalizers").isEmpty()) {
      store.delete(kind, namespace, name);
    } else if (!isEnding(object)) {
      store.change(
          kind,
          namespace,
          name,
          marked -> {
            marked
                .withObject("metadata")
                .put("deletionTimestamp", store.time().toString())
                .put("deletionGracePeriodSeconds", stops ? 30 : 0);
            return marked;
          });
    }
  }

  private static boolean isEnding(JsonNode object) {
    return object.path("metadata").has("deletionTimestamp");
  }
}
