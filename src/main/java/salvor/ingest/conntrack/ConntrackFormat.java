package salvor.ingest.conntrack;

import java.util.regex.Pattern;
import salvor.ingest.Beginning;
import salvor.ingest.LineFormat;
import salvor.ingest.LineReader;

/** The output of conntrack -E, with and without {@code -o timestamp,id,extended}. */
public final class ConntrackFormat implements LineFormat {
  private static final Pattern BEGIN =
      Pattern.compile(
          "\\s*+(\\[[0-9]+\\.[0-9]+\\]\\s+)?\\[(NEW|UPDATE|DESTROY)\\]\\s[^\\n]*\\bsrc=");

  @Override
  public String name() {
    return "conntrack";
  }

  @Override
  public boolean begins(Beginning head) {
    return BEGIN.matcher(head.text()).lookingAt();
  }

  @Override
  public LineReader reader() {
    return new ConntrackReader();
  }
}
