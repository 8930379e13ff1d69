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
import java.util.function.Function;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import salvor.evidence.checkpoint.Checkpoint;
import salvor.evidence.checkpoint.CheckpointDifference;
import salvor.jobs.Progress;

/**
 * Compares two checkpoints. Processes are the same when number and program are; of memory each page
 * has a check sum, so both need not be held.
 */
public final class CheckpointComparison {
  private static final int MOST_PAGES = 64 << 20;

  private CheckpointComparison() {}

  /** Compares two checkpoints. */
  public static CheckpointDifference of(Path one, Path other, Progress progress)
      throws IOException {
    CheckpointFile a = CheckpointFile.open(one, progress);
    CheckpointFile b = CheckpointFile.open(other, progress);
    Set<String> notes = new LinkedHashSet<>();
    Map<Long, long[]> sumsOfA = sums(a, progress, "the first: ", notes);
    Map<Long, long[]> sumsOfB = sums(b, progress, "the second: ", notes);
    Checkpoint first = a.checkpoint();
    Checkpoint second = b.checkpoint();
    first.notes().forEach(note -> notes.add("the first: " + note));
    second.notes().forEach(note -> notes.add("the second: " + note));
    List<CheckpointDifference.Pages> memory = new ArrayList<>();
    for (Checkpoint.Running process : second.processes()) {
      if (first.processes().stream().anyMatch(p -> called(p).equals(called(process)))) {
        memory.add(
            pages(process, pages(a, sumsOfA, process.pid()), pages(b, sumsOfB, process.pid())));
      }
    }
    return new CheckpointDifference(
        first,
        second,
        sides(first, second, CheckpointComparison::processes),
        sides(first, second, c -> open(c, true)),
        sides(first, second, c -> open(c, false)),
        sides(first, second, CheckpointComparison::changes),
        memory,
        List.copyOf(notes));
  }

  private static CheckpointDifference.Sides sides(
      Checkpoint first, Checkpoint second, Function<Checkpoint, Set<String>> what) {
    return CheckpointDifference.Sides.of(what.apply(first), what.apply(second));
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
  private static Map<Long, long[]> sums(
      CheckpointFile file, Progress progress, String which, Set<String> notes) throws IOException {
    Map<Long, long[]> all = new HashMap<>();
    long[] room = {MOST_PAGES};
    List<String> troubles =
        file.pages(
            progress,
            (member, content) -> {
              PageMap map = file.images().map(member.name());
              if (map != null && !map.shared) {
                long[] sums = sums(content, (int) Math.min(room[0], map.bytes() / PageMap.PAGE));
                room[0] -= sums.length;
                all.put(map.owner, sums);
              } else {
                notes.add(which + member.name() + ": memory of no single process, not compared");
              }
            });
    troubles.forEach(trouble -> notes.add(which + trouble));
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

  private static PageSums pages(CheckpointFile file, Map<Long, long[]> all, int pid) {
    PageMap map = file.images().ofProcess(pid);
    return new PageSums(
        map == null ? List.of() : map.runs(), all.getOrDefault((long) pid, new long[0]));
  }

  /** In steps as long as nothing need be compared: page maps may say what they like. */
  private static CheckpointDifference.Pages pages(
      Checkpoint.Running process, PageSums first, PageSums second) {
    long changed = 0;
    long same = 0;
    long onlyFirst = 0;
    long onlySecond = 0;
    long unread = 0;
    while (!first.ended() || !second.ended()) {
      int order = Long.compare(first.address(), second.address());
      long step = 1;
      if (order < 0) {
        step = first.before(second.address());
        onlyFirst += step;
      } else if (order > 0) {
        step = second.before(first.address());
        onlySecond += step;
      } else if (!first.isRead() || !second.isRead()) {
        step = Math.min(first.left(), second.left());
        unread += step;
      } else if (first.sum() == second.sum()) {
        same++;
      } else {
        changed++;
      }
      if (order <= 0) {
        first.pass(step);
      }
      if (order >= 0) {
        second.pass(step);
      }
    }
    return new CheckpointDifference.Pages(
        process.pid(), process.name(), changed, same, onlyFirst, onlySecond, unread);
  }
}
