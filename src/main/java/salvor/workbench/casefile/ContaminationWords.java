package salvor.workbench.casefile;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import salvor.timeline.Contamination;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** Baselines that may have learned the attack, in words. */
public final class ContaminationWords {
  private static final int LIMIT = 60;

  private ContaminationWords() {}

  /** What is wrong, in a few words. */
  public static String title(List<Contamination> all) {
    return all.size() == 1
        ? "A baseline may have learned the attack:"
        : Moments.count(all.size(), "baseline") + " may have learned the attack:";
  }

  /**
   * Which, since when, and what follows.
   *
   * @param judged whether the verdicts were given with that in mind, as they are once a person set
   *     the compromise
   */
  public static String text(List<Contamination> all, boolean judged) {
    long from = all.stream().mapToLong(Contamination::from).min().orElseThrow();
    long to = all.stream().mapToLong(Contamination::to).max().orElseThrow();
    String first = VisibleText.of(all.getFirst().baseline().name(), LIMIT);
    String names =
        switch (all.size()) {
          case 1 -> first + " was";
          case 2 -> first + " and " + VisibleText.of(all.get(1).baseline().name(), LIMIT) + " were";
          default -> first + " and " + Moments.count(all.size() - 1L) + " more were";
        };
    return names
        + " still being learned in the suspected time of the incident, "
        + Moments.clock(from)
        + " to "
        + (Moments.sameDay(from, to) ? Moments.clock(to) : Moments.seconds(to))
        + " "
        + Moments.zone()
        + " ("
        + Moments.length(to - from + 1)
        + "). "
        + (judged
            ? "What they first saw then counts as unknown, and they call nothing out of profile."
            : "What the attacker did then may count as in profile: set the compromise as a milestone,"
                + " and it counts as unknown.");
  }

  /** What is to be known wherever such a baseline is used. */
  public static String caution(Contamination one) {
    return "This baseline may have learned the attack: "
        + Moments.length(one.length())
        + " of the suspected time of the incident lie in its learning window. What it knows proves"
        + " nothing of that time.";
  }

  /** The caution of each such baseline, by its name. */
  public static Map<String, String> cautions(List<Contamination> all) {
    Map<String, String> cautions = new TreeMap<>();
    all.forEach(each -> cautions.putIfAbsent(each.baseline().name(), caution(each)));
    return cautions;
  }
}
