package salvor.ingest.bodyfile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.evidence.ObservedTime;
import salvor.ingest.DecimalTime;

/**
 * A line of a bodyfile: {@code MD5|name|inode|mode|uid|gid|size|atime|mtime|ctime|crtime}. A name
 * may hold the separator, so the line is read from both ends.
 *
 * @param name as it stands there, with {@code (deleted)} or the target of a link behind it
 * @param about what else it tells, in its own words
 * @param times the names of its times, those that are equal together
 */
record FileTimes(String name, String about, Map<ObservedTime, String> times) {
  private static final String[] NAMES = {"atime", "mtime", "ctime", "crtime"};

  private static final Pattern LINE =
      Pattern.compile(
          "([0-9A-Fa-f]{0,128})\\|(.+)\\|([^|]{0,60})\\|([^|\\s]{0,60})\\|([0-9]{0,19})\\|([0-9]{0,19})"
              + "\\|([0-9]{0,19})"
              + "\\|(-?[0-9]{1,12}(?:\\.[0-9]{1,18})?|)".repeat(4),
          Pattern.DOTALL);

  /** What a line tells; null when it is none. */
  static @Nullable FileTimes of(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      return null;
    }
    Map<ObservedTime, String> times = new LinkedHashMap<>();
    for (int i = 0; i < NAMES.length; i++) {
      String text = parts.group(8 + i);
      long nanos = DecimalTime.nanos(text);
      if (nanos > 0) { // none is told by 0
        times.merge(new ObservedTime(nanos, text), NAMES[i], (one, more) -> one + ", " + more);
      }
    }
    List<String> about = new ArrayList<>();
    about.add(parts.group(4));
    add(about, "uid ", parts.group(5));
    add(about, "gid ", parts.group(6));
    add(about, "size ", parts.group(7));
    add(about, "inode ", parts.group(3));
    add(about, "md5 ", parts.group(1).equals("0") ? "" : parts.group(1));
    return new FileTimes(parts.group(2), String.join(" ", about), times);
  }

  private static void add(List<String> to, String what, String told) {
    if (!told.isEmpty()) {
      to.add(what + told);
    }
  }
}
