package salvor.custody.redact;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Takes secrets out of Base64 and hexadecimal digits, of which some are broken into lines. */
final class EncodedRuns {
  private static final int SHORTEST = 12;
  private static final int SHORTEST_LINE = 60;
  private static final int MOST_UNPACKED = 16 << 20;

  private final Redactor redactor;

  EncodedRuns(Redactor redactor) {
    this.redactor = redactor;
  }

  /**
   * A text without them.
   *
   * @param depth within how many encodings they stand
   */
  String of(String text, int depth) {
    StringBuilder out = null;
    int done = 0;
    for (int at = 0; at < text.length(); ) {
      int end = end(text, at);
      if (end - at >= SHORTEST && !text.startsWith("REDACTED", at)) {
        String run = text.substring(at, end);
        String now = run.indexOf('\n') < 0 ? run(run, depth) : lines(run, depth);
        if (!now.equals(run)) {
          out = out == null ? new StringBuilder() : out;
          out.append(text, done, at).append(now);
          done = end;
        }
      }
      at = Math.max(end, at + 1);
    }
    return out == null ? text : out.append(text, done, text.length()).toString();
  }

  /** Where a run ends, with the lines that it goes on in. */
  private static int end(String text, int from) {
    int end = from;
    for (int line = from; ; ) {
      while (end < text.length() && Encodings.isBase64(text.charAt(end))) {
        end++;
      }
      int next = text.startsWith("\r\n", end) ? end + 2 : end + 1;
      boolean goesOn =
          end - line >= SHORTEST_LINE
              && next < text.length()
              && text.charAt(next - 1) == '\n'
              && Encodings.isBase64(text.charAt(next));
      if (!goesOn) {
        break;
      }
      end = next;
      line = next;
    }
    int letters = end;
    while (end < text.length() && end - letters < 2 && text.charAt(end) == '=' && letters > from) {
      end++;
    }
    return end;
  }

  /** As one, and when that holds nothing, each line by itself. */
  private String lines(String run, int depth) {
    String joined = run.replace("\r", "").replace("\n", "");
    String now = run(joined, depth);
    if (!now.equals(joined)) {
      return now;
    }
    StringBuilder out = new StringBuilder(run.length());
    for (int from = 0; from < run.length(); ) {
      int newline = run.indexOf('\n', from);
      int end = newline < 0 ? run.length() : newline;
      int letters = end > from && run.charAt(end - 1) == '\r' ? end - 1 : end;
      out.append(run(run.substring(from, letters), depth));
      from = newline < 0 ? end : end + 1;
      out.append(run, letters, from);
    }
    return out.toString();
  }

  private String run(String run, int depth) {
    if (run.length() < SHORTEST) {
      return run;
    }
    String now = digits(run, depth);
    return now.equals(run) ? ofBase64(run, depth) : now;
  }

  /** Hexadecimal digits, also behind a prefix such as 0x. */
  private String digits(String run, int depth) {
    StringBuilder out = new StringBuilder(run.length());
    for (int at = 0; at < run.length(); ) {
      int end = at;
      while (end < run.length() && Encodings.hex(run.charAt(end)) >= 0) {
        end++;
      }
      String part = run.substring(at, end);
      out.append(part.length() < SHORTEST ? part : ofHex(part, depth));
      at = Math.min(run.length(), end + 1);
      out.append(run, end, at);
    }
    return out.toString();
  }

  private String ofHex(String run, int depth) {
    for (int skip = 0; skip < 2; skip++) {
      int end = run.length() - (run.length() - skip) % 2;
      byte[] bytes = HexFormat.of().parseHex(run, skip, end);
      byte[] now = redacted(bytes, depth);
      if (now != null && end - skip == run.length()) {
        boolean low = run.equals(run.toLowerCase(Locale.ROOT));
        return (low ? HexFormat.of() : HexFormat.of().withUpperCase()).formatHex(now);
      } else if (now != null || hides(bytes, depth)) {
        return redactor.mask(Redactor.ENCODED, run);
      }
    }
    return run;
  }

  private String ofBase64(String run, int depth) {
    for (int skip = 0; skip < 4; skip++) {
      if (skip > 0 && redactor.seeksNothing()) {
        return run;
      }
      byte[] bytes = Encodings.base64(run.substring(skip));
      byte[] now = bytes == null ? null : redacted(bytes, depth);
      if (now != null && skip == 0) {
        return base64(now, run);
      } else if (now != null || (bytes != null && hides(bytes, depth))) {
        return redactor.mask(Redactor.ENCODED, run);
      }
    }
    return run;
  }

  /** A text that is encoded, without its secrets; null when it is no text or has none. */
  private byte @Nullable [] redacted(byte[] bytes, int depth) {
    Charset wide = Encodings.wide(bytes);
    if (wide == null && Encodings.text(bytes) < bytes.length) {
      return null;
    }
    String plain =
        wide == null ? Encodings.latin(bytes) : RedactionRules.bytes(new String(bytes, wide));
    String now = redactor.text(plain, depth);
    if (now.equals(plain)) {
      return null;
    }
    byte[] out = now.getBytes(StandardCharsets.ISO_8859_1);
    return wide == null ? out : new String(out, StandardCharsets.UTF_8).getBytes(wide);
  }

  /** Whether bytes that are no text hold a secret: as they are, behind text, or compressed. */
  private boolean hides(byte[] bytes, int depth) {
    return redactor.holds(bytes) || hidesText(bytes, depth) || isPackedSecret(bytes, depth);
  }

  private boolean hidesText(byte[] bytes, int depth) {
    int end = Encodings.text(bytes);
    String text = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
    return end >= SHORTEST && end < bytes.length && !redactor.text(text, depth).equals(text);
  }

  /** Whether bytes are compressed, and a secret stands in them or more than is looked into. */
  private boolean isPackedSecret(byte[] bytes, int depth) {
    if (bytes.length < 3 || bytes[0] != 0x1F || bytes[1] != (byte) 0x8B) {
      return false;
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      byte[] plain = in.readNBytes(MOST_UNPACKED);
      return in.read() >= 0 || redacted(plain, depth) != null || hides(plain, depth);
    } catch (IOException _) {
      return true; // it begins as such, and nobody can look into it
    }
  }

  private static String base64(byte[] bytes, String run) {
    boolean url = run.indexOf('-') >= 0 || run.indexOf('_') >= 0;
    Base64.Encoder encoder = url ? Base64.getUrlEncoder() : Base64.getEncoder();
    boolean padded = run.endsWith("=") || (run.length() % 4 == 0);
    return (padded ? encoder : encoder.withoutPadding()).encodeToString(bytes);
  }
}
