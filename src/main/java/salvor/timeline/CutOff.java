package salvor.timeline;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the record of the response says of the pods' isolation; times in nanoseconds since 1970.
 *
 * @param since since when all pods that were to be cut off were seen to be; null where they are not
 * @param lapse when they were before, and what ended it; null where nothing did
 * @param released when they were let go with the fix rolled out; null where they were not
 * @param alarmed whether a watch tells that something changed which cuts them off: nobody looked
 *     from inside since
 * @param share how many of them are; nothing where no pod is known
 */
public record CutOff(
    @Nullable Long since,
    @Nullable Lapse lapse,
    @Nullable Long released,
    boolean alarmed,
    Share share) {
  /** Nothing is recorded. */
  public static final CutOff NONE = new CutOff(null, null, null, false, Share.NONE);

  /**
   * How many pods are cut off of those that must be.
   *
   * @param cut those that are
   * @param of all
   */
  public record Share(int cut, int of) {
    /** No pod is known. */
    public static final Share NONE = new Share(0, 0);

    /** Whether some are, and others are not. */
    public boolean isPart() {
      return cut > 0 && cut < of;
    }
  }

  /** The same, as a watch tells it. */
  public CutOff alarmed(boolean changed) {
    return new CutOff(since, lapse, released, changed, share);
  }

  /**
   * A while in which they were cut off.
   *
   * @param why what ended it, in words
   */
  public record Lapse(long from, long until, String why) {
    /** How long it was; never negative, whatever was recorded. */
    public long length() {
      return Math.max(0, until - from);
    }
  }

  /** What ended it, while it is ended. */
  Optional<Lapse> ended() {
    return since == null ? Optional.ofNullable(lapse) : Optional.empty();
  }
}
