package salvor.ingest.falco;

import static salvor.ingest.falco.FalcoKeys.*;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity.KernelAction;
import salvor.evidence.Kind;
import salvor.evidence.Outcome;
import salvor.evidence.ProcessFields;
import salvor.evidence.ProcessNumbers;
import salvor.evidence.Quality;
import salvor.evidence.Rows;
import salvor.evidence.Tables;
import salvor.ingest.FastLine;

/**
 * Takes the common lines of Falco output straight to the columns: starts, connections, opened files
 * and other system calls, as telemetry or as alerts. Each row equals the one that {@link
 * FalcoReader} makes of the line; what would need a second thought is left to it.
 */
final class FalcoLine implements FastLine {
  private static final byte[] UPPER_FLAG = "EXE_UPPER_LAYER".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LOWER_FLAG = "EXE_LOWER_LAYER".getBytes(StandardCharsets.US_ASCII);

  private final FalcoScan scan = new FalcoScan(NAMES);
  private final int[] tuple = new int[24];
  private final FalcoTime time = new FalcoTime();
  private final FalcoText text = new FalcoText(scan);
  private final FalcoPlaces places =
      new FalcoPlaces(
          scan, FULL_ID, ID, NODE, NAMESPACE, POD, POD_UID, CONTAINER, REPOSITORY, TAG, DIGEST);
  private @Nullable Tables placesOf;
  private String call = "";
  private String callBefore = "";
  private boolean refused;

  @Override
  public boolean read(
      byte[] bytes,
      int from,
      int to,
      int source,
      long line,
      long offset,
      Rows rows,
      Tables tables) {
    if (!scan.scan(bytes, from, to) || !ordinary(bytes)) {
      return false;
    }
    text.begin(bytes, tables);
    refused =
        !text.given(RULE)
            || !text.given(PRIORITY)
            || (text.given(RESULT) && scan.type[RESULT] != FalcoScan.PLAIN)
            || (text.given(RAW_RESULT) && !text.given(RESULT))
            || scan.type[EXEPATH] == FalcoScan.ESCAPED;
    Kind kind = Kind.ALERT;
    int at = 0;
    if (!telemetry(bytes)) {
      at = alert(bytes);
    }
    int length = activity(bytes, at);
    if (at == 0 && length > 0) {
      kind = KINDS[tuple[0]];
    }
    if (length < 0 || refused || text.refused()) {
      return false;
    }
    Outcome.Result result = result(bytes, length);
    int quality = quality(bytes) | result.qualityBit();
    if (refused || text.refused()) {
      return false;
    }
    int activity = tables.activities.add(tuple, length + Tables.OUTCOME_FIELDS);
    int location = location(bytes, tables);
    int process = process(tables);
    if (refused || text.refused()) {
      return false;
    }
    rows.add(
        time.nanos(),
        time.form(),
        0,
        kind,
        quality,
        location,
        process,
        tables.numbers,
        activity,
        source,
        line,
        offset,
        to - from);
    return true;
  }

  private static final Kind[] KINDS = Kind.values();

  private boolean ordinary(byte[] bytes) {
    byte[] type = scan.type;
    return type[RULE] == FalcoScan.PLAIN
        && type[PRIORITY] == FalcoScan.PLAIN
        && type[OUTPUT] != FalcoScan.ABSENT
        && type[FIELDS] == FalcoScan.TRUE
        && type[TIME] == FalcoScan.PLAIN
        && type[CALL] == FalcoScan.PLAIN
        && type[KA_VERB] == FalcoScan.ABSENT
        && !is(bytes, SOURCE, "internal")
        && !starts(bytes, RULE, "Falco internal")
        && time.read(bytes, scan.from[TIME], scan.to[TIME]);
  }

  private boolean telemetry(byte[] bytes) {
    return scan.tagged || starts(bytes, RULE, "Telemetry ");
  }

  /** Puts the alert's own fields; gives their number. */
  private int alert(byte[] bytes) {
    tuple[0] = Kind.ALERT.ordinal();
    tuple[1] = text.id(RULE);
    tuple[2] = text.id(PRIORITY);
    int from = scan.from[OUTPUT];
    int to = scan.to[OUTPUT];
    int slash = scan.type[OUTPUT] == FalcoScan.ESCAPED ? find(bytes, from, to, '\\', -1) : to;
    int colon = find(bytes, from, to, ':', ' ');
    int start = from;
    if (colon < to && matchesPriority(bytes, colon + 2, to)) {
      start = colon + 3 + scan.to[PRIORITY] - scan.from[PRIORITY];
    }
    int values = find(bytes, start, to, ' ', '(');
    boolean plain = scan.type[OUTPUT] == FalcoScan.PLAIN || scan.type[OUTPUT] == FalcoScan.ESCAPED;
    refused |=
        !plain || values >= to || slash < values || slash < colon || colon == from || to == from;
    tuple[3] = refused ? 0 : text.id(start, values);
    return 4;
  }

