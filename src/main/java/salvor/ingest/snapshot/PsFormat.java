package salvor.ingest.snapshot;

import salvor.ingest.Beginning;
import salvor.ingest.LineFormat;
import salvor.ingest.LineReader;

/** The output of {@code ps}, with its heading, whatever columns were asked for. */
public final class PsFormat implements LineFormat {
  @Override
  public String name() {
    return "ps";
  }

  @Override
  public boolean begins(Beginning head) {
    return head.text()
        .lines()
        .filter(l -> !l.isBlank())
        .findFirst()
        .filter(l -> PsHeading.of(l) != null)
        .isPresent();
  }

  @Override
  public LineReader reader() {
    return new PsReader();
  }
}
