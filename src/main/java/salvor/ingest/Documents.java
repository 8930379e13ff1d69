package salvor.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import salvor.evidence.RecordRef;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds the documents of a stream that are not one a line: behind one another, pretty-printed,
 * elements of an array, items of a Kubernetes list of any length.
 *
 * <p>Brackets are counted outside of texts; what lies between is left to the parser, document by
 * document, so that a damaged one does not take others with it. One that never ends is given up at
 * the next line that begins with a brace, and from then on so is every other. Memory is bounded by
 * the longest record allowed.
 */
final class Documents {
  private final Limits limits;
  private final RecordParser parser;
  private final Recognition recognition;
  private final Tally tally;
  private final long fixedLine;
  private final long base;
  private final Scan scan = new Scan();
  private byte[] buffer = new byte[1 << 16];
  private int length;
  private long dropped;
  private int at;
  private int start = -1;
  private boolean prose;
  private boolean array;
  private @Nullable ObjectNode list;
  private long listed;
  private boolean tail;
  private long met;

  /**
   * @param fixedLine the line that all documents stand on, or 0 when they are numbered instead
   * @param base the offset of the first byte in the source
   */
  Documents(
      Limits limits,
      RecordParser parser,
      Recognition recognition,
      Tally tally,
      long fixedLine,
      long base) {
    this.limits = limits;
    this.parser = parser;
    this.recognition = recognition;
    this.tally = tally;
    this.fixedLine = fixedLine;
    this.base = base;
  }

  /** Whether a record is a Kubernetes list of records. */
  static boolean isList(JsonNode node) {
    JsonNode items = node.get("items");
    JsonNode kind = node.get("kind");
    return items != null
        && items.isArray()
        && (kind == null || (kind.isString() && kind.stringValue().endsWith("List")))
        && node.propertyNames().stream().allMatch(n -> n.equals("items") || isListMember(n));
  }

  /** The number of records met so far, damaged ones included. */
  long met() {
    return met;
  }

  /** Reads everything. */
  void read(InputStream in) throws IOException {
    while (fill(in)) {
      step();
    }
    while (start >= 0) {
      if (!resync()) {
        finish(length, prose ? "not a JSON record" : "cut off: the record ends too early");
      }
      step();
    }
  }

  private boolean fill(InputStream in) throws IOException {
    int keep = start >= 0 ? start : at;
    if (length == buffer.length && keep > 0) {
      System.arraycopy(buffer, keep, buffer, 0, length - keep);
      dropped += keep;
      length -= keep;
      at -= keep;
      start = start < 0 ? -1 : 0;
    }
    if (length == buffer.length) {
      if (length > limits.recordBytes()) {
        if (!resync()) {
          return tooLong(in);
        }
        return true;
      }
      buffer = Arrays.copyOf(buffer, Math.min(length * 2, limits.recordBytes() + 1));
    }
    int n = in.read(buffer, length, buffer.length - length);
    length += Math.max(0, n);
    return n >= 0;
  }

  /** Drops a record that does not fit, up to the end of the line. */
  private boolean tooLong(InputStream in) throws IOException {
    finish(length, "longer than " + limits.recordBytes() + " bytes");
    while (true) {
      dropped += length;
      at = 0;
      length = Math.max(0, in.read(buffer, 0, buffer.length));
      if (length == 0) {
        return false;
      }
      int newline = Bytes.indexOf(buffer, 0, length, '\n');
      if (newline >= 0) {
        at = newline;
        return true;
      }
    }
  }

  private void step() {
    while (at < length) {
      byte b = buffer[at];
      if (start >= 0) {
        inside(b);
      } else if (b == '{' || (b == '[' && (array || list != null))) {
        begin();
        scan.begin();
        inside(b);
      } else if (b == '[' && !scan.eager) {
        array = true;
        at++;
      } else if (b == ']' && list != null) {
        if (met == listed) {
          empty(list);
        }
        tail = true; // the rest of the list's own members
        list = null;
        scan.resume();
        begin();
      } else if (b == ']' && array) {
        array = false;
        at++;
      } else if (Bytes.isBlank(b) || b == ',') {
        at++;
      } else {
        begin();
        prose = true;
        at++;
      }
    }
  }

