package salvor.casefile;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import salvor.custody.Standing;
import salvor.custody.bundle.BundleCheck;

/** A sealed bundle is not valid, and nobody said why it is to be opened all the same. */
public final class BundleDoubted extends Exception {
  private static final long serialVersionUID = 1;
  private final transient Path bundle;
  private final Standing standing;
  private final transient BundleCheck.@Nullable Result result;

  BundleDoubted(Path bundle, Standing standing, BundleCheck.@Nullable Result result, String why) {
    super(why);
    this.standing = standing;
    this.bundle = bundle;
    this.result = result;
  }

  /** The bundle. */
  public Path bundle() {
    return bundle;
  }

  /** What is to be said of it. */
  public Standing standing() {
    return standing;
  }

  /**
   * What was found; null when it cannot be read to its end, which the message tells, or when that
   * was found a short while ago.
   */
  public BundleCheck.@Nullable Result result() {
    return result;
  }
}
