package salvor.casefile;

import java.io.IOException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;
import salvor.baseline.Verdicts;
import salvor.evidence.Observations;
import salvor.evidence.Texts;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;

/**
 * Writes the index of a case beside the old one, and puts it in its place when it is whole and on
 * the disk.
 */
final class IndexWriter {
  private static final int CHUNK = 1 << 20;

  /** Opens the file to be written; a test gives one that has no space left. */
  interface Opener {
    FileChannel open(Path file) throws IOException;
  }

  private final Opener opener;

  IndexWriter(Opener opener) {
    this.opener = opener;
  }

  /** Writes the index; when that fails, what was there before is still there and nothing else. */
  void write(Path index, Observations rows, Verdicts verdicts, Stored stored, Progress progress)
      throws Exception {
    progress.at(0, 0, "Storing the index");
    List<Buffer> sections =
        IndexLayout.sections(rows, verdicts.perRow(), RecordBytes.write(stored));
    Path fresh = CaseFolder.fresh(index);
    try {
      try (FileChannel file = opener.open(fresh)) {
        write(file, index, rows, sections);
        file.force(true);
      }
      Files.move(fresh, index, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (CaseUnusable e) {
      Files.deleteIfExists(fresh);
      throw e;
    } catch (IOException e) {
      Files.deleteIfExists(fresh);
      throw CaseFolder.cannotWrite(index, e);
    }
  }

  private static void write(FileChannel file, Path index, Observations rows, List<Buffer> sections)
      throws Exception {
    int n = sections.size();
    long[] offsets = new long[n];
    int[] sums = new int[n];
    long at = IndexLayout.aligned(IndexLayout.header(n));
    for (int i = 0; i < n; i++) {
      offsets[i] = at;
      long bytes = IndexLayout.bytes(sections.get(i));
      if (bytes > Integer.MAX_VALUE || n > IndexLayout.MOST_SECTIONS) {
        throw new CaseUnusable(index, CaseUnusable.Problem.TOO_LARGE);
      }
      at = IndexLayout.aligned(at + bytes);
    }
    AtomicInteger next = new AtomicInteger();
    Jobs.inParallel(
        2,
        _ -> {
          ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
          for (int i; (i = next.getAndIncrement()) < n; ) {
            sums[i] = write(file, offsets[i], sections.get(i), chunk);
          }
        });
    header(file, rows, sections, offsets, sums);
  }

  private static void header(
      FileChannel file, Observations rows, List<Buffer> sections, long[] offsets, int[] sums)
      throws IOException {
    Texts texts = rows.texts();
    ByteBuffer header =
        ByteBuffer.allocate(IndexLayout.header(sums.length)).order(ByteOrder.LITTLE_ENDIAN);
    header
        .putLong(IndexLayout.MAGIC)
        .putInt(IndexLayout.VERSION)
        .putInt(RecordBytes.shape(Stored.class));
    header.putInt(sums.length).putInt(rows.size()).putInt(rows.timed()).putInt(texts.size());
    header.putInt(rows.locations()).putInt(rows.processes()).putInt(rows.activities());
    header.putLong(IndexLayout.LATEST, rows.latest().getEpochSecond());
    header.position(IndexLayout.FIXED);
    for (int i = 0; i < sums.length; i++) {
      header
          .putLong(offsets[i])
          .putLong(IndexLayout.bytes(sections.get(i)))
          .putInt(sums[i])
          .putInt(0);
    }
    CRC32C sum = new CRC32C();
    sum.update(header.array(), 0, header.position());
    header.putInt((int) sum.getValue());
    writeAll(file, header.flip(), 0);
  }

  private static int write(FileChannel file, long offset, Buffer section, ByteBuffer chunk)
      throws IOException {
    CRC32C sum = new CRC32C();
    long at = offset;
    int end = section.limit();
    for (int from = 0; from < end; ) {
      chunk.clear();
      from += fill(chunk, section, from, end);
      sum.update(chunk.duplicate());
      int bytes = chunk.remaining();
      writeAll(file, chunk, at);
      at += bytes;
    }
    return (int) sum.getValue();
  }

  /**
   * Puts as much of a section into the chunk as it takes, and gives how many elements that were.
   */
  private static int fill(ByteBuffer chunk, Buffer section, int from, int end) {
    int width = section instanceof LongBuffer ? 8 : section instanceof IntBuffer ? 4 : 1;
    int n = Math.min(end - from, CHUNK / width);
    switch (section) {
      case LongBuffer longs -> chunk.asLongBuffer().put(0, longs, from, n);
      case IntBuffer ints -> chunk.asIntBuffer().put(0, ints, from, n);
      case ByteBuffer bytes -> chunk.put(0, bytes, from, n);
      default -> throw new IllegalArgumentException(section.toString());
    }
    chunk.limit(n * width);
    return n;
  }

  private static void writeAll(FileChannel file, ByteBuffer bytes, long offset) throws IOException {
    long at = offset;
    while (bytes.hasRemaining()) {
      at += file.write(bytes, at);
    }
  }
}
