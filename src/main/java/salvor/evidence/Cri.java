package salvor.evidence;

import org.jspecify.annotations.Nullable;

/**
 * The prefix of a line in a container's log file as a container runtime writes it: time, stream,
 * tag, content (Kubernetes CRI log format, design proposal "kubelet-cri-logging").
 *
 * @param content where the line's content begins
 * @param partial whether the content goes on in the next line of its stream
 * @param error whether its stream is that of errors
 */
public record Cri(int content, boolean partial, boolean error) {

  /** The prefix of a line; null when it has none. */
  public static @Nullable Cri of(byte[] bytes, int from, int to) {
    if (to - from < 30
        || !digit(bytes[from])
        || bytes[from + 4] != '-'
        || bytes[from + 10] != 'T') {
      return null;
    }
    int time = blank(bytes, from, Math.min(to, from + 40));
    if (time < 0 || !(is(bytes, time + 1, to, "stdout ") || is(bytes, time + 1, to, "stderr "))) {
      return null;
    }
    int tag = time + 8;
    int end = blank(bytes, tag, to);
    if (end < 0) {
      end = to;
    }
    if (tag == to
        || (bytes[tag] != 'F' && bytes[tag] != 'P')
        || (end > tag + 1 && bytes[tag + 1] != ':')) {
      return null;
    }
    return new Cri(Math.min(to, end + 1), bytes[tag] == 'P', bytes[time + 4] == 'e');
  }

  private static int blank(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == ' ') {
        return i;
      }
    }
    return -1;
  }

  private static boolean digit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static boolean is(byte[] bytes, int from, int to, String text) {
    if (to - from < text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (bytes[from + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
