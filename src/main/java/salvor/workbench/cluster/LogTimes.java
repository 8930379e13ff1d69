package salvor.workbench.cluster;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import salvor.report.LogText;
import salvor.workbench.wording.Moments;

/**
 * The time of a line of a log, told once: as the node noted it. The time with which the line itself
 * begins is left out where it is the same; another one stays, since one of the two is wrong.
 */
final class LogTimes {
  private static final int NEAR = 2;
  private static final int DAY = 86_400;
  private static final Pattern OWN =
      Pattern.compile(
          "\\[?(?:(\\d{4}[-/]\\d\\d[-/]\\d\\d)[T ])?(\\d\\d):(\\d\\d):(\\d\\d)(?:[.,]\\d{1,9})?"
              + "(Z|[+-]\\d\\d:?\\d\\d)?\\]?:?\\s+");

  private LogTimes() {}

  /** A line with one time; as it is where the node noted none. */
  static String once(LogText.Line line) {
    Instant noted = line.time();
    if (noted == null) {
      return line.text();
    }
    String text = line.text().substring(line.text().indexOf(' ') + 1);
    Matcher own = OWN.matcher(text);
    return Moments.seconds(noted.getEpochSecond() * 1_000_000_000L)
        + "  "
        + (own.lookingAt() && isSame(own, noted) ? text.substring(own.end()) : text);
  }

  private static boolean isSame(Matcher own, Instant noted) {
    String zone = own.group(5);
    ZoneOffset offset = zone == null || zone.equals("Z") ? ZoneOffset.UTC : ZoneOffset.of(zone);
    var there = noted.atOffset(offset);
    int second =
        (Integer.parseInt(own.group(2)) * 60 + Integer.parseInt(own.group(3))) * 60
            + Integer.parseInt(own.group(4));
    int apart = Math.floorMod(second - there.toLocalTime().toSecondOfDay(), DAY);
    String date = own.group(1);
    return Math.min(apart, DAY - apart) <= NEAR
        && (date == null || date.replace('/', '-').equals(there.toLocalDate().toString()));
  }
}
