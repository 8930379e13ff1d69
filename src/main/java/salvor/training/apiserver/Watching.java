package salvor.training.apiserver;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers watch: a line for each change, from a version on, with bookmarks.
 *
 * <p>An object that comes to fit the selector is told as added, one that no longer fits as deleted,
 * as Kubernetes does.
 */
final class Watching {
  /** How often a bookmark is sent; Kubernetes' is about a minute. */
  private static final long BOOKMARK_MILLIS = 60_000;

  private static final int MAX_SECONDS = 3600;
  private final ObjectStore store;

  Watching(ObjectStore store) {
    this.store = store;
  }

  /**
   * The stream of changes.
   *
   * @throws ApiFailure 410 when the version is too old
   */
  Answer watch(ApiRequest request) {
    String from = request.parameter("resourceVersion");
    boolean all = request.isSet("sendInitialEvents") || from.isEmpty() || from.equals("0");
    List<ObjectStore.Change> missed =
        all ? List.of() : store.since(Listing.version(from), request.path().resource());
    return new Answer.Stream("application/json", out -> new Watch(request, out).start(all, missed));
  }

  private final class Watch implements Consumer<ObjectStore.Change> {
    private final ApiRequest request;
    private final Answer.Outgoing out;
    private final Predicate<JsonNode> selected;

    Watch(ApiRequest request, Answer.Outgoing out) {
      this.request = request;
      this.out = out;
      this.selected = Listing.selection(request);
    }

    void start(boolean all, List<ObjectStore.Change> missed) {
      ApiPath path = request.path();
      store.watch(this);
      out.onClose(() -> store.unwatch(this));
      Stream<byte[]> first = missed.stream().map(this::told).flatMap(Optional::stream);
      if (all) {
        byte[] bookmark = bookmark(true);
        first =
            Stream.concat(
                store.list(path.resource(), path.namespace()).stream()
                    .filter(selected)
                    .map(object -> line("ADDED", object)),
                request.isSet("sendInitialEvents") ? Stream.of(bookmark) : Stream.empty());
      }
      out.all(first.iterator());
      int seconds = Listing.number(request.parameter("timeoutSeconds"));
      out.later(1000L * (seconds == 0 ? MAX_SECONDS : seconds), out::end);
      if (request.isSet("allowWatchBookmarks")) {
        out.later(BOOKMARK_MILLIS, this::bookmarks);
      }
    }

    private void bookmarks() {
      out.write(bookmark(false));
      out.later(BOOKMARK_MILLIS, this::bookmarks);
    }

    @Override
    public void accept(ObjectStore.Change change) {
      told(change).ifPresent(out::write);
    }

    private Optional<byte[]> told(ObjectStore.Change change) {
      ApiPath path = request.path();
      if (!change.resource().equals(path.resource()) || !in(path.namespace(), change.object())) {
        return Optional.empty();
      }
      boolean was = change.before() != null && selected.test(change.before());
      boolean is =
          change.type() != ObjectStore.Change.Type.DELETED && selected.test(change.object());
      return was || is
          ? Optional.of(line(was ? is ? "MODIFIED" : "DELETED" : "ADDED", change.object()))
          : Optional.empty();
    }

    private static boolean in(String namespace, ObjectNode object) {
      return namespace.isEmpty()
          || object.path("metadata").path("namespace").asString("").equals(namespace);
    }

    private byte[] bookmark(boolean initial) {
      ApiResource resource = request.path().resource();
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      object.put("kind", resource.kind()).put("apiVersion", resource.apiVersion());
      ObjectNode metadata = object.putObject("metadata");
      metadata.put("resourceVersion", Long.toString(store.revision()));
      if (initial) {
        metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
      }
      return event("BOOKMARK", object);
    }

    private byte[] line(String type, ObjectNode object) {
      return event(
          type,
          request.asTable()
              ? Tables.of(
                  request.path().resource(),
                  List.of(object),
                  store.time(),
                  object.path("metadata").path("resourceVersion").asString(""))
              : object);
    }

    private static byte[] event(String type, JsonNode object) {
      ObjectNode event = JsonNodeFactory.instance.objectNode().put("type", type);
      event.set("object", object);
      return (event + "\n").getBytes(StandardCharsets.UTF_8);
    }
  }
}
