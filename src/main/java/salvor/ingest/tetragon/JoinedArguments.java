package salvor.ingest.tetragon;

import java.util.ArrayList;
import java.util.List;

/**
 * Arguments as Tetragon joins them (ArgsDecoder): by spaces, those that hold a space in quotation
 * marks. Marks inside of an argument are not escaped, so some texts can be read in two ways.
 */
final class JoinedArguments {
  private JoinedArguments() {}

  /** The arguments; where marks are left over, all from the first mark to the last one are one. */
  static List<String> apart(String joined) {
    List<String> arguments = new ArrayList<>();
    int at = 0;
    while (at <= joined.length()) {
      int end = quoted(joined, at);
      if (end >= 0) {
        arguments.add(joined.substring(at + 1, end));
        at = end + 2;
      } else {
        end = joined.indexOf(' ', at) < 0 ? joined.length() : joined.indexOf(' ', at);
        arguments.add(joined.substring(at, end));
        at = end + 1;
      }
    }
    return arguments;
  }

  /** Where the argument in marks ends that begins here; -1 when none does. */
  private static int quoted(String joined, int at) {
    if (at >= joined.length() || joined.charAt(at) != '"') {
      return -1;
    }
    int first = -1;
    int last = -1;
    for (int mark = joined.indexOf('"', at + 1); mark >= 0; mark = joined.indexOf('"', mark + 1)) {
      boolean ends = mark + 1 == joined.length() || joined.charAt(mark + 1) == ' ';
      if (ends && joined.substring(at, mark).indexOf(' ') >= 0) {
        first = first < 0 ? mark : first;
        last = mark;
      }
    }
    boolean leftOver =
        first >= 0 && joined.substring(first + 1).chars().filter(c -> c == '"').count() % 2 != 0;
    return leftOver ? last : first;
  }
}
