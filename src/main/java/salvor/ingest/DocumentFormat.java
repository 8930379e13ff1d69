package salvor.ingest;

import java.io.IOException;
import java.io.InputStream;

/** A document that is too long to be held as one record, and is read as a stream. Stateless. */
public interface DocumentFormat {
  /** Its short name, as shown and as in the machine-readable result. */
  String name();

  /** Whether what begins like this is one. Must be cheap. */
  boolean begins(String head);

  /** Reads one that begins so. Each thing it lists must be accounted for in the sink. */
  void read(InputStream in, String head, Sink sink) throws IOException;
}
