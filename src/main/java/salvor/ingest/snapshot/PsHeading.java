package salvor.ingest.snapshot;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The heading of a table of {@code ps}: which columns its rows have. Free text may stand in the
 * last column alone; a name before it has the fixed width that {@code ps} gives it.
 */
final class PsHeading {
  private static final Set<String> COLUMNS =
      Set.of(
          "PID", "PPID", "PGID", "SID", "LWP", "NLWP", "TID", "SPID", "USER", "UID", "RUSER",
          "EUSER", "RUID", "EUID", "GROUP", "GID", "%CPU", "%MEM", "VSZ", "RSS", "TTY", "TT",
          "STAT", "S", "F", "C", "PRI", "NI", "ADDR", "SZ", "WCHAN", "STIME", "START", "STARTED",
          "ELAPSED", "TIME", "CLS", "PSR", "CGROUP", "PIDNS", "NETNS", "MNTNS", "COMMAND", "CMD",
          "ARGS");
  private static final Set<String> TEXT = Set.of("COMMAND", "CMD", "ARGS");
  private static final String GROUP = "CGROUP";
  private static final String STARTED =
      "([A-Z][a-z]{2} [A-Z][a-z]{2} [ 0-9][0-9] [0-9:]{8} [0-9]{4}|[A-Z][a-z]{2} [ 0-9][0-9]|\\S+)";

  private final List<String> names;
  private final Pattern row;

  private PsHeading(List<String> names) {
    this.names = names;
    StringBuilder form = new StringBuilder("\\s*");
    for (int i = 0; i < names.size(); i++) {
      boolean last = i == names.size() - 1;
      boolean text = TEXT.contains(names.get(i));
      form.append(
          last ? "(.*)" : text ? "(.{15})" : names.get(i).equals("STARTED") ? STARTED : "(\\S+)");
      form.append(last ? "" : text ? "\\s*" : "\\s+");
    }
    row = Pattern.compile(form.toString(), Pattern.DOTALL);
  }

  /** The heading that a line is; null when it is none. */
  static @Nullable PsHeading of(String line) {
    List<String> names = List.of(line.strip().split("\\s+"));
    boolean known = names.size() >= 2 && names.size() <= 30 && COLUMNS.containsAll(names);
    boolean last = TEXT.contains(names.getLast()) || names.getLast().equals(GROUP);
    return known && names.contains("PID") && last ? new PsHeading(names) : null;
  }

  /** The fields of a row; null when the line is none. */
  @Nullable Matcher row(String line) {
    Matcher fields = row.matcher(line);
    return fields.matches() && Shown.pid(get(fields, "PID")) != null ? fields : null;
  }

  /** The field of the first of these columns that there is. */
  @Nullable String get(Matcher fields, String... columns) {
    for (String column : columns) {
      int index = names.indexOf(column);
      if (index >= 0) {
        return fields.group(index + 1).strip();
      }
    }
    return null;
  }

  /** Whether it tells the control groups of processes. */
  boolean hasGroups() {
    return names.contains(GROUP);
  }

  /** Whether it tells what processes are called. */
  boolean hasCommands() {
    return TEXT.contains(names.getLast());
  }

  /** The command line, which stands last. */
  String command(Matcher fields) {
    return hasCommands() ? fields.group(names.size()).strip() : "";
  }

  /** The short name, where one stands before the command line. */
  @Nullable String name(Matcher fields) {
    int index = names.indexOf("COMMAND");
    return index >= 0 && index < names.size() - 1 ? fields.group(index + 1).strip() : null;
  }
}
