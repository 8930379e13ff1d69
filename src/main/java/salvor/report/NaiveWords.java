package salvor.report;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import salvor.evidence.NaiveTime;
import salvor.evidence.Observations;
import salvor.evidence.Visible;

/** Times that were written without a zone, in words. */
public final class NaiveWords {
  private NaiveWords() {}

  /** Why a row has no time though its source wrote one; empty for any other row. */
  public static String of(Observations all, int row) {
    String text = row < all.timed() ? null : all.timeWithoutZone(row);
    return text == null ? "" : why(all.clocks().zone(all.sourceId(row)), text);
  }

  private static String why(@Nullable ZoneId zone, String text) {
    String written = "Written as " + Visible.text(text, 60);
    if (zone == null) {
      return written + " without a zone: it is no moment until the zone of its source is named";
    }
    return written
        + NaiveTime.problem(zone, text)
            .map(problem ->
                switch (problem) {
                  case TWICE -> ", which came twice in " + zone + " as clocks were set back";
                  case NEVER -> ", which never came in " + zone + " as clocks were set forward";
                  case OUT_OF_RANGE -> ", which cannot be told";
                })
            .orElse("");
  }
}
