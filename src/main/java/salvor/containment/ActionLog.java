package salvor.containment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Change;
import salvor.cluster.ObjectKind;
import salvor.cluster.Trouble;
import salvor.custody.Artefact;
import salvor.custody.CaseLedger;
import salvor.custody.CustodyEntry;
import salvor.custody.Deed;
import salvor.custody.Target;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes down what is done for a measure: before each request what is sent and what the object is,
 * and after it what came of it. Both lie as files beside the ledger, {@code
 * containment/MARK/NNN-word.json}, whose hashes the records hold.
 */
final class ActionLog {
  /** The folder of all measures in the folder of a case. */
  static final String FOLDER = "containment";

  static final String MEASURE = "measure";
  static final String STEP = "step";
  static final String VERB = "verb";
  static final String OUTCOME = "outcome";

  /** Says of a request that it takes something back. */
  static final String BACK = "back";

  private static final int MOST_FILES = 100_000;
  private final CaseLedger ledger;
  private final Path folder;
  private final String mark;
  private final String kind;
  private final String reason;
  private final Deed deed;

  /**
   * For a measure.
   *
   * @param reason why it is done, or taken back
   * @param deed what it is called when it was done: an action, or an undo
   * @throws IllegalArgumentException where nothing is kept: it could not be taken back
   */
  ActionLog(CaseLedger ledger, Measure measure, String reason, Deed deed) {
    this.ledger = ledger;
    this.mark = measure.mark();
    this.kind = measure.kind().name();
    this.reason = reason;
    this.deed = deed;
    Path file =
        ledger
            .file()
            .orElseThrow(() -> new IllegalArgumentException("acting needs the folder of a case"));
    this.folder = file.resolveSibling(FOLDER).resolve(mark);
  }

  /** A record on the measure as a whole. */
  CustodyEntry whole(String verb, Map<String, String> more) {
    Map<String, String> request = new TreeMap<>(more);
    request.put(VERB, verb);
    request.put(MEASURE, mark);
    request.put("kind", kind);
    return ledger.entry(deed, reason).asked(request, Map.of());
  }

  /** Writes down what is to be done, before anything is. */
  void whole(String verb, JsonNode measure, Map<String, String> more) throws IOException {
    ledger.write(whole(verb, more).as(Deed.PLANNED).about(file("measure", measure)));
  }

  /**
   * Writes down that a request is about to be sent.
   *
   * @param step which step of the measure it is, from 1
   * @param before the object as it was seen; null for one that is yet to be made
   */
  CustodyEntry planned(int step, Change change, @Nullable JsonNode before) throws IOException {
    CustodyEntry entry = entry(step, change, before).about(file("planned", sent(change, before)));
    ledger.write(entry);
    return entry;
  }

  /** Writes down that a step was found taken back already. */
  void already(int step, Change change, Outcome outcome) throws IOException {
    ended(entry(step, change, null), outcome);
  }

  private static ObjectNode sent(Change change, @Nullable JsonNode before) {
    ObjectNode whole = JsonMapper.shared().createObjectNode();
    whole.put(VERB, verb(change)).put("path", path(change));
    switch (change) {
      case Change.Create create -> whole.set("body", create.manifest());
      case Change.Post post -> whole.set("body", post.manifest());
      case Change.Patch patch -> whole.set("body", patch.patch());
      case Change.Delete delete -> whole.put("uid", delete.uid());
    }
    if (before != null) {
      whole.set("before", bare(before));
    }
    return whole;
  }

  private CustodyEntry entry(int step, Change change, @Nullable JsonNode before) {
    Map<String, String> request = new TreeMap<>();
    request.put(VERB, verb(change));
    request.put("path", path(change));
    request.put(MEASURE, mark);
    request.put("kind", kind);
    request.put(STEP, Integer.toString(step));
    if (deed == Deed.UNDO) {
      request.put(BACK, "yes");
    }
    CustodyEntry entry = ledger.entry(Deed.PLANNED, reason).asked(request, Map.of());
    Target target = entry.target();
    boolean pod = change.kind().equals(ObjectKind.PODS);
    String uid = before == null ? "" : before.at("/metadata/uid").asString("");
    return entry.on(
        (target == null ? Target.of(null, null) : target)
            .in(
                change.namespace(),
                pod ? change.name() : null,
                pod && !uid.isEmpty() ? uid : null));
  }

