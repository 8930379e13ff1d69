package salvor.ingest.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.evidence.RecordRef;
import salvor.ingest.ArchiveFormat;
import salvor.ingest.ControlGroup;
import salvor.ingest.Sink;

/**
 * Reads a copy of {@code /proc}. Links are text here and lead nowhere. What members say is put
 * together when all have come, in whatever order: each member, link and row of a table has one
 * outcome, and so has each process.
 */
final class ProcTree implements ArchiveFormat.Reading {
  private static final int MOST_PROCESSES = 100_000;
  private static final int MOST_DESCRIPTORS = 1_000_000;
  private static final int LONGEST = 1 << 14;
  private static final int LONGEST_TARGET = 4096;
  private static final String READ = "file of a process or of the machine, read for what ran";
  private static final Pattern DESCRIPTOR = Pattern.compile("fd/([0-9]{1,7})");
  private static final Pattern DESCRIBED = Pattern.compile("fdinfo/([0-9]{1,7})");
  private static final Pattern FLAGS = Pattern.compile("(?m)^flags:\\s+([0-7]{1,11})$");
  private static final Pattern TABLE =
      Pattern.compile("net/(?:(tcp|udp|udplite|raw)6?|(unix))", Pattern.DOTALL);

  /** What {@code ls -l} prints of a descriptor. */
  private static final Pattern LISTED =
      Pattern.compile("l([r-])([w-])[x-]\\S*\\s.*?\\s([0-9]{1,7}) -> (.*)");

  final ProcClock clock = new ProcClock();
  final ProcTables tables = new ProcTables();
  final CollectedLines collected = new CollectedLines();
  final Map<Integer, ProcTask> tasks = new TreeMap<>();
  private final Map<Integer, Sink> sinks = new HashMap<>();
  private final @Nullable String root;
  private @Nullable String node;
  private int descriptors;
  private int room = 64 << 20;
  private long empty;

  /**
   * @param root the folder that stands for {@code /proc}, in an archive or a folder; null for a
   *     folder on disk that does so itself
   */
  ProcTree(@Nullable String root) {
    this.root = root;
  }

  /** The machine's name, null when not told. */
  @Nullable String node() {
    return node;
  }

  /** The folder that stands for {@code /proc}; empty for a folder on disk that does so itself. */
  String root() {
    return root == null ? "" : root;
  }

  /** How many files were empty that cannot be. */
  long empty() {
    return empty;
  }

  /** Takes what is told of a record. */
  Sink sink(RecordRef at, Sink other) {
    return sinks.getOrDefault(at.source(), other);
  }

  private @Nullable ProcPath path(String member) {
    String bare = member.replaceFirst("^(?:\\./|/)+", "");
    if (root == null) {
      return ProcPath.inFolder(bare);
    }
    return bare.startsWith(root) ? ProcPath.inFolder(bare.substring(root.length())) : null;
  }

  @Override
  public ArchiveFormat.End member(ArchiveFormat.Member member, InputStream content, Sink sink)
      throws IOException {
    sinks.put(member.at().source(), sink);
    boolean beside = CollectedLines.isOne(member.name(), root);
    ProcPath path = beside ? null : path(member.name());
    String said =
        beside
            ? collected.take(member, content, sink)
            : path == null ? "file that is not of such a tree" : take(path, member, content);
    boolean trouble = said.startsWith("!");
    return (_, _, failure) -> {
      if (trouble || failure != null) {
        String why = trouble ? said.substring(1) : failure;
        sink.unreadable(member.at(), (path == null ? "" : where(path) + ": ") + why);
      } else {
        sink.skipped(said);
      }
    };
  }

  private static String where(ProcPath path) {
    return (path.pid() == 0 ? "" : path.pid() + "/") + path.name();
  }

  /** What became of a member; begins with a mark when it could not be understood. */
  private String take(ProcPath path, ArchiveFormat.Member member, InputStream in)
      throws IOException {
    Matcher table = TABLE.matcher(path.name());
    if (table.matches()) {
      String protocol = table.group(2) != null ? "unix" : table.group(1);
      ProcLines.read(
          in,
          (line, from, length) ->
              tables.line(path.pid(), protocol, line, at(member, from, length)));
      return "table of sockets, its rows are told";
    }
    if (path.pid() == 0) {
      return ofMachine(path.name(), in);
    }
    ProcTask task = task(path.pid());
    return task == null
        ? "!more than " + MOST_PROCESSES + " processes"
        : ofProcess(task, path.name(), member, in);
  }

  static RecordRef at(ArchiveFormat.Member member, long from, int length) {
    RecordRef at = member.at();
    return member.packed() ? at : new RecordRef(at.source(), at.line(), at.offset() + from, length);
  }

  private String ofMachine(String name, InputStream in) throws IOException {
    switch (name) {
      case "stat" -> clock.stat(text(in, 1 << 20));
      case "uptime" -> clock.uptime(text(in, LONGEST));
      case "sys/kernel/hostname" -> {
        String told = text(in, 256).strip();
        node = told.isEmpty() ? null : told;
      }
      default -> {
        return "file of the machine that tells nothing here";
      }
    }
    return READ;
  }

