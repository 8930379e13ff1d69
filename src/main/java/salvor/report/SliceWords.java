package salvor.report;

import salvor.custody.slice.SlicePlan;

/** What becomes of sources in a slice, in words. */
public final class SliceWords {
  private SliceWords() {}

  /** What becomes of a source. */
  public static String way(SlicePlan.Way way) {
    return switch (way) {
      case CUT -> "cut";
      case CONTEXT -> "whole, as context";
      case WHOLE -> "whole, since its records cannot be parted";
      case NOTHING_WANTED -> "left out, nothing in it is wanted";
      case UNKNOWN -> "left out, of no known format";
    };
  }

  /** The same for machines. */
  public static String id(SlicePlan.Way way) {
    return switch (way) {
      case CUT -> "cut";
      case CONTEXT -> "context";
      case WHOLE -> "whole";
      case NOTHING_WANTED -> "nothing-wanted";
      case UNKNOWN -> "unknown";
    };
  }
}
