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
 * Audit events of the Kubernetes API server (k8s.io/apiserver, {@code audit.k8s.io/v1}, also v1beta1 and the alpha of 2017);
 * events out of a list that lost their {@code kind}, a list of a single event, and the log envelope of Azure, where the event
 * is a text inside.
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
        && (Fields.present(record, "stage") || Fields.present(record, "verb") || Fields.present(record, "requestURI"));
  }

  private static boolean isList(JsonNode record) {
    String version = Fields.text(record, "apiVersion");
    JsonNode items = Fields.at(record, "items");
    return items != null
        && items.isArray()
        && ((version != null && version.startsWith("audit.k8s.io/")) || (!items.isEmpty() && isEvent(items.get(0))));
  }

  private static @Nullable String logged(JsonNode record) {
    String category = Fields.text(record, "category");
    return category != null && category.startsWith("kube-audit") ? Fields.text(record, "properties", "log") : null;
  }

  /** The events of a record: one, or those of a list; null when what should hold one is broken. */
  static @Nullable JsonNode events(JsonNode record) {
    if (isList(record)) {
      return Fields.at(record, "items");
    }
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
