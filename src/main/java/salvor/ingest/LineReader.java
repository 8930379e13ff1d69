package salvor.ingest;

import salvor.evidence.RecordRef;

/** Reads the lines of one source, in order. */
public interface LineReader {
  /**
   * Reads one line that is not blank. For each line, or for each record of several on it, exactly
   * one of {@link Sink#observed}, {@link Sink#unreadable} and {@link Sink#skipped} must be called
   * in the end: now, at a later line, or in {@link #end}.
   *
   * @param line the line without its end; what is not UTF-8 in it is U+FFFD
   */
  void read(String line, RecordRef ref, Sink sink);

  /** No more lines will come. */
  default void end(Sink sink) {}
}
