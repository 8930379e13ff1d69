package salvor.ingest.snapshot;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Outcome;
import salvor.evidence.ProcessInfo;
import salvor.evidence.RecordRef;
import salvor.ingest.LineReader;
import salvor.ingest.OpenFlags;
import salvor.ingest.Sink;
import salvor.workload.Location;

/**
 * Reads what {@code lsof} tells: of each process its executable (the kernel's own link), its
 * sockets, and the files that it has open by number. {@code lsof} writes what is not printable in
 * names as escapes.
 */
final class LsofReader implements LineReader {
  private static final Pattern ROW =
      Pattern.compile(
          "(\\S+)\\s+([0-9]{1,9})\\s+(?:([0-9]{1,9})\\s+\\S+\\s+)?(?:\\S+\\s+)?(cwd|rtd|txt|(?:mem|DEL)(?:-[A-Z])?|NOFD|[0-9]{1,7}[rwu-]?[A-Zr-xz-]?)"
              + "\\s+(IPv4|IPv6|REG|DIR|CHR|BLK|FIFO|unix|sock|a_inode|netlink|pack|unknown|LINK|PIPE|inet|[0-9]{4})(?:\\s+(.*))?");
  private static final Pattern SOCKET =
      Pattern.compile(
          "(?:.*\\s)?(TCP|UDP|UDPLITE|SCTP)\\s+(\\S+?)(?:->(\\S+))?(?:\\s+\\(([A-Z_0-9]+)\\))?");
  private static final Pattern PATH = Pattern.compile("[^/]*?\\s(/.*)");
  private static final Pattern END = Pattern.compile("(.*):([0-9]{1,5}|\\*)");

  private @Nullable Integer pid;
  private @Nullable String command;
  private @Nullable String descriptor;
  private String access = "";
  private String type = "";
  private @Nullable String protocol;
  private @Nullable String state;
  private @Nullable RecordRef file;
  private @Nullable String told;

  @Override
  public void read(String line, RecordRef ref, Sink sink) {
    if (LsofFormat.isHeading(line)) {
      sink.skipped("heading of a table");
      return;
    }
    Matcher row = ROW.matcher(line);
    if (row.matches()) {
      row(row, ref, sink);
    } else if (line.startsWith("lsof: ")) {
      sink.skipped("a warning of lsof");
    } else if (Character.isLetter(line.charAt(0)) && !line.contains("  ")) {
      field(line.charAt(0), line.substring(1), ref, sink);
    } else {
      sink.unreadable(ref, "not a row of the table");
    }
  }

  private void row(Matcher row, RecordRef ref, Sink sink) {
    String rest = row.group(6) == null ? "" : row.group(6);
    String fd = row.group(4);
    String kind = row.group(5);
    Integer of = Shown.pid(row.group(2));
    if (row.group(3) != null) {
      sink.skipped("a file of a thread");
      return;
    }
    if (kind.startsWith("IPv")) {
      Matcher socket = SOCKET.matcher(rest);
      if (socket.matches()) {
        socket(of, row.group(1), socket, ref, sink);
      } else {
        sink.skipped("a socket of no protocol that is read here");
      }
      return;
    }
    Matcher path = PATH.matcher(rest);
    file(of, row.group(1), fd, kind, path.matches() ? path.group(1) : null, ref, sink);
  }

  private static void file(
      @Nullable Integer pid,
      @Nullable String command,
      String fd,
      String kind,
      @Nullable String path,
      RecordRef ref,
      Sink sink) {
    if (fd.equals("txt") && path != null) {
      ProcessInfo process = new ProcessInfo(pid, null, null, null, command, null, null, null, null);
      sink.observed(Shown.process(null, Location.UNKNOWN, process, path, ref));
    } else if (kind.equals("REG") && path != null && Character.isDigit(fd.charAt(0))) {
      String flags =
          switch (fd.replaceFirst("^[0-9]+", "").replaceFirst("[^rwu].*", "")) {
            case "w" -> "O_WRONLY";
            case "u" -> "O_RDWR";
            default -> "O_RDONLY";
          };
      Activity activity = OpenFlags.opened(path, flags);
      sink.observed(
          Shown.open(null, Location.UNKNOWN, pid, command, activity, Outcome.UNKNOWN, ref));
    } else {
      sink.skipped("open or mapped, and no file by number, socket or executable");
    }
  }

  private static void socket(
      @Nullable Integer pid, @Nullable String command, Matcher told, RecordRef ref, Sink sink) {
    Matcher local = END.matcher(told.group(2));
    Matcher remote = END.matcher(told.group(3) == null ? "*:*" : told.group(3));
    if (!local.matches() || !remote.matches()) {
      sink.unreadable(ref, "ports by name: lsof -P tells their numbers");
      return;
    }
    String state = told.group(4);
    SocketRow socket =
        new SocketRow(
            told.group(1).toLowerCase(java.util.Locale.ROOT),
            state == null ? "UNCONN" : state.replace('_', '-').replace("ESTABLISHED", "ESTAB"),
            SocketRow.end(local.group(1), local.group(2)),
            SocketRow.end(remote.group(1), remote.group(2)),
            pid,
            command,
            null);
    Activity activity = socket.activity(false, null);
    if (activity == null) {
      sink.skipped("a socket that is connected to nobody");
    } else {
      sink.note("lsof does not tell which end called: connections stand as outgoing");
      sink.observed(
          Shown.open(null, Location.UNKNOWN, pid, command, activity, socket.outcome(), ref));
    }
  }

  /** One field of a process or of a file; a file is told where the next one begins. */
  private void field(char field, String value, RecordRef ref, Sink sink) {
    switch (field) {
      case 'p' -> {
        file(sink);
        pid = Shown.pid(value);
        command = null;
      }
      case 'c' -> command = value;
      case 'f' -> {
        file(sink);
        descriptor = value;
        file = ref;
        access = "";
        type = "";
        protocol = null;
        state = null;
        told = null;
      }
      case 'a' -> access = value.strip();
      case 't' -> type = value;
      case 'P' -> protocol = value;
      case 'T' -> state = value.startsWith("ST=") ? value.substring(3) : state;
      case 'n' -> told = value;
      default -> {} // what else there is tells nothing of what is open
    }
    if (field == 'f') {
      return; // accounted for when the file is told
    }
    sink.skipped("a field of a process or of a file");
  }

  private void file(Sink sink) {
    RecordRef ref = file;
    String fd = descriptor;
    if (ref == null || fd == null) {
      return;
    }
    file = null;
    String name = told;
    if (type.startsWith("IPv") && protocol != null && name != null) {
      Matcher socket =
          SOCKET.matcher(protocol + " " + name + (state == null ? "" : " (" + state + ")"));
      if (socket.matches()) {
        socket(pid, command, socket, ref, sink);
        return;
      }
    }
    file(
        pid,
        command,
        fd + access,
        type,
        name != null && name.startsWith("/") ? name : null,
        ref,
        sink);
  }

  @Override
  public void end(Sink sink) {
    file(sink);
  }
}
