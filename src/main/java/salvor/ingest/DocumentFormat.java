package salvor.ingest;

import java.io.IOException;
import java.io.InputStream;

/** A document that is too long to be held as one record, and is read as a stream. Stateless. */
public non-sealed interface DocumentFormat extends StreamFormat {
  /** Reads one that begins so. Each thing it lists must be accounted for in the sink. */
  void read(InputStream in, Beginning head, Sink sink) throws IOException;
}
