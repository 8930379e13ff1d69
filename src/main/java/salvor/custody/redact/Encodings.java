package salvor.custody.redact;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** How text is written in other text. */
final class Encodings {
  private Encodings() {}

  static int hex(char c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }

  static String percent(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > ' ' && c < 0x7F && "\"\\<>^`{|}%".indexOf(c) < 0) {
        out.append(c);
      } else {
        out.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) c));
      }
    }
    return out.toString();
  }

  static boolean isBase64(char c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '+'
        || c == '/'
        || c == '-'
        || c == '_';
  }

  static byte @Nullable [] base64(String run) {
    int end = run.length();
    while (end > 0 && run.charAt(end - 1) == '=') {
      end--;
    }
    end -= end % 4 == 1 ? 1 : 0;
    try {
      return Base64.getDecoder().decode(run.substring(0, end).replace('-', '+').replace('_', '/'));
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Every other byte: text in UTF-16 of which all is ASCII. */
  static String narrow(byte[] bytes, int from) {
    StringBuilder out = new StringBuilder(bytes.length / 2 + 1);
    for (int i = from; i < bytes.length; i += 2) {
      out.append((char) (bytes[i] & 0xFF));
    }
    return out.toString();
  }

  /** Which UTF-16 bytes are text in, by the zeros of most of its characters; null for none. */
  static @Nullable Charset wide(byte[] bytes) {
    int little = 0;
    int big = 0;
    for (int i = 0; i + 1 < bytes.length; i += 2) {
      little += bytes[i] != 0 && bytes[i + 1] == 0 ? 1 : 0;
      big += bytes[i] == 0 && bytes[i + 1] != 0 ? 1 : 0;
    }
    int half = bytes.length / 4;
    return little > half
        ? StandardCharsets.UTF_16LE
        : big > half ? StandardCharsets.UTF_16BE : null;
  }

  /** How many bytes from the first are text: no control characters, and valid UTF-8. */
  static int text(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && (bytes[end] < 0 || bytes[end] >= ' ' || isSpace(bytes[end]))) {
      end++;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, 0, end);
    StandardCharsets.UTF_8.newDecoder().decode(in, CharBuffer.allocate(end), true);
    return in.position();
  }

  private static boolean isSpace(byte b) {
    return b == '\t' || b == '\r' || b == '\n';
  }
}
