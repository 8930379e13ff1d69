package salvor.evidence;

/** How fine a time is told: it lies somewhere in the unit that begins with what is written. */
public enum Resolution {
  NANOSECOND(1),
  MICROSECOND(1_000),
  MILLISECOND(1_000_000),
  SECOND(1_000_000_000);

  private final long nanos;

  Resolution(long nanos) {
    this.nanos = nanos;
  }

  /** How many nanoseconds the unit has. */
  public long nanos() {
    return nanos;
  }

  /** The coarsest unit that a time is a whole number of. */
  static Resolution of(long time) {
    for (Resolution unit : new Resolution[] {SECOND, MILLISECOND, MICROSECOND}) {
      if (time % unit.nanos == 0) {
        return unit;
      }
    }
    return NANOSECOND;
  }
}
