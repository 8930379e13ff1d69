package salvor.recovery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The keyring of the desktop, by libsecret's {@code secret-tool}, which speaks to whatever has the
 * Secret Service (freedesktop.org): GNOME Keyring, KWallet, KeePassXC. Only what was put there for
 * this program is asked for, so that settings that came with a case cannot name other secrets.
 */
final class Keyring {
  private static final int PATIENCE = 60;

  private Keyring() {}

  /**
   * A secret, as it was stored by {@code secret-tool store --label=TEXT service salvor account
   * ACCOUNT}.
   *
   * @param account under which it is kept
   * @param environment the variables, which say where the keyring is
   * @return empty where there is none, or no keyring, or nobody unlocked it in a minute
   */
  static String secret(String account, Map<String, String> environment) {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of("secret-tool", "lookup", "service", "salvor", "account", account));
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) { // what it says fits into the pipe
        process.destroyForcibly();
        return "";
      }
      return new String(
          process.getInputStream().readNBytes(SecretRef.Secret.LONGEST), StandardCharsets.UTF_8);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return "";
    } catch (IOException _) { // no such program
      return "";
    }
  }
}
