package salvor.containment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import salvor.custody.CaseLedger;
import salvor.custody.Deed;
import salvor.custody.SigningKey;
import salvor.custody.Target;
import salvor.custody.bundle.BundleCheck;
import salvor.custody.bundle.Sealing;
import salvor.jobs.Progress;

/** What a case has sealed opens the lock, where it verifies by a key that is known. */
class SealedEvidenceTest {
  private static final Map<String, String> STATE =
      Map.of("verb", "exec", "kind", "state", "file", "state/web.tar");
  private static final Map<String, String> WHOLE =
      Map.of("result", "collected", "archive", "whole");

  private @TempDir Path dir;
  private Path folder;
  private Path bundle;
  private SigningKey key;

  @BeforeEach
  void seal() throws Exception {
    folder = dir.resolve("case");
    bundle = folder.resolve("bundles/collected");
    key = SigningKey.in(dir.resolve("signing.pem"), (_, _) -> "open sesame".toCharArray());
    Path taken = collected("web", Deed.COLLECTED, STATE, WHOLE);
    collected("pay", Deed.COLLECTED, STATE, WHOLE); // from another pod, at the same time
    sealed(taken);
  }

  private void sealed(Path taken) throws Exception {
    CaseLedger ledger = CaseLedger.in(folder, InstantSource.system());
    new Sealing(
            new Sealing.Statement("case 7", "Ann", "", "a drill"),
            key,
            null,
            InstantSource.system())
        .sealOf(ledger, List.of(taken), bundle, Progress.NONE);
    named("bundles/collected");
  }

  private Path collected(String pod, Deed deed, Map<String, String> asked, Map<String, String> told)
      throws Exception {
    CaseLedger ledger = CaseLedger.in(folder, InstantSource.system());
    String kind = asked.getOrDefault("kind", "");
    Path taken =
        Files.createDirectories(folder.resolve("taken/" + pod + kind)).resolve("taken.txt");
    Files.writeString(taken, kind + " of " + pod);
    ledger.write(
        ledger
            .entry(deed, "a drill")
            .on(Target.of("cluster", null).in("shop", pod, "u-" + pod))
            .asked(asked, told)
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

  static Stream<Arguments> parts() {
    return Stream.of(
        arguments("the API's object alone", Map.of("verb", "get", "kind", "pod"), "not-taken"),
        arguments(
            "programs of the image alone",
            Map.of("verb", "exec", "kind", "output", "argv", "ps -ef"),
            "no-toolbox"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("parts")
  void saysWhatIsNotInItWhereLessThanTheStateWasTaken(
      String name, Map<String, String> asked, String lacking) throws Exception {
    bundle = folder.resolve("bundles/part");
    sealed(collected("db", Deed.COLLECTED, asked, Map.of("result", "collected")));
    named("bundles/part");
    assertThat(judged("u-db", true))
        .isEqualTo(new DeleteLock.Judged.Partial(List.of(bundle + ": " + lacking)));
  }

  @Test
  void saysWhatIsNotInItWhereTheStateIsNotWhole() throws Exception {
    bundle = folder.resolve("bundles/part");
    sealed(
        collected(
            "db",
            Deed.COLLECTED,
            STATE,
            Map.of("result", "part", "archive", "incomplete", "leftOut", "max-bytes")));
    named("bundles/part");
    assertThat(judged("u-db", true))
        .isEqualTo(
            new DeleteLock.Judged.Partial(List.of(bundle + ": part: incomplete: max-bytes")));
    collected("db", Deed.COLLECTED, STATE, WHOLE);
    bundle = folder.resolve("bundles/without");
    sealed(
        collected(
            "db", Deed.COLLECTED, Map.of("verb", "get", "kind", "pod"), Map.of("result", "x")));
    named("bundles/without");
    assertThat(judged("u-db", true))
        .as("its ledger tells of a whole one, and its file is not there")
        .isEqualTo(
            new DeleteLock.Judged.Partial(
                List.of(
                    folder.resolve("bundles/part") + ": part: incomplete: max-bytes",
                    bundle + ": not-in-this-bundle")));
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
