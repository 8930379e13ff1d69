package salvor.ingest.scap;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Endpoint;
import salvor.ingest.Addresses;

/**
 * The two ends of a socket, or one of them.
 *
 * @param source where it comes from, null when not told
 * @param destination where it leads, null when not told
 * @param path that of a socket in the file system, null when it is none
 */
record Ends(@Nullable Endpoint source, @Nullable Endpoint destination, @Nullable String path) {
  private static final int UNIX = 1;
  private static final int INET = 2;
  private static final int INET6 = 10;

  /** Both ends; null when they are of a kind without addresses, or not told. */
  static @Nullable Ends tuple(byte @Nullable [] bytes) {
    if (bytes == null || bytes.length < 1) {
      return null;
    }
    int width = bytes[0] == INET ? 4 : bytes[0] == INET6 ? 16 : 0;
    if (width > 0 && bytes.length >= 1 + 2 * (width + 2)) {
      return new Ends(end(bytes, 1, width), end(bytes, 1 + width + 2, width), null);
    }
    return bytes[0] == UNIX && bytes.length > 17 ? new Ends(null, null, path(bytes, 17)) : null;
  }

  /** One end, that a call was given. */
  static @Nullable Ends address(byte @Nullable [] bytes) {
    if (bytes == null || bytes.length < 1) {
      return null;
    }
    int width = bytes[0] == INET ? 4 : bytes[0] == INET6 ? 16 : 0;
    if (width > 0 && bytes.length >= 1 + width + 2) {
      return new Ends(null, end(bytes, 1, width), null);
    }
    return bytes[0] == UNIX ? new Ends(null, null, path(bytes, 1)) : null;
  }

  private static Endpoint end(byte[] bytes, int at, int width) {
    int port = (bytes[at + width] & 0xFF) | (bytes[at + width + 1] & 0xFF) << 8;
    return new Endpoint(Addresses.text(bytes, at, width), port, null);
  }

  private static @Nullable String path(byte[] bytes, int from) {
    int begin = from < bytes.length && bytes[from] == 0 ? from + 1 : from;
    int to = begin;
    while (to < bytes.length && bytes[to] != 0) {
      to++;
    }
    String path = new String(bytes, begin, to - begin, StandardCharsets.UTF_8);
    return path.isEmpty() ? null : begin > from ? "@" + path : path;
  }
}
