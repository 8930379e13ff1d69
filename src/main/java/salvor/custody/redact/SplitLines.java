package salvor.custody.redact;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Cri;

/**
 * Lines of text of which a container runtime may have split some. Their secrets are taken out of
 * the whole, which is then split again where it was before; where that was within a secret, behind
 * its marker.
 */
final class SplitLines {
  /** Time, stream and tag are shorter. */
  private static final int PREFIX = 128;

  private final PlainLines plain;
  private final int longest;
  private final List<Held> held = new ArrayList<>();
  private final boolean[] open = new boolean[2];
  private int length;

  /** A line that waits for the rest of what it is a part of. */
  private record Held(String line, Cri cri) {
    int stream() {
      return cri.error() ? 1 : 0;
    }

    int end() {
      int end = line.length();
      while (end > cri.content() && "\r\n".indexOf(line.charAt(end - 1)) >= 0) {
        end--;
      }
      return end;
    }
  }

  /**
   * @param longest no more is held than this
   */
  SplitLines(PlainLines plain, int longest) {
    this.plain = plain;
    this.longest = longest;
  }

  /** Takes a line with its end; gives what is to be written now. */
  String line(String line) {
    Cri cri = prefix(line);
    if (cri == null) {
      return rest() + plain.line(line);
    } else if (held.isEmpty() && !cri.partial()) {
      return plain.line(line);
    }
    Held one = new Held(line, cri);
    held.add(one);
    length += line.length();
    open[one.stream()] = cri.partial();
    return length >= longest || (!open[0] && !open[1]) ? rest() : "";
  }

  private static @Nullable Cri prefix(String line) {
    if (line.length() <= 10 || line.charAt(4) != '-' || line.charAt(10) != 'T') {
      return null;
    }
    String begin = line.substring(0, Math.min(PREFIX, line.length()));
    byte[] bytes = begin.stripTrailing().getBytes(StandardCharsets.ISO_8859_1);
    return Cri.of(bytes, 0, bytes.length);
  }

  /** What is to be written before something else comes. */
  String rest() {
    if (held.isEmpty()) {
      return "";
    }
    String[] now = new String[held.size()];
    for (int stream = 0; stream < open.length; stream++) {
      List<Integer> whole = new ArrayList<>();
      for (int i = 0; i < now.length; i++) {
        if (held.get(i).stream() == stream) {
          whole.add(i);
          if (!held.get(i).cri().partial()) {
            redact(whole, now);
            whole.clear();
          }
        }
      }
      redact(whole, now);
    }
    held.clear();
    length = 0;
    Arrays.fill(open, false);
    return String.join("", now);
  }

  /** Redacts lines that are one. */
  private void redact(List<Integer> lines, String[] now) {
    StringBuilder text = new StringBuilder();
    int[] cuts = new int[lines.size()];
    for (int i = 0; i < cuts.length; i++) {
      Held part = held.get(lines.get(i));
      text.append(part.line(), i == 0 ? 0 : part.cri().content(), part.end());
      cuts[i] = text.length();
    }
    String was = text.toString();
    String is = plain.line(was);
    int same = 0;
    int most = Math.min(was.length(), is.length());
    while (same < most && was.charAt(same) == is.charAt(same)) {
      same++;
    }
    int behind = 0;
    while (behind < most - same
        && was.charAt(was.length() - 1 - behind) == is.charAt(is.length() - 1 - behind)) {
      behind++;
    }
    while (same > 0 && isWord(is, same - 1)) { // a marker may begin or end as the secret did
      same--;
    }
    while (behind > 0 && isWord(is, is.length() - behind - 1)) {
      behind--;
    }
    int from = 0;
    for (int i = 0; i < cuts.length; i++) {
      int left = was.length() - cuts[i];
      int to = cuts[i] <= same && left > 0 ? cuts[i] : is.length() - Math.min(left, behind);
      Held part = held.get(lines.get(i));
      String prefix = i == 0 ? "" : part.line().substring(0, part.cri().content());
      now[lines.get(i)] = prefix + is.substring(from, to) + part.line().substring(part.end());
      from = to;
    }
  }

  /** Whether a word goes on from this place to the next. */
  private static boolean isWord(String text, int at) {
    return at >= 0
        && at + 1 < text.length()
        && Character.isLetterOrDigit(text.charAt(at))
        && Character.isLetterOrDigit(text.charAt(at + 1));
  }
}
