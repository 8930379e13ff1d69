package salvor.casefile;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import salvor.evidence.Columns;
import salvor.evidence.Observations;
import salvor.evidence.Tuples;

/**
 * The index of a case: everything that was read, as the program keeps it, to be mapped into memory.
 *
 * <pre>
 * header    magic "SLVOR_IX", version, shape of the records (see {@link RecordBytes}), number of sections,
 *           rows, timed rows, texts, locations, processes, activities, at 48 the second that no record can be after,
 *           of each section: offset, length, CRC-32C; then the CRC-32C of the header
 * sections  each begins at a multiple of 64; numbers are little endian
 *           0-16 the columns, 17 the judgement of each row, 18 addresses of the texts,
 *           19-24 values and starts of locations, processes, activities, 25 the records, 26.. pages of text
 * </pre>
 *
 * A section is below 2 GB, so that one buffer maps it. Every sum is checked on opening, so that a
 * damaged case is told at once instead of shown wrong; a million rows (141 MB) still open in 0.2 s.
 */
final class IndexLayout {
  static final long MAGIC = 0x58495F524F564C53L; // "SLVOR_IX" in a little-endian file
  static final int VERSION = 6;
  static final int LATEST = 48;
  static final int FIXED = 64;
  static final int ENTRY = 24;
  static final int RECORDS = 25;
  static final int PAGES = 26;
  static final int MOST_SECTIONS = 1 << 16;

  private IndexLayout() {}

  /** What is written, in the order of the sections. */
  static List<Buffer> sections(Observations rows, IntBuffer verdicts, byte[] records) {
    List<Buffer> all = new ArrayList<>();
    Columns c = rows.columns();
    all.addAll(
        List.of(
            c.time(),
            c.timeForm(),
            c.timeText(),
            c.kind(),
            c.quality(),
            c.location(),
            c.process(),
            c.pid(),
            c.containerPid(),
            c.identity(),
            c.parentPid(),
            c.parentIdentity(),
            c.activity(),
            c.source(),
            c.line(),
            c.offset(),
            c.length(),
            verdicts));
    all.add(rows.texts().addresses().slice(0, rows.texts().size()));
    for (Tuples tuples :
        List.of(rows.locationTuples(), rows.processTuples(), rows.activityTuples())) {
      all.add(tuples.values().slice(0, tuples.starts().get(tuples.size())));
      all.add(tuples.starts().slice(0, tuples.size() + 1));
    }
    all.add(ByteBuffer.wrap(records));
    all.addAll(List.of(rows.texts().pages()));
    return all;
  }

  /** The bytes that a section takes. */
  static long bytes(Buffer section) {
    return switch (section) {
      case LongBuffer longs -> 8L * longs.limit();
      case IntBuffer ints -> 4L * ints.limit();
      default -> section.limit();
    };
  }

  static int header(int sections) {
    return FIXED + sections * ENTRY + 4;
  }

  static long aligned(long position) {
    return (position + 63) & ~63L;
  }
}
