package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;

/** One view of the evidence, to be read by people or by machines. */
public interface Report {
  /**
   * Writes it for people.
   *
   * @param colour whether the terminal shows colours
   */
  void text(PrintWriter out, boolean colour);

  /** Whether it has something to tell of evidence in which nothing was observed. */
  default boolean tellsWithoutObservations() {
    return false;
  }

  /** Writes it as one JSON document, which has a schema beside this class's resources. */
  void json(OutputStream out) throws IOException;
}
