package salvor.ingest.snapshot;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import salvor.evidence.ProcessInfo;
import salvor.evidence.RecordRef;
import salvor.ingest.Beginning;
import salvor.ingest.LineFormat;
import salvor.ingest.LineReader;
import salvor.ingest.Sink;
import salvor.workload.Location;

/**
 * Links of {@code /proc/N/exe}, as {@code ls -l} writes them (in a collection of UAC {@code
 * running_processes_full_paths.txt}), or a process and its file a line, perhaps with its hash.
 */
public final class ExecutableLinks implements LineFormat {
  private static final Pattern LINK =
      Pattern.compile(
          "(?:l[rwxsStT-]{9}\\S?\\s.*?\\s)?/proc/([0-9]{1,9})(?:/exe)?(?: ->)? (/.*?)"
              + "(?: [0-9a-f]{64} [ *]-)?", // what sha256sum says of it
          Pattern.DOTALL);
  private static final Pattern LISTED =
      Pattern.compile("l[rwxsStT-]{9}\\S?\\s.*?\\s/proc/[0-9]{1,9}/exe");
  private static final Pattern REFUSED = Pattern.compile("ls: .*/proc/[0-9]{1,9}/exe.*");

  @Override
  public String name() {
    return "executables";
  }

  @Override
  public boolean begins(Beginning head) {
    return head.text()
        .lines()
        .filter(l -> !l.isBlank() && !REFUSED.matcher(l).matches())
        .findFirst()
        .filter(l -> LINK.matcher(l).matches() || LISTED.matcher(l).matches())
        .isPresent();
  }

  @Override
  public LineReader reader() {
    return ExecutableLinks::read;
  }

  private static void read(String line, RecordRef ref, Sink sink) {
    Matcher link = LINK.matcher(line);
    if (link.matches()) {
      sink.note(
          "when they were started, and when one looked, is not told: they stand without a time");
      String path = link.group(2);
      ProcessInfo process =
          new ProcessInfo(Shown.pid(link.group(1)), null, null, null, null, null, null, null, null);
      sink.observed(Shown.process(null, Location.UNKNOWN, process, path, ref));
    } else if (LISTED.matcher(line).matches() || REFUSED.matcher(line).matches()) {
      sink.skipped("a link that could not be read, of a kernel thread or of somebody else");
    } else {
      sink.unreadable(ref, "not a link of a process");
    }
  }
}
