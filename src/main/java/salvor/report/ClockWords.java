package salvor.report;

import java.time.ZoneId;
import salvor.evidence.ClockOffsets;
import salvor.evidence.OffsetText;

/** What is in force for the clock of a source, in a few words. */
public final class ClockWords {
  private ClockWords() {}

  /** Offset and zone of a source: {@code +3.2s, zone Europe/Berlin}; empty for neither. */
  public static String of(ClockOffsets clocks, int source) {
    long by = clocks.of(source);
    ZoneId zone = clocks.zone(source);
    String offset = by == 0 ? "" : OffsetText.of(by);
    return zone == null ? offset : offset + (offset.isEmpty() ? "" : ", ") + "zone " + zone;
  }
}
