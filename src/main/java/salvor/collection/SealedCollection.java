package salvor.collection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import salvor.custody.CaseLedger;
import salvor.custody.Deed;
import salvor.custody.bundle.BundleCheck;
import salvor.custody.bundle.Sealing;
import salvor.jobs.Progress;

/**
 * What a collection took, sealed; and what somebody finds who checks that.
 *
 * @param bundle the bundle
 * @param check what verifying it said, as soon as it was made
 */
public record SealedCollection(Sealing.Sealed bundle, BundleCheck.Result check) {
  /**
   * Seals it, however much of it there is, and verifies what was sealed; both are written down.
   *
   * @param out the bundle: a folder that is new or empty, or an archive that is not there yet
   * @param trusted by whose keys it is verified
   * @throws IOException with what to do in its message; nothing is left of the bundle then
   */
  public static SealedCollection of(
      Sealing sealing,
      CaseLedger ledger,
      Collection.Result result,
      Path out,
      BundleCheck.Trusted trusted,
      Progress progress)
      throws IOException {
    Path parent = out.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Sealing.Sealed sealed = sealing.sealOf(ledger, result.folders(), out, progress);
    BundleCheck.Result check = BundleCheck.of(out, trusted, progress);
    ledger.write(
        ledger
            .entry(Deed.VERIFIED, null)
            .asked(Map.of("verb", "verify", "path", ledger.name(out)), check.told()));
    return new SealedCollection(sealed, check);
  }
}
