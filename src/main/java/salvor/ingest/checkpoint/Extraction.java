package salvor.ingest.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.checkpoint.ExtractedFile;
import salvor.jobs.Progress;

/**
 * Takes a file that a process had mapped, above all its program, out of a checkpoint. A file that
 * was deleted is in it whole. Of others only those pages are that the process had changed, or that
 * have no other home: what is missing is a hole of zero bytes, and is told.
 */
public final class Extraction {
  private static final long LARGEST = 1L << 30;
  private static final int BUFFER = 1 << 16;

  private final CheckpointFile file;
  private final int pid;
  private final String mapped;
  private final List<ProcessImages.Area> areas = new ArrayList<>();
  private final Set<String> notes = new LinkedHashSet<>();
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
  public static ExtractedFile of(
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

  private ExtractedFile write(int id, Path out, Progress progress) throws IOException {
    FileChannel created = create(out);
    boolean whole = false;
    try (FileChannel to = created) {
      String ghost = file.images().files.ghost(id);
      if (ghost != null) {
        notes.addAll(
            file.members(
                progress,
                (member, content) -> {
                  if (member.name().endsWith("/" + ghost) || member.name().equals(ghost)) {
                    ghost(member.name(), content, to);
                  }
                }));
        complete &= notes.isEmpty();
      }
      if (!complete) {
        notes.addAll(
            file.pages(
                progress,
                (member, content) -> pages(file.images().map(member.name()), content, to)));
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
              + " the image of the container"
              + (notes.isEmpty() ? "" : " (" + String.join("; ", notes) + ")"));
    }
    return new ExtractedFile(mapped, size, present, complete, List.copyOf(notes));
  }

  private static FileChannel create(Path out) throws IOException {
    try {
      return FileChannel.open(out, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException cause) {
      throw new IOException(out + " is there already, and stays as it is: name a new file", cause);
    } catch (NoSuchFileException cause) {
      throw new IOException(out + " cannot be written: there is no such folder", cause);
    }
  }

  private void ghost(String name, InputStream in, FileChannel to) throws IOException {
    try {
      complete = CriuImage.kind(in.readNBytes(8)) == CriuImage.GHOST && ghost(in, to);
    } catch (Wire.Malformed cause) {
      complete = false;
      notes.add(name + " is damaged: " + cause.getMessage());
    }
  }

  /**
   * The content is as it was on disk, or in pieces that each say where they belong; whether there
   * is any.
   */
  private boolean ghost(InputStream in, FileChannel to) throws IOException {
    Wire head = entry(in);
    boolean pieces = false;
    long length = 0;
    while (head != null && head.next()) {
      pieces |= head.field() == 9 && head.number() != 0;
      length = head.field() == 10 ? head.number() : length;
    }
    if (!pieces) {
      copy(in, LARGEST, 0, to);
      if (in.read() >= 0) {
        throw tooLarge();
      }
      return present > 0;
    }
    for (Wire piece; (piece = entry(in)) != null; ) {
      long bytes = 0;
      long offset = 0;
      while (piece.next()) {
        bytes = piece.field() == 1 ? piece.number() : bytes;
        offset = piece.field() == 2 ? piece.number() : offset;
      }
      if (copy(in, bytes, offset, to) < bytes) {
        throw new Wire.Malformed("a piece of it is cut off");
      }
    }
    size = Math.max(size, Math.clamp(length, 0, LARGEST));
    return present > 0;
  }

  /** The next entry; null at the end. */
  private static @Nullable Wire entry(InputStream in) throws IOException {
    byte[] head = in.readNBytes(4);
    if (head.length == 0) {
      return null;
    }
    int length =
        head.length < 4 ? -1 : ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt();
    byte[] bytes = length < 0 || length > BUFFER ? new byte[0] : in.readNBytes(length);
    if (length < 0 || bytes.length < length) {
      throw new Wire.Malformed("an entry is cut off, or longer than it can be");
    }
    return new Wire(bytes);
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
      throw tooLarge();
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

  private static IOException tooLarge() {
    return new IOException(
        "a file of more than " + LARGEST + " bytes is not taken out: unpack the checkpoint");
  }
}
