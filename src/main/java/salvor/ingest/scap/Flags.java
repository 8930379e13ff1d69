package salvor.ingest.scap;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What libscap's own numbers for flags mean: the same on all machines (ppm_events_public.h). */
final class Flags {
  private static final Map<Integer, String> OPEN =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(0x4, "O_CREAT"),
              Map.entry(0x8, "O_APPEND"),
              Map.entry(0x10, "O_DSYNC"),
              Map.entry(0x20, "O_EXCL"),
              Map.entry(0x40, "O_NONBLOCK"),
              Map.entry(0x80, "O_SYNC"),
              Map.entry(0x100, "O_TRUNC"),
              Map.entry(0x200, "O_DIRECT"),
              Map.entry(0x400, "O_DIRECTORY"),
              Map.entry(0x1000, "O_CLOEXEC")));

  private static final int TMPFILE = 0x2000;

  private static final Map<Integer, String> CLONE =
      new TreeMap<>(
          Map.of(
              0x8, "CLONE_NEWIPC",
              0x10, "CLONE_NEWNET",
              0x20, "CLONE_NEWNS",
              0x40, "CLONE_NEWPID",
              0x80, "CLONE_NEWUTS",
              0x100000, "CLONE_NEWUSER",
              0x10000000, "CLONE_NEWCGROUP"));

  private static final String[] SIGNALS =
      ("SIGHUP SIGINT SIGQUIT SIGILL SIGTRAP SIGABRT SIGBUS SIGFPE SIGKILL SIGUSR1 SIGSEGV SIGUSR2"
              + " SIGPIPE SIGALRM SIGTERM")
          .split(" ");

  private Flags() {}

  /** The flags of an open. The driver sets that for a file without a name for any folder, too. */
  static String open(long bits) {
    String access =
        switch ((int) (bits & 3)) {
          case 2 -> "O_WRONLY";
          case 3 -> "O_RDWR";
          default -> "O_RDONLY";
        };
    boolean nameless = (bits & TMPFILE) != 0 && !access.equals("O_RDONLY");
    return access + named(OPEN, bits, "|") + (nameless ? "|O_TMPFILE" : "");
  }

  /** The kinds of name spaces; null when there are none. */
  static @Nullable String nameSpaces(long bits) {
    String names = named(CLONE, bits, "|");
    return names.isEmpty() ? null : names.substring(1);
  }

  private static String named(Map<Integer, String> all, long bits, String before) {
    StringBuilder names = new StringBuilder();
    all.forEach((bit, name) -> {
      if ((bits & bit) != 0) {
        names.append(before).append(name);
      }
    });
    return names.toString();
  }

  /** A signal's name; null for 0. */
  static @Nullable String signal(long number) {
    if (number <= 0 || number > 64) {
      return null;
    }
    return number <= SIGNALS.length ? SIGNALS[(int) number - 1] : "signal " + number;
  }
}
