package salvor.ingest.table;

import salvor.evidence.RecordRef;
import salvor.ingest.Format;
import salvor.ingest.RecordReader;
import salvor.ingest.Sink;
import tools.jackson.databind.JsonNode;

/** JSON records that are rows of a table, as a mapping says; asked after all formats. */
public final class TableJson implements Format {
  private final Mapping mapping;

  /** Those that have the columns of this mapping. */
  public TableJson(Mapping mapping) {
    this.mapping = mapping;
  }

  @Override
  public String name() {
    return mapping.format();
  }

  @Override
  public boolean recognises(JsonNode record) {
    JsonRow row = new JsonRow(record);
    return mapping.fits(row::has);
  }

  @Override
  public RecordReader reader() {
    RowReader rows = new RowReader(mapping);
    return new RecordReader() {
      @Override
      public void read(JsonNode record, RecordRef ref, Sink sink) {
        rows.read(new JsonRow(record), ref, sink);
      }
    };
  }
}
