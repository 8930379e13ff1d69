package salvor.cluster;

import static salvor.cluster.PodReading.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The objects that are there now, kind by kind, and which kinds may not be seen. */
public final class ClusterObjects implements ObjectSource {
  private final Map<ObjectKind, Kind> kinds = new ConcurrentHashMap<>();

  private static final class Kind {
    private final Map<String, JsonNode> byUid = new LinkedHashMap<>();
    private final Map<String, JsonNode> byName = new LinkedHashMap<>();
    private @Nullable Trouble unseen;
    private boolean whole;
    private boolean part;

    synchronized void put(JsonNode object) {
      byUid.put(uid(object), object);
      byName.put(name(object), object);
    }

    /** One of the same name may have come before this one was gone. */
    synchronized void remove(JsonNode object) {
      JsonNode was = byUid.remove(uid(object));
      if (was != null && uid(byName.getOrDefault(name(was), was)).equals(uid(was))) {
        byName.remove(name(was));
      }
    }

    synchronized List<JsonNode> all() {
      return List.copyOf(byUid.values());
    }

    synchronized @Nullable JsonNode named(String name) {
      return byName.get(name);
    }

    synchronized @Nullable JsonNode of(String uid) {
      return byUid.get(uid);
    }

    synchronized void stands(boolean known, @Nullable Trouble why) {
      whole |= known;
      unseen = why;
    }

    synchronized void partly(boolean alone) {
      part = alone;
    }

    synchronized boolean partly() {
      return part;
    }

    synchronized @Nullable Trouble unseen() {
      return unseen;
    }

    synchronized boolean whole() {
      return whole;
    }
  }

  private static String uid(JsonNode object) {
    String uid = text(object.path("metadata"), "uid");
    return uid.isEmpty() ? name(object) : uid;
  }

  private static String name(JsonNode object) {
    JsonNode metadata = object.path("metadata");
    return text(metadata, "namespace") + "/" + text(metadata, "name");
  }

  /**
   * What a cluster has of some kinds, by one list of each; a kind that may not be seen, or is not
   * served, is noted as such.
   *
   * @param needed the kind without which nothing can be said
   * @param namespace where it is asked where all namespaces may not be; may be empty
   * @throws ClusterFailure when that one cannot be listed
   */
  public static ClusterObjects listed(
      Cluster cluster, Collection<ObjectKind> kinds, ObjectKind needed, String namespace)
      throws ClusterFailure {
    return listed(cluster, kinds, needed, namespace.isEmpty() ? Set.of() : Set.of(namespace));
  }

  /**
   * The same, where more than one namespace matters.
   *
   * @param namespaces where it is asked where all namespaces may not be; may be empty
   * @throws ClusterFailure when the needed kind cannot be listed in one of them
   */
  public static ClusterObjects listed(
      Cluster cluster,
      Collection<ObjectKind> kinds,
      ObjectKind needed,
      Collection<String> namespaces)
      throws ClusterFailure {
    ClusterObjects objects = new ClusterObjects();
    for (ObjectKind kind : kinds) {
      try {
        objects.list(cluster, kind, namespaces);
      } catch (ClusterFailure failure) {
        if (kind.equals(needed)) {
          throw failure;
        }
        objects.unseen(kind, failure.trouble());
      }
    }
    return objects;
  }

  private void list(Cluster cluster, ObjectKind kind, Collection<String> namespaces)
      throws ClusterFailure {
    try {
      listed(kind, cluster.list(kind, ""));
    } catch (ClusterFailure failure) {
      if (namespaces.isEmpty() || !(failure.trouble() instanceof Trouble.Forbidden)) {
        throw failure;
      }
      List<JsonNode> all = new ArrayList<>();
      for (String namespace : namespaces) {
        try {
          all.addAll(cluster.list(kind, namespace));
        } catch (ClusterFailure _) {
          throw failure; // a thing of the cluster is in no namespace
        }
      }
      listedInPart(kind, all);
    }
  }

  private Kind kind(ObjectKind kind) {
    return kinds.computeIfAbsent(kind, _ -> new Kind());
  }

  /** Keeps a kind up to date by a watch, and tells another listener everything as well. */
  public WatchListener listener(ObjectKind of, WatchListener next) {
    Kind kind = kind(of);
    return new WatchListener() {
      @Override
      public void added(JsonNode object) {
        kind.put(object);
        next.added(object);
      }

      @Override
      public void changed(JsonNode object) {
        kind.put(object);
        next.changed(object);
      }

      @Override
      public void gone(JsonNode object) {
        kind.remove(object);
        next.gone(object);
      }

      @Override
      public void synced() {
        kind.stands(true, null);
        next.synced();
      }

      @Override
      public void state(WatchState state) {
        kind.stands(false, state instanceof WatchState.Ended(Trouble why) ? why : null);
        next.state(state);
      }

      @Override
      public void gap(Gap gap) {
        next.gap(gap);
      }
    };
  }

  /** Takes what a list told. */
  public void listed(ObjectKind of, Collection<JsonNode> objects) {
    Kind kind = kind(of);
    objects.forEach(kind::put);
    kind.stands(true, null);
  }

  /** Takes what a list told of some namespaces, where the others may not be seen. */
  public void listedInPart(ObjectKind of, Collection<JsonNode> objects) {
    listed(of, objects);
    kind(of).partly(true);
  }

  /**
   * Whether a kind was told of some namespaces alone: what is said of the whole cluster is then not
   * the whole of it.
   */
  public boolean isInPart(ObjectKind of) {
    return kind(of).partly();
  }

  /** Takes that a kind may not be seen, or is not known to the cluster. */
  public void unseen(ObjectKind of, Trouble why) {
    kind(of).stands(false, why);
  }

  /** Why a kind is not seen; empty when it is, or is yet to be listed. */
  public Optional<Trouble> unseen(ObjectKind kind) {
    return Optional.ofNullable(kind(kind).unseen());
  }

  /**
   * Whether all objects of a kind were told, where it was asked for them ({@link #isInPart}): only
   * then what is not there is known not to be.
   */
  public boolean isWhole(ObjectKind kind) {
    return kind(kind).whole();
  }

  @Override
  public Stream<JsonNode> all(ObjectKind kind, String namespace) {
    Stream<JsonNode> all = kind(kind).all().stream();
    return namespace.isEmpty()
        ? all
        : all.filter(object -> text(object.path("metadata"), "namespace").equals(namespace));
  }

  @Override
  public Optional<JsonNode> find(ObjectKind kind, String namespace, String name) {
    return Optional.ofNullable(kind(kind).named(namespace + "/" + name));
  }

  /** The object with this uid. */
  public Optional<JsonNode> find(ObjectKind kind, String uid) {
    return Optional.ofNullable(kind(kind).of(uid));
  }
}
