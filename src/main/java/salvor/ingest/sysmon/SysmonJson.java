package salvor.ingest.sysmon;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.ingest.Fields;
import salvor.ingest.Format;
import salvor.ingest.RecordReader;
import tools.jackson.databind.JsonNode;

/** Records that carry an event of Sysmon for Linux: as XML in a text, or taken apart. */
public final class SysmonJson implements Format {
  private static final String[] MEMBERS = {"SyslogMessage", "message", "MESSAGE", "Message", "log"};

  @Override
  public String name() {
    return SysmonFormat.NAME;
  }

  @Override
  public boolean recognises(JsonNode record) {
    return xml(record) != null || values(record) != null;
  }

  @Override
  public RecordReader reader() {
    return (record, ref, sink) -> {
      String xml = xml(record);
      Map<String, String> values = values(record);
      if (xml != null) {
        Told.of(xml, ref, sink);
      } else if (values != null) {
        Told.of(values, false, ref, sink);
      }
    };
  }

  private static @Nullable String xml(JsonNode record) {
    for (String member : MEMBERS) {
      String text = Fields.exact(record, member);
      if (text != null && text.contains("<Event") && SysmonFormat.isSysmon(text)) {
        return text;
      }
    }
    return null;
  }

  /** The values of an event that was taken apart by whoever shipped it. */
  private static @Nullable Map<String, String> values(JsonNode record) {
    JsonNode event = Fields.at(record, "Event");
    JsonNode system = Fields.at(event, "System");
    JsonNode outer = system != null ? system : record;
    String channel = Fields.text(outer, "Channel");
    if (channel == null || !channel.startsWith("Linux-Sysmon") || !outer.has("EventID")) {
      return null;
    }
    Map<String, String> values = new HashMap<>();
    for (JsonNode each : new JsonNode[] {outer, Fields.at(event, "EventData")}) {
      if (each != null && each.isObject()) {
        each.properties()
            .forEach(member -> {
              String text = Fields.text(member.getValue());
              if (text != null) {
                values.putIfAbsent(member.getKey(), text);
              }
            });
      }
    }
    String created = Fields.text(outer, "TimeCreated", "SystemTime");
    if (created != null) {
      values.putIfAbsent("SystemTime", created);
    }
    return values;
  }
}
