package salvor.review;

import java.util.List;
import salvor.baseline.Element;
import salvor.baseline.Profile;
import salvor.baseline.Trait;

/**
 * What becomes of an element of a baseline that took an attacker's act for normal.
 *
 * @param baseline whose element it is
 * @param element the element
 * @param proposal what to do
 */
public record Tightening(Profile baseline, Element element, Proposal proposal) {

  /** What to do about an element that is too wide. */
  public sealed interface Proposal {
    /** To keep only what the recording shows of normal life: these in its place. */
    record Replace(List<Trait> by) implements Proposal {
      public Replace {
        by = List.copyOf(by);
      }
    }

    /**
     * Nothing of it is normal life in this recording, so that it cannot be said what to keep: the
     * baseline has it from elsewhere.
     */
    record Unseen() implements Proposal {}

    /** It is known to do the very same in normal life: no baseline tells these apart. */
    record Same() implements Proposal {}

    /** Normal life does too many things of the kind to list them. */
    record TooMany(int known) implements Proposal {}
  }

  /** Whether the baseline would change. */
  public boolean changes() {
    return proposal instanceof Proposal.Replace;
  }
}
