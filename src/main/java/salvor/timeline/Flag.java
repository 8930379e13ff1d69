package salvor.timeline;

/**
 * The first observation of a thing that is OUT or NEAR, a thing being a program, a file, a peer, a
 * name or a request; the first in at least one of three scopes.
 *
 * @param row the observation
 * @param lane the number of its container's, user's or node's lane
 * @param inPod whether it is the first in its pod; where there is no pod, on its lane
 * @param inImage whether it is the first in its image
 * @param inCase whether it is the first in all evidence
 */
public record Flag(int row, int lane, boolean inPod, InImage inImage, boolean inCase) {
  /** What can be said of the image's scope. */
  public enum InImage {
    /** The first in any container of this digest. */
    FIRST,
    /** Not the first. */
    LATER,
    /**
     * The digest is not known, or that of a container which did the same before: nothing can be
     * said.
     */
    UNKNOWN,
    /** It was not done in a container. */
    NONE
  }

  public Flag {
    if (!inPod && inImage != InImage.FIRST && !inCase) {
      throw new IllegalArgumentException("the first of nothing");
    }
  }

  /** The widest scope that it is the first in. */
  public FlagScope widest() {
    return inCase ? FlagScope.CASE : inImage == InImage.FIRST ? FlagScope.IMAGE : FlagScope.POD;
  }

  /** Whether it is known to be the first in a scope. */
  public boolean isFirstIn(FlagScope scope) {
    return switch (scope) {
      case POD -> inPod;
      case IMAGE -> inImage == InImage.FIRST;
      case CASE -> inCase;
    };
  }
}
