package salvor.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New tokens in each form that a kubeconfig is written in. */
class KubeconfigEditTest {
  private static final String ODD = "a \"b\" \\ \u00fc: # 123";
  private @TempDir Path dir;

  private String edited(String config) throws Exception {
    Path file =
        Files.writeString(
            dir.resolve("config"),
            "users:\r\n- name: me\r\n  user:\r\n    auth-provider:\r\n      name: oidc\r\n      config:"
                + config
                + "\r\ncontexts: [] # end");
    try (KubeconfigEdit edit = KubeconfigEdit.of(file, Duration.ZERO)) {
      edit.check("me");
      edit.write("me", "new", ODD);
      Credentials.Oidc now = edit.oidc("me").orElseThrow();
      assertThat(now.idToken()).isEqualTo("new");
      assertThat(now.refreshToken()).isEqualTo(ODD);
    }
    String text = Files.readString(file);
    assertThat(text).endsWith("\r\ncontexts: [] # end");
    return text.substring(text.indexOf("config:") + 7, text.indexOf("\r\ncontexts"));
  }

  @Test
  void changesTheTokensAlone() throws Exception {
    String odd = "\"a \\\"b\\\" \\\\ \u00fc: # 123\"";
    assertThat(edited(" {id-token: old, x: \ud83d\ude00, refresh-token: 'r'}"))
        .isEqualTo(" {id-token: \"new\", x: \ud83d\ude00, refresh-token: " + odd + "}");
    assertThat(edited("\r\n        refresh-token: r # r\r\n        id-token:"))
        .isEqualTo("\r\n        refresh-token: " + odd + " # r\r\n        id-token: \"new\"");
    assertThat(edited(" {refresh-token: r}"))
        .isEqualTo(" {id-token: \"new\", refresh-token: " + odd + "}");
    assertThat(edited("\r\n        refresh-token: r"))
        .isEqualTo("\r\n        id-token: \"new\"\n        refresh-token: " + odd);
    assertThat(
            edited(
                "\r\n        refresh-token: \"r\"\r\n        id-token: >-\r\n          o\r\n          ld"))
        .contains("id-token: \"new\"");
  }

  @Test
  void leavesNothingBehindWhenItDoesNotWrite() throws Exception {
    Path file = Files.writeString(dir.resolve("config"), "users: []");
    try (KubeconfigEdit edit = KubeconfigEdit.of(file, Duration.ZERO)) {
      assertThatThrownBy(() -> edit.check("me")).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> KubeconfigEdit.of(file, Duration.ofMillis(1)))
          .isInstanceOf(KubeconfigEdit.Locked.class);
    }
    assertThat(dir.toFile().list()).containsExactly("config");
    assertThatThrownBy(() -> KubeconfigEdit.of(dir.resolve("gone"), Duration.ZERO))
        .isInstanceOf(IOException.class);
    assertThat(dir.toFile().list()).containsExactly("config");
  }
}
