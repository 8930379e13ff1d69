package salvor.ingest.sysmon;

import java.util.regex.Pattern;
import salvor.ingest.Beginning;
import salvor.ingest.LineFormat;
import salvor.ingest.LineReader;

/** A log of Sysmon for Linux: a syslog, or what {@code sysmonLogView} writes. */
public final class SysmonFormat implements LineFormat {
  static final String NAME = "sysmon";
  private static final Pattern PROVIDER =
      Pattern.compile("<Provider\\s[^<>]{0,100}?Name=[\"']Linux-Sysmon[\"']");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean begins(Beginning head) {
    return !head.text().stripLeading().startsWith("{")
        && !head.text().stripLeading().startsWith("[")
        && isSysmon(head.text());
  }

  /** Whether a text holds an event of Sysmon. */
  static boolean isSysmon(String text) {
    return text.contains("Linux-Sysmon") && PROVIDER.matcher(text).find();
  }

  @Override
  public LineReader reader() {
    return new SysmonLines();
  }
}
