package salvor.timeline;

import java.time.ZoneId;
import java.util.OptionalLong;

/** What somebody meant who wrote a time to go to. */
public sealed interface WrittenTime {
  /**
   * What a written time is understood from.
   *
   * @param zone in which times without a zone are meant
   * @param first the first nanosecond of the recording
   * @param last its last nanosecond
   * @param here from where relative times count
   * @param firstOut when the first observation out of profile was, empty when none is
   * @param lastOut when the last one was
   */
  record Setting(
      ZoneId zone, long first, long last, long here, OptionalLong firstOut, OptionalLong lastOut) {}

  /**
   * One moment.
   *
   * @param nanos nanoseconds since 1970
   * @param assumed what was not written and is taken from the recording or the zone of the display
   */
  record At(long nanos, Assumed assumed) implements WrittenTime {}

  /** What a written time leaves open and is taken from elsewhere, the most first. */
  enum Assumed {
    /** That the leap second is the second after it, as computers count. */
    LEAP_SECOND,
    /** The day: that of the recording which is nearest. */
    DAY,
    /** The year: that of the recording which is nearest. */
    YEAR,
    /** The zone: that of the display. */
    ZONE,
    /** Nothing. */
    NOTHING
  }

  /**
   * Two moments, and nothing tells which; so none is gone to.
   *
   * @param one the one
   * @param other the other
   * @param why how it can be read in two ways
   */
  record Ambiguous(long one, long other, Twofold why) implements WrittenTime {}

  /** How a time can be read in two ways. */
  enum Twofold {
    /** {@code 02/03/2026}: the third of February or the second of March. */
    DAY_OR_MONTH,
    /** The clock was set back, and showed this time twice. */
    CLOCK_SET_BACK
  }

  /** No moment. */
  record Unclear(Why why) implements WrittenTime {}

  /** Why what is written is no moment. */
  enum Why {
    /** Nothing is written. */
    EMPTY,
    /** It has no form that is known. */
    FORM,
    /** There is no such day, or no such time of the day. */
    NO_SUCH_TIME,
    /** The clock was set forward and left this time out. */
    LEFT_OUT,
    /** The year has two digits, and may be a day too. */
    SHORT_YEAR,
    /** It names a zone that is not known; short names such as CST stand for several. */
    ZONE,
    /** A number without a unit. */
    UNIT,
    /** Nothing is out of profile. */
    NOTHING_OUT,
    /** It is outside of the years 1678 to 2261. */
    RANGE
  }
}
