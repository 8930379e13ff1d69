package salvor.containment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.custody.CaseLedger;
import salvor.custody.Deed;
import salvor.custody.SigningKey;
import salvor.custody.Target;
import salvor.custody.bundle.BundleCheck;
import salvor.custody.bundle.Sealing;
import salvor.jobs.Progress;

/** What a case has sealed opens the lock, where it verifies by a key that is known. */
class SealedEvidenceTest {
  private @TempDir Path dir;
  private Path folder;
  private Path bundle;
  private SigningKey key;

  @BeforeEach
  void seal() throws Exception {
    folder = dir.resolve("case");
    bundle = folder.resolve("bundles/collected");
    key = SigningKey.in(dir.resolve("signing.pem"), (_, _) -> "open sesame".toCharArray());
    Path taken = collected("web");
    collected("pay"); // from another pod, at the same time
    CaseLedger ledger = CaseLedger.in(folder, InstantSource.system());
    new Sealing(
            new Sealing.Statement("case 7", "Ann", "", "a drill"),
            key,
            null,
            InstantSource.system())
        .sealOf(ledger, List.of(taken), bundle, Progress.NONE);
    named("bundles/collected");
  }

  private Path collected(String pod) throws Exception {
    CaseLedger ledger = CaseLedger.in(folder, InstantSource.system());
    Path taken = Files.createDirectories(folder.resolve("taken/" + pod)).resolve("taken.txt");
    Files.writeString(taken, "state");
    ledger.write(
        ledger
            .entry(Deed.COLLECTED, "a drill")
            .on(Target.of("cluster", null).in("shop", pod, "u-" + pod))
            .about(ledger.durable(taken)));
    return taken;
  }

  private void named(String path) throws Exception {
    CaseLedger ledger = CaseLedger.in(folder, InstantSource.system());
    ledger.write(
        ledger
            .entry(Deed.EXPORTED, "a drill")
            .asked(Map.of("verb", "seal", "path", path), Map.of()));
  }

  private DeleteLock.Judged judged(String uid, boolean known) throws Exception {
    BundleCheck.Trusted trusted =
        known
            ? new BundleCheck.Trusted(Map.of(key.fingerprint(), "Ann"), List.of())
            : BundleCheck.Trusted.NOBODY;
    return new DeleteLock(SealedEvidence.of(folder, List.of(), trusted, Progress.NONE), "")
        .judge(uid);
  }

  @Test
  void opensForThePodOfWhichItHolds() throws Exception {
    assertThat(judged("u-web", true))
        .isEqualTo(new DeleteLock.Judged.Open(List.of(bundle.toString())));
    assertThat(judged("u-other", true)).isInstanceOf(DeleteLock.Judged.Locked.class);
    assertThat(judged("u-pay", true))
        .as("the ledger in the bundle tells of it, and none of its files is there")
        .isInstanceOf(DeleteLock.Judged.Locked.class);
    assertThat(judged("u-web", false)).isInstanceOf(DeleteLock.Judged.Locked.class);
  }

  @Test
  void staysLockedWhereItWasChanged() throws Exception {
    Path file = bundle.resolve("data/taken.txt");
    Files.writeString(file, "more", StandardOpenOption.APPEND);
    assertThat(judged("u-web", true)).isInstanceOf(DeleteLock.Judged.Locked.class);
  }

  @Test
  void leavesOutWhatIsNoneOrIsGone() throws Exception {
    named("../nowhere");
    named("a\0b");
    named(dir.toString());
    assertThat(SealedEvidence.of(folder, List.of(), BundleCheck.Trusted.NOBODY, Progress.NONE))
        .extracting(DeleteLock.Sealed::name)
        .containsExactly(bundle.toString());
    assertThat(SealedEvidence.of(null, List.of(bundle), BundleCheck.Trusted.NOBODY, Progress.NONE))
        .as("named by hand")
        .hasSize(1);
  }
}
