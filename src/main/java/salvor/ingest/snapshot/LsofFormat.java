package salvor.ingest.snapshot;

import java.util.regex.Pattern;
import salvor.ingest.Beginning;
import salvor.ingest.LineFormat;
import salvor.ingest.LineReader;

/** The output of {@code lsof}, as a table or as fields ({@code -F}). */
public final class LsofFormat implements LineFormat {
  private static final Pattern TABLE =
      Pattern.compile(
          "COMMAND\\s+PID\\s+(TID\\s+(TASKCMD\\s+)?)?(PGID\\s+|PPID\\s+)*(USER\\s+)?FD\\s+TYPE\\s.*NAME");
  private static final Pattern FIELDS =
      Pattern.compile("p[0-9]{1,9}\\R(?:[a-zA-Z][^\\n]*\\R){0,12}?f[^\\n]{1,8}\\R");

  @Override
  public String name() {
    return "lsof";
  }

  @Override
  public boolean begins(Beginning head) {
    String text = head.text().stripLeading();
    return isHeading(text.lines().findFirst().orElse("")) || FIELDS.matcher(text).lookingAt();
  }

  static boolean isHeading(String line) {
    return TABLE.matcher(line.strip()).matches();
  }

  @Override
  public LineReader reader() {
    return new LsofReader();
  }
}
