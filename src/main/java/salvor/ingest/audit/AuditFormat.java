package salvor.ingest.audit;

import org.jspecify.annotations.Nullable;
import salvor.ingest.Fields;
import salvor.ingest.Format;
import salvor.ingest.RecordReader;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Audit events of the Kubernetes API server (k8s.io/apiserver, {@code audit.k8s.io/v1}, also
 * v1beta1 and the alpha of 2017); events out of a list that lost their {@code kind}, lists of
 * events, and the log envelopes of Azure, where the event is a text inside; a list counts as the
 * records in it.
 */
public final class AuditFormat implements Format {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final int INSIDE = 4 << 20;

  @Override
  public String name() {
    return "audit";
  }

  @Override
  public boolean recognises(JsonNode record) {
    return isEvent(record) || isList(record) || logged(record) != null;
  }

  @Override
  public RecordReader reader() {
    return new AuditReader();
  }

  private static boolean isEvent(@Nullable JsonNode record) {
    return Fields.text(record, "auditID") != null
        && (Fields.present(record, "stage")
            || Fields.present(record, "verb")
            || Fields.present(record, "requestURI"));
  }

  private static boolean isList(JsonNode record) {
    String version = Fields.text(record, "apiVersion");
    JsonNode items = list(record);
    JsonNode first = items == null || items.isEmpty() ? null : items.get(0);
    return items != null
        && ((version != null && version.startsWith("audit.k8s.io/"))
            || (first != null && (isEvent(first) || logged(first) != null)));
  }

  // Kubernetes puts its lists into "items", Azure into "records"
  private static @Nullable JsonNode list(JsonNode record) {
    JsonNode items = Fields.at(record, "items");
    JsonNode list = items != null ? items : Fields.at(record, "records");
    return list != null && list.isArray() ? list : null;
  }

  private static @Nullable String logged(JsonNode record) {
    String category = Fields.text(record, "category");
    return category != null && category.startsWith("kube-audit")
        ? Fields.text(record, "properties", "log")
        : null;
  }

  /** The records in a list; null when it is none. */
  static @Nullable JsonNode parts(JsonNode record) {
    return isList(record) ? list(record) : null;
  }

  /** The event of a record that is no list; null when the text that should hold it is no JSON. */
  static @Nullable JsonNode event(JsonNode record) {
    String log = logged(record);
    if (log == null) {
      return record;
    }
    try {
      return log.length() > INSIDE ? null : JSON.readTree(log);
    } catch (JacksonException _) {
      return null;
    }
  }
}
