package salvor.report;

import java.util.Locale;
import salvor.timeline.AnchorKind;
import salvor.timeline.DetectedOffset;

/** Offsets between clocks in words. */
public final class OffsetWords {
  private static final double SECOND = 1e9;
  private static final long QUARTER = 900_000_000_000L;

  private OffsetWords() {}

  /** Seconds, with the digits that a reader needs. */
  public static String seconds(long nanos) {
    double seconds = Math.abs(nanos / SECOND);
    return String.format(Locale.ROOT, seconds < 10 ? "%.3f s" : "%,.1f s", seconds);
  }

  /** The same with its sign. */
  public static String signed(long nanos) {
    return (nanos < 0 ? "\u2212" : "+") + seconds(nanos);
  }

  /** What the anchors say. */
  public static String verdict(DetectedOffset offset) {
    int anchors = offset.anchors().size();
    return switch (offset.verdict()) {
      case TOO_FEW ->
          "refused: "
              + (anchors == 0 ? "no anchor" : "only " + OverviewText.plural(anchors, "anchor"))
              + ", at least "
              + DetectedOffset.FEWEST
              + " are needed";
      case SCATTERED ->
          "refused: the anchors contradict each other, their spread of "
              + seconds(offset.spread())
              + " is above "
              + seconds(DetectedOffset.WIDEST);
      case AGREE ->
          "the clocks agree as far as can be told: "
              + signed(offset.offset())
              + " measured, "
              + bounds(offset);
      case APART -> apart(offset);
      case FAR_APART -> "warning: " + apart(offset) + zone(offset);
    };
  }

  private static String apart(DetectedOffset offset) {
    return "this clock is "
        + seconds(offset.offset())
        + (offset.offset() < 0 ? " behind, " : " ahead, ")
        + bounds(offset);
  }

  /** What the clock can be ahead at least and at most. */
  private static String bounds(DetectedOffset offset) {
    return "really between " + side(offset.from()) + " and " + side(offset.to());
  }

  private static String side(long nanos) {
    return seconds(nanos) + (nanos < 0 ? " behind" : " ahead");
  }

  private static String zone(DetectedOffset offset) {
    long quarters = Math.round((double) offset.offset() / QUARTER);
    boolean whole = quarters * QUARTER >= offset.from() && quarters * QUARTER <= offset.to();
    return quarters != 0 && whole && Math.abs(quarters) <= 4 * 14
        ? "; so round a number looks like a time zone"
        : "";
  }

  /** How many anchors of a kind. */
  public static String anchors(AnchorKind kind, int count) {
    return OverviewText.plural(count, "anchor")
        + ": "
        + switch (kind) {
          case EXEC -> "an exec asked of the API server, and the start of its command";
          case CONTAINER_START ->
              "when the kubelet says that a container started, and its first process";
          case KUBELET_EVENT ->
              "when the kubelet made an event, and the request to the API server to keep it";
        };
  }

  /** How many could not be used; nothing when all could. */
  public static String leftOut(long count) {
    return count == 0
        ? ""
        : String.format(Locale.ROOT, "; %,d left out, not clear which belongs to which", count);
  }
}
