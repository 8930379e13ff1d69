package salvor.triage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text with {@code *} for any characters, compared to bytes in UTF-8 without making strings.
 *
 * <p>Where case does not matter, that is so for the letters A to Z; all others are compared as they
 * are. U+0000, which keeps arguments apart, is compared as a space.
 */
final class TextPattern {
  private final List<byte[]> parts;
  private final boolean whole;
  private final boolean folded;

  /**
   * @param parts the texts between the stars; one more than there are stars
   * @param whole whether the whole text must fit, or a piece of it
   * @param folded whether case does not matter
   */
  TextPattern(List<String> parts, boolean whole, boolean folded) {
    this.whole = whole;
    this.folded = folded;
    this.parts = new ArrayList<>();
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = fold(bytes[i]);
      }
      this.parts.add(bytes);
    }
  }

  /** The same pattern fitting a piece, or the whole; with or without regard to case. */
  boolean isWhole() {
    return whole;
  }

  /** The longest part: a text without it cannot fit. */
  byte[] needle() {
    byte[] longest = parts.getFirst();
    for (byte[] part : parts) {
      longest = part.length > longest.length ? part : longest;
    }
    return longest;
  }

  boolean fits(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return fits(ByteBuffer.wrap(bytes), 0, bytes.length);
  }

  /** Whether the text in these bytes fits. */
  boolean fits(ByteBuffer bytes, int from, int length) {
    int at = from;
    int end = from + length;
    int first = 0;
    int last = parts.size();
    if (whole) {
      byte[] head = parts.getFirst();
      if (parts.size() == 1) {
        return length == head.length && isAt(bytes, from, head);
      }
      byte[] tail = parts.getLast();
      if (length < head.length + tail.length
          || !isAt(bytes, from, head)
          || !isAt(bytes, end - tail.length, tail)) {
        return false;
      }
      at += head.length;
      end -= tail.length;
      first++;
      last--;
    }
    for (int i = first; i < last; i++) {
      at = find(bytes, at, end, parts.get(i));
      if (at < 0) {
        return false;
      }
      at += parts.get(i).length;
    }
    return true;
  }

  private int find(ByteBuffer bytes, int from, int end, byte[] part) {
    for (int at = from; at <= end - part.length; at++) {
      if (isAt(bytes, at, part)) {
        return at;
      }
    }
    return -1;
  }

  private boolean isAt(ByteBuffer bytes, int at, byte[] part) {
    for (int i = 0; i < part.length; i++) {
      if (fold(bytes.get(at + i)) != part[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TextPattern that
        && whole == that.whole
        && folded == that.folded
        && Arrays.deepEquals(parts.toArray(), that.parts.toArray());
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(parts.toArray());
  }

  byte fold(byte b) {
    if (b == 0) {
      return ' ';
    }
    return folded && b >= 'A' && b <= 'Z' ? (byte) (b | 0x20) : b;
  }
}