  private String ofProcess(ProcTask task, String name, ArchiveFormat.Member member, InputStream in)
      throws IOException {
    Matcher described = DESCRIBED.matcher(name);
    if (described.matches()) {
      Matcher flags = FLAGS.matcher(text(in, LONGEST));
      if (flags.find() && descriptors++ < MOST_DESCRIPTORS) {
        task.flags.put(Integer.valueOf(described.group(1)), Long.valueOf(flags.group(1), 8));
      }
      return READ;
    }
    switch (name) {
      case "stat", "status", "comm" -> {
        return named(task, name, member, text(in, LONGEST));
      }
      case "cmdline" -> {
        byte[] bytes = in.readNBytes(ProcTask.mostArguments());
        task.arguments(bytes, Math.max(room, 256));
        room -= Math.min(room, bytes.length);
        task.at(member.at(), 1);
      }
      case "cgroup" -> {
        String groups = text(in, LONGEST);
        task.group = ControlGroup.ofLines(groups);
        task.grouped = !groups.isEmpty();
      }
      case "auxv" -> clock.vector(in.readNBytes(LONGEST));
      case "maps" -> ProcLines.read(in, (line, _, _) -> task.mapping(line));
      case "fd" ->
          ProcLines.read(in, (line, from, length) -> listed(task, line, at(member, from, length)));
      case "environ" -> {
        return "environment of a process, which holds secrets: not read";
      }
      default -> {
        return "file of a process that tells nothing here";
      }
    }
    return READ;
  }

  private String named(ProcTask task, String name, ArchiveFormat.Member member, String text) {
    if (text.isEmpty()) {
      empty++;
      task.at(member.at(), 0);
      return "file that is empty in the copy";
    }
    boolean read =
        switch (name) {
          case "stat" -> task.stat(text);
          case "status" -> task.status(text);
          default -> {
            task.name = task.name == null ? text.replaceFirst("\n$", "") : task.name;
            yield true;
          }
        };
    task.at(member.at(), name.equals("stat") ? 3 : name.equals("status") ? 2 : 1);
    return read ? READ : "!not what the kernel writes there";
  }

  private static String text(InputStream in, int most) throws IOException {
    return new String(in.readNBytes(most), StandardCharsets.UTF_8);
  }

  private @Nullable ProcTask task(int pid) {
    ProcTask known = tasks.get(pid);
    if (known == null && tasks.size() < MOST_PROCESSES) {
      known = new ProcTask(pid);
      tasks.put(pid, known);
    }
    return known;
  }

  private void listed(ProcTask task, String line, RecordRef at) {
    Matcher link = LISTED.matcher(line);
    if (link.matches() && descriptors < MOST_DESCRIPTORS) {
      boolean reads = link.group(1).equals("r");
      boolean writes = link.group(2).equals("w");
      opened(task, Integer.parseInt(link.group(3)), link.group(4), access(reads, writes), at);
    }
  }

  private static @Nullable String access(boolean reads, boolean writes) {
    return reads && writes ? "O_RDWR" : writes ? "O_WRONLY" : reads ? "O_RDONLY" : null;
  }

  /** Whether the descriptor was told before. */
  private boolean opened(
      ProcTask task, int number, String target, @Nullable String access, RecordRef at) {
    descriptors++;
    String kept = target.substring(0, Math.min(target.length(), LONGEST_TARGET));
    return task.files.put(number, new ProcTask.Opened(kept, access, at)) != null;
  }

  @Override
  public void link(ArchiveFormat.Link link, Sink sink) {
    ProcPath path = path(link.name());
    ProcTask task = path == null || path.pid() == 0 ? null : task(path.pid());
    Matcher descriptor = DESCRIPTOR.matcher(path == null ? "" : path.name());
    String target = link.target();
    if (task == null || path == null || !link.symbolic()) {
      sink.skipped("link that tells nothing here, not followed");
      return;
    }
    task.at(link.at(), -1);
    if (descriptor.matches() && descriptors < MOST_DESCRIPTORS) {
      // cp makes links that everybody may use; the kernel's own tell how the file was opened
      int mode = link.mode() & 0777;
      boolean own = mode != 0777;
      String access = own ? access((mode & 0400) != 0, (mode & 0200) != 0) : null;
      if (opened(task, Integer.parseInt(descriptor.group(1)), target, access, link.at())) {
        sink.skipped("link of a descriptor that is there twice");
      }
      return; // else accounted for when it is told
    }
    switch (path.name()) {
      case "exe" -> task.executable = target;
      case "cwd" -> task.cwd = target;
      default -> {
        if (path.name().startsWith("ns/")) {
          task.namespaces.put(path.name().substring(3), target);
        }
      }
    }
    sink.skipped("link of a process, not followed");
  }

  @Override
  public boolean end(Sink sink) {
    new ProcTold(this, sink).all();
    return true;
  }
}
