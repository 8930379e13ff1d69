package salvor.ingest.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Kind;
import salvor.evidence.TimeKind;

/**
 * Proposes what the columns of a table mean, by their names and by what stands in the first rows.
 * It is a proposal: nothing is read by it until somebody took it for a mapping.
 */
public final class Proposal {
  private static final Map<Meaning, Set<String>> NAMES = names();
  private static final List<String> TIMES =
      List.of(
          "timestamp",
          "datetime",
          "time",
          "eventtime",
          "ts",
          "date",
          "created",
          "timecreated",
          "timegenerated",
          "start",
          "starttime",
          "when");
  private static final List<String> PATTERNS =
      List.of(
          "uuuu/MM/dd HH:mm:ss[.SSSSSS]",
          "MM/dd/uuuu HH:mm:ss[.SSSSSS]",
          "dd/MM/uuuu HH:mm:ss[.SSSSSS]",
          "dd.MM.uuuu HH:mm:ss[.SSSSSS]",
          "dd/MMM/uuuu:HH:mm:ss Z",
          "EEE MMM dd HH:mm:ss uuuu",
          "EEE, dd MMM uuuu HH:mm:ss Z",
          "uuuu-MM-dd HH:mm:ss Z");

  private Proposal() {}

  private static Map<Meaning, Set<String>> names() {
    Map<Meaning, Set<String>> names = new EnumMap<>(Meaning.class);
    names.put(Meaning.MESSAGE, Set.of("message", "msg", "desc", "description", "text", "summary"));
    names.put(Meaning.NODE, Set.of("node", "nodename", "host", "hostname", "computer", "k8snode"));
    names.put(Meaning.NAMESPACE, Set.of("namespace", "namespacename", "ns", "k8snsname"));
    names.put(Meaning.POD, Set.of("pod", "podname", "k8spodname"));
    names.put(Meaning.POD_UID, Set.of("poduid", "k8spoduid"));
    names.put(Meaning.CONTAINER, Set.of("container", "containername", "k8scontainername"));
    names.put(Meaning.CONTAINER_ID, Set.of("containerid"));
    names.put(Meaning.IMAGE, Set.of("image", "imagename", "containerimage"));
    names.put(Meaning.DIGEST, Set.of("digest", "imagedigest"));
    names.put(Meaning.USER, Set.of("user", "username", "uid", "account", "userid"));
    names.put(Meaning.PID, Set.of("pid", "processid"));
    names.put(Meaning.EXECUTABLE, Set.of("executable", "exe", "program", "binary", "exepath"));
    names.put(Meaning.PROCESS_NAME, Set.of("process", "processname", "comm"));
    names.put(Meaning.COMMAND_LINE, Set.of("commandline", "cmdline", "cmd", "command"));
    names.put(Meaning.WORKING_DIRECTORY, Set.of("cwd", "workingdirectory"));
    names.put(Meaning.PARENT_PID, Set.of("ppid", "parentpid", "parentprocessid"));
    names.put(Meaning.PARENT, Set.of("parent", "parentexecutable", "pname", "parentname"));
    names.put(Meaning.PATH, Set.of("path", "file", "filename", "filepath"));
    names.put(
        Meaning.ADDRESS,
        Set.of("dst", "dstip", "destip", "destinationip", "address", "remoteaddress", "raddr"));
    names.put(Meaning.PORT, Set.of("dport", "dstport", "destport", "destinationport", "port"));
    names.put(Meaning.LOCAL_ADDRESS, Set.of("src", "srcip", "sourceip", "localaddress", "laddr"));
    names.put(Meaning.LOCAL_PORT, Set.of("sport", "srcport", "sourceport", "localport"));
    names.put(Meaning.PROTOCOL, Set.of("protocol", "proto"));
    names.put(Meaning.NAME, Set.of("query", "domain", "dnsname", "qname"));
    names.put(Meaning.ANSWERS, Set.of("answers", "answer"));
    names.put(Meaning.RULE, Set.of("rule", "rulename", "signature"));
    names.put(Meaning.PRIORITY, Set.of("priority", "severity", "level"));
    names.put(Meaning.OUTCOME, Set.of("outcome", "result", "status"));
    return names;
  }

