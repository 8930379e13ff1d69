package salvor.custody.bundle;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.custody.Fault;
import salvor.custody.Standing;

/** What a manifest lists: hashes by name, with the line of each. */
final class Listed {
  private static final int LONGEST = 64 << 10;
  private static final int MOST = 10_000_000;
  private static final Pattern LINE =
      Pattern.compile("([0-9A-Fa-f]{32,128})[ \\t]+\\*?(.+)", Pattern.DOTALL);
  private final Map<String, Line> lines = new LinkedHashMap<>();

  /** A line of it. */
  record Line(String hash, long number) {}

  /**
   * Reads a manifest.
   *
   * @param name of the manifest itself
   * @param faults is given what cannot be read of it
   */
  Listed(InputStream in, String name, List<Fault> faults) throws IOException {
    Reader reader =
        new BufferedReader(
            new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE)),
            1 << 16);
    long number = 0;
    for (String line; (line = line(reader)) != null; ) {
      number++;
      Matcher parts = LINE.matcher(line);
      if (line.length() >= LONGEST || number > MOST || !parts.matches()) {
        faults.add(
            new Fault(Standing.MODIFIED, Fault.Kind.UNREADABLE, name, number, "hash  name", null));
        if (number > MOST) {
          return;
        }
        continue;
      }
      String file = PayloadPath.decoded(parts.group(2));
      file = file.startsWith("./") ? file.substring(2) : file;
      Line of = new Line(parts.group(1), number);
      if (PayloadPath.danger(file) != null) {
        faults.add(new Fault(Standing.EXTRA, Fault.Kind.UNSAFE, name, number, null, file));
      } else if (lines.putIfAbsent(file, of) != null) {
        faults.add(new Fault(Standing.EXTRA, Fault.Kind.LISTED_TWICE, name, number, null, file));
      }
    }
  }

  /** A line without its end, cut off where it is too long to be one; null at the end. */
  private static @Nullable String line(Reader in) throws IOException {
    StringBuilder line = new StringBuilder();
    int c = in.read();
    if (c < 0) {
      return null;
    }
    for (; c >= 0 && c != '\n'; c = in.read()) {
      if (line.length() < LONGEST) {
        line.append((char) c);
      }
    }
    int end = line.length();
    return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
  }

  Map<String, Line> lines() {
    return lines;
  }
}
