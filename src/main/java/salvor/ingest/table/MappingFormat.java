package salvor.ingest.table;

import salvor.evidence.RecordRef;
import salvor.ingest.Format;
import salvor.ingest.RecordReader;
import salvor.ingest.Sink;
import tools.jackson.databind.JsonNode;

/** A mapping among what is read: context, and used only where it was named itself. */
public final class MappingFormat implements Format {
  @Override
  public String name() {
    return "mapping";
  }

  @Override
  public boolean recognises(JsonNode record) {
    return MappingJson.isOne(record);
  }

  @Override
  public RecordReader reader() {
    return new RecordReader() {
      @Override
      public void read(JsonNode record, RecordRef ref, Sink sink) {
        try {
          MappingJson.read(record);
          sink.skipped("a mapping of columns, used where it was named as one");
        } catch (UnusableMapping why) {
          sink.unreadable(ref, "a mapping of columns that cannot be used: " + why.getMessage());
        }
      }
    };
  }
}
