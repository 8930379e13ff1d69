package salvor.custody.redact;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes bytes in UTF-8 as the characters that they are. */
final class Utf8 extends OutputStream {
  private final Writer out;
  private byte[] bytes = new byte[1 << 16];
  private int length;

  Utf8(Writer out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    if (length == bytes.length) {
      pass();
    }
    bytes[length++] = (byte) b;
  }

  /** Passes all on but a character that may not be whole. */
  private void pass() throws IOException {
    int end = length;
    while (end > 0 && length - end < 4 && (bytes[end - 1] & 0xC0) == 0x80) {
      end--;
    }
    end = end > 0 && (bytes[end - 1] & 0xC0) == 0xC0 ? end - 1 : length;
    out.write(new String(bytes, 0, end, StandardCharsets.UTF_8));
    System.arraycopy(bytes, end, bytes, 0, length - end);
    length -= end;
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, length * 2);
    }
  }

  /** No more will come. */
  void end() throws IOException {
    out.write(new String(bytes, 0, length, StandardCharsets.UTF_8));
    length = 0;
  }
}
