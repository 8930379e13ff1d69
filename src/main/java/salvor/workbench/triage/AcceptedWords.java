package salvor.workbench.triage;

import java.util.ArrayList;
import java.util.List;
import salvor.casefile.Acceptance;
import salvor.casefile.Comment;
import salvor.workbench.casefile.MarkSigns;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** How far a finding was accepted as normal, in words. */
final class AcceptedWords {
  private static final int BRIEF = 110;
  private static final int LIMIT = 600;

  /** The first of the reasons; a screen reader is told as many. */
  private static final int REASONS = 4;

  private AcceptedWords() {}

  /** In one line: why all of it was, else how much of it. */
  static String brief(Acceptance of) {
    if (!of.whole()) {
      return Moments.count(of.accepted())
          + " of "
          + Moments.count(of.events(), "event")
          + " accepted as normal";
    }
    String more = of.reasons().size() > 1 ? " (" + of.reasons().size() + " reasons)" : "";
    return "Accepted: "
        + of.reasons().stream()
            .findFirst()
            .map(why -> VisibleText.middle(VisibleText.of(why.text(), LIMIT), BRIEF))
            .orElse("no reason given")
        + more;
  }

  /** Each reason with who gave it, and when. */
  static List<String> reasons(Acceptance of) {
    List<String> lines = new ArrayList<>();
    for (Comment why : of.reasons().stream().limit(REASONS).toList()) {
      lines.add(
          "Accepted as normal by "
              + MarkSigns.signed(why)
              + ": "
              + VisibleText.of(why.text(), LIMIT));
    }
    int more = of.reasons().size() - REASONS;
    if (more > 0) {
      lines.add("and for " + Moments.count(more, "more reason"));
    }
    return lines;
  }

  /** All of it, for a screen reader. */
  static String spoken(Acceptance of) {
    return " " + brief(of) + ". " + String.join(" ", reasons(of));
  }
}
