package salvor.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A window that is open on a practice cluster knows it again when it was started anew. */
class PracticeAccessTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private final PracticeAccess first = PracticeAccess.create(NOW);
  @TempDir private Path dir;
  private Path kubeconfig;

  @BeforeEach
  void write() throws IOException {
    kubeconfig = dir.resolve("kubeconfig");
    PracticeAccess.write(kubeconfig, first.kubeconfig("webshell", 1234));
  }

  private PracticeAccess again(String scenario, Instant now) {
    return PracticeAccess.of(kubeconfig, scenario, now);
  }

  private void assertNew(PracticeAccess other) {
    assertThat(other.token()).isNotEqualTo(first.token());
    assertThat(other.certificates().authority()).isNotEqualTo(first.certificates().authority());
    assertThat(other.certificates().areGood(NOW.plus(Duration.ofDays(1)))).isTrue();
  }

  @Test
  void isThatOfTheKubeconfigThatIsThere() {
    PracticeAccess again = again("webshell", NOW.plus(Duration.ofDays(28)));
    assertThat(again.token()).isEqualTo(first.token());
    assertThat(again.kubeconfig("webshell", 1234)).isEqualTo(first.kubeconfig("webshell", 1234));
  }

  @Test
  void isNewForAnotherScenarioAndWithoutAKubeconfig() throws IOException {
    assertNew(again("clean", NOW));
    Files.delete(kubeconfig);
    assertNew(again("webshell", NOW));
  }

  @Test
  void isNewWhereTheCertificateIsAboutToEnd() {
    PracticeAccess again = again("webshell", NOW.plus(Duration.ofDays(29).plusSeconds(1)));
    assertThat(again.token()).isNotEqualTo(first.token());
  }

  @Test
  void isNewWhereOthersCouldReadTheOldOne() throws IOException {
    assertThat(Files.getPosixFilePermissions(kubeconfig))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    Files.setPosixFilePermissions(kubeconfig, PosixFilePermissions.fromString("rw-r--r--"));
    assertNew(again("webshell", NOW));
  }

  @Test
  void isNewWhereTheKeyIsAnother() throws IOException {
    String other = PracticeAccess.create(NOW).kubeconfig("webshell", 1234);
    String key = other.substring(other.indexOf("key: "), other.indexOf("contexts:"));
    String mine = Files.readString(kubeconfig);
    PracticeAccess.write(
        kubeconfig,
        mine.substring(0, mine.indexOf("key: ")) + key + mine.substring(mine.indexOf("contexts:")));
    assertNew(again("webshell", NOW));
  }

  @Test
  void isNewWhereTheFileIsCutShortOrSomethingElse() throws IOException {
    byte[] whole = Files.readAllBytes(kubeconfig);
    int end = new String(whole).indexOf("contexts:") - 8;
    for (int length = 0; length < end; length += 61) {
      Files.write(kubeconfig, Arrays.copyOf(whole, length));
      assertThat(again("webshell", NOW).token()).as("of %d", length).isNotEqualTo(first.token());
    }
    Files.writeString(kubeconfig, "current-context: practice-webshell\nusers: [{user: 3}]\n");
    assertNew(again("webshell", NOW));
  }
}
