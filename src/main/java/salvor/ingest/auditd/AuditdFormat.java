package salvor.ingest.auditd;

import java.util.regex.Pattern;
import salvor.ingest.Beginning;
import salvor.ingest.LineFormat;
import salvor.ingest.LineReader;

/** The log of the Linux audit system, also behind the prefix of a syslog. */
public final class AuditdFormat implements LineFormat {
  private static final Pattern RECORD =
      Pattern.compile(
          "(?m)^[^{\\[<\\n]{0,300}?\\btype=\\S{1,60} (msg=)?audit\\(\\d{1,12}\\.\\d{3}:\\d");

  /** Records of something else, which may well quote such lines. */
  private static final Pattern OTHER =
      Pattern.compile("(?m)^\\s*(\\{|\\[\\s*\\{|(- )?(apiVersion|kind):)");

  @Override
  public String name() {
    return "auditd";
  }

  @Override
  public boolean begins(Beginning head) {
    return head.text().contains("audit(")
        && RECORD.matcher(head.text()).find()
        && !OTHER.matcher(head.text()).find();
  }

  @Override
  public LineReader reader() {
    return new AuditdReader();
  }
}
