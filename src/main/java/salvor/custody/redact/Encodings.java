package salvor.custody.redact;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
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
  static String narrow(byte[] bytes) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < bytes.length; i += 2) {
      out.append((char) (bytes[i] & 0xFF));
    }
    return out.toString();
  }

  static boolean isWide(byte[] bytes) {
    for (int i = 1; i < bytes.length; i += 2) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return bytes.length > 1 && bytes.length % 2 == 0;
  }

  /** Whether bytes are text: no control characters, and valid UTF-8, or UTF-16 of ASCII. */
  static boolean isText(byte[] bytes) {
    boolean wide = isWide(bytes);
    for (int i = 0; i < bytes.length; i += wide ? 2 : 1) {
      if (bytes[i] >= 0 && bytes[i] < ' ' && "\t\r\n".indexOf(bytes[i]) < 0) {
        return false;
      }
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return bytes.length > 0;
    } catch (CharacterCodingException _) {
      return wide;
    }
  }
}
