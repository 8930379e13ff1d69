package salvor.training.apiserver;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The objects of the cluster and what changed of them, with resource versions.
 *
 * <p>An object that was stored is never changed in place: a change stores another one, and a watch
 * gets the one of its moment. Changes older than the last {@link #REMEMBERED} are forgotten, and
 * who watches from before them is told so ({@code 410 Expired}). Not for several threads.
 */
public final class ObjectStore {
  /** How many changes a watch can go back. */
  static final int REMEMBERED = 10_000;

  private final Map<ApiResource, NavigableMap<String, ObjectNode>> objects = new HashMap<>();
  private final Deque<Change> changes = new ArrayDeque<>();
  private final List<Consumer<Change>> watchers = new ArrayList<>();
  private final InstantSource clock;
  private long revision;
  private long forgotten;

  /** A change of one object; {@code before} is null for one that was added. */
  public record Change(
      Type type,
      ApiResource resource,
      ObjectNode object,
      @org.jspecify.annotations.Nullable ObjectNode before,
      long revision) {
    /** What a watch calls it. */
    public enum Type {
      /** It came into being. */
      ADDED,
      /** It was changed. */
      MODIFIED,
      /** It is gone. */
      DELETED
    }
  }

  /** An empty store whose objects are created at the clock's times. */
  public ObjectStore(InstantSource clock) {
    this.clock = clock;
    this.revision = clock.instant().toEpochMilli(); // above those of a store that was before
    this.forgotten = revision;
  }

  long revision() {
    return revision;
  }

  /** The time now, in whole seconds, as objects tell it. */
  public Instant time() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /** The objects of a kind, by namespace and name; of all namespaces where it is empty. */
  public List<ObjectNode> list(ApiResource resource, String namespace) {
    NavigableMap<String, ObjectNode> all = of(resource);
    return namespace.isEmpty()
        ? List.copyOf(all.values())
        : List.copyOf(all.subMap(namespace + "/", namespace + "0").values());
  }

  private NavigableMap<String, ObjectNode> of(ApiResource resource) {
    return objects.computeIfAbsent(resource, _ -> new TreeMap<>());
  }

  /** The object of that name. */
  public Optional<ObjectNode> find(ApiResource resource, String namespace, String name) {
    return Optional.ofNullable(of(resource).get(key(namespace, name)));
  }

  ObjectNode get(ApiResource resource, String namespace, String name) {
    return find(resource, namespace, name).orElseThrow(() -> ApiFailure.notFound(resource, name));
  }

  /**
   * Stores a new object. Its identity and time of creation are given to it where it has none.
   *
   * @throws ApiFailure 409 when the name is taken
   */
  public ObjectNode create(ApiResource resource, ObjectNode given) {
    return create(resource, given, false);
  }

  ObjectNode create(ApiResource resource, ObjectNode given, boolean dryRun) {
    ObjectNode object = given.deepCopy();
    ObjectNode metadata = metadata(object);
    String name = text(metadata, "name");
    if (name.isEmpty() && metadata.has("generateName")) {
      name = text(metadata, "generateName") + UUID.randomUUID().toString().substring(0, 5);
      metadata.put("name", name);
    }
    String key = key(text(metadata, "namespace"), name);
    NavigableMap<String, ObjectNode> all = of(resource);
    if (all.containsKey(key)) {
      throw ApiFailure.alreadyExists(resource, name);
    }
    object.put("apiVersion", resource.apiVersion()).put("kind", resource.kind());
    if (!metadata.has("uid")) {
      metadata.put("uid", UUID.randomUUID().toString());
    }
    if (!metadata.has("creationTimestamp")) {
      metadata.put("creationTimestamp", time().toString());
    }
    if (!dryRun) {
      metadata.put("resourceVersion", Long.toString(++revision));
      all.put(key, object);
      tell(new Change(Change.Type.ADDED, resource, object, null, revision));
    }
    return object;
  }

  /**
   * Stores another state of an object.
   *
   * @throws ApiFailure 404 when it is not there; 409 when {@code wanted} names a version or an
   *     identity that the object no longer has
   */
  public ObjectNode replace(ApiResource resource, ObjectNode wanted) {
    return replace(resource, wanted, false);
  }

  ObjectNode replace(ApiResource resource, ObjectNode wanted, boolean dryRun) {
    String namespace = text(wanted.path("metadata"), "namespace");
    String name = text(wanted.path("metadata"), "name");
    ObjectNode before = get(resource, namespace, name);
    ObjectNode after = wanted.deepCopy();
    ObjectNode metadata = metadata(after);
    same(resource, before, metadata, "uid");
    same(resource, before, metadata, "resourceVersion");
    for (String kept : List.of("uid", "creationTimestamp", "resourceVersion", "generation")) {
      JsonNode value = before.path("metadata").path(kept);
      if (!value.isMissingNode() && (!kept.equals("generation") || !metadata.has(kept))) {
        metadata.set(kept, value);
      }
    }
    after.put("apiVersion", resource.apiVersion()).put("kind", resource.kind());
    if (after.equals(before)) {
      return before;
    }
    if (!Objects.equals(after.get("spec"), before.get("spec")) && metadata.has("generation")) {
      metadata.put("generation", before.path("metadata").path("generation").asLong() + 1);
    }
    if (dryRun) {
      return after;
    }
    metadata.put("resourceVersion", Long.toString(++revision));
    of(resource).put(key(namespace, name), after);
    tell(new Change(Change.Type.MODIFIED, resource, after, before, revision));
    return after;
  }

  /** Changes an object that is there; nothing happens to one that is not. */
  public void change(
      ApiResource resource, String namespace, String name, UnaryOperator<ObjectNode> edit) {
    find(resource, namespace, name)
        .ifPresent(object -> replace(resource, edit.apply(object.deepCopy())));
  }

  private static void same(
      ApiResource resource, ObjectNode before, ObjectNode metadata, String field) {
    String wanted = text(metadata, field);
    String is = text(before.path("metadata"), field);
    if (!wanted.isEmpty() && !wanted.equals(is)) {
      throw ApiFailure.conflict(
          resource,
          text(metadata, "name"),
          field.equals("uid")
              ? "Precondition failed: UID in precondition: "
                  + wanted
                  + ", UID in object meta: "
                  + is
              : "the object has been modified; please apply your changes to the latest version and"
                  + " try again");
    }
  }

  /** Takes an object out. */
  public ObjectNode delete(ApiResource resource, String namespace, String name) {
    ObjectNode before = get(resource, namespace, name);
    of(resource).remove(key(namespace, name));
    ObjectNode last = before.deepCopy();
    metadata(last).put("resourceVersion", Long.toString(++revision));
    tell(new Change(Change.Type.DELETED, resource, last, before, revision));
    return last;
  }

  /** Tells every change from now on, until {@link #unwatch}. */
  public void watch(Consumer<Change> watcher) {
    watchers.add(watcher);
  }

  void unwatch(Consumer<Change> watcher) {
    watchers.remove(watcher);
  }

  /**
   * That it is still known what changed after a version.
   *
   * @throws ApiFailure 410 when it is not
   */
  void require(long version) {
    if (version < forgotten) {
      throw ApiFailure.expired("too old resource version: " + version + " (" + forgotten + ")");
    }
  }

  /**
   * What changed of a kind after a version.
   *
   * @throws ApiFailure 410 when that is no longer known
   */
  List<Change> since(long version, ApiResource kind) {
    require(version);
    return changes.stream()
        .filter(change -> change.revision() > version && change.resource().equals(kind))
        .toList();
  }

  /** Forgets every change until now, as etcd's compaction does. */
  public void compact() {
    changes.clear();
    forgotten = revision;
  }

  private void tell(Change change) {
    changes.add(change);
    if (changes.size() > REMEMBERED) {
      forgotten = changes.remove().revision();
    }
    for (Consumer<Change> watcher : List.copyOf(watchers)) {
      watcher.accept(change);
    }
  }

  static ObjectNode metadata(ObjectNode object) {
    return object.get("metadata") instanceof ObjectNode there
        ? there
        : object.putObject("metadata");
  }

  static String text(JsonNode object, String field) {
    return object.path(field).asString("");
  }

  private static String key(String namespace, String name) {
    return namespace + "/" + name;
  }
}
