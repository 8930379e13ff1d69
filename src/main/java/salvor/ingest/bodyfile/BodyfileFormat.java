package salvor.ingest.bodyfile;

import java.util.regex.Pattern;
import salvor.ingest.Beginning;
import salvor.ingest.LineFormat;
import salvor.ingest.LineReader;

/**
 * A bodyfile, from which mactime makes its timeline: what {@code fls -m} of The Sleuth Kit and UAC
 * write.
 */
public final class BodyfileFormat implements LineFormat {
  private static final Pattern BEGIN =
      Pattern.compile("(?:[ \\t\\r]*+(?:#[^\\n]*+)?\\n)*+([^\\n]*+)");

  @Override
  public String name() {
    return "bodyfile";
  }

  @Override
  public boolean begins(Beginning head) {
    var first = BEGIN.matcher(head.text());
    return first.lookingAt() && FileTimes.of(first.group(1).stripTrailing()) != null;
  }

  @Override
  public LineReader reader() {
    return new BodyfileReader();
  }
}
