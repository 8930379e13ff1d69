package salvor.custody.redact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Bytes as they come, one character each; some can be put back. */
final class Chars {
  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int length;
  private String before = "";
  private int atBefore;

  Chars(InputStream in) {
    this.in = in;
  }

  /** The next; -1 at the end. */
  int next() throws IOException {
    if (atBefore < before.length()) {
      return before.charAt(atBefore++);
    }
    if (at == length) {
      length = Math.max(0, in.read(buffer, 0, buffer.length));
      at = 0;
      if (length == 0) {
        return -1;
      }
    }
    return buffer[at++] & 0xFF;
  }

  /** Puts back what comes next. */
  void unread(String text) {
    before = text + before.substring(atBefore);
    atBefore = 0;
  }

  /** A line with its end, or as much of it as is allowed; null at the end. */
  @Nullable String line(int most) throws IOException {
    StringBuilder line = new StringBuilder();
    while (line.length() < most) {
      int c = next();
      if (c < 0) {
        break;
      }
      line.append((char) c);
      if (c == '\n') {
        break;
      }
      if (atBefore == before.length() && at < length) {
        int newline = at;
        int end = Math.min(length, at + most - line.length());
        while (newline < end && buffer[newline] != '\n') {
          newline++;
        }
        line.append(new String(buffer, at, newline - at, StandardCharsets.ISO_8859_1));
        at = newline;
      }
    }
    return line.isEmpty() ? null : line.toString();
  }
}
