package salvor.ingest.recorded;

import salvor.ingest.Fields;
import salvor.ingest.Format;
import salvor.ingest.RecordReader;
import tools.jackson.databind.JsonNode;

/** What Salvor writes about its own recording of a cluster: when somebody was not heard. */
public final class RecordedFormat implements Format {
  @Override
  public String name() {
    return "salvor-recording";
  }

  @Override
  public boolean recognises(JsonNode record) {
    String what = Fields.text(record, "salvor");
    return "not-heard".equals(what) || "heard-again".equals(what) || "recording".equals(what);
  }

  @Override
  public RecordReader reader() {
    return new RecordedReader();
  }
}
