package salvor.ingest.table;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Endpoint;
import salvor.evidence.Kind;
import salvor.evidence.Observation;
import salvor.evidence.ObservedTime;
import salvor.evidence.Outcome;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;
import salvor.evidence.RecordRef;
import salvor.evidence.TimeKind;
import salvor.ingest.Fields;
import salvor.ingest.Sink;
import salvor.workload.ImageDigest;
import salvor.workload.Location;

/** Makes observations of rows, as a mapping says. */
final class RowReader {
  /** What plaso and The Sleuth Kit call the times that a file system keeps of a file. */
  private static final Set<String> OF_A_FILE =
      Set.of(
          "creation time",
          "content modification time",
          "metadata modification time",
          "last access time",
          "content deletion time",
          "deletion time",
          "added time",
          "file creation time",
          "file modification time",
          "birth time",
          "mtime",
          "atime",
          "ctime",
          "btime",
          "crtime");

  private static final Pattern WITH_PORT =
      Pattern.compile("\\[?([0-9A-Fa-f.:]{2,45}?)\\]?(?::([0-9]{1,5}))?");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final int LONGEST = 32_000;
  private static final int LONGEST_ADDRESS = 64;

  private final Mapping mapping;

  RowReader(Mapping mapping) {
    this.mapping = mapping;
  }

  /** Gives the sink what a row is, or why it cannot be told. */
  void read(Row row, RecordRef ref, Sink sink) {
    ObservedTime time = null;
    String wrong = null;
    for (TimeColumns each : mapping.times()) {
      switch (each.read(row)) {
        case TimeColumns.Told.Time(ObservedTime told) ->
            time = time == null || time.isWithoutZone() ? told : time;
        case TimeColumns.Told.Wrong(String text) -> wrong = wrong == null ? text : wrong;
        case TimeColumns.Told.None() -> {}
      }
    }
    if (time == null && wrong != null) {
      sink.unreadable(ref, "a time that is not written as the mapping says: " + wrong);
      return;
    }
    Activity activity = activity(kind(row), row);
    if (activity == null) { // it lacks what its kind needs: told whole, and never as more
      activity = new Activity.Logged(line(null, row), null);
    }
    sink.observed(
        new Observation(
            time, location(row), process(row), activity, outcome(row), quality(row, time), ref));
  }

  private Outcome outcome(Row row) {
    String told = told(Meaning.OUTCOME, row);
    String said = told(Meaning.OUTCOME_SAID, row);
    for (Outcome.Result result : Outcome.Result.values()) {
      if (result.name().equalsIgnoreCase(told)) {
        return new Outcome(result, said);
      }
    }
    return new Outcome(Outcome.Result.UNKNOWN, said == null ? told : said);
  }

  private @Nullable String told(Meaning meaning, Row row) {
    String column = mapping.fields().get(meaning);
    return column == null ? null : Row.told(row.cell(column));
  }

  private Kind kind(Row row) {
    String column = mapping.activityColumn();
    String named = column == null ? null : Row.told(row.cell(column));
    return named == null
        ? mapping.activity()
        : mapping.activities().getOrDefault(named.strip(), mapping.activity());
  }

  private Location location(Row row) {
    return new Location(
        told(Meaning.NODE, row),
        told(Meaning.NAMESPACE, row),
        told(Meaning.POD, row),
        told(Meaning.POD_UID, row),
        told(Meaning.CONTAINER, row),
        Location.bareContainerId(told(Meaning.CONTAINER_ID, row)),
        Fields.imageName(told(Meaning.IMAGE, row)),
        ImageDigest.in(told(Meaning.DIGEST, row))
            .or(() -> ImageDigest.in(told(Meaning.IMAGE, row)))
            .orElse(null),
        null);
  }

  private ProcessInfo process(Row row) {
    Integer parentPid = positive(told(Meaning.PARENT_PID, row));
    String parent = told(Meaning.PARENT, row);
    boolean isPath = parent != null && parent.startsWith("/");
    String program = told(Meaning.EXECUTABLE, row);
    String name = told(Meaning.PROCESS_NAME, row);
    if (program == null && name != null && name.startsWith("/")) { // a path, and no name
      program = name;
      name = null;
    }
    boolean bare = program != null && program.indexOf('/') < 0; // a name, and no path
    return new ProcessInfo(
        positive(told(Meaning.PID, row)),
        null,
        null,
        bare ? null : program,
        bare && name == null ? program : name,
        told(Meaning.COMMAND_LINE, row),
        told(Meaning.WORKING_DIRECTORY, row),
        number(told(Meaning.USER, row)),
        parentPid == null && parent == null
            ? null
            : new ProcessInfo.Parent(
                parentPid, null, isPath ? parent : null, isPath ? null : parent, null));
  }

  private Set<Quality> quality(Row row, @Nullable ObservedTime time) {
    Set<Quality> quality = EnumSet.noneOf(Quality.class);
    if (told(Meaning.COMMAND_LINE, row) != null) {
      quality.add(Quality.LOSSY_ARGUMENTS);
    }
    if (time != null && isOfFile(row)) {
      quality.add(Quality.FILE_TIME);
    }
    return quality;
  }

