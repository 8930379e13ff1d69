package salvor.ingest.table;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a table of separated text: it names the columns.
 *
 * @param separator what stands between two cells
 * @param names the columns
 */
record Header(char separator, List<String> names) {
  private static final String SEPARATORS = ",\t;|";
  private static final Pattern NAME = Pattern.compile("[\\p{L}_@#$%(\\[].{0,199}");
  private static final int MOST = 2_000;
  private static final int LONGEST = 1 << 18;
  private static final int SAMPLE = 20;

  Header {
    names = List.copyOf(names);
  }

  /** The columns that a line names; empty when it is none that names columns. */
  static Optional<Header> of(String line) {
    Header best = null;
    for (int i = 0; i < SEPARATORS.length(); i++) {
      char separator = SEPARATORS.charAt(i);
      if (line.indexOf(separator) >= 0) {
        List<String> names = Splitter.line(line, separator).stream().map(String::strip).toList();
        if (areNames(names) && (best == null || names.size() > best.names.size())) {
          best = new Header(separator, names);
        }
      }
    }
    return Optional.ofNullable(best);
  }

  /** The columns of a table that names none, by their numbers: {@code #1}, {@code #2}. */
  static Optional<Header> numbered(String line) {
    Header best = null;
    for (int i = 0; i < SEPARATORS.length(); i++) {
      int cells = Splitter.line(line, SEPARATORS.charAt(i)).size();
      if (cells > 1 && cells <= MOST && (best == null || cells > best.names.size())) {
        best =
            new Header(
                SEPARATORS.charAt(i),
                IntStream.rangeClosed(1, cells).mapToObj(n -> "#" + n).toList());
      }
    }
    return Optional.ofNullable(best);
  }

  private static boolean areNames(List<String> names) {
    return names.size() > 1
        && names.size() <= MOST
        && names.stream().allMatch(n -> NAME.matcher(n).matches())
        && new HashSet<>(names).size() == names.size();
  }

  /** The first line of a source that begins with these bytes; null when it has no end in sight. */
  static @Nullable String firstLine(byte[] bytes, int from) {
    int end = from;
    int last = Math.min(bytes.length, from + LONGEST);
    while (end < last && bytes[end] != '\n') {
      end++;
    }
    if (end == last && last < bytes.length) {
      return null;
    }
    String line = new String(bytes, from, end - from, StandardCharsets.UTF_8).stripTrailing();
    return line.startsWith("{") || line.startsWith("[") || line.startsWith("<") ? null : line;
  }

  /** Whether what follows looks like rows of such a table; a table without any is none. */
  boolean hasRows(String text) {
    List<String> lines = text.lines().skip(1).filter(l -> !l.isBlank()).toList();
    Splitter splitter = new Splitter(separator);
    List<Integer> widths = new ArrayList<>();
    for (String line : lines) {
      if (widths.size() < SAMPLE && splitter.take(line)) {
        widths.add(splitter.cells().size());
      }
    }
    long alike = widths.stream().filter(w -> w == names.size()).count();
    return alike > 0 && alike * 10 >= widths.size() * 8L;
  }
}
