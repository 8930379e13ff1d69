package salvor.training;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import salvor.training.apiserver.ApiResource;
import salvor.training.apiserver.ApiResources;
import salvor.training.apiserver.ObjectStore;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Collects what is left behind: objects whose owners are all gone, and everything in a namespace
 * that is being deleted. An object that is deleted in the foreground stays until everything that it
 * owns, and that blocks it, is gone.
 */
final class Garbage {
  private static final String FOREGROUND = "foregroundDeletion";
  private final ObjectStore store;
  private final ApiResources resources;
  private final ApiResource namespaces;
  private final Set<String> gone = new HashSet<>();
  private final Set<String> ending = new HashSet<>();
  private final Map<String, Waiting> foreground = new LinkedHashMap<>();

  /** An object that waits for what it owns. */
  private record Waiting(ApiResource kind, String namespace, String name) {}

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
      note(change);
    });
  }

  private void note(ObjectStore.Change change) {
    JsonNode metadata = change.object().path("metadata");
    boolean waits =
        change.type() != ObjectStore.Change.Type.DELETED
            && isEnding(change.object())
            && metadata
                .path("finalizers")
                .valueStream()
                .anyMatch(finalizer -> finalizer.asString("").equals(FOREGROUND));
    if (waits) {
      foreground.put(
          World.uid(change.object()),
          new Waiting(
              change.resource(),
              metadata.path("namespace").asString(""),
              metadata.path("name").asString("")));
    } else {
      foreground.remove(World.uid(change.object()));
    }
  }

  /** Collects what there is by now. */
  void collect() {
    Map.copyOf(foreground).forEach(this::inForeground);
    if (!gone.isEmpty()) {
      Set<String> owners = Set.copyOf(gone);
      gone.clear();
      resources.all().toList().forEach(kind -> dependents(kind, owners));
    }
    Set.copyOf(ending).forEach(this::empty);
  }

  /** Ends what an object owns, each in the foreground itself, and then the object. */
  private void inForeground(String uid, Waiting waiting) {
    boolean blocked = false;
    for (ApiResource kind : resources.all().toList()) {
      for (ObjectNode object : store.list(kind, "")) {
        for (JsonNode owner : object.path("metadata").path("ownerReferences")) {
          if (owner.path("uid").asString("").equals(uid)) {
            blocked |= owner.path("blockOwnerDeletion").asBoolean(false);
            end(kind, object, true);
          }
        }
      }
    }
    if (!blocked) {
      store
          .find(waiting.kind(), waiting.namespace(), waiting.name())
          .ifPresent(object -> {
            ObjectNode free = object.deepCopy();
            free.withObject("metadata")
                .withArray("finalizers")
                .removeIf(finalizer -> finalizer.asString("").equals(FOREGROUND));
            store.replace(waiting.kind(), free);
            end(waiting.kind(), free, false);
          });
    }
  }

  private void dependents(ApiResource kind, Set<String> owners) {
    for (ObjectNode object : store.list(kind, "")) {
      JsonNode references = object.path("metadata").path("ownerReferences");
      if (!references.isEmpty()
          && references
              .valueStream()
              .allMatch(owner -> owners.contains(owner.path("uid").asString("")))) {
        end(kind, object, false);
      }
    }
  }

  private void empty(String namespace) {
    boolean left = false;
    for (ApiResource kind : resources.all().filter(ApiResource::namespaced).toList()) {
      for (ObjectNode object : store.list(kind, namespace)) {
        left = true;
        end(kind, object, false);
      }
    }
    if (!left) {
      ending.remove(namespace);
      store
          .find(namespaces, "", namespace)
          .ifPresent(it -> store.delete(namespaces, "", namespace));
    }
  }

  private void end(ApiResource kind, ObjectNode object, boolean waits) {
    JsonNode metadata = object.path("metadata");
    String namespace = metadata.path("namespace").asString("");
    String name = metadata.path("name").asString("");
    boolean stops =
        kind.plural().equals("pods") && !object.at("/spec/nodeName").asString("").isEmpty();
    if (!stops && metadata.path("finalizers").isEmpty() && !waits) {
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
            if (waits && !stops) {
              marked.withObject("metadata").withArray("finalizers").add(FOREGROUND);
            }
            return marked;
          });
    }
  }

  private static boolean isEnding(JsonNode object) {
    return object.path("metadata").has("deletionTimestamp");
  }
}
