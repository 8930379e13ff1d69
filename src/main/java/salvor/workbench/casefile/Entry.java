package salvor.workbench.casefile;

import java.util.List;
import java.util.stream.Stream;

/**
 * Something that the case was made of, in words.
 *
 * @param title what it is called
 * @param kind what it is: a format, the tool that made it
 * @param sum what became of it, in one line
 * @param remarks what else is to be known, one line each
 * @param attention whether something of it is missing from what is shown
 */
public record Entry(
    String title, String kind, String sum, List<String> remarks, boolean attention) {
  public Entry {
    remarks = List.copyOf(remarks);
  }

  /** The same with what is known of its clock. */
  Entry timedBy(SourceClock clock) {
    return new Entry(
        title,
        kind,
        (clock.apart() ? "Clock differs; " : "") + sum,
        Stream.concat(clock.lines().stream(), remarks.stream()).toList(),
        attention || clock.apart() || clock.withoutZone() > 0);
  }

  /** All of it, for a screen reader. */
  String spoken() {
    return title + ". " + kind + ". " + sum + ". " + String.join(". ", remarks);
  }
}
