package salvor.terminal;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Bytes of UTF-8 to where the commands write text; it stays open. */
final class StandardOutput extends OutputStream {
  private final PrintWriter out;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private final ByteBuffer bytes = ByteBuffer.allocate(1 << 13);
  private final CharBuffer chars = CharBuffer.allocate(1 << 13);

  StandardOutput(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void write(int each) {
    if (!bytes.hasRemaining()) {
      decode(false);
    }
    bytes.put((byte) each);
  }

  @Override
  public void write(byte[] from, int offset, int length) {
    int at = offset;
    while (at < offset + length) {
      if (!bytes.hasRemaining()) {
        decode(false);
      }
      int part = Math.min(bytes.remaining(), offset + length - at);
      bytes.put(from, at, part);
      at += part;
    }
  }

  /** A character whose bytes are not all there yet stays in the buffer. */
  private void decode(boolean last) {
    bytes.flip();
    decoder.decode(bytes, chars, last);
    bytes.compact();
    chars.flip();
    out.append(chars);
    chars.clear();
  }

  @Override
  public void flush() {
    decode(false);
    out.flush();
  }

  @Override
  public void close() {
    decode(true);
    out.flush();
  }
}
