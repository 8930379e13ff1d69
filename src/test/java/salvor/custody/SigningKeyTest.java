package salvor.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {
  private static final byte[] CONTENT = "what was decided".getBytes(StandardCharsets.UTF_8);

  private @TempDir Path dir;

  private Path file() {
    return dir.resolve("salvor").resolve("signing.pem");
  }

  private static SigningKey key(Path file) throws IOException {
    return SigningKey.in(file, (_, _) -> "open sesame".toCharArray());
  }

  @Test
  void isMadeOnFirstUseForItsOwnerAloneAndStaysTheSame() throws Exception {
    Seal first = key(file()).seal(CONTENT);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    Seal second = key(file()).seal(CONTENT);
    assertThat(second.signer()).isEqualTo(first.signer()).hasSize(64);
    assertThat(first.holds(CONTENT)).isTrue();
    assertThat(Files.list(file().getParent())).containsExactly(file());
  }

  @Test
  void aSealIsOfOneContentAndOneKey() throws Exception {
    Seal seal = key(file()).seal(CONTENT);
    byte[] other = CONTENT.clone();
    other[0] ^= 1;
    assertThat(seal.holds(other)).isFalse();
    Seal stranger = key(dir.resolve("other.pem")).seal(CONTENT);
    assertThat(new Seal(stranger.publicKey(), seal.signature()).holds(CONTENT)).isFalse();
    assertThat(new Seal("no key", "no signature").holds(CONTENT)).isFalse();
    assertThat(new Seal("", "").holds(CONTENT)).isFalse();
  }

  @Test
  void aKeyThatOthersCouldReadIsNotUsed() throws Exception {
    key(file());
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> key(file()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("can be read by others");
  }

  @Test
  void aDamagedKeyIsSaidAndNotReplaced() throws Exception {
    key(file());
    String stranger = Files.readString(key(dir.resolve("other.pem")).file());
    String own = Files.readString(file());
    int cut = own.indexOf("-----BEGIN PUBLIC");
    Files.writeString(
        file(), own.substring(0, cut) + stranger.substring(stranger.indexOf("-----BEGIN PUBLIC")));
    assertThatThrownBy(() -> key(file())).hasMessageContaining("no key that can be used");
    Files.writeString(file(), "nonsense");
    assertThatThrownBy(() -> key(file())).hasMessageContaining("no key that can be used");
    assertThat(Files.readString(file())).isEqualTo("nonsense");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed448", "X25519"})
  void aKeyOfAnotherKindIsNeitherUsedNorTrusted(String kind) throws Exception {
    java.security.KeyPair pair = java.security.KeyPairGenerator.getInstance(kind).generateKeyPair();
    String text =
        KeyFile.pem("PRIVATE KEY", pair.getPrivate().getEncoded())
            + KeyFile.pem(KeyFile.PUBLIC, pair.getPublic().getEncoded());
    Files.createDirectories(file().getParent());
    Files.writeString(file(), text);
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));
    assertThatThrownBy(() -> key(file()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no key that can be used");
    assertThat(Files.readString(file())).as("it is left as it was").isEqualTo(text);
    assertThatThrownBy(() -> new KnownSigners(dir.resolve("signers")).trust(file(), "Ann"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no Ed25519 key");
    assertThat(dir.resolve("signers")).doesNotExist();
  }

  @Test
  void isOpenedByItsPassphraseAloneAndKnownWithoutIt() throws Exception {
    SigningKey made = key(file());
    assertThat(Files.readString(file()))
        .contains("BEGIN ENCRYPTED PRIVATE KEY")
        .doesNotContain("BEGIN PRIVATE KEY");
    assertThatThrownBy(() -> SigningKey.in(file(), (_, _) -> "wrong".toCharArray()))
        .hasMessageContaining("does not open with this passphrase");
    assertThat(SigningKey.fingerprint(file())).contains(made.fingerprint());
    assertThat(SigningKey.publicPem(file())).isEqualTo(made.publicPem());
    assertThat(SigningKey.fingerprint(dir.resolve("none"))).isEmpty();
  }

  @Test
  void aKeyOfAnOlderVersionIsEncryptedAtItsNextUse() throws Exception {
    java.security.KeyPair pair =
        java.security.KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Files.createDirectories(file().getParent());
    Files.writeString(
        file(),
        KeyFile.pem("PRIVATE KEY", pair.getPrivate().getEncoded())
            + KeyFile.pem(KeyFile.PUBLIC, pair.getPublic().getEncoded()));
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));
    String before = SigningKey.fingerprint(file()).orElseThrow();
    assertThat(key(file()).fingerprint()).isEqualTo(before);
    assertThat(Files.readString(file())).doesNotContain("BEGIN PRIVATE KEY");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(key(file()).fingerprint()).isEqualTo(before);
  }

  @Test
  void aTrustedFileThatIsNoKeyIsNamed() throws Exception {
    Path empty = Files.createFile(dir.resolve("empty.pub"));
    assertThatThrownBy(() -> new KnownSigners(dir).all())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("empty.pub");
    Files.write(empty, new byte[] {(byte) 0xff, '\n'});
    assertThatThrownBy(() -> new KnownSigners(dir).all())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("empty.pub");
  }
}
