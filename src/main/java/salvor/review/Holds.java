package salvor.review;

/** Whether something holds, where not everything is known. The order is that of certainty. */
public enum Holds {
  NO,
  /** Too little is known to tell. */
  MAYBE,
  YES;

  /** Whether both hold. */
  Holds and(Holds other) {
    return compareTo(other) < 0 ? this : other;
  }

  /** Whether one of them holds. */
  Holds or(Holds other) {
    return compareTo(other) > 0 ? this : other;
  }

  /** The opposite; what cannot be told stays so. */
  Holds not() {
    return switch (this) {
      case NO -> YES;
      case MAYBE -> MAYBE;
      case YES -> NO;
    };
  }

  static Holds of(boolean holds) {
    return holds ? YES : NO;
  }
}
