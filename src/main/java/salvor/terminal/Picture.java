package salvor.terminal;

import java.io.IOException;
import java.nio.file.Path;
import salvor.report.Triage;

/** The timeline as a picture. */
final class Picture {
  private Picture() {}

  static void write(Path file, Triage triage, boolean dark) throws IOException {
    if (dark) {
      throw new IOException("no picture yet " + file + triage.hidden());
    }
  }
}
