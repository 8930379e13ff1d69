package salvor.ingest.kubescape;

import salvor.ingest.Fields;
import salvor.ingest.Format;
import salvor.ingest.RecordReader;
import tools.jackson.databind.JsonNode;

/** The alerts that Kubescape's node agent writes, one a line among its own log. */
public final class KubescapeAlerts implements Format {
  @Override
  public String name() {
    return "kubescape-alert";
  }

  @Override
  public boolean recognises(JsonNode record) {
    JsonNode base = Fields.at(record, "BaseRuntimeMetadata");
    return base != null
        && base.isObject()
        && (Fields.present(record, "RuleID") || Fields.present(base, "alertName"));
  }

  @Override
  public RecordReader reader() {
    return AlertReader::read;
  }
}
