package salvor.custody.redact;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Cri;

/**
 * Lines of which some are pieces of one text: a container runtime splits long ones (CRI, tags P and
 * F; Docker's json-file, whose pieces end without a line feed), and Base64 is broken into lines of
 * one length. Secrets are taken out of the whole, which is then split again where it was before;
 * where that was within a secret, behind its marker.
 */
final class SplitLines {
  /** Time, stream and tag are shorter. */
  private static final int PREFIX = 128;

  private static final String DOCKER = "{\"log\":\"";
  private static final int BASE64 = 2; // behind the two of a runtime, and as many
  private static final int SHORTEST_BASE64 = 60;
  private static final int LONGEST_BASE64 = 128;

  private final PlainLines plain;
  private final int longest;
  private final List<Piece> held = new ArrayList<>();
  private final boolean[] open = new boolean[4];
  private int length;

  /**
   * A line with a piece.
   *
   * @param from where the piece begins in it
   * @param to where it ends
   * @param stream of which text it is a piece
   * @param partial whether another piece follows
   * @param escaped whether it is written as in JSON
   */
  private record Piece(
      String line, int from, int to, int stream, boolean partial, boolean escaped) {
    String text() {
      String text = line.substring(from, to);
      return escaped ? JsonSpans.unescaped(text) : text;
    }

    String with(String text, PlainLines plain) {
      String begin = line.substring(0, from);
      String end = line.substring(to);
      if (escaped) {
        boolean same = text.equals(text());
        return plain.beside(same ? line : begin + JsonSpans.escaped(text) + end);
      }
      return plain.beside(begin) + text + end;
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
    Piece piece = piece(line);
    if (piece == null) {
      return rest() + plain.line(line);
    } else if (held.isEmpty() && !piece.partial()) {
      return plain.line(line);
    }
    held.add(piece);
    length += line.length();
    open[piece.stream()] = piece.partial();
    return length >= longest || !isOpen() ? rest() : "";
  }

  private boolean isOpen() {
    return open[0] || open[1] || open[BASE64] || open[BASE64 + 1];
  }

  private @Nullable Piece piece(String line) {
    int end = line.length();
    while (end > 0 && "\r\n".indexOf(line.charAt(end - 1)) >= 0) {
      end--;
    }
    Piece piece = line.startsWith(DOCKER) ? docker(line) : cri(line, end);
    Piece encoded = encoded(piece == null ? new Piece(line, 0, end, 0, false, false) : piece);
    return encoded == null ? piece : encoded;
  }

  private static @Nullable Piece cri(String line, int end) {
    if (end <= 10 || line.charAt(4) != '-' || line.charAt(10) != 'T') {
      return null;
    }
    byte[] bytes = line.substring(0, Math.min(PREFIX, end)).getBytes(StandardCharsets.ISO_8859_1);
    Cri cri = Cri.of(bytes, 0, bytes.length);
    return cri == null
        ? null
        : new Piece(line, cri.content(), end, cri.error() ? 1 : 0, cri.partial(), false);
  }

  /** A line of Base64, or one that ends with such a word; null when it is none. */
  private @Nullable Piece encoded(Piece whole) {
    if (whole.partial() || open[whole.stream()] || plain.isOfKey()) {
      return null;
    }
    String line = whole.line();
    int end = whole.escaped() ? whole.to() - 2 : whole.to(); // without its line feed
    int from = end;
    while (from > whole.from() && isBase64(line.charAt(from - 1))) {
      from--;
    }
    boolean goesOn = end - from >= SHORTEST_BASE64 && end - from <= LONGEST_BASE64;
    int stream = BASE64 + whole.stream();
    boolean first = !open[stream] && goesOn && plain.beside(line).equals(line);
    boolean next = open[stream] && from == whole.from() && from < end;
    return first || next ? new Piece(line, from, end, stream, goesOn, whole.escaped()) : null;
  }

  private static boolean isBase64(char c) {
    return c == '=' || Encodings.isBase64(c);
  }

  private static @Nullable Piece docker(String line) {
    int from = DOCKER.length();
    int to = from;
    boolean ended = false; // by a line feed
    while (to < line.length() && line.charAt(to) != '"') {
      ended = line.startsWith("\\n", to);
      to += line.charAt(to) == '\\' ? 2 : 1;
    }
    return to >= line.length()
        ? null
        : new Piece(
            line, from, to, line.indexOf("\"stream\":\"stderr\"", to) < 0 ? 0 : 1, !ended, true);
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
          if (!held.get(i).partial()) {
            redact(whole, now);
            whole.clear();
          }
        }
      }
      if (!whole.isEmpty()) {
        redact(whole, now);
      }
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
      Piece piece = held.get(lines.get(i));
      text.append(piece.stream() >= BASE64 ? plain.line(piece.text()) : piece.text());
      cuts[i] = text.length();
    }
    String was = text.toString();
    String is = plain.line(was);
    Piece last = held.get(lines.getLast());
    if (last.stream() >= BASE64 && !last.partial() && lines.size() > 1 && is.equals(was)) {
      now[lines.getLast()] = last.with(plain.line(last.text()), plain); // perhaps a word beside it
      redact(lines.subList(0, lines.size() - 1), now);
      return;
    }
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
      now[lines.get(i)] = held.get(lines.get(i)).with(is.substring(from, to), plain);
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
