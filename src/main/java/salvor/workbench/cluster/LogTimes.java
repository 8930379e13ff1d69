package salvor.workbench.cluster;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import salvor.report.LogText;
import salvor.workbench.wording.Moments;

/**
 * The time of a line of a log, told once: as the node noted it. The time with which the line itself
 * begins is left out where it is the same, as is that of a web server's line of a request; another
 * one stays, since one of the two is wrong.
 */
final class LogTimes {
  private static final int NEAR = 2;
  private static final int DAY = 86_400;
  private static final Pattern OWN =
      Pattern.compile(
          "\\[?(?:(\\d{4}[-/]\\d\\d[-/]\\d\\d)[T ])?(\\d\\d):(\\d\\d):(\\d\\d)(?:[.,]\\d{1,9})?"
              + "(Z|[+-]\\d\\d:?\\d\\d)?\\]?:?\\s+");

  /** A web server's line of a request: its time stands behind who asked. */
  private static final Pattern ACCESS =
      Pattern.compile("(\\S+ \\S+ \\S+ )\\[(\\d\\d/\\w{3}/\\d{4}(?::\\d\\d){3} [+-]\\d{4})\\] ");

  private static final DateTimeFormatter OF_ACCESS =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss xx", Locale.ENGLISH);

  private LogTimes() {}

  /** A line with one time; as it is where the node noted none. */
  static String once(LogText.Line line) {
    Instant noted = line.time();
    if (noted == null) {
      return line.text();
    }
    String text = line.text().substring(line.text().indexOf(' ') + 1);
    return Moments.seconds(noted.getEpochSecond() * 1_000_000_000L) + "  " + without(text, noted);
  }

  private static String without(String text, Instant noted) {
    Matcher own = OWN.matcher(text);
    if (own.lookingAt()) {
      return isSame(own, noted) ? text.substring(own.end()) : text;
    }
    Matcher access = ACCESS.matcher(text);
    if (!access.lookingAt()) {
      return text;
    }
    try {
      Instant told = OffsetDateTime.parse(access.group(2), OF_ACCESS).toInstant();
      boolean same = Duration.between(told, noted).abs().toSeconds() <= NEAR;
      return same ? access.group(1) + text.substring(access.end()) : text;
    } catch (DateTimeException _) {
      return text; // no time after all
    }
  }

  private static boolean isSame(Matcher own, Instant noted) {
    try {
      String zone = own.group(5);
      OffsetDateTime there =
          noted.atOffset(zone == null || zone.equals("Z") ? ZoneOffset.UTC : ZoneOffset.of(zone));
      int second =
          (Integer.parseInt(own.group(2)) * 60 + Integer.parseInt(own.group(3))) * 60
              + Integer.parseInt(own.group(4));
      int apart = Math.floorMod(second - there.toLocalTime().toSecondOfDay(), DAY);
      String date = own.group(1);
      return Math.min(apart, DAY - apart) <= NEAR
          && (date == null || date.replace('/', '-').equals(there.toLocalDate().toString()));
    } catch (DateTimeException _) {
      return false; // an offset that there is not
    }
  }
}