  private void begin() {
    start = at;
    prose = false;
  }

  private void inside(byte b) {
    if (prose) {
      if (b == '\n' || ((array || list != null) && (b == ',' || b == ']'))) {
        finish(at, "not a JSON record");
      } else {
        at++;
      }
      return;
    }
    if (scan.eager && b == '{' && at > start && buffer[at - 1] == '\n' && !array && list == null) {
      finish(at, "cut off: the next record begins before it ends");
      return;
    }
    at++;
    if (scan.next(b)) {
      document();
    } else if (b == '[' && !tail && !scan.eager && scan.itemsBegin(buffer, start, at)) {
      listBegins();
    }
  }

  private void document() {
    if (tail) {
      tail = false;
      start = -1;
      return;
    }
    RecordParser.Result result = parser.parse(buffer, start, at);
    switch (result) {
      case RecordParser.Result.Failed(String reason) -> finish(at, reason);
      case RecordParser.Result.Parsed(JsonNode node, boolean replaced) -> {
        RecordRef ref = ref(at);
        start = -1;
        if (replaced) {
          tally.replaced(ref.offset());
        }
        recognition.record(list == null ? node : named(node, list), ref, tally);
      }
    }
  }

  /** The items of a {@code PodList} do not repeat that they are pods. */
  static JsonNode named(JsonNode node, ObjectNode list) {
    if (node instanceof ObjectNode item && !item.has("kind") && list.has("kind")) {
      String kind = list.path("kind").asString("");
      if (kind.length() > 4) {
        item.put("kind", kind.substring(0, kind.length() - 4));
        item.set("apiVersion", list.path("apiVersion"));
      }
    }
    return node;
  }

  private void listBegins() {
    int from = start;
    int end = scan.itemsKey;
    while (end > from && (Bytes.isBlank(buffer[end - 1]) || buffer[end - 1] == ',')) {
      end--;
    }
    byte[] head = Arrays.copyOfRange(buffer, from, end + 1);
    head[head.length - 1] = '}';
    if (parser.parse(head, 0, head.length)
            instanceof RecordParser.Result.Parsed(ObjectNode envelope, boolean _)
        && envelope.propertyNames().stream().allMatch(Documents::isListMember)
        && (!envelope.has("kind") || envelope.path("kind").asString("").endsWith("List"))) {
      list = envelope;
      listed = met;
      start = -1;
    }
  }

  /** A list without items still says that there are none. */
  private void empty(ObjectNode envelope) {
    envelope.putArray("items");
    start = at;
    RecordRef ref = ref(at + 1);
    start = -1;
    recognition.record(envelope, ref, tally);
  }

  private static boolean isListMember(String name) {
    return name.equals("apiVersion") || name.equals("kind") || name.equals("metadata");
  }

  /**
   * A record without end: continues at the next line in the buffer that begins one; false when
   * there is none.
   */
  private boolean resync() {
    if (prose) {
      return false;
    }
    for (int i = start + 1; i < length; i++) {
      if (buffer[i] == '{' && buffer[i - 1] == '\n') {
        scan.eager = true;
        array = false;
        list = null;
        at = i;
        finish(i, "cut off: the next record begins before it ends");
        return true;
      }
    }
    return false;
  }

  private void finish(int end, String reason) {
    if (tail) {
      tail = false;
      tally.note("a list is cut off");
    } else {
      tally.issue();
      tally.unreadable(ref(end), reason);
    }
    start = -1;
    prose = false;
    at = Math.max(at, end);
  }

  private RecordRef ref(int end) {
    met++;
    return new RecordRef(
        tally.source, fixedLine > 0 ? fixedLine : met, base + dropped + start, end - start);
  }
}
