package salvor.ingest;

/** A log whose records are lines of text. Stateless. */
public non-sealed interface LineFormat extends StreamFormat {
  /** A reader for one source, which sees the source's lines in order. */
  LineReader reader();
}
