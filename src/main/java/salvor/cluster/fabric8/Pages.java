package salvor.cluster.fabric8;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Trouble;
import salvor.jobs.Jobs;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lists all objects of a kind, page by page. */
final class Pages {
  /** As kubectl. */
  private static final int LIMIT = 500;

  /** So many pages lie ready to be read. */
  private static final int AHEAD = 2;

  private final Asking asking;
  private final String path;

  Pages(Asking asking, String path) {
    this.asking = asking;
    this.path = path;
  }

  private sealed interface Page {
    record Came(Asking.Received received, boolean last) implements Page {}

    record Failed(ClusterFailure why) implements Page {}
  }

  /**
   * Tells each object; gives the version from which to watch. While a page is read, the next one is
   * fetched. When the pages expire under way, what is left is listed at once and as new, so that an
   * object may be told twice.
   */
  String each(Consumer<JsonNode> object) throws ClusterFailure {
    BlockingQueue<Page> pages = new ArrayBlockingQueue<>(AHEAD);
    AtomicBoolean enough = new AtomicBoolean();
    AtomicReference<String> version = new AtomicReference<>("");
    try {
      Jobs.inParallel(
          2,
          worker -> {
            if (worker > 0) {
              fetch(pages, enough);
              return;
            }
            try {
              version.set(tell(pages, object));
            } finally {
              enough.set(true);
              pages.clear(); // who waits to put one more goes on, and ends
            }
          });
    } catch (ClusterFailure | RuntimeException failure) {
      throw failure;
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
    return version.get();
  }

  private String tell(BlockingQueue<Page> pages, Consumer<JsonNode> object)
      throws ClusterFailure, InterruptedException {
    while (true) {
      switch (pages.take()) {
        case Page.Failed(ClusterFailure why) -> throw why;
        case Page.Came(Asking.Received received, boolean last) -> {
          JsonNode page = asking.document(received);
          if (!page.path("items").isArray()) {
            throw new ClusterFailure(
                new Trouble.NotKubernetes(asking.server(), 200, "JSON without items", ""));
          }
          page.path("items").forEach(object);
          if (last) {
            return page.path("metadata").path("resourceVersion").asString("");
          }
        }
      }
    }
  }

  private void fetch(BlockingQueue<Page> pages, AtomicBoolean enough) throws InterruptedException {
    String next = "";
    try {
      do {
        Asking.Received received = page(next);
        next = next(received.body());
        pages.put(new Page.Came(received, next.isEmpty()));
      } while (!next.isEmpty() && !enough.get());
    } catch (ClusterFailure failure) {
      pages.put(new Page.Failed(failure));
    } catch (RuntimeException | Error failure) { // whoever waits for a page must not wait on
      pages.put(
          new Page.Failed(
              new ClusterFailure(new Trouble.Other("a page cannot be fetched: " + failure))));
    }
  }

  private Asking.Received page(String next) throws ClusterFailure {
    try {
      return asking.ask(
          path
              + "?limit="
              + LIMIT
              + (next.isEmpty()
                  ? ""
                  : "&continue=" + URLEncoder.encode(next, StandardCharsets.UTF_8)));
    } catch (ClusterFailure failure) {
      if (next.isEmpty() || !(failure.trouble() instanceof Trouble.Expired)) {
        throw failure;
      }
      return asking.ask(path);
    }
  }

  /** Where the next page begins; empty after the last, and where this is no page. */
  private static String next(byte[] page) {
    try (JsonParser json = JsonMapper.shared().createParser(page)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean found = json.currentName().equals("metadata");
        json.nextToken();
        if (found) {
          JsonNode metadata = json.readValueAsTree();
          return metadata.path("continue").asString("");
        }
        json.skipChildren();
      }
    } catch (JacksonException e) {
      // whoever reads the page will say so
    }
    return "";
  }

  /** The version of the server now, by a list of one. */
  String version() throws ClusterFailure {
    return asking.get(path + "?limit=1").path("metadata").path("resourceVersion").asString("");
  }
}