  /**
   * plaso gives the words of a file's times to lines of logs, too; its data type tells them apart.
   */
  private boolean isOfFile(Row row) {
    String column = mapping.timeKindColumn();
    String said = column == null ? null : Row.told(row.cell(column));
    if (said == null) {
      return mapping.timeKind() == TimeKind.FILE;
    }
    String type = Row.told(row.cell("data_type"));
    String source = Row.told(row.cell("source"));
    return OF_A_FILE.contains(said.strip().toLowerCase(Locale.ROOT))
        && (type == null || type.startsWith("fs:"))
        && (source == null || !source.equals("LOG"));
  }

  private @Nullable Activity activity(Kind kind, Row row) {
    String path = told(Meaning.PATH, row);
    String protocol = told(Meaning.PROTOCOL, row);
    String low = protocol == null ? null : protocol.toLowerCase(Locale.ROOT);
    Endpoint local = end(told(Meaning.LOCAL_ADDRESS, row), told(Meaning.LOCAL_PORT, row));
    Endpoint remote = end(told(Meaning.ADDRESS, row), told(Meaning.PORT, row));
    String said = told(Meaning.MESSAGE, row);
    return switch (kind) {
      case PROCESS_STARTED ->
          told(Meaning.EXECUTABLE, row) == null
                  && told(Meaning.PROCESS_NAME, row) == null
                  && told(Meaning.COMMAND_LINE, row) == null
              ? null
              : new Activity.ProcessStarted();
      case PROCESS_ENDED -> new Activity.ProcessEnded(null, null);
      case CONNECTION_OPENED ->
          isNone(remote) ? null : new Activity.ConnectionOpened(local, remote, low);
      case CONNECTION_ACCEPTED ->
          isNone(remote) ? null : new Activity.ConnectionAccepted(local, remote, low);
      case LISTENING ->
          isNone(local) && isNone(remote)
              ? null
              : new Activity.Listening(isNone(local) ? remote : local, low);
      case NAME_LOOKED_UP -> {
        String name = told(Meaning.NAME, row);
        yield name == null ? null : new Activity.NameLookedUp(name, told(Meaning.ANSWERS, row));
      }
      case FILE_OPENED -> path == null ? null : new Activity.FileOpened(path, null);
      case FILE_WRITTEN -> path == null ? null : new Activity.FileWritten(path, null);
      case FILE_DELETED -> path == null ? null : new Activity.FileDeleted(path);
      case ALERT -> {
        String rule = told(Meaning.RULE, row);
        String named = rule == null ? said : rule;
        yield named == null
            ? null
            : new Activity.Alert(named, told(Meaning.PRIORITY, row), said, null);
      }
      default -> new Activity.Logged(line(said, row), null);
    };
  }

  private static boolean isNone(Endpoint end) {
    return end.address() == null && end.name() == null && end.port() == 0;
  }

  private static Endpoint end(@Nullable String address, @Nullable String port) {
    Integer number = number(port);
    int own = number == null || number > 65_535 ? 0 : number;
    if (address == null) {
      return new Endpoint(null, own, null);
    }
    String text = address.strip();
    if (text.length() > LONGEST_ADDRESS) {
      return new Endpoint(null, own, text);
    } else if (IPV6.matcher(text).matches()) { // its colons begin no port
      return new Endpoint(text, own, null);
    }
    Matcher parts = WITH_PORT.matcher(text);
    if (!parts.matches()) {
      return new Endpoint(null, own, text);
    }
    Integer told = number(parts.group(2));
    return new Endpoint(
        parts.group(1), own != 0 || told == null || told > 65_535 ? own : told, null);
  }

  /** What a row says as a line; all of it where no column is its message. */
  private String line(@Nullable String message, Row row) {
    String column = mapping.timeKindColumn();
    String of = column == null ? null : Row.told(row.cell(column));
    String user = told(Meaning.USER, row);
    List<String> beside = new ArrayList<>();
    if (of != null) {
      beside.add(of);
    }
    if (user != null && number(user) == null) {
      beside.add("user " + user);
    }
    String text = message == null ? everything(row) : message;
    String shown = beside.isEmpty() ? text : text + " (" + String.join(", ", beside) + ")";
    return shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST);
  }

  private static String everything(Row row) {
    StringJoiner all = new StringJoiner("; ");
    for (String column : row.columns()) {
      String cell = Row.told(row.cell(column));
      if (cell != null) {
        all.add(column + ": " + cell);
      }
    }
    return all.toString();
  }

  private static @Nullable Integer number(@Nullable String text) {
    String digits = text == null ? "" : text.strip();
    return digits.matches("[0-9]{1,9}") ? Integer.valueOf(digits) : null;
  }

  private static @Nullable Integer positive(@Nullable String text) {
    Integer number = number(text);
    return number == null || number == 0 ? null : number;
  }
}
