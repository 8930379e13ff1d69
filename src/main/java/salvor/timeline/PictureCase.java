package salvor.timeline;

import java.util.List;

/**
 * What a case adds to a picture: its milestones, and which baselines are doubted.
 *
 * @param ruler the milestones, seen and set
 * @param contaminated the baselines that may have learned the attack
 */
public record PictureCase(DwellRuler ruler, List<Contamination> contaminated) {

  public PictureCase {
    contaminated = List.copyOf(contaminated);
  }

  /** What the signs of the ruler mean, as sentences that follow others. */
  String words() {
    return (ruler.seen().isEmpty() && ruler.set().isEmpty()
            ? ""
            : " Numbered flags are milestones: solid as a person set them, hollow as the events"
                + " show them.")
        + (ruler.isRecorded(Milestone.ISOLATED)
            ? " That the pods were isolated was seen from inside of them, by the ledger."
            : "")
        + (contaminated.isEmpty()
            ? ""
            : " Hatched: a baseline was still being learned then, and may have learned the attack.");
  }
}
