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

class SigningKeyTest {
  private static final byte[] CONTENT = "what was decided".getBytes(StandardCharsets.UTF_8);

  private @TempDir Path dir;

  private Path file() {
    return dir.resolve("salvor").resolve("signing.pem");
  }

  @Test
  void isMadeOnFirstUseForItsOwnerAloneAndStaysTheSame() throws Exception {
    Seal first = SigningKey.in(file()).seal(CONTENT);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    Seal second = SigningKey.in(file()).seal(CONTENT);
    assertThat(second.signer()).isEqualTo(first.signer()).hasSize(64);
    assertThat(first.holds(CONTENT)).isTrue();
    assertThat(Files.list(file().getParent())).containsExactly(file());
  }

  @Test
  void aSealIsOfOneContentAndOneKey() throws Exception {
    Seal seal = SigningKey.in(file()).seal(CONTENT);
    byte[] other = CONTENT.clone();
    other[0] ^= 1;
    assertThat(seal.holds(other)).isFalse();
    Seal stranger = SigningKey.in(dir.resolve("other.pem")).seal(CONTENT);
    assertThat(new Seal(stranger.publicKey(), seal.signature()).holds(CONTENT)).isFalse();
    assertThat(new Seal("no key", "no signature").holds(CONTENT)).isFalse();
    assertThat(new Seal("", "").holds(CONTENT)).isFalse();
  }

  @Test
  void aKeyThatOthersCouldReadIsNotUsed() throws Exception {
    SigningKey.in(file());
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> SigningKey.in(file()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("can be read by others");
  }

  @Test
  void aDamagedKeyIsSaidAndNotReplaced() throws Exception {
    SigningKey.in(file());
    String stranger = Files.readString(SigningKey.in(dir.resolve("other.pem")).file());
    String own = Files.readString(file());
    int cut = own.indexOf("-----BEGIN PUBLIC");
    Files.writeString(
        file(), own.substring(0, cut) + stranger.substring(stranger.indexOf("-----BEGIN PUBLIC")));
    assertThatThrownBy(() -> SigningKey.in(file())).hasMessageContaining("no key that can be used");
    Files.writeString(file(), "nonsense");
    assertThatThrownBy(() -> SigningKey.in(file())).hasMessageContaining("no key that can be used");
    assertThat(Files.readString(file())).isEqualTo("nonsense");
  }
}
