package salvor.ingest.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import salvor.jobs.Progress;

/**
 * What is other in a second checkpoint than in a first. Processes are the same when number and
 * program are; of memory each page has a check sum, so both need not be held.
 *
 * @param processes by what they are called
 * @param sockets with the name of the process
 * @param files open ones, with the name of the process
 * @param changes what differs from the image
 * @param memory of each process that is in both
 */
public record Difference(
    Checkpoint first,
    Checkpoint second,
    Sides processes,
    Sides sockets,
    Sides files,
    Sides changes,
    List<Pages> memory) {
  public Difference {
    memory = List.copyOf(memory);
  }

  /** What only one of them has. */
  public record Sides(List<String> onlyFirst, List<String> onlySecond) {
    static Sides of(Set<String> first, Set<String> second) {
      return new Sides(
          first.stream().filter(f -> !second.contains(f)).toList(),
          second.stream().filter(s -> !first.contains(s)).toList());
    }
  }

  /**
   * Pages of a process.
   *
   * @param changed that are in both with other content
   * @param onlyFirst that are in the first alone
   */
  public record Pages(
      int pid, @Nullable String name, long changed, long same, long onlyFirst, long onlySecond) {}

  private static final int MOST_PAGES = 64 << 20;

  /** Compares two checkpoints. */
  public static Difference of(Path one, Path other, Progress progress) throws IOException {
    CheckpointFile a = CheckpointFile.open(one, progress);
    CheckpointFile b = CheckpointFile.open(other, progress);
    Map<Long, long[]> sumsOfA = sums(a, progress);
    Map<Long, long[]> sumsOfB = sums(b, progress);
    Checkpoint first = a.checkpoint();
    Checkpoint second = b.checkpoint();
    List<Pages> memory = new ArrayList<>();
    for (Checkpoint.Running process : second.processes()) {
      if (first.processes().stream().anyMatch(p -> called(p).equals(called(process)))) {
        memory.add(
            pages(process, table(a, sumsOfA, process.pid()), table(b, sumsOfB, process.pid())));
      }
    }
    return new Difference(
        first,
        second,
        sides(first, second, Difference::processes),
        sides(first, second, c -> open(c, true)),
        sides(first, second, c -> open(c, false)),
        sides(first, second, Difference::changes),
        memory);
  }

  private static Sides sides(
      Checkpoint first, Checkpoint second, Function<Checkpoint, Set<String>> what) {
    return Sides.of(what.apply(first), what.apply(second));
  }

  private static String called(Checkpoint.Running process) {
    return process.pid()
        + " "
        + (process.executable() != null ? process.executable() : process.name());
  }

  private static Set<String> processes(Checkpoint checkpoint) {
    Set<String> all = new LinkedHashSet<>();
    checkpoint.processes().forEach(p -> all.add(called(p)));
    return all;
  }

  private static Set<String> open(Checkpoint checkpoint, boolean sockets) {
    Set<String> all = new LinkedHashSet<>();
    for (Checkpoint.Running process : checkpoint.processes()) {
      for (Checkpoint.OpenFile file : process.files()) {
        boolean socket = file.socket() != null && !file.kind().equals("unix");
        if (sockets == socket && (socket || file.kind().equals("file"))) {
          String state = file.socket() == null ? "" : " " + file.socket().state();
          all.add(called(process) + ": " + file.kind() + " " + file.target() + state);
        }
      }
    }
    return all;
  }

  private static Set<String> changes(Checkpoint checkpoint) {
    Set<String> all = new LinkedHashSet<>();
    for (Checkpoint.Change change : checkpoint.changes()) {
      if (!change.folder()) {
        all.add(
            (change.gone() ? "deleted " : "written ")
                + change.path()
                + (change.gone() ? "" : " " + change.size() + " bytes, " + change.modified()));
      }
    }
    return all;
  }

  /** The check sums of all pages, by process and in the order of its page map. */
  private static Map<Long, long[]> sums(CheckpointFile file, Progress progress) throws IOException {
    Map<Long, long[]> all = new HashMap<>();
    long[] room = {MOST_PAGES};
    file.pages(
        progress,
        (member, content) -> {
          PageMap map = file.images().map(member.name());
          if (map != null && !map.shared) {
            long[] sums = sums(content, (int) Math.min(room[0], map.bytes() / PageMap.PAGE));
            room[0] -= sums.length;
            all.put(map.owner, sums);
          }
        });
    return all;
  }

  private static long[] sums(InputStream in, int pages) throws IOException {
    long[] sums = new long[16];
    byte[] page = new byte[PageMap.PAGE];
    int count = 0;
    while (count < pages && in.readNBytes(page, 0, page.length) == page.length) {
      CRC32 one = new CRC32();
      CRC32C other = new CRC32C();
      one.update(page, 0, page.length);
      other.update(page, 0, page.length);
      sums = count == sums.length ? Arrays.copyOf(sums, count * 2) : sums;
      sums[count++] = one.getValue() << 32 | other.getValue();
    }
    return Arrays.copyOf(sums, count);
  }

  private static Map<Long, Long> table(CheckpointFile file, Map<Long, long[]> all, int pid) {
    Map<Long, Long> table = new TreeMap<>();
    PageMap map = file.images().ofProcess(pid);
    long[] sums = all.get((long) pid);
    int at = 0;
    if (map != null && sums != null) {
      for (PageMap.Run run : map.runs()) {
        for (long page = 0; page < run.length() && at < sums.length; page += PageMap.PAGE) {
          table.put(run.address() + page, sums[at++]);
        }
      }
    }
    return table;
  }

  private static Pages pages(
      Checkpoint.Running process, Map<Long, Long> first, Map<Long, Long> second) {
    long changed = 0;
    long same = 0;
    for (Map.Entry<Long, Long> page : first.entrySet()) {
      Long now = second.get(page.getKey());
      if (now != null && now.equals(page.getValue())) {
        same++;
      } else if (now != null) {
        changed++;
      }
    }
    return new Pages(
        process.pid(),
        process.name(),
        changed,
        same,
        first.size() - changed - same,
        second.size() - changed - same);
  }
}
