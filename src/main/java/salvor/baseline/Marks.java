package salvor.baseline;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import salvor.evidence.Texts;

/**
 * What is remarkable about texts whoever wrote them; each is looked at once, as bytes. Not safe for
 * several threads.
 */
final class Marks {
  static final int SOCKET_DEVICE = 1;
  static final int DELETED = 2;
  static final int FROM_MEMORY = 4;
  static final int TOKEN = 8;
  static final int NSENTER = 16;
  private static final int LOOKED_AT = 0x40;

  private static final byte[] TCP = bytes("dev/tcp/");
  private static final byte[] UDP = bytes("dev/udp/");
  private static final byte[] MEMFD = bytes("memfd:");
  private static final byte[] SECRETS = bytes("secrets/kubernetes.io/serviceaccount");
  private static final byte[] NAMESPACES = bytes("nsenter");
  private static final byte[] GONE = bytes("deleted)");

  private final Texts texts;
  private final byte[] marks;

  Marks(Texts texts) {
    this.texts = texts;
    this.marks = new byte[texts.size()];
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The marks of a text. */
  int of(int text) {
    if (text == 0) {
      return 0;
    }
    byte known = marks[text];
    return known != 0 ? known & ~LOOKED_AT : look(text);
  }

  private int look(int text) {
    ByteBuffer page = texts.page(text);
    int from = texts.offset(text);
    int to = from + texts.length(text);
    int found =
        mark(page, from, to, MEMFD, FROM_MEMORY) | mark(page, from, to, NAMESPACES, NSENTER);
    for (int at = from; at < to; at++) {
      byte b = page.get(at);
      if (b == '/') {
        found |= afterSlash(page, at + 1, to);
      } else if (b == '(') {
        found |= mark(page, at + 1, to, GONE, DELETED);
      }
    }
    marks[text] = (byte) (found | LOOKED_AT);
    return found;
  }

  private static int afterSlash(ByteBuffer page, int at, int to) {
    if (at >= to) {
      return 0;
    }
    return switch (page.get(at)) {
      case 'd' -> mark(page, at, to, TCP, SOCKET_DEVICE) | mark(page, at, to, UDP, SOCKET_DEVICE);
      case 'm' -> mark(page, at, to, MEMFD, FROM_MEMORY);
      case 's' -> mark(page, at, to, SECRETS, TOKEN);
      case 'n' -> mark(page, at, to, NAMESPACES, NSENTER);
      default -> 0;
    };
  }

  private static int mark(ByteBuffer page, int at, int to, byte[] wanted, int mark) {
    if (to - at < wanted.length) {
      return 0;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (page.get(at + i) != wanted[i]) {
        return 0;
      }
    }
    return mark;
  }
}
