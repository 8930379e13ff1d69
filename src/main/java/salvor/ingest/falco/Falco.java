package salvor.ingest.falco;

import salvor.ingest.FastLine;
import salvor.ingest.Format;
import salvor.ingest.RecordReader;
import tools.jackson.databind.JsonNode;

/** Falco's JSON output, one object a record. */
public final class Falco implements Format {
  @Override
  public String name() {
    return "falco";
  }

  @Override
  public boolean recognises(JsonNode record) {
    return record.path("rule").isString()
        && record.path("priority").isString()
        && (record.path("output").isString() || record.path("output_fields").isObject());
  }

  @Override
  public RecordReader reader() {
    return new FalcoReader();
  }

  @Override
  public FastLine fastLine() {
    return new FalcoLine();
  }
}
