package salvor.ingest.snapshot;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.evidence.NaiveTime;
import salvor.evidence.ObservedTime;
import salvor.evidence.ProcessInfo;
import salvor.evidence.RecordRef;
import salvor.ingest.ControlGroup;
import salvor.ingest.HostProcesses;
import salvor.ingest.LineReader;
import salvor.ingest.Sink;

/** Reads rows of {@code ps}. */
final class PsReader implements LineReader {
  private static final Pattern FULL =
      Pattern.compile("[A-Z][a-z]{2} ([A-Z][a-z]{2}) ([ 0-9][0-9]) ([0-9:]{8}) ([0-9]{4})");
  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  private static final String GROUP = "CGROUP";
  private static final int MOST = 100_000;

  private final Map<Integer, HostProcesses.Ran> ran = new HashMap<>();
  private @Nullable PsHeading heading;

  @Override
  public void read(String line, RecordRef ref, Sink sink) {
    PsHeading other = PsHeading.of(line);
    if (other != null) {
      heading = other;
      sink.skipped("heading of a table");
      return;
    }
    PsHeading of = heading;
    Matcher row = of == null ? null : of.row(line);
    if (of == null || row == null) {
      sink.unreadable(ref, "not a row of the table: a name or an argument may hold a line end");
      return;
    }
    ProcessInfo process = process(of, row);
    if (of.hasGroups() && process.pid() != null && ran.size() < MOST) {
      ControlGroup group = Shown.group(of.get(row, GROUP));
      String words = process.commandLine();
      ran.put(process.pid(), new HostProcesses.Ran(process.name(), null, words, null, group));
    }
    if (!of.hasCommands()) {
      sink.skipped("a process by its number, and the control group that it is in");
      return;
    }
    String started = of.get(row, "STARTED");
    ObservedTime time = started == null ? null : time(started);
    if (time == null) {
      sink.note(
          "when a process was started is not told in full (ps -o lstart does): it stands without a time");
    }
    sink.note(
        "ps does not tell executables, only what processes say of themselves: none can be judged");
    sink.observed(Shown.process(time, Shown.container(of.get(row, GROUP)), process, null, ref));
  }

  @Override
  public void end(Sink sink) {
    if (!ran.isEmpty()) {
      sink.ran(new HostProcesses(null, "", null, ran));
    }
  }

  private static ProcessInfo process(PsHeading of, Matcher row) {
    String command = tree(of.command(row));
    String name = of.name(row);
    Integer parent = Shown.pid(of.get(row, "PPID"));
    String user = of.get(row, "UID", "EUID", "RUID");
    return new ProcessInfo(
        Shown.pid(of.get(row, "PID")),
        null,
        null,
        null,
        name != null ? name : name(command),
        command.isEmpty() ? null : command,
        null,
        Shown.pid(user),
        parent == null || parent == 0
            ? null
            : new ProcessInfo.Parent(parent, null, null, null, null));
  }

  /** Without the branches that {@code ps f} draws before it. */
  private static String tree(String command) {
    int at = 0;
    while (at < command.length() && " |\\_".indexOf(command.charAt(at)) >= 0) {
      at++;
    }
    boolean drawn = command.startsWith("\\_ ") || command.startsWith("|");
    return drawn ? command.substring(at) : command;
  }

  private static @Nullable String name(String command) {
    String first = command.split(" ", 2)[0];
    String bare =
        first.startsWith("[") && command.endsWith("]")
            ? command.substring(1, command.length() - 1)
            : first.substring(first.lastIndexOf('/') + 1);
    return bare.isEmpty() ? null : bare;
  }

  /** In the time of day of whoever called {@code ps}, which does not say its zone. */
  private static @Nullable ObservedTime time(String started) {
    Matcher full = FULL.matcher(started);
    int month = full.matches() ? MONTHS.indexOf(full.group(1)) + 1 : 0;
    return month == 0
        ? null
        : NaiveTime.read(
                String.format(
                    Locale.ROOT,
                    "%s-%02d-%02d %s",
                    full.group(4),
                    month,
                    Integer.parseInt(full.group(2).strip()),
                    full.group(3)))
            .orElse(null);
  }
}
