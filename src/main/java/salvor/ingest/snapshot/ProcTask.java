package salvor.ingest.snapshot;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.evidence.RecordRef;
import salvor.ingest.ControlGroup;
import salvor.ingest.OpenFlags;

/** What a tree of {@code /proc} tells of one process, as far as it was read. */
final class ProcTask {
  /** Behind the name, which may hold anything and is in brackets: proc_pid_stat(5). */
  private static final Pattern STAT =
      Pattern.compile(
          "([0-9]{1,9}) \\((.*)\\) ([A-Za-z]) ([0-9]{1,9})(?: -?[0-9]+){2} (-?[0-9]{1,10}) -?[0-9]+"
              + " ([0-9]{1,10})"
              + "(?: -?[0-9]+){12} ([0-9]{1,15})(?: .*)?\\s*",
          Pattern.DOTALL);

  private static final Pattern STATUS = Pattern.compile("(?m)^([A-Za-z_]+):[ \\t]+([^\\n]*)$");
  private static final Pattern CODE =
      Pattern.compile("[0-9a-f]+-[0-9a-f]+ ..x. [0-9a-f]+ \\S+ [0-9]+ +(/.*)");
  private static final int KERNEL_THREAD = 0x00200000; // PF_KTHREAD of sched.h
  private static final int MOST_ARGUMENTS = 1 << 15;

  /** What a descriptor is open on, as its link tells. */
  record Opened(String target, @Nullable String access, RecordRef at) {}

  final int pid;
  final Map<Integer, Opened> files = new TreeMap<>();
  final Map<Integer, Long> flags = new LinkedHashMap<>();
  final Map<String, String> namespaces = new TreeMap<>();

  /** Files that are gone, or never were, and are mapped to be run. */
  final Set<String> code = new LinkedHashSet<>();

  ControlGroup group = new ControlGroup(null, null);
  @Nullable RecordRef place;
  @Nullable String name;
  @Nullable Integer parent;
  @Nullable Long ticks;
  @Nullable Integer uid;
  @Nullable Integer innerPid;
  long capabilities;
  boolean grouped;
  boolean kernel;
  boolean ended;
  boolean terminal;
  boolean cut;
  @Nullable String commandLine;
  @Nullable String executable;
  @Nullable String cwd;
  private int rank;

  ProcTask(int pid) {
    this.pid = pid;
  }

  /** Where it stands: what tells most of it decides. */
  void at(RecordRef ref, int weight) {
    if (place == null || weight > rank) {
      place = ref;
      rank = weight;
    }
  }

  /** Whether it was one. */
  boolean stat(String text) {
    Matcher told = STAT.matcher(text);
    if (!told.matches() || Long.parseLong(told.group(1)) != pid) {
      return false;
    }
    name = told.group(2);
    parent = Integer.valueOf(told.group(4));
    ended = told.group(3).equals("Z");
    terminal = !told.group(5).equals("0");
    kernel = (Long.parseLong(told.group(6)) & KERNEL_THREAD) != 0;
    ticks = Long.valueOf(told.group(7));
    return true;
  }

  /** Whether it was one. */
  boolean status(String text) {
    Matcher line = STATUS.matcher(text);
    boolean any = false;
    while (line.find()) {
      any = true;
      String value = line.group(2).strip();
      String[] words = value.split("\\s+");
      switch (line.group(1)) {
        case "Name" -> name = name == null ? value : name;
        case "PPid" -> parent = parent == null ? Shown.pid(value) : parent;
        case "Uid" -> uid = words.length > 1 ? Shown.pid(words[1]) : null; // the effective one
        case "NSpid" -> innerPid = words.length > 1 ? Shown.pid(words[words.length - 1]) : null;
        case "CapEff" ->
            capabilities = value.matches("[0-9a-f]{1,16}") ? Long.parseUnsignedLong(value, 16) : 0;
        case "Kthread" -> kernel = value.equals("1");
        default -> {} // memory, signals, processors: nothing that an investigation asks
      }
    }
    return any;
  }

  void arguments(byte[] bytes, int most) {
    int room = Math.min(most, MOST_ARGUMENTS);
    int length = Math.min(bytes.length, room);
    cut = bytes.length > room;
    String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
    String whole = text.endsWith("\0") ? text.substring(0, text.length() - 1) : text;
    // what writes its own title leaves zeros behind it
    commandLine = whole.endsWith("\0\0") ? whole.replaceFirst("\0+$", "") : whole;
    if (commandLine.isEmpty()) {
      commandLine = null;
    }
  }

  static int mostArguments() {
    return MOST_ARGUMENTS + 1;
  }

  /** A line of {@code maps}. */
  void mapping(String line) {
    Matcher run = CODE.matcher(line);
    if (run.matches()
        && code.size() < 100
        && (run.group(1).endsWith(" (deleted)") || run.group(1).startsWith("/memfd:"))) {
      code.add(run.group(1));
    }
  }

  /** Those of some namespaces that it shares with another. */
  List<String> shared(ProcTask other, List<String> kinds) {
    return kinds.stream()
        .filter(k -> namespaces.containsKey(k) && namespaces.get(k).equals(other.namespaces.get(k)))
        .toList();
  }

  /** How a descriptor's file was opened, by its flags or its link; null when neither tells. */
  @Nullable String access(int descriptor) {
    Long bits = flags.get(descriptor);
    Opened file = files.get(descriptor);
    return bits != null ? OpenFlags.named(bits) : file == null ? null : file.access();
  }

  /** Whether anything tells what it is. */
  boolean isTold() {
    return name != null || commandLine != null || executable != null || !files.isEmpty();
  }
}
