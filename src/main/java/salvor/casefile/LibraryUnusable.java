package salvor.casefile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The library of baselines, or a part of it, cannot be used: which file, why, and what to do. */
public final class LibraryUnusable extends IOException {
  private static final long serialVersionUID = 1;

  /** What is wrong, and the remedy. */
  public enum Problem {
    NOT_THERE("there is no such folder", "check its name, or keep a baseline there first"),
    NOT_A_FOLDER("this is not a folder", "name a folder for the library"),
    NOT_PLAIN(
        "this is no ordinary file; a link or a pipe in a library could lead anywhere, so it was not touched",
        "remove it, or put the file itself in its place"),
    NOT_READABLE("the file cannot be read", "check permissions and the device"),
    LOG_TOO_LARGE(
        "no library has a log of this size", "put back a copy of it, or name another library"),
    FILE_GONE(
        "this version of a baseline is in the log, but its file is not there",
        "put back a copy of the file, or use another version"),
    FILE_CHANGED(
        "the file is not what was kept as this version",
        "put back a copy of the file, or use another version"),
    NO_SPACE("there is no space left on the device", "free some space and try again"),
    NOT_WRITABLE("the file cannot be written", "check permissions and the device");

    private final String words;
    private final String remedy;

    Problem(String words, String remedy) {
      this.words = words;
      this.remedy = remedy;
    }
  }

  private final Problem problem;

  LibraryUnusable(Path file, Problem problem, @Nullable Throwable cause) {
    super(file + ": " + problem.words + "; " + problem.remedy, cause);
    this.problem = problem;
  }

  /** What is wrong. */
  public Problem problem() {
    return problem;
  }

  /** Tells a full device from other reasons; the platform says it in words alone. */
  static LibraryUnusable cannotWrite(Path file, IOException cause) {
    String words = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    boolean full = words.contains("no space left") || words.contains("quota");
    return new LibraryUnusable(file, full ? Problem.NO_SPACE : Problem.NOT_WRITABLE, cause);
  }
}
