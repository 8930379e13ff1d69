package salvor.report;

import java.util.Locale;

/** What the rows of a table would become, in words. */
public final class MappingWords {
  private MappingWords() {}

  /**
   * How many rows would become what.
   *
   * @param observations how many would be events
   * @param withoutTime how many of them would have no time
   * @param withoutZone how many of those for want of a zone
   * @param unreadable how many could not be read
   * @param whole whether these are all rows
   */
  public record Counts(
      long observations, long withoutTime, long withoutZone, long unreadable, boolean whole) {}

  /** In one sentence. */
  public static String counts(Counts of) {
    StringBuilder words = new StringBuilder();
    long rows = of.observations + of.unreadable;
    words.append(of.whole ? "" : "Of the begin of it: ");
    words.append(count(rows, "row")).append(": ").append(count(of.observations, "event"));
    if (of.withoutTime > 0) {
      words.append(", ").append(number(of.withoutTime)).append(" of them without a time");
      if (of.withoutZone > 0) {
        words
            .append(" (")
            .append(of.withoutZone == of.withoutTime ? "all" : number(of.withoutZone))
            .append(" until the zone is named)");
      }
    }
    return words.append("; ").append(number(of.unreadable)).append(" cannot be read").toString();
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  private static String count(long count, String what) {
    return number(count) + " " + what + (count == 1 ? "" : "s");
  }
}
