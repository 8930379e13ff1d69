package salvor.ingest.dnsmasq;

import java.util.regex.Pattern;
import salvor.ingest.Beginning;
import salvor.ingest.LineFormat;
import salvor.ingest.LineReader;

/** dnsmasq's query log, from its standard error or out of a syslog. */
public final class DnsmasqFormat implements LineFormat {
  /** A message of it; what stands before is a syslog's time and host. */
  static final Pattern MESSAGE =
      Pattern.compile(
          "(?:[A-Z][a-z]{2} [ 0-9][0-9] [0-9:]{8} (?:[^ ]{1,255} )?)?dnsmasq\\[[0-9]{1,10}\\]: (.*)");

  @Override
  public String name() {
    return "dnsmasq";
  }

  @Override
  public boolean begins(Beginning head) {
    return head.text()
        .lines()
        .limit(20)
        .anyMatch(l -> MESSAGE.matcher(l).matches() && l.contains(": query["));
  }

  @Override
  public LineReader reader() {
    return new DnsmasqReader();
  }
}
