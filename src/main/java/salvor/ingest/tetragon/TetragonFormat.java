package salvor.ingest.tetragon;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.ingest.Fields;
import salvor.ingest.Format;
import salvor.ingest.RecordReader;
import tools.jackson.databind.JsonNode;

/**
 * Tetragon's JSON export (tetragon/v1/tetragon/events.proto, GetEventsResponse): one member names
 * the event. Also the pipeline form {@code {time, node_name, type, payload}}, and kernel hook
 * events cut out of their envelope.
 */
public final class TetragonFormat implements Format {
  private static final String PREFIX = "process_";

  @Override
  public String name() {
    return "tetragon";
  }

  @Override
  public boolean recognises(JsonNode record) {
    return event(record) != null;
  }

  @Override
  public RecordReader reader() {
    return new TetragonReader();
  }

  /** An event and what kind its envelope says it is. */
  record Event(String kind, JsonNode body) {}

  /** The event of a record, null when it holds none. */
  static @Nullable Event event(JsonNode record) {
    String type = Fields.text(record, "type");
    JsonNode payload = Fields.at(record, "payload");
    if (type != null && payload != null && payload.isObject()) {
      Event inside = named(payload);
      String kind = type.toLowerCase(java.util.Locale.ROOT);
      return inside != null ? inside : isEvent(kind) ? new Event(kind, payload) : null;
    }
    Event named = named(record);
    if (named != null) {
      return named;
    }
    boolean fragment =
        Fields.text(record, "function_name") != null && Fields.at(record, "args") != null;
    return fragment ? new Event("process_kprobe", record) : null;
  }

  private static @Nullable Event named(JsonNode record) {
    if (!record.isObject()) {
      return null;
    }
    for (Map.Entry<String, JsonNode> member : record.properties()) {
      if (isEvent(member.getKey()) && member.getValue().isObject()) {
        return new Event(member.getKey(), member.getValue());
      }
    }
    return null;
  }

  private static boolean isEvent(String name) {
    return (name.startsWith(PREFIX) && name.length() > PREFIX.length())
        || name.equals("rate_limit_info");
  }
}
