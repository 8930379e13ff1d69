package salvor.casefile;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A case, or a part of it, cannot be used: which file, why, and what to do about it. */
public final class CaseUnusable extends IOException {
  private static final long serialVersionUID = 1;

  /** What is wrong, and the remedy. */
  public enum Problem {
    IN_USE(
        "another program has this case open", "close it there first, or open a copy of the folder"),
    NO_CASE("there is no case in this folder", "name the evidence to make one, or another folder"),
    NOT_A_FOLDER("this is not a folder", "name a folder for the case"),
    FOLDER_NAME(
        "the name of the folder holds a semicolon, which the case database cannot take",
        "rename the folder"),
    INSIDE_EVIDENCE(
        "the case folder lies inside the evidence", "choose a case folder outside of the evidence"),
    OTHER_EVIDENCE(
        "the case holds evidence that was not named now",
        "open the case without naming evidence, name all of it, or choose another case folder"),
    DATABASE_CORRUPT(
        "the case database is damaged",
        "put back a copy of this file; marks and filters are in it, the evidence is not, so moving the file away"
            + " opens the case without them"),
    DATABASE_FOREIGN(
        "the case database holds statements that Salvor never writes; opening it could run somebody's program, so it was"
            + " not opened",
        "ask who made this folder; moving the file away opens the case without its marks and filters"),
    NOT_PLAIN(
        "this is no ordinary file; a link or a pipe in a case folder could lead anywhere, so it was not touched",
        "remove it, or put the file itself in its place"),
    WRONG_PASSWORD(
        "the case database has another user or password", "put back the file as Salvor wrote it"),
    NEWER_SALVOR("the case was made by a newer Salvor", "open it with that one"),
    EVIDENCE_GONE(
        "the index has to be made again, but this evidence is not there",
        "put the evidence back to this path"),
    NO_SPACE("there is no space left on the device", "free some space and open the case again"),
    NOT_WRITABLE(
        "the file cannot be written", "check permissions and the device, then open the case again"),
    FILE_GONE(
        "the file is no longer there",
        "put the folder or its device back, then open the case again"),
    TOO_LARGE("one column of the index would exceed 2 GB", "split the evidence into several cases");

    private final String words;
    private final String remedy;

    Problem(String words, String remedy) {
      this.words = words;
      this.remedy = remedy;
    }

    /** What is wrong, in words. */
    public String words() {
      return words;
    }

    /** What to do about it, in words. */
    public String remedy() {
      return remedy;
    }
  }

  private final transient Path file;
  private final Problem problem;
  private final @Nullable String detail;

  CaseUnusable(Path file, Problem problem, @Nullable String detail, @Nullable Throwable cause) {
    super(
        file
            + ": "
            + problem.words()
            + (detail == null ? "" : " (" + detail + ")")
            + "; "
            + problem.remedy(),
        cause);
    this.file = file;
    this.problem = problem;
    this.detail = detail;
  }

  CaseUnusable(Path file, Problem problem) {
    this(file, problem, null, null);
  }

  /** The file or folder that cannot be used. */
  public Path file() {
    return file;
  }

  /** What is wrong. */
  public Problem problem() {
    return problem;
  }

  /** More about it, for example who holds the lock; null when there is nothing more. */
  public @Nullable String detail() {
    return detail;
  }
}
