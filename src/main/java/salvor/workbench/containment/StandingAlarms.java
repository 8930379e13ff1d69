package salvor.workbench.containment;

import java.util.ArrayList;
import java.util.List;

/** The alarms over all measures, in words: what they are about, what was seen since, what to do. */
final class StandingAlarms {
  private static final int NAMED = 2;

  private StandingAlarms() {}

  /** What is not as it was left, and what to do about it; empty where everything is. */
  static String words(List<MeasureRow> all) {
    List<MeasureRow> alarmed = all.stream().filter(MeasureRow::isAlarmed).toList();
    List<String> lines = new ArrayList<>();
    for (MeasureRow row : alarmed.stream().limit(NAMED).toList()) {
      lines.add("\u25b2 " + row.what() + ": " + String.join("; ", row.alarms()));
      String since = row.sinceThen();
      if (!since.isEmpty()) {
        lines.add("It was " + since + ".");
      }
    }
    if (alarmed.size() > NAMED) {
      lines.add("\u25b2 and " + (alarmed.size() - NAMED) + " more");
    }
    List<MeasureRow> unanswered =
        alarmed.stream().filter(row -> row.standing() == MeasureRow.Standing.ALARM).toList();
    if (!unanswered.isEmpty()) {
      lines.add(
          unanswered.stream().anyMatch(MeasureRow::wasVerified)
              ? "What was verified before may not hold: verify again (Actions)."
              : "Whether it holds is to be verified (Actions).");
    }
    return String.join("\n", lines);
  }
}
