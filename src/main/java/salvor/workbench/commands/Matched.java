package salvor.workbench.commands;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A command that fits what is typed: all letters of it, in their order.
 *
 * @param command the command
 * @param gaps how many letters lie between the first and the last that fit; fewer is better
 */
record Matched(Command command, int gaps) {
  /** The commands that fit, the best first; equal ones in the order given. */
  static List<Command> of(List<Command> commands, String typed) {
    String wanted = typed.toLowerCase(Locale.ROOT).replace(" ", "");
    return commands.stream()
        .map(c -> match(c, wanted))
        .filter(Objects::nonNull)
        .sorted(Comparator.comparingInt(Matched::gaps))
        .map(Matched::command)
        .toList();
  }

  private static @Nullable Matched match(Command command, String wanted) {
    if (wanted.isEmpty()) {
      return new Matched(command, 0);
    }
    String name = (command.name() + " " + command.group()).toLowerCase(Locale.ROOT);
    int best = Integer.MAX_VALUE;
    for (int start = name.indexOf(wanted.charAt(0)); start >= 0; ) {
      int end = end(name, start, wanted);
      if (end >= 0) {
        boolean atWord = start == 0 || name.charAt(start - 1) == ' ';
        best = Math.min(best, (end - start) * 2 + (atWord ? 0 : 1));
      }
      start = name.indexOf(wanted.charAt(0), start + 1);
    }
    return best == Integer.MAX_VALUE ? null : new Matched(command, best);
  }

  private static int end(String name, int start, String wanted) {
    int at = start - 1;
    for (int i = 0; i < wanted.length(); i++) {
      at = name.indexOf(wanted.charAt(i), at + 1);
      if (at < 0) {
        return -1;
      }
    }
    return at;
  }
}