  /** The mapping proposed for a table. */
  public static Mapping of(String name, TableHead head) {
    Map<Meaning, String> fields = new EnumMap<>(Meaning.class);
    NAMES.forEach((meaning, known) -> {
      String column = first(head, c -> known.contains(bare(c)));
      if (column != null) {
        fields.put(meaning, column);
      }
    });
    TimeColumns time = time(head);
    if (time != null) {
      fields.values().removeAll(time.columns());
    }
    return new Mapping(
        name,
        required(head),
        time == null ? List.of() : List.of(time),
        TimeKind.UNKNOWN,
        first(head, c -> c.equals("timestamp_desc")),
        Kind.LOGGED,
        null,
        Map.of(),
        fields);
  }

  /** What every row has: JSON records may lack members. */
  private static List<String> required(TableHead head) {
    List<String> full = head.columns().stream().filter(head::isFull).toList();
    return full.isEmpty() ? head.columns() : full;
  }

  private static @Nullable String first(TableHead head, Predicate<String> fits) {
    return head.columns().stream().filter(fits).findFirst().orElse(null);
  }

  /** A name without what people write in between, and without what it lies in. */
  private static String bare(String column) {
    return column
        .substring(column.lastIndexOf('.') + 1)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9]", "");
  }

  private static @Nullable TimeColumns time(TableHead head) {
    String zone = first(head, c -> Set.of("timezone", "tz").contains(bare(c)));
    String date = first(head, c -> bare(c).equals("date"));
    String clock = first(head, c -> bare(c).equals("time"));
    if (date != null && clock != null) {
      TimeColumns both = of(head, List.of(date, clock), zone);
      if (both != null) {
        return both;
      }
    }
    List<String> order = new ArrayList<>(head.columns());
    order.sort(Comparator.comparingInt(Proposal::rank));
    for (String column : order) {
      TimeColumns one = of(head, List.of(column), zone);
      if (one != null) {
        return one;
      }
    }
    return null;
  }

  private static int rank(String column) {
    int rank = TIMES.indexOf(bare(column));
    return rank < 0 ? TIMES.size() : rank;
  }

  /** The only form that the values of these columns have; null when none has, or several do. */
  private static @Nullable TimeColumns of(
      TableHead head, List<String> columns, @Nullable String zone) {
    List<String> values = new ArrayList<>(head.values(columns.getFirst()));
    if (values.isEmpty()) {
      return null;
    }
    String form = columns.size() == 1 ? unit(values) : null;
    if (form != null) {
      return new TimeColumns(columns, form, null, null);
    }
    boolean named = TIMES.contains(bare(columns.getFirst()));
    List<String> fitting = new ArrayList<>();
    List<String> forms = new ArrayList<>(List.of(TimeColumns.TEXT));
    forms.addAll(PATTERNS);
    for (String each : forms) {
      if (fits(head, new TimeColumns(columns, each, null, null), named)) {
        fitting.add(each);
      }
    }
    return fitting.size() == 1 || fitting.contains(TimeColumns.TEXT)
        ? new TimeColumns(columns, fitting.getFirst(), null, zone)
        : null;
  }

  /** Whether most are written so; where the name says nothing of a time, all. */
  private static boolean fits(TableHead head, TimeColumns time, boolean named) {
    int some = 0;
    int wrong = 0;
    for (List<@Nullable String> cells : head.rows()) {
      switch (time.read(new Sample(head.columns(), cells))) {
        case TimeColumns.Told.Wrong _ -> wrong++;
        case TimeColumns.Told.Time _ -> some++;
        case TimeColumns.Told.None() -> {}
      }
    }
    return some > wrong && (named || wrong == 0);
  }

  record Sample(List<String> columns, List<@Nullable String> cells) implements Row {
    @Override
    public @Nullable String cell(String column) {
      int at = columns.indexOf(column);
      return at < 0 ? null : cells.get(at);
    }
  }

  /** By their length: between 2001 and 2286 each unit since 1970 has its own. */
  private static @Nullable String unit(List<String> values) {
    String form = null;
    for (String value : values) {
      String own =
          !value.matches("[0-9]{10,19}(?:\\.[0-9]{1,12})?")
              ? null
              : switch (value.replaceFirst("\\..*", "").length()) {
                case 10 -> "s";
                case 13 -> "ms";
                case 16 -> "us";
                case 19 -> "ns";
                default -> null;
              };
      if (own == null || (form != null && !form.equals(own))) {
        return null;
      }
      form = own;
    }
    return form;
  }
}
