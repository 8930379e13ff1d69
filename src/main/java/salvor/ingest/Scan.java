package salvor.ingest;

import java.nio.charset.StandardCharsets;

/** Counts the brackets of a JSON document as its bytes come, to find its end without reading it. */
final class Scan {
  /**
   * Whether a record that did not end was met: lines that begin with a brace are then always
   * beginnings.
   */
  boolean eager;

  /** Where the key {@code "items"} stood. */
  int itemsKey;

  private int depth;
  private boolean asked;
  private boolean text;
  private boolean escaped;

  void begin() {
    depth = 0;
    asked = false;
    text = false;
    escaped = false;
  }

  /** Continues behind a list's last item, one level deep and before its closing bracket. */
  void resume() {
    begin();
    depth = 2;
  }

  /** Takes the next byte; whether the document ends with it. */
  boolean next(byte b) {
    if (text) {
      if (escaped) {
        escaped = false;
      } else if (b == '\\') {
        escaped = true;
      } else if (b == '"') {
        text = false;
      }
      return false;
    }
    switch (b) {
      case '"' -> text = true;
      case '{', '[' -> depth++;
      case '}', ']' -> depth--;
      default -> {}
    }
    return depth <= 0;
  }

  /**
   * Whether the array that begins right before {@code end} is the value of the document's member
   * {@code items}; says yes once only in a document.
   */
  boolean itemsBegin(byte[] bytes, int start, int end) {
    if (asked || depth != 2 || text || bytes[start] != '{') {
      return false;
    }
    int at = back(bytes, start, end - 1);
    if (at <= start || bytes[at - 1] != ':') {
      return false;
    }
    at = back(bytes, start, at - 1);
    itemsKey = at - 7;
    asked =
        itemsKey > start
            && new String(bytes, itemsKey, 7, StandardCharsets.US_ASCII).equals("\"items\"");
    return asked;
  }

  private static int back(byte[] bytes, int start, int from) {
    int at = from;
    while (at > start && Bytes.isBlank(bytes[at - 1])) {
      at--;
    }
    return at;
  }
}
