package salvor.ingest;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A record format: how to tell it, and who reads it. Stateless. */
public interface Format {
  /** Its short name, as shown and as in the machine-readable result, for example {@code falco}. */
  String name();

  /**
   * Whether this record, a JSON object, is one of this format. Must be cheap and must not throw.
   */
  boolean recognises(JsonNode record);

  /**
   * A reader for one source. Called once per source, and it sees the source's records in order; but
   * where the format has a {@link #fastLine}, once for every chunk of it, as chunks are then read
   * apart: such readers keep nothing from one record to the next.
   */
  RecordReader reader();

  /**
   * A faster way for lines of the common shape, or null when there is none; its rows must equal
   * those of the reader. It must leave alone lines that {@link #recognises} would not take.
   */
  default @Nullable FastLine fastLine() {
    return null;
  }
}
