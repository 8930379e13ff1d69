package salvor.ingest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Cri;
import salvor.evidence.RecordRef;
import tools.jackson.databind.JsonNode;

/**
 * Reads a source line by line: JSON, bare or behind the prefix that a container runtime writes (CRI
 * log format).
 */
final class Lines {
  private final Limits limits;
  private final RecordParser parser;
  private final Recognition recognition;
  private final Tally tally;
  private final @Nullable Format fastFormat;
  private final @Nullable FastLine fast;
  private final boolean prose;
  private final ByteArrayOutputStream split = new ByteArrayOutputStream();
  private RecordRef splitFrom = new RecordRef(0, 0, 0, 0);
  private long line;
  private long fastRows;

  /**
   * @param fastFormat whose fast reader is asked first; null for none
   * @param fast the worker's fast reader of that format
   * @param prose whether a line that is no JSON is nothing to worry about
   */
  Lines(
      Limits limits,
      RecordParser parser,
      Recognition recognition,
      Tally tally,
      @Nullable Format fastFormat,
      @Nullable FastLine fast,
      boolean prose) {
    this.limits = limits;
    this.parser = parser;
    this.recognition = recognition;
    this.tally = tally;
    this.fastFormat = fastFormat;
    this.fast = fast;
    this.prose = prose;
  }

  /** The number of lines read so far. */
  long count() {
    return line;
  }

  /** Reads the lines of a chunk. */
  void read(Chunk chunk) {
    if (chunk.oversize > 0) {
      line++;
      tally.issue();
      tally.unreadable(ref(chunk.offset, 0), "longer than " + limits.recordBytes() + " bytes");
      return;
    }
    byte[] bytes = chunk.bytes;
    for (int at = 0; at < chunk.length; ) {
      int newline = Bytes.indexOf(bytes, at, chunk.length, '\n');
      int end = newline < 0 ? chunk.length : newline;
      int to = end > at && bytes[end - 1] == '\r' ? end - 1 : end;
      line++;
      if (to == at || bytes[at] != '{' || !fast(bytes, at, to, chunk.offset + at)) {
        line(bytes, at, to, chunk.offset + at);
      }
      at = end + 1;
    }
    if (fastFormat != null) {
      tally.fast(fastFormat, fastRows);
      fastRows = 0;
    }
  }

  private boolean fast(byte[] bytes, int from, int to, long offset) {
    int before = tally.rows.size();
    try {
      if (fast == null
          || !fast.read(bytes, from, to, tally.source, line, offset, tally.rows, tally.tables)) {
        return false;
      }
    } catch (IndexOutOfBoundsException | ArithmeticException | IllegalArgumentException cause) {
      if (tally.rows.size() != before) {
        throw cause;
      }
      return false; // hostile bytes found a gap: the ordinary reader says what is wrong with them
    }
    fastRows++;
    return true;
  }

  /** Log lines like to begin with a bracket, too. */
  private static boolean beginsArray(byte[] bytes, int from, int to) {
    int next = Bytes.skipBlank(bytes, from + 1, to);
    return bytes[from] == '['
        && next < to
        && (bytes[next] == '{' || bytes[next] == '[' || bytes[next] == ']');
  }

  /** No more lines will come. */
  void end() {
    if (split.size() > 0) {
      tally.issue();
      tally.unreadable(splitFrom, "the rest of a split log line is missing");
      split.reset();
    }
  }

  private void line(byte[] bytes, int from, int to, long offset) {
    int start = Bytes.skipBlank(bytes, from, to);
    if (start == to) {
      tally.issue();
      tally.skipped("blank line");
      return;
    }
    byte first = bytes[start];
    if (first == '{' || (first == '[' && beginsArray(bytes, start, to))) {
      json(bytes, start, to, offset + start - from);
      return;
    }
    Cri cri = Cri.of(bytes, start, to);
    if (cri != null) {
      runtimeLine(cri, bytes, to, offset - from);
      return;
    }
    tally.issue();
    if (prose) {
      tally.skipped("text of no known format");
    } else {
      tally.unreadable(ref(offset, to - from), "not a JSON record");
    }
  }

  /**
   * @param base the source offset of index 0
   */
  private void runtimeLine(Cri cri, byte[] bytes, int to, long base) {
    int from = cri.content();
    boolean fits = split.size() + (to - from) <= limits.recordBytes();
    if (cri.partial() && fits) {
      if (split.size() == 0) {
        splitFrom = ref(base + from, to - from);
      } else {
        tally.issue();
        tally.skipped("part of a split log line");
      }
      split.write(bytes, from, to - from);
      if (split.size() == 0) { // an empty part is a line all the same
        tally.issue();
        tally.skipped("part of a split log line");
      }
      return;
    }
    if (split.size() == 0) {
      content(bytes, from, to, base + from);
      return;
    }
    tally.issue();
    tally.skipped("part of a split log line");
    split.write(bytes, from, fits ? to - from : 0);
    byte[] whole = split.toByteArray();
    split.reset();
    long length = base + to - splitFrom.offset();
    joined(
        whole,
        new RecordRef(
            tally.source,
            splitFrom.line(),
            splitFrom.offset(),
            (int) Math.min(length, Integer.MAX_VALUE)));
  }

  private void joined(byte[] whole, RecordRef ref) {
    switch (parser.parse(whole, 0, whole.length)) {
      case RecordParser.Result.Parsed(JsonNode node, boolean replaced) ->
          record(node, ref, replaced);
      case RecordParser.Result.Failed(String reason) -> {
        tally.issue();
        tally.unreadable(ref, reason);
      }
    }
  }

  private void content(byte[] bytes, int from, int to, long offset) {
    int start = Bytes.skipBlank(bytes, from, to);
    if (start < to && bytes[start] == '{' && fast(bytes, start, to, offset + start - from)) {
      return;
    }
    if (start < to && (bytes[start] == '{' || beginsArray(bytes, start, to))) {
      json(bytes, start, to, offset + start - from);
    } else {
      tally.issue();
      tally.skipped("a log line that is no JSON");
    }
  }

  private void json(byte[] bytes, int from, int to, long offset) {
    RecordParser.Result result = parser.parse(bytes, from, to);
    if (result instanceof RecordParser.Result.Parsed(JsonNode node, boolean replaced)
        && node.isObject()
        && !Documents.isList(node)) {
      record(node, ref(offset, to - from), replaced);
      return;
    }
    if (result instanceof RecordParser.Result.Failed(String reason)
        && bytes[from] == '{'
        && !beginsWhole(bytes, from, to)) {
      tally.issue();
      tally.unreadable(ref(offset, to - from), reason);
      return;
    }
    // several documents on the line, an array, a list, or damaged
    Documents documents = new Documents(limits, parser, recognition, tally, line, offset);
    try {
      documents.read(new ByteArrayInputStream(bytes, from, to - from));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    if (documents.met() == 0) {
      tally.issue();
      tally.skipped("a list without records");
    }
  }

  /** Whether the line begins with a document that can be read, whatever follows. */
  private boolean beginsWhole(byte[] bytes, int from, int to) {
    Scan scan = new Scan();
    int at = from;
    while (at < to && !scan.next(bytes[at])) {
      at++;
    }
    return at + 1 < to && parser.parse(bytes, from, at + 1) instanceof RecordParser.Result.Parsed;
  }

  private void record(JsonNode node, RecordRef ref, boolean replaced) {
    if (replaced) {
      tally.replaced(ref.offset());
    }
    recognition.record(node, ref, tally);
  }

  private RecordRef ref(long offset, int length) {
    return new RecordRef(tally.source, line, offset, length);
  }
}
