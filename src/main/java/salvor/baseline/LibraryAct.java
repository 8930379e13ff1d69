package salvor.baseline;

import java.util.List;
import java.util.stream.Stream;

/**
 * One thing that a person did to the library of baselines.
 *
 * @param number counts the acts from 1
 * @param kind what it was
 * @param by who did it, when and why
 * @param made the versions that it added, as drafts
 * @param moved the versions whose state it changed
 * @param of the act that was undone or done again; 0 for every other act
 */
public record LibraryAct(
    long number, Kind kind, Version.Signature by, List<Version> made, List<Moved> moved, long of) {
  /** What can be done. The names are part of the stored format. */
  public enum Kind {
    KEEP,
    EDIT,
    MERGE,
    SPLIT,
    ROLL_FORWARD,
    CONFIRM,
    APPROVE,
    REJECT,
    UNDO,
    REDO
  }

  /** A version that came into another state. */
  public record Moved(Version.Ref ref, VersionState to) {}

  public LibraryAct {
    made = List.copyOf(made);
    moved = List.copyOf(moved);
  }

  /** Whether it undoes another act or does it again. */
  public boolean isTurn() {
    return kind == Kind.UNDO || kind == Kind.REDO;
  }

  /** The versions that it is about. */
  public Stream<Version.Ref> about() {
    return Stream.concat(made.stream().map(Version::ref), moved.stream().map(Moved::ref));
  }
}
