package salvor.ingest.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.jobs.Progress;

/**
 * Takes a file that a process had mapped, above all its program, out of a checkpoint. A file that
 * was deleted is in it whole. Of others only those pages are that the process had changed, or that
 * have no other home: what is missing is a hole of zero bytes, and is told.
 */
public final class Extraction {
  private static final long LARGEST = 1L << 30;
  private static final int BUFFER = 1 << 16;

  /**
   * What was taken out.
   *
   * @param mapped the file's path in the container
   * @param size of what was written
   * @param present how many bytes of it were in the checkpoint; all else is zero
   * @param complete whether that is the whole file
   */
  public record Extracted(String mapped, long size, long present, boolean complete) {}

  private final CheckpointFile file;
  private final int pid;
  private final String mapped;
  private final List<ProcessImages.Area> areas = new ArrayList<>();
  private long size;
  private long present;
  private boolean complete;

  private Extraction(CheckpointFile file, int pid, String mapped) {
    this.file = file;
    this.pid = pid;
    this.mapped = mapped;
  }

  /**
   * Takes one out, into a new file.
   *
   * @param mapped its path in the container; the process's program when null
   * @throws IOException when there is no such process or mapping, or the file is there already
   */
  public static Extracted of(
      Path checkpoint, int pid, @Nullable String mapped, Path out, Progress progress)
      throws IOException {
    CheckpointFile file = CheckpointFile.open(checkpoint, progress);
    ProcessImages.Memory memory = file.images().processes.memories.get(pid);
    if (memory == null) {
      throw new IOException("the checkpoint holds no memory of a process " + pid);
    }
    String path = mapped != null ? mapped : file.images().files.path(memory.executable());
    if (path == null) {
      throw new IOException("no image tells the program of process " + pid);
    }
    Extraction extraction = new Extraction(file, pid, path);
    int id = mapped == null ? memory.executable() : -1;
    for (ProcessImages.Area area : memory.areas()) {
      if (path.equals(file.images().files.path((int) area.object()))
          && Assembling.isOfFile(area.status())) {
        extraction.areas.add(area);
        id = (int) area.object();
      }
    }
    if (id < 0) {
      throw new IOException("process " + pid + " has no mapping of that file");
    }
    return extraction.write(id, out, progress);
  }

  private Extracted write(int id, Path out, Progress progress) throws IOException {
    boolean whole = false;
    try (FileChannel to =
        FileChannel.open(out, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      String ghost = file.images().files.ghost(id);
      if (ghost != null) {
        file.members(
            progress,
            (member, content) -> {
              if (member.name().endsWith("/" + ghost) || member.name().equals(ghost)) {
                ghost(content, to);
              }
            });
      }
      if (!complete) {
        file.pages(
            progress, (member, content) -> pages(file.images().map(member.name()), content, to));
      }
      whole = true;
    } finally {
      if (!whole || present == 0) {
        Files.deleteIfExists(out);
      }
    }
    if (present == 0) {
      throw new IOException(
          "no page of that file is in the checkpoint: it was not changed in memory, so take it from"
              + " the image of the container");
    }
    return new Extracted(mapped, size, present, complete);
  }

  /** The content is as it was on disk, or in pieces that each say where they belong. */
  private void ghost(InputStream in, FileChannel to) throws IOException {
    if (CriuImage.kind(in.readNBytes(8)) != CriuImage.GHOST) {
      return;
    }
    Wire head = entry(in);
    boolean pieces = false;
    long length = 0;
    while (head != null && head.next()) {
      pieces |= head.field() == 9 && head.number() != 0;
      length = head.field() == 10 ? head.number() : length;
    }
    if (!pieces) {
      complete = copy(in, LARGEST, 0, to) > 0;
      return;
    }
    for (Wire piece; (piece = entry(in)) != null; ) {
      long bytes = 0;
      long offset = 0;
      while (piece.next()) {
        bytes = piece.field() == 1 ? piece.number() : bytes;
        offset = piece.field() == 2 ? piece.number() : offset;
      }
      if (copy(in, bytes, offset, to) < bytes) {
        return;
      }
    }
    size = Math.max(size, Math.clamp(length, 0, LARGEST));
    complete = present > 0;
  }

  private static @Nullable Wire entry(InputStream in) throws IOException {
    byte[] head = in.readNBytes(4);
    int length =
        head.length < 4 ? -1 : ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt();
    byte[] bytes = length < 0 || length > BUFFER ? new byte[0] : in.readNBytes(length);
    return length < 0 || bytes.length < length ? null : new Wire(bytes);
  }

  private void pages(@Nullable PageMap map, InputStream in, FileChannel to) throws IOException {
    if (map == null
        || (map.shared
            ? areas.stream().noneMatch(a -> shared(a) == map.owner)
            : map.owner != pid)) {
      return;
    }
    long at = 0;
    for (PageMap.Run run : map.runs()) {
      for (ProcessImages.Area area : areas) {
        long begin = map.shared ? area.offset() : area.start();
        long from = Math.max(begin, run.address());
        long end = Math.min(begin + area.end() - area.start(), run.end());
        long offset = run.offset() + from - run.address();
        if (from < end && offset >= at && (!map.shared || shared(area) == map.owner)) {
          try {
            in.skipNBytes(offset - at);
          } catch (EOFException _) {
            return; // cut off: what was there is written
          }
          at = offset + copy(in, end - from, area.offset() + from - begin, to);
        }
      }
    }
  }

  private long shared(ProcessImages.Area area) {
    return file.images().files.shared((int) area.object());
  }

  private long copy(InputStream in, long bytes, long offset, FileChannel to) throws IOException {
    if (offset < 0 || bytes < 0 || offset > LARGEST - Math.min(bytes, LARGEST)) {
      throw new IOException("a file of more than " + LARGEST + " bytes is not taken out");
    }
    byte[] buffer = new byte[BUFFER];
    long done = 0;
    while (done < bytes) {
      int n = in.readNBytes(buffer, 0, (int) Math.min(buffer.length, bytes - done));
      if (n == 0) {
        break;
      }
      ByteBuffer write = ByteBuffer.wrap(buffer, 0, n);
      long at = offset + done;
      while (write.hasRemaining()) {
        at += to.write(write, at);
      }
      done += n;
    }
    present += done;
    size = Math.max(size, offset + done);
    return done;
  }
}
