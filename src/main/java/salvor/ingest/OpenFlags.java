package salvor.ingest;

import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;

/**
 * What the flags of an {@code open} mean: whether the file may be changed through it (fcntl.h, the
 * same on all of Linux).
 */
public final class OpenFlags {
  private static final int ACCESS = 3;
  private static final int CREATE_TRUNCATE_APPEND = 0x40 | 0x200 | 0x400;

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

  private static boolean writes(String flags) {
    if (!flags.isEmpty()
        && flags.length() < 10
        && flags.chars().allMatch(c -> c >= '0' && c <= '9')) {
      int bits = Integer.parseInt(flags);
      return (bits & ACCESS) != 0 || (bits & CREATE_TRUNCATE_APPEND) != 0;
    }
    return flags.contains("O_WRONLY")
        || flags.contains("O_RDWR")
        || flags.contains("O_CREAT")
        || flags.contains("O_TRUNC")
        || flags.contains("O_APPEND");
  }
}
