package salvor.timeline;

/** What becomes of the observations that fit the baseline. */
public enum BaselineDisplay {
  FULL,
  DIM,
  HIDE;

  /** The next in the cycle full, dim, hide. */
  public BaselineDisplay next() {
    return switch (this) {
      case FULL -> DIM;
      case DIM -> HIDE;
      case HIDE -> FULL;
    };
  }
}
