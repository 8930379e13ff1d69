package salvor.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/**
 * Text in UTF-16 with a byte order mark, as UTF-8. Lines and offsets of such a source are those of
 * its UTF-8 form.
 */
public final class Utf16Input extends InputStream {
  private final Reader in;
  private final char[] chars = new char[8192];
  private int kept;
  private byte[] bytes = {};
  private int at;

  /**
   * @param in begins with the mark
   */
  public Utf16Input(InputStream in) {
    this.in = new InputStreamReader(in, StandardCharsets.UTF_16);
  }

  /** Whether the text begins with a UTF-16 byte order mark. */
  public static boolean begins(byte[] head) {
    return head.length >= 2
        && ((head[0] == (byte) 0xFF && head[1] == (byte) 0xFE)
            || (head[0] == (byte) 0xFE && head[1] == (byte) 0xFF));
  }

  @Override
  public int read() throws IOException {
    return fill() ? bytes[at++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (!fill()) {
      return -1;
    }
    int n = Math.min(length, bytes.length - at);
    System.arraycopy(bytes, at, into, from, n);
    at += n;
    return n;
  }

  private boolean fill() throws IOException {
    while (at == bytes.length) {
      int n = in.read(chars, kept, chars.length - kept);
      int end = kept + Math.max(0, n);
      if (end == 0) {
        return false;
      }
      // half of a pair waits for its other half
      int whole = n > 0 && Character.isHighSurrogate(chars[end - 1]) ? end - 1 : end;
      bytes = new String(chars, 0, whole).getBytes(StandardCharsets.UTF_8);
      at = 0;
      kept = end - whole;
      System.arraycopy(chars, whole, chars, 0, kept);
    }
    return true;
  }
}
