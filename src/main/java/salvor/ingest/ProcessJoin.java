package salvor.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Placing;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Source;
import salvor.ingest.HostProcesses.Ran;
import salvor.workload.Location;

/**
 * Finds the container of a process that a record tells by its number on a host. The number alone
 * proves nothing: hosts share numbers, and a host uses them again.
 *
 * <p>A record of a log is placed by a look at a host of the same name, or in the same collection,
 * where it lies between the start of the process and that look: the process lived all that time.
 *
 * <p>A table (of ps, lsof, ss) is of the same host and of about the same time as a look where both
 * lie in one collection, or where enough of its processes have the same names and next to none has
 * another. Its rows are placed where nothing that they say of the process contradicts the look.
 */
final class ProcessJoin implements Placing {
  private static final Set<String> TABLES =
      Set.of("ps", "lsof", "sockets", "executables", "velociraptor");
  private static final Set<String> LOGS = Set.of("auditd", "sysmon");

  /** The folders in which collectors keep what they printed, and copied. */
  private static final Pattern COLLECTION =
      Pattern.compile("(.*?)(?:live_response|\\[root\\])/.*", Pattern.DOTALL);

  private static final int MOST_HOSTS = 50;
  private static final int ENOUGH = 5;
  private static final int NEXT_TO_NONE = 10; // one in ten
  private static final int SHORT_NAME = 9; // as lsof cuts them, and longer ones
  private static final long SECOND = 1_000_000_000L; // to which starts are told

  /** A look at a host, and its collection. */
  private record Look(int source, @Nullable String collection, HostProcesses host) {}

  private record Pair(int source, Look look) {}

  private static final class Likeness {
    int same;
    int other;
  }

  private final List<Source> sources;
  private final List<Look> looks = new ArrayList<>();
  private final Map<Pair, Likeness> likeness = new HashMap<>();

  /**
   * @param found the looks by the numbers of their sources
   */
  ProcessJoin(List<Source> sources, Map<Integer, List<HostProcesses>> found) {
    this.sources = sources;
    found.forEach((source, hosts) -> {
      for (HostProcesses host : hosts) {
        if (looks.size() < MOST_HOSTS) {
          String path = sources.get(source).path() + "!" + host.root();
          looks.add(new Look(source, collection(path), host));
        }
      }
    });
  }

  private static @Nullable String collection(String path) {
    Matcher in = COLLECTION.matcher(path);
    return in.matches() ? in.group(1) : null;
  }

  private String format(int source) {
    return sources.get(source).format();
  }

  @Override
  public boolean wants(int source) {
    return !looks.isEmpty() && (TABLES.contains(format(source)) || LOGS.contains(format(source)));
  }

  @Override
  public void meet(Numbered row) {
    if (row.pid() == 1 || !TABLES.contains(format(row.source()))) {
      return; // the first process has one name on all hosts
    }
    for (Look look : looks) {
      Ran ran = look.host().processes().get(row.pid());
      Boolean same = ran == null ? null : same(ran, row.process());
      if (same != null) {
        Likeness of = likeness.computeIfAbsent(new Pair(row.source(), look), _ -> new Likeness());
        of.same += same ? 1 : 0;
        of.other += same ? 0 : 1;
      }
    }
  }

  @Override
  public @Nullable Location place(Numbered row) {
    Location said = row.said();
    if (said.containerId() != null || said.pod() != null || said.container() != null) {
      return null;
    }
    Location found = null;
    for (Look look : looks) {
      Ran ran = look.host().processes().get(row.pid());
      ControlGroup group = ran == null ? null : ran.group();
      if (ran != null && group != null && proves(look, ran, row)) {
        String node = said.node() != null ? said.node() : look.host().node();
        Location one = group.location(node);
        if (one.containerId() == null || (found != null && !found.equals(one))) {
          return null;
        }
        found = one;
      }
    }
    return found;
  }

  private boolean proves(Look look, Ran ran, Numbered row) {
    String node = look.host().node();
    String told = row.said().node();
    if (node != null && told != null && !node.equals(told)) {
      return false;
    }
    String in = collection(sources.get(row.source()).path());
    boolean together = in != null && in.equals(look.collection());
    if (LOGS.contains(format(row.source()))) {
      return (together || (node != null && node.equals(told))) && lived(look, ran, row.time());
    }
    Boolean same = same(ran, row.process());
    if (together) {
      return same == null || same;
    }
    return same != null && same && isAlike(likeness.get(new Pair(row.source(), look)));
  }

  private static boolean isAlike(@Nullable Likeness of) {
    return of != null && of.same >= ENOUGH && of.other * NEXT_TO_NONE <= of.same;
  }

  private static boolean lived(Look look, Ran ran, @Nullable Long time) {
    Long taken = look.host().taken();
    return time != null
        && taken != null
        && ran.started() != null
        && time >= ran.started() - SECOND
        && time <= taken;
  }

  /** Whether both are said to be the same; null where they say nothing that can be compared. */
  private static @Nullable Boolean same(Ran ran, ProcessInfo process) {
    Boolean name = same(ran.name(), process.name(), SHORT_NAME);
    Boolean path = same(ran.executable(), process.executable(), Integer.MAX_VALUE);
    String line = ran.commandLine();
    String other = process.commandLine();
    Boolean words =
        same(
            line == null ? null : line.replace('\0', ' '),
            other == null ? null : other.replace('\0', ' '),
            2 * SHORT_NAME);
    if (Boolean.TRUE.equals(name) || Boolean.TRUE.equals(path) || Boolean.TRUE.equals(words)) {
      return true;
    }
    boolean nothing = name == null && path == null && words == null;
    return nothing ? null : Boolean.FALSE;
  }

  /** Tools cut names to a width. */
  private static @Nullable Boolean same(@Nullable String one, @Nullable String other, int width) {
    if (one == null || other == null) {
      return null;
    }
    int common = Math.min(one.length(), other.length());
    return one.equals(other)
        || (common >= width && one.substring(0, common).equals(other.substring(0, common)));
  }
}