  private boolean matchesPriority(byte[] bytes, int at, int to) {
    int length = scan.to[PRIORITY] - scan.from[PRIORITY];
    return at + length < to
        && bytes[at + length] == ' '
        && Arrays.equals(bytes, at, at + length, bytes, scan.from[PRIORITY], scan.to[PRIORITY]);
  }

  private static int find(byte[] bytes, int from, int to, int first, int second) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == first && (second < 0 || (i + 1 < to && bytes[i + 1] == second))) {
        return i;
      }
    }
    return to;
  }

  /**
   * Puts the activity's tuple from a place on; gives the length of the whole, -1 when it is left to
   * the other reader.
   */
  private int activity(byte[] bytes, int at) {
    return switch (call(bytes)) {
      case "execve", "execveat" -> {
        tuple[at] = Kind.PROCESS_STARTED.ordinal();
        yield at + 1;
      }
      case "connect" -> connection(Kind.CONNECTION_OPENED, at);
      case "accept", "accept4" -> connection(Kind.CONNECTION_ACCEPTED, at);
      case "open", "openat", "openat2" -> opened(bytes, at);
      case "setns", "unshare", "ptrace", "dup", "dup2", "dup3", "memfd_create", "mount", "setuid" ->
          action(at);
      default -> -1;
    };
  }

  /** The system call; mostly that of one of the last lines, for which no text is made. */
  private String call(byte[] bytes) {
    if (!is(bytes, CALL, call)) {
      String before = call;
      call = callBefore;
      callBefore = before;
      if (!is(bytes, CALL, call)) {
        call =
            new String(
                bytes, scan.from[CALL], scan.to[CALL] - scan.from[CALL], StandardCharsets.US_ASCII);
      }
    }
    return call;
  }

  private int connection(Kind kind, int at) {
    refused |= !text.given(RIP);
    tuple[at] = kind.ordinal();
    tuple[at + 1] = text.id(LIP);
    tuple[at + 2] = port(LPORT);
    tuple[at + 3] = 0;
    tuple[at + 4] = text.id(RIP);
    tuple[at + 5] = port(RPORT);
    tuple[at + 6] = text.id(RIP_NAME);
    tuple[at + 7] = text.id(PROTOCOL);
    return at + 8;
  }

  private int opened(byte[] bytes, int at) {
    refused |= !text.given(FD_NAME);
    boolean marked = text.isTrue(OPEN_WRITE);
    boolean created = text.isTrue(OPEN_CREATE);
    boolean written = marked || created || writes(bytes);
    refused |= !written && !text.given(FLAGS) && !starts(bytes, RULE, "Telemetry "); // rules tell
    tuple[at] = (written ? Kind.FILE_WRITTEN : Kind.FILE_OPENED).ordinal();
    tuple[at + 1] = text.id(FD_NAME);
    tuple[at + 2] = text.id(FLAGS);
    return at + 3;
  }

  private boolean writes(byte[] bytes) {
    return text.given(FLAGS)
        && FalcoActivity.writes(
            new String(
                bytes,
                scan.from[FLAGS],
                scan.to[FLAGS] - scan.from[FLAGS],
                StandardCharsets.US_ASCII));
  }

  private int action(int at) {
    tuple[at] = Kind.KERNEL_ACTION.ordinal();
    tuple[at + 1] = KernelAction.Type.SYSCALL.ordinal();
    tuple[at + 2] = text.id(CALL);
    tuple[at + 3] = text.given(ARGS) ? text.id(ARGS) : text.id(FD_NAME);
    return at + 4;
  }

  private int port(int key) {
    int port = text.natural(key);
    return port == Tables.NOT_GIVEN ? 0 : port;
  }

  /** Puts the outcome behind the activity, as {@link FalcoOutcome#ofResult} tells it. */
  private Outcome.Result result(byte[] bytes, int at) {
    Outcome.Result result = Outcome.Result.UNKNOWN;
    boolean succeeded = is(bytes, RESULT, "SUCCESS");
    if (succeeded) {
      result = Outcome.Result.SUCCEEDED;
    } else if (starts(bytes, RESULT, "E") && !is(bytes, RESULT, "EINPROGRESS")) {
      result = Outcome.Result.FAILED;
    }
    tuple[at] = result.ordinal();
    tuple[at + 1] = succeeded ? 0 : text.id(RESULT);
    return result;
  }

  private int quality(byte[] bytes) {
    int bits = text.given(CMDLINE) ? Quality.LOSSY_ARGUMENTS.bit() : 0;
    bits |=
        text.isTrue(UPPER) || text.contains(FLAGS, UPPER_FLAG) ? Quality.EXE_UPPER_LAYER.bit() : 0;
    bits |=
        text.isTrue(LOWER) || text.contains(FLAGS, LOWER_FLAG) ? Quality.EXE_LOWER_LAYER.bit() : 0;
    bits |=
        text.isTrue(MEMFD) || starts(bytes, EXEPATH, "memfd:") ? Quality.EXE_FROM_MEMFD.bit() : 0;
    bits |= text.positive(TTY) ? Quality.TTY.bit() : 0;
    refused |= text.deleted(EXEPATH) || text.deleted(PEXEPATH);
    return bits;
  }

  private int location(byte[] bytes, Tables tables) {
    if (tables != placesOf) {
      places.clear();
      placesOf = tables;
    }
    int id = text.given(FULL_ID) ? FULL_ID : ID;
    int slot = places.slot(bytes, id);
    int known = places.known(bytes, slot);
    if (known >= 0) {
      return known;
    }
    int location = location(id, tables);
    if (!text.refused()) {
      places.remember(bytes, slot, location);
    }
    return location;
  }

  private int location(int id, Tables tables) {
    tuple[0] = text.id(NODE);
    tuple[1] = text.id(NAMESPACE);
    tuple[2] = text.id(POD);
    tuple[3] = text.id(POD_UID);
    tuple[4] = text.id(CONTAINER);
    tuple[5] = text.same(id, "host") ? 0 : text.id(id);
    tuple[6] =
        text.given(REPOSITORY) && text.given(TAG)
            ? text.joined(REPOSITORY, ':', TAG)
            : text.id(REPOSITORY);
    tuple[7] = text.digest(DIGEST);
    tuple[8] = 0;
    tuple[9] = 0;
    tuple[10] = 0;
    tuple[Tables.CLUSTER] = tables.cluster();
    return tables.locations.add(tuple, Tables.LOCATION_FIELDS);
  }

  private int process(Tables tables) {
    ProcessNumbers numbers = tables.numbers;
    int pid = text.natural(PID);
    int ppid = text.natural(PPID);
    numbers.pid = pid;
    numbers.containerPid = text.natural(VPID);
    numbers.identity =
        pid == Tables.NOT_GIVEN || !text.given(PID_TS) ? 0 : text.identity(PID, PID_TS);
    numbers.parentPid = ppid;
    numbers.parentIdentity =
        ppid == Tables.NOT_GIVEN || !text.given(PPID_TS) ? 0 : text.identity(PPID, PPID_TS);
    tuple[ProcessFields.EXECUTABLE] = text.id(EXEPATH);
    tuple[ProcessFields.NAME] = text.id(NAME);
    tuple[ProcessFields.COMMAND_LINE] = text.commandLine(EXE, NAME, CMDLINE);
    tuple[ProcessFields.CWD] = text.id(CWD);
    tuple[ProcessFields.UID] = text.natural(UID);
    boolean parent =
        ppid != Tables.NOT_GIVEN
            || text.given(PEXEPATH)
            || text.given(PNAME)
            || text.given(PCMDLINE);
    tuple[ProcessFields.HAS_PARENT] = parent ? 1 : 0;
    tuple[ProcessFields.PARENT_EXECUTABLE] = text.id(PEXEPATH);
    tuple[ProcessFields.PARENT_NAME] = text.id(PNAME);
    tuple[ProcessFields.PARENT_COMMAND_LINE] = text.id(PCMDLINE);
    return tables.processes.add(tuple, Tables.PROCESS_FIELDS);
  }

  private boolean is(byte[] bytes, int key, String word) {
    return scan.to[key] - scan.from[key] == word.length() && starts(bytes, key, word);
  }

  private boolean starts(byte[] bytes, int key, String word) {
    int from = scan.from[key];
    if (scan.type[key] != FalcoScan.PLAIN || scan.to[key] - from < word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (bytes[from + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
