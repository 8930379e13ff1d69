package salvor.workload.drift;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that is not as it was.
 *
 * @param what the fact that changed; null when the object itself came or went
 * @param before what was told, null when nothing was
 * @param after what is told, null when nothing is
 * @param masked whether the values are nobody's to see; they are not told then
 * @param facts of an object that came or went, what it says
 * @param certain whether the other state would have told it: one of a kind that was not taken there
 *     may have been there all the same
 */
public record Change(
    Aspect aspect,
    Sign sign,
    ObjectName object,
    @Nullable String what,
    @Nullable String before,
    @Nullable String after,
    boolean masked,
    List<Fact> facts,
    boolean certain) {
  public Change {
    facts = List.copyOf(facts);
  }

  /** What happened to it. */
  public enum Sign {
    ADDED,
    CHANGED,
    /** Another object of the same name is there now. */
    REPLACED,
    REMOVED
  }
}
