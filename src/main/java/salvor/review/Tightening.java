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

    /** Nothing but the attacker did it in this recording: to drop it, if its support is old. */
    record Drop() implements Proposal {}

    /** Normal life does the very same: no baseline tells these apart. */
    record Same() implements Proposal {}

    /** Normal life does too many things of the kind to list them. */
    record TooMany(int known) implements Proposal {}
  }

  /** Whether the baseline would change. */
  public boolean changes() {
    return switch (proposal) {
      case Proposal.Replace _, Proposal.Drop _ -> true;
      case Proposal.Same _, Proposal.TooMany _ -> false;
    };
  }
}
