package salvor.ingest.suricata;

import salvor.ingest.Fields;
import salvor.ingest.Format;
import salvor.ingest.RecordReader;
import tools.jackson.databind.JsonNode;

/** Suricata's EVE output (docs.suricata.io, EVE JSON Format). */
public final class SuricataFormat implements Format {
  @Override
  public String name() {
    return "suricata";
  }

  @Override
  public boolean recognises(JsonNode record) {
    String type = Fields.exact(record, "event_type");
    return type != null
        && record.has("timestamp")
        && (record.has("src_ip") || record.has("flow_id") || type.equals("stats"));
  }

  @Override
  public RecordReader reader() {
    return new SuricataReader();
  }
}
