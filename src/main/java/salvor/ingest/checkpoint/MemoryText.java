package salvor.ingest.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Arguments and environment of processes. They are nowhere but in memory: the ranges that the
 * kernel keeps for each process are picked out of the pages as these stream by.
 */
final class MemoryText {
  private static final int LONGEST = 256 << 10;
  private static final long ALL = 128 << 20;

  /** What one process is to have there. */
  private static final class Wanted {
    final byte[] arguments;
    final byte[] environment;
    final boolean cut;
    final boolean adjacent;
    int got;

    Wanted(long arguments, long environment, boolean adjacent) {
      this.adjacent = adjacent;
      this.arguments = new byte[Math.clamp(arguments, 0, LONGEST)];
      this.environment = new byte[Math.clamp(environment, 0, LONGEST)];
      this.cut = arguments != this.arguments.length || environment != this.environment.length;
    }

    int size() {
      return arguments.length + environment.length;
    }
  }

  private record Piece(long offset, byte[] into, int at, int length, Wanted wanted) {}

  private final Map<Integer, Wanted> wanted = new HashMap<>();
  private long reserved;

  /**
   * Picks what a file of pages has of a process.
   *
   * @param in the file; not necessarily read to its end
   */
  void take(PageMap map, ProcessImages.Memory memory, InputStream in) throws IOException {
    int pid = (int) map.owner;
    Wanted process =
        new Wanted(
            memory.argumentsTo() - memory.argumentsFrom(),
            memory.environmentTo() - memory.environmentFrom(),
            memory.argumentsTo() == memory.environmentFrom());
    reserved += process.size();
    if (reserved > ALL || wanted.containsKey(pid)) {
      return;
    }
    wanted.put(pid, process);
    List<Piece> pieces = new ArrayList<>();
    pieces(map, memory.argumentsFrom(), process.arguments, process, pieces);
    pieces(map, memory.environmentFrom(), process.environment, process, pieces);
    pieces.sort(Comparator.comparingLong(Piece::offset));
    long at = 0;
    for (Piece piece : pieces) {
      if (piece.offset < at) {
        continue; // ranges that overlap are a lie
      }
      if (!skipped(in, piece.offset - at)) {
        return;
      }
      int n = in.readNBytes(piece.into, piece.at, piece.length);
      at = piece.offset + n;
      piece.wanted.got += n;
    }
  }

  private static boolean skipped(InputStream in, long bytes) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long left = bytes;
    while (left > 0) {
      int n = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (n < 0) {
        return false;
      }
      left -= n;
    }
    return true;
  }

  private static void pieces(
      PageMap map, long address, byte[] into, Wanted process, List<Piece> pieces) {
    long end = address + into.length;
    for (int i = map.first(address); i < map.runs().size(); i++) {
      PageMap.Run run = map.runs().get(i);
      if (run.address() >= end) {
        return;
      }
      long from = Math.max(address, run.address());
      long to = Math.min(end, run.end());
      pieces.add(
          new Piece(
              run.offset() + from - run.address(),
              into,
              (int) (from - address),
              (int) (to - from),
              process));
    }
  }

  /**
   * A process's arguments; empty when they were not found. One that wrote a title over them, and
   * further over its environment, has that as the only one, as the kernel tells it too ({@code
   * get_mm_cmdline}).
   */
  List<String> arguments(int pid) {
    Wanted process = wanted.get(pid);
    if (process == null || process.got == 0) {
      return List.of();
    }
    int title = title(process);
    byte[] all = Arrays.copyOf(process.arguments, process.arguments.length + title);
    System.arraycopy(process.environment, 0, all, process.arguments.length, title);
    return words(all, 0, false);
  }

  /** Its environment. */
  List<String> environment(int pid) {
    Wanted process = wanted.get(pid);
    return process == null || process.got == 0
        ? List.of()
        : words(process.environment, title(process), true);
  }

  /** How many bytes of the environment are the end of a title. */
  private static int title(Wanted process) {
    int length = 0;
    if (process.adjacent
        && process.arguments.length > 0
        && process.arguments[process.arguments.length - 1] != 0) {
      while (length < process.environment.length && process.environment[length] != 0) {
        length++;
      }
    }
    return length;
  }

  /** Whether every byte of both was found. */
  boolean whole(int pid) {
    Wanted process = wanted.get(pid);
    return process != null && !process.cut && process.got == process.size();
  }

  /**
   * Texts that end with a zero byte. A process that renames itself leaves many zero bytes behind:
   * those at the end are no arguments.
   */
  private static List<String> words(byte[] bytes, int begin, boolean leaveOutEmpty) {
    int end = bytes.length;
    while (end > begin && bytes[end - 1] == 0) {
      end--;
    }
    List<String> words = new ArrayList<>();
    for (int from = begin; from < end; ) {
      int to = from;
      while (to < end && bytes[to] != 0) {
        to++;
      }
      if (to > from || !leaveOutEmpty) {
        words.add(new String(Arrays.copyOfRange(bytes, from, to), StandardCharsets.UTF_8));
      }
      from = to + 1;
    }
    return words;
  }
}
