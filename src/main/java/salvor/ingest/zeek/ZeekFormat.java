package salvor.ingest.zeek;

import salvor.ingest.Beginning;
import salvor.ingest.LineFormat;
import salvor.ingest.LineReader;

/** Zeek's text logs: tab-separated, with a header that names the fields. */
public final class ZeekFormat implements LineFormat {
  @Override
  public String name() {
    return "zeek";
  }

  @Override
  public boolean begins(Beginning head) {
    return head.text().startsWith("#separator ");
  }

  @Override
  public LineReader reader() {
    return new ZeekReader();
  }
}
