package salvor.ingest;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;

/**
 * What the flags of an {@code open} mean: whether the file may be changed through it (fcntl.h, the
 * same on all of Linux).
 */
public final class OpenFlags {
  private static final int ACCESS = 3;
  private static final int CREATE_TRUNCATE_APPEND = 0x40 | 0x200 | 0x400;

  private static final List<String> ACCESS_NAMES =
      List.of("O_RDONLY", "O_WRONLY", "O_RDWR", "O_ACCMODE");
  private static final Map<Integer, String> OTHERS =
      new TreeMap<>(
          Map.of(
              0x40,
              "O_CREAT",
              0x80,
              "O_EXCL",
              0x200,
              "O_TRUNC",
              0x400,
              "O_APPEND",
              0x800,
              "O_NONBLOCK",
              0x10000,
              "O_DIRECTORY",
              0x20000,
              "O_NOFOLLOW",
              0x80000,
              "O_CLOEXEC",
              0x200000,
              "O_PATH",
              0x400000,
              "O_TMPFILE"));

  private OpenFlags() {}

  /**
   * An open with these flags, given by name ({@code O_RDWR|O_CREAT}) or as a decimal number;
   * reading when there are none.
   */
  public static Activity opened(String path, @Nullable String flags) {
    return flags != null && writes(flags)
        ? new Activity.FileWritten(path, flags)
        : new Activity.FileOpened(path, flags);
  }

  /** The names of flags of {@code open} as x86 numbers them: {@code O_WRONLY|O_CREAT}. */
  public static String named(long bits) {
    StringBuilder names = new StringBuilder(ACCESS_NAMES.get((int) (bits & ACCESS)));
    OTHERS.forEach((bit, name) -> {
      if ((bits & bit) != 0) {
        names.append('|').append(name);
      }
    });
    return names.toString();
  }

  private static boolean writes(String flags) {
    if (!flags.isEmpty()
        && flags.length() < 10
        && flags.chars().allMatch(c -> c >= '0' && c <= '9')) {
      int bits = Integer.parseInt(flags);
      return !isNameless(named(bits))
          && ((bits & ACCESS) != 0 || (bits & CREATE_TRUNCATE_APPEND) != 0);
    }
    return !isNameless(flags)
        && (flags.contains("O_WRONLY")
            || flags.contains("O_RDWR")
            || flags.contains("O_CREAT")
            || flags.contains("O_TRUNC")
            || flags.contains("O_APPEND"));
  }

  /** A file without a name is made in the folder whose path is given, which stays as it was. */
  private static boolean isNameless(String flags) {
    return flags.contains("O_TMPFILE");
  }
}
