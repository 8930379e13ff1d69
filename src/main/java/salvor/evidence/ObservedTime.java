package salvor.evidence;

/**
 * When something happened, as its source said it.
 *
 * @param nanos nanoseconds since 1970-01-01T00:00:00Z; covers the years 1677 to 2262; corrected,
 *     when the source's clock has an offset ({@link ClockOffsets})
 * @param original the source's own text of this time
 */
public record ObservedTime(long nanos, String original) {
  private static final long NO_MOMENT = Long.MIN_VALUE;

  /**
   * A time whose moment is not known, since it was written without a zone: only readers meet it.
   */
  static ObservedTime withoutZone(String original) {
    return new ObservedTime(NO_MOMENT, original);
  }

  /** Whether it was written without a zone; it has no nanoseconds then. */
  public boolean isWithoutZone() {
    return nanos == NO_MOMENT;
  }
}
