package salvor.custody.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import salvor.custody.CustodyLedger;

/**
 * Stamps a bundle after it was sealed, because no authority was reachable then: into its folder, or
 * beside its archive, which stays as it is. The stamp says when it was given, not when the bundle
 * was sealed.
 */
public final class LateStamp {
  private static final int LONGEST = 1 << 20;

  private LateStamp() {}

  /**
   * Stamps it.
   *
   * @return where the time-stamp is
   * @throws IOException when there is one already, or none is to be had
   */
  public static Path of(Path bundle, Sealing.Stamping stamping) throws IOException {
    Path to = BundleCheck.stampOf(bundle);
    if (Files.exists(to)) {
      throw new IOException(to + " is there already; nothing was asked for");
    }
    Files.write(to, stamping.stamp(head(bundle)), StandardOpenOption.CREATE_NEW);
    return to;
  }

  private static byte[] head(Path bundle) throws IOException {
    byte[][] found = new byte[1][];
    BundleIn.visit(
        bundle,
        (name, in) -> {
          if (in != null && name.equals(CustodyLedger.HEAD)) {
            found[0] = in.readNBytes(LONGEST);
          }
        });
    byte @Nullable [] head = found[0];
    if (head == null) {
      throw new IOException(bundle + " has no " + CustodyLedger.HEAD + " to stamp");
    }
    return head;
  }
}