  /** Writes down what came of it. */
  void ended(CustodyEntry planned, Outcome outcome) throws IOException {
    Map<String, String> result = new TreeMap<>();
    JsonNode now = null;
    switch (outcome) {
      case Outcome.Done(JsonNode is, boolean readBack) -> {
        result.put(OUTCOME, "done");
        result.put("readBack", readBack ? "yes" : "no");
        now = is;
      }
      case Outcome.Already(JsonNode is) -> {
        result.put(OUTCOME, "already");
        now = is;
      }
      case Outcome.Refused(Trouble why) -> {
        result.put(OUTCOME, "refused");
        trouble(result, why);
      }
      case Outcome.Hindered(Outcome.Hindrance why, var fields, JsonNode is) -> {
        result.put(OUTCOME, "hindered");
        result.put("hindrance", why.name());
        result.put("fields", String.join(" ", fields));
        now = is;
      }
      case Outcome.Unknown(Trouble lost, _) -> {
        result.put(OUTCOME, "unknown");
        trouble(result, lost);
      }
      case Outcome.NotTried(Outcome.Reason why) -> {
        result.put(OUTCOME, "not tried");
        result.put("reason", why.name());
      }
    }
    CustodyEntry entry =
        planned.as(outcome.isDone() ? deed : Deed.FAILED).asked(planned.request(), result);
    if (now != null) {
      result.put("uid", now.at("/metadata/uid").asString(""));
      result.put("resourceVersion", now.at("/metadata/resourceVersion").asString(""));
      entry = entry.asked(planned.request(), result).about(file("after", bare(now)));
    }
    ledger.write(entry);
  }

  /** What is secret is written down nowhere. */
  private static JsonNode bare(JsonNode object) {
    return object.path("kind").asString("").equals("Secret")
        ? Revocation.withoutValues(object)
        : object;
  }

  private static void trouble(Map<String, String> result, Trouble why) {
    result.put("trouble", why.toString());
    if (why instanceof Trouble.Refused refused) {
      result.put("httpStatus", Integer.toString(refused.code()));
    } else if (why instanceof Trouble.Forbidden) {
      result.put("httpStatus", "403");
    } else if (why instanceof Trouble.Missing) {
      result.put("httpStatus", "404");
    }
  }

  /** The verb, as Kubernetes calls it. */
  static String verb(Change change) {
    return switch (change) {
      case Change.Create _, Change.Post _ -> "create";
      case Change.Patch _ -> "patch";
      case Change.Delete _ -> "delete";
    };
  }

  private static String path(Change change) {
    return switch (change) {
      case Change.Create create -> create.kind().path(create.namespace());
      case Change.Post post -> post.kind().path(post.namespace(), post.name()) + "/" + post.below();
      case Change.Patch patch ->
          patch.kind().path(patch.namespace(), patch.name())
              + (patch.below().isEmpty() ? "" : "/" + patch.below());
      case Change.Delete delete -> delete.kind().path(delete.namespace(), delete.name());
    };
  }

  /** A new file that is durable, numbered by how many there are. */
  private Artefact file(String word, JsonNode content) throws IOException {
    for (Path each : new Path[] {folder.getParent(), folder}) {
      if (Files.isSymbolicLink(each)) {
        throw new IOException(each + " is a link, and nothing is written through it; remove it");
      }
    }
    Files.createDirectories(folder);
    byte[] bytes =
        (JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n")
            .getBytes(StandardCharsets.UTF_8);
    int number = count() + 1;
    while (true) {
      Path file = folder.resolve("%03d-%s.json".formatted(number, word));
      try {
        Files.write(
            file,
            bytes,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
        return ledger.durable(file);
      } catch (FileAlreadyExistsException taken) {
        if (++number > MOST_FILES) {
          throw taken;
        }
      }
    }
  }

  private int count() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return (int) all.count();
    } catch (UncheckedIOException cause) {
      throw cause.getCause();
    }
  }
}
