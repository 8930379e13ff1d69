package salvor.custody;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A record of a ledger as it is looked at. A ledger from elsewhere may say anything in it.
 *
 * @param time as it was written, RFC 3339
 * @param event null when it is none that is known here
 * @param eventName as it was written
 * @param who the user, with the one that the cluster knows
 * @param verb what was done, in a word; empty when it does not say
 * @param object what it was done to: a file, or a pod; empty likewise
 * @param sha256 the hash of that; empty likewise
 * @param why on whose instruction or for which purpose; empty likewise
 * @param note in words; empty likewise
 * @param clock by which clock the time is
 * @param raw the whole record, as its hash was taken
 */
public record LedgerRecord(
    long seq,
    String time,
    @Nullable Deed event,
    String eventName,
    String evidenceId,
    String who,
    String verb,
    String object,
    String sha256,
    String why,
    String note,
    Map<String, String> request,
    Map<String, String> response,
    String clock,
    String tool,
    String raw) {
  /** Copies the maps. */
  public LedgerRecord {
    request = Map.copyOf(request);
    response = Map.copyOf(response);
  }

  /** What a record says. */
  public static LedgerRecord of(ObjectNode record) {
    Map<String, String> request = texts(record.path("request"));
    JsonNode artefact = record.path("artefact");
    JsonNode target = record.path("target");
    String object = text(artefact, "path");
    if (object.isEmpty()) {
      object = request.getOrDefault("path", "");
    }
    if (object.isEmpty() && target.isObject()) {
      object = text(target, "namespace") + "/" + text(target, "pod");
    }
    String name = text(record, "event");
    return new LedgerRecord(
        record.path("seq").asLong(0),
        text(record, "ts"),
        deed(name),
        name,
        text(record, "evidenceId"),
        who(record.path("actor")),
        request.getOrDefault("verb", ""),
        object,
        text(artefact, "sha256"),
        text(record, "authority"),
        text(record, "note"),
        request,
        texts(record.path("response")),
        clock(record.path("tsSource")),
        (text(record.path("tool"), "name") + " " + text(record.path("tool"), "version")).strip(),
        raw(record));
  }

  private static String who(JsonNode actor) {
    String user = text(actor, "osUser") + "@" + text(actor, "host");
    String known = text(actor, "k8sUser");
    return known.isEmpty() ? user : user + " as " + known;
  }

  private static String clock(JsonNode source) {
    String offset = text(source, "offsetMs");
    String local = text(source, "local");
    return offset.isEmpty() ? local : local + ", cluster " + offset + " ms ahead";
  }

  private static @Nullable Deed deed(String name) {
    try {
      return JsonMapper.shared().convertValue(name, Deed.class);
    } catch (JacksonException | IllegalArgumentException _) {
      return null;
    }
  }

  private static String raw(ObjectNode record) {
    try {
      return new String(CanonicalJson.of(record), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return record.toString(); // it holds a number that no record has
    }
  }

  private static String text(JsonNode of, String field) {
    JsonNode value = of.path(field);
    return value.isValueNode() && !value.isNull() ? value.asString("") : "";
  }

  private static Map<String, String> texts(JsonNode of) {
    Map<String, String> texts = new TreeMap<>();
    of.properties().forEach(field -> texts.put(field.getKey(), text(of, field.getKey())));
    return texts;
  }
}
