package salvor.baseline;

import java.util.Set;

/**
 * What the image says of a program that was executed in a container of it.
 *
 * @param holding whether the image holds it
 * @param path where in the image it is, links followed; the path that was looked for when it is not
 * @param gives what it gives an attacker, empty for most
 */
public record ImageFact(Holding holding, String path, Set<Utility> gives) {
  /** Whether an image holds a program. */
  public enum Holding {
    HELD,
    /** Every file of the image is known, and none that can be executed has this path. */
    ABSENT,
    /** A volume is mounted over the path. */
    COVERED,
    /** Whether a volume is mounted over the path is not known. */
    PERHAPS_COVERED,
    /** The list of the image's files is not complete, and does not have it. */
    NOT_LISTED
  }

  public ImageFact {
    gives = Set.copyOf(gives);
  }
}
