package salvor.ingest;

import salvor.evidence.RecordRef;
import tools.jackson.databind.JsonNode;

/** Reads the records of one format from one source, in order. */
public interface RecordReader {
  /**
   * Reads one record. For each record exactly one of {@link Sink#observed}, {@link Sink#unreadable}
   * and {@link Sink#skipped} must be called in the end: now, at a later record, or in {@link #end}.
   */
  void read(JsonNode record, RecordRef ref, Sink sink);

  /** No more records will come. */
  default void end(Sink sink) {}
}
