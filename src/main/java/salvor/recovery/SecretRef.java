package salvor.recovery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import salvor.cluster.Secrets;

/**
 * Where a secret is. The secret itself is read when it is sent, and kept nowhere: not in the case,
 * not in its ledger, not in a message.
 */
public sealed interface SecretRef {
  /** In a variable of the environment. */
  record Variable(String name) implements SecretRef {}

  /** In the keyring of the desktop, under an account of the service {@code salvor}. */
  record InKeyring(String account) implements SecretRef {}

  /** In a file, such as one that a vault writes. */
  record InFile(Path file) implements SecretRef {}

  /**
   * The secret.
   *
   * @param environment the variables
   * @throws PipelineFailure when it is not there, or empty
   */
  default Secret read(Map<String, String> environment) throws PipelineFailure {
    String value =
        switch (this) {
          case Variable(String name) -> environment.getOrDefault(name, "");
          case InKeyring(String account) -> Keyring.secret(account, environment);
          case InFile(Path file) -> text(file);
        };
    if (value.isBlank()) {
      throw new PipelineFailure(new PipelineTrouble.NoSecret(this));
    }
    return new Secret(value.strip());
  }

  private static String text(Path file) {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(Secret.LONGEST), StandardCharsets.UTF_8);
    } catch (IOException _) {
      return "";
    }
  }

  /** A secret that was read. It tells itself to nobody who asks in passing. */
  final class Secret {
    static final int LONGEST = 1 << 16;
    private final String value;

    Secret(String value) {
      this.value = value;
    }

    /** The secret itself, to be sent. */
    String value() {
      return value;
    }

    /** A text of somebody else without the secret in it. */
    String masked(String text) {
      return text.replace(value, Secrets.MASK);
    }

    @Override
    public String toString() {
      return Secrets.MASK;
    }
  }
}
