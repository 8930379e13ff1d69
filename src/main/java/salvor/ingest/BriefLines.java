package salvor.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import salvor.evidence.RecordRef;

/** The lines of a text, one after the other. However long one is, as much is held as was asked. */
public final class BriefLines {
  /**
   * A line.
   *
   * @param text without its end; where it was cut, as much of it as is held
   * @param ref where all of it stands
   * @param cut whether it is longer
   * @param replaced whether bytes that are not UTF-8 were replaced
   */
  public record Line(String text, RecordRef ref, boolean cut, boolean replaced) {}

  private final InputStream in;
  private final int source;
  private final int longest;
  private final byte[] buffer = new byte[1 << 16];
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private int at;
  private int length;
  private long offset;
  private long number;

  /**
   * @param source the number of the source
   * @param offset where the text begins in its source
   * @param longest as many bytes of a line are held
   */
  public BriefLines(InputStream in, int source, long offset, int longest) {
    this.in = in;
    this.source = source;
    this.offset = offset;
    this.longest = longest;
  }

  /** The next line; null when there is none. */
  public @Nullable Line next() throws IOException {
    long begin = offset;
    long size = 0;
    boolean ended = false;
    held.reset();
    while (!ended && fill()) {
      int newline = Bytes.indexOf(buffer, at, length, '\n');
      int end = newline < 0 ? length : newline;
      held.write(buffer, at, Math.max(0, Math.min(end - at, longest + 1 - held.size())));
      size += end - at;
      ended = newline >= 0;
      offset += end - at + (ended ? 1 : 0);
      at = ended ? end + 1 : end;
    }
    if (!ended && size == 0) {
      return null;
    }
    number++;
    byte[] bytes = held.toByteArray();
    boolean cut = bytes.length > longest;
    int to = cut ? longest : bytes.length;
    if (!cut && to > 0 && bytes[to - 1] == '\r') {
      to--;
      size--;
    }
    String text = new String(bytes, 0, to, StandardCharsets.UTF_8);
    RecordRef ref = new RecordRef(source, number, begin, (int) Math.min(size, Integer.MAX_VALUE));
    return new Line(text, ref, cut, !cut && text.indexOf('\uFFFD') >= 0);
  }

  private boolean fill() throws IOException {
    if (at < length) {
      return true;
    }
    at = 0;
    length = Math.max(0, in.read(buffer, 0, buffer.length));
    return length > 0;
  }
}
