package salvor.casefile;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;
import salvor.baseline.Verdicts;
import salvor.casefile.CaseNote.About;
import salvor.evidence.Columns;
import salvor.evidence.Observations;
import salvor.evidence.StoredTables;
import salvor.evidence.Tables;
import salvor.evidence.Texts;
import salvor.evidence.Tuples;
import salvor.jobs.Jobs;

/**
 * Maps an index into memory. Nothing is copied but the records; the file may be replaced by a
 * rename meanwhile.
 */
final class IndexReader {
  /** What an index holds. */
  record Opened(Observations observations, Verdicts verdicts, Stored stored) {}

  private final ByteBuffer header;
  private final ByteBuffer[] sections;

  private IndexReader(ByteBuffer header, ByteBuffer[] sections) {
    this.header = header;
    this.sections = sections;
  }

  /** Opens and checks an index. */
  static Opened open(Path index) throws IndexUnusable {
    return open(index, true);
  }

  /** Maps an index that this program wrote a moment ago. */
  static Opened map(Path index) throws IndexUnusable {
    return open(index, false);
  }

  private static Opened open(Path index, boolean checked) throws IndexUnusable {
    try (FileChannel file = FileChannel.open(index)) {
      ByteBuffer header = header(file);
      IndexReader reader = new IndexReader(header, map(file, header));
      Opened opened = reader.opened();
      if (checked) {
        reader.check(opened);
      }
      return opened;
    } catch (NoSuchFileException e) {
      throw new IndexUnusable(About.INDEX_MISSING, "");
    } catch (IOException
        | RuntimeException e) { // a sum can be made right for any content, so nothing is trusted
      throw new IndexUnusable(About.INDEX_DAMAGED, String.valueOf(e.getMessage()));
    }
  }

  private static ByteBuffer header(FileChannel file) throws IOException, IndexUnusable {
    ByteBuffer fixed = read(file, IndexLayout.FIXED);
    if (fixed.getLong(0) != IndexLayout.MAGIC) {
      throw new IllegalArgumentException("not an index");
    }
    if (fixed.getInt(8) != IndexLayout.VERSION
        || fixed.getInt(12) != RecordBytes.shape(Stored.class)) {
      throw new IndexUnusable(About.INDEX_OF_OTHER_VERSION, "");
    }
    int n = fixed.getInt(16);
    if (n < IndexLayout.PAGES || n > IndexLayout.MOST_SECTIONS) {
      throw new IllegalArgumentException("header");
    }
    ByteBuffer header = read(file, IndexLayout.header(n));
    CRC32C sum = new CRC32C();
    sum.update(header.slice(0, header.limit() - 4));
    if ((int) sum.getValue() != header.getInt(header.limit() - 4)) {
      throw new IllegalArgumentException("header");
    }
    return header;
  }

  private static ByteBuffer read(FileChannel file, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (file.read(buffer, buffer.position()) < 0) {
        throw new IllegalArgumentException("cut off");
      }
    }
    return buffer.flip().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The file is mapped once; a section is below 2 GB, the whole may be more. */
  private static ByteBuffer[] map(FileChannel file, ByteBuffer header) throws IOException {
    ByteBuffer[] sections = new ByteBuffer[header.getInt(16)];
    long size = file.size();
    MemorySegment whole = file.map(FileChannel.MapMode.READ_ONLY, 0, size, Arena.ofAuto());
    for (int i = 0; i < sections.length; i++) {
      int entry = IndexLayout.FIXED + i * IndexLayout.ENTRY;
      long offset = header.getLong(entry);
      long length = header.getLong(entry + 8);
      if (offset < 0 || length < 0 || length > Integer.MAX_VALUE || offset > size - length) {
        throw new IllegalArgumentException("cut off");
      }
      sections[i] = whole.asSlice(offset, length).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }
    return sections;
  }

  /** Checks the sums, and that what is stored fits together, in parts beside each other. */
  private void check(Opened opened) {
    List<Runnable> checks = new ArrayList<>(StoredTables.checks(opened.observations()));
    checks.add(() ->
        StoredNumbers.check(opened.observations(), opened.verdicts().perRow(), opened.stored()));
    for (int i = 0; i < sections.length; i++) {
      int section = i;
      checks.add(() -> checkSum(section));
    }
    AtomicInteger next = new AtomicInteger();
    try {
      Jobs.inParallel(
          2,
          _ -> {
            for (int i; (i = next.getAndIncrement()) < checks.size(); ) {
              checks.get(i).run();
            }
          });
    } catch (Exception e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private void checkSum(int section) {
    CRC32C sum = new CRC32C();
    sum.update(sections[section].duplicate());
    if ((int) sum.getValue()
        != header.getInt(IndexLayout.FIXED + section * IndexLayout.ENTRY + 16)) {
      throw new IllegalArgumentException("checksum");
    }
  }

  private Opened opened() {
    int rows = header.getInt(20);
    if (header.getInt(24) < 0 || header.getInt(24) > rows || header.getInt(28) < 1) {
      throw new IllegalArgumentException("header");
    }
    Columns columns =
        new Columns(
            longs(0, rows),
            bytes(1, rows),
            ints(2, rows),
            bytes(3, rows),
            ints(4, rows),
            ints(5, rows),
            ints(6, rows),
            ints(7, rows),
            ints(8, rows),
            ints(9, rows),
            ints(10, rows),
            ints(11, rows),
            ints(12, rows),
            ints(13, rows),
            longs(14, rows),
            longs(15, rows),
            ints(16, rows));
    Texts texts =
        new Texts(
            Arrays.copyOfRange(sections, IndexLayout.PAGES, sections.length),
            longs(18, header.getInt(28)),
            header.getInt(28));
    Observations observations =
        new Observations(
                rows,
                header.getInt(24),
                columns,
                texts,
                tuples(19, header.getInt(32), 0),
                tuples(21, header.getInt(36), 0),
                tuples(23, header.getInt(40), Tables.OUTCOME_FIELDS))
            .readBefore(Instant.ofEpochSecond(header.getLong(IndexLayout.LATEST)));
    Stored stored = RecordBytes.read(sections[IndexLayout.RECORDS].duplicate(), Stored.class);
    return new Opened(observations, new Verdicts(ints(17, rows), stored.judgements()), stored);
  }

  private Tuples tuples(int section, int size, int tail) {
    if (size < 0) {
      throw new IllegalArgumentException("size " + size);
    }
    return new Tuples(sections[section].asIntBuffer(), ints(section + 1, size + 1), size, tail);
  }

  private LongBuffer longs(int section, int count) {
    return sections[section].asLongBuffer().slice(0, count);
  }

  private IntBuffer ints(int section, int count) {
    return sections[section].asIntBuffer().slice(0, count);
  }

  private ByteBuffer bytes(int section, int count) {
    return sections[section].slice(0, count).order(ByteOrder.LITTLE_ENDIAN);
  }
}
