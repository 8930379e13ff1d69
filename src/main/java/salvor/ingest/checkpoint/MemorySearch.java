package salvor.ingest.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.checkpoint.Checkpoint;
import salvor.evidence.checkpoint.MemoryFound;
import salvor.evidence.checkpoint.MemoryHit;
import salvor.jobs.Progress;

/**
 * Searches the memory in a checkpoint. Pages stream by in a buffer of fixed size; what follows one
 * another in the address space is searched as one, across pages and reads, and what only lies side
 * by side in the file is not.
 */
public final class MemorySearch {
  /** What is found may be as long as this. */
  public static final int LONGEST = 1 << 16;

  private static final int BUFFER = 1 << 20;

  private final CheckpointFile file;
  private final Checkpoint checkpoint;
  private final BytePattern pattern;
  private final int around;
  private final int most;
  private final byte[] buffer = new byte[BUFFER];
  private final List<MemoryHit> hits = new ArrayList<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private long count;
  private long bytes;

  private MemorySearch(CheckpointFile file, BytePattern pattern, int around, int most) {
    this.file = file;
    this.checkpoint = file.checkpoint();
    this.pattern = pattern;
    this.around = around;
    this.most = most;
    notes.addAll(checkpoint.notes());
  }

  /**
   * Searches.
   *
   * @param around how many bytes before and behind each hit are kept, 4096 at most
   * @param most how many hits are kept; all are counted
   * @throws IOException when it is no checkpoint
   */
  public static MemoryFound of(
      Path path, BytePattern pattern, int around, int most, Progress progress) throws IOException {
    CheckpointFile file = CheckpointFile.open(path, progress);
    MemorySearch search =
        new MemorySearch(file, pattern, Math.clamp(around, 0, PageMap.PAGE), most);
    search.notes.addAll(
        file.pages(progress, (member, content) -> search.file(member.name(), content)));
    return new MemoryFound(
        search.checkpoint, search.hits, search.count, search.bytes, List.copyOf(search.notes));
  }

  private void file(String name, InputStream in) throws IOException {
    PageMap map = file.images().map(name);
    if (map == null) {
      notes.add(name + ": no page map tells whose memory this is; not searched");
      return;
    }
    try {
      for (PageMap.Run run : map.runs()) {
        if (!run(name, map, run, in)) {
          notes.add(name + ": cut off: shorter than its page map says");
          return;
        }
      }
    } catch (BytePattern.TooSlow _) {
      notes.add(name + ": the expression takes too long here; the rest of it is not searched");
    }
  }

  /** One piece of address space; false when the file ends before it does. */
  private boolean run(String name, PageMap map, PageMap.Run run, InputStream in)
      throws IOException {
    long read = 0;
    int length = 0;
    int from = 0;
    while (true) {
      int wanted = (int) Math.min(BUFFER - length, run.length() - read);
      int n = in.readNBytes(buffer, length, wanted);
      read += n;
      bytes += n;
      length += n;
      boolean last = n < wanted || read == run.length();
      int limit = last ? length : length - LONGEST;
      long begin = read - length;
      int to = length;
      int next =
          pattern.find(buffer, from, to, limit, (a, b) -> hit(name, map, run, begin, a, b, to));
      if (last) {
        return read == run.length();
      }
      int keep = Math.max(0, next - around);
      System.arraycopy(buffer, keep, buffer, 0, length - keep);
      length -= keep;
      from = next - keep;
    }
  }

  private void hit(
      String name, PageMap map, PageMap.Run run, long begin, int from, int to, int end) {
    count++;
    if (hits.size() >= most) {
      return;
    }
    int first = Math.max(0, from - around);
    long inRun = begin + from;
    long address = run.address() + inRun;
    List<Integer> pids = new ArrayList<>();
    Checkpoint.Mapping mapping = null;
    for (Checkpoint.Running process : checkpoint.processes()) {
      Checkpoint.Mapping in = mapping(process, map, address);
      if (in != null || (!map.shared && process.pid() == map.owner)) {
        pids.add(process.pid());
        mapping = mapping == null ? in : mapping;
      }
    }
    hits.add(
        new MemoryHit(
            pids,
            map.shared && mapping != null ? mapping.start() + address - mapping.offset() : address,
            mapping,
            name,
            run.offset() + inRun,
            to - from,
            Arrays.copyOfRange(buffer, first, Math.min(end, to + around)),
            from - first));
  }

  /** Where a process has what a page map calls by an address; null when it has it nowhere. */
  private static Checkpoint.@Nullable Mapping mapping(
      Checkpoint.Running process, PageMap map, long address) {
    if (!map.shared && process.pid() != map.owner) {
      return null;
    }
    for (Checkpoint.Mapping each : process.mappings()) {
      long from = map.shared ? each.offset() : each.start();
      if ((!map.shared || each.shared() == map.owner)
          && address >= from
          && address - from < each.end() - each.start()) {
        return each;
      }
    }
    return null;
  }
}
