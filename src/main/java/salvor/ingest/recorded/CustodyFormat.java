package salvor.ingest.recorded;

import salvor.evidence.RecordRef;
import salvor.ingest.Fields;
import salvor.ingest.Format;
import salvor.ingest.RecordReader;
import salvor.ingest.Sink;
import tools.jackson.databind.JsonNode;

/**
 * The ledger of who did what to the evidence, and what pins its end: they lie beside the evidence
 * in a bundle and in the folder of a live case, and observe nothing.
 */
public final class CustodyFormat implements Format {
  @Override
  public String name() {
    return "salvor-custody";
  }

  @Override
  public boolean recognises(JsonNode record) {
    boolean entry = record.has("prevHash") && record.has("evidenceId") && record.has("tsSource");
    boolean announced = record.path("entry").has("evidenceId") && record.has("since");
    return entry || announced || (record.has("headSeq") && Fields.text(record, "headHash") != null);
  }

  @Override
  public RecordReader reader() {
    return new RecordReader() {
      @Override
      public void read(JsonNode record, RecordRef ref, Sink sink) {
        sink.skipped("a record of the custody ledger");
      }
    };
  }
}
