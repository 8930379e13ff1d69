package salvor.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import salvor.evidence.RecordRef;
import salvor.jobs.JobCancelled;

/** Reads a source of text lines. */
final class TextLines {
  private static final int CHUNK = 1 << 18;

  private final LineFormat format;
  private final LineReader reader;
  private final Tally tally;
  private long line;

  TextLines(LineFormat format, Tally tally) {
    this.format = format;
    this.reader = format.reader();
    this.tally = tally;
  }

  /** Reads all lines. */
  void read(Feed feed, int longest) throws IOException, InterruptedException {
    Chunk chunk = new Chunk(CHUNK);
    while (feed.next(0, chunk)) {
      if (chunk.oversize > 0) {
        line++;
        tally.issue();
        tally.unreadable(ref(chunk.offset, 0), "longer than " + longest + " bytes");
      } else {
        lines(chunk);
      }
    }
    try {
      reader.end(tally);
    } catch (RuntimeException cause) {
      tally.note("the " + format.name() + " reader failed at the end of the source: " + cause);
    }
  }

  private void lines(Chunk chunk) {
    byte[] bytes = chunk.bytes;
    for (int at = 0; at < chunk.length; ) {
      int newline = Bytes.indexOf(bytes, at, chunk.length, '\n');
      int end = newline < 0 ? chunk.length : newline;
      int to = end > at && bytes[end - 1] == '\r' ? end - 1 : end;
      line++;
      tally.issue();
      if (Bytes.skipBlank(bytes, at, to) == to) {
        tally.skipped("blank line");
      } else {
        line(new String(bytes, at, to - at, StandardCharsets.UTF_8), chunk.offset + at, to - at);
      }
      at = end + 1;
    }
  }

  private void line(String text, long offset, int length) {
    RecordRef ref = ref(offset, length);
    if (text.indexOf('\uFFFD') >= 0) {
      tally.replaced(offset);
    }
    long before = tally.accounted();
    try {
      reader.read(text, ref, tally);
    } catch (JobCancelled stop) {
      throw stop;
    } catch (RuntimeException cause) { // a reader's fault must cost no more than the line
      if (tally.accounted() == before) {
        tally.unreadable(
            ref,
            "the " + format.name() + " reader cannot read it: " + cause.getClass().getSimpleName());
      }
    }
  }

  private RecordRef ref(long offset, int length) {
    return new RecordRef(tally.source, line, offset, length);
  }
}
