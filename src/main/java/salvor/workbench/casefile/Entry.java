package salvor.workbench.casefile;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salvor.workbench.wording.Moments;

/**
 * Something that the case was made of, in words.
 *
 * @param title what it is called
 * @param kind what it is: a format, the tool that made it
 * @param sum what became of it, in one line
 * @param remarks what else is to be known, one line each
 * @param learned when it was learned, null for what was not
 * @param attention whether something of it is missing from what is shown
 */
public record Entry(
    String title,
    String kind,
    String sum,
    List<String> remarks,
    @Nullable Learned learned,
    boolean attention) {
  /**
   * When a baseline was learned.
   *
   * @param from the first nanosecond
   * @param until the last nanosecond
   * @param units how many units were watched, 0 when nobody knows
   */
  public record Learned(long from, long until, int units) {
    String words() {
      return "Learned from "
          + Moments.seconds(from)
          + " to "
          + Moments.seconds(until)
          + " ("
          + Moments.zone()
          + ")"
          + (units == 0 ? "" : ", " + Moments.count(units, "unit") + " watched");
    }
  }

  public Entry {
    remarks = List.copyOf(remarks);
  }

  /** The same with something that has to be known before all else. */
  Entry cautioned(String caution) {
    return new Entry(
        title,
        kind,
        sum,
        Stream.concat(Stream.of(caution), remarks.stream()).toList(),
        learned,
        true);
  }

  /** The same with what is known of its clock. */
  Entry timedBy(SourceClock clock) {
    return new Entry(
        title,
        kind,
        (clock.apart() ? "Clock differs; " : "") + sum,
        Stream.concat(clock.lines().stream(), remarks.stream()).toList(),
        learned,
        attention || clock.apart() || clock.withoutZone() > 0);
  }

  /** The remarks with the times as they are told now. */
  List<String> lines() {
    return learned == null
        ? remarks
        : Stream.concat(Stream.of(learned.words()), remarks.stream()).toList();
  }

  /** All of it, for a screen reader. */
  String spoken() {
    return title + ". " + kind + ". " + sum + ". " + String.join(". ", lines());
  }
}
