package salvor.workbench.containment;

import java.util.ArrayList;
import java.util.List;
import salvor.workbench.wording.Moments;

/**
 * A heading of a plan, and what stands under it.
 *
 * @param lines one thing each; none where there is nothing to say
 */
record PlanSection(String heading, List<String> lines, Weight weight) {
  private static final int NAMED = 8;

  /** How it is told. */
  enum Weight {
    TOLD("plan-line"),
    RISK("plan-risk-line"),
    AGAINST("plan-bad-line");

    private final String style;

    Weight(String style) {
      this.style = style;
    }

    /** The class of the style sheet for its lines. */
    String style() {
      return style;
    }
  }

  PlanSection {
    lines = List.copyOf(lines);
  }

  /** One of a single line, or of none where that is empty. */
  static PlanSection of(String heading, String line, Weight weight) {
    return new PlanSection(heading, line.isEmpty() ? List.of() : List.of(line), weight);
  }

  /** The first of many lines, and how many more there are. */
  static List<String> brief(List<String> all) {
    if (all.size() <= NAMED) {
      return all;
    }
    List<String> first = new ArrayList<>(all.subList(0, NAMED));
    first.add("and " + Moments.count(all.size() - NAMED) + " more");
    return first;
  }
}
