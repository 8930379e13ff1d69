package salvor.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real keyring on a bus of its own. */
class KeyringTest {
  private static final SecretRef TOKEN = new SecretRef.InKeyring("forge");
  private final Map<String, String> environment = new HashMap<>();
  private final List<Process> running = new ArrayList<>();
  private @TempDir Path home;

  @AfterEach
  void close() {
    running.forEach(Process::destroyForcibly);
  }

  private Process start(String... command) {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      running.add(process);
      return process;
    } catch (IOException missing) {
      assumeTrue(
          false,
          "no keyring here (dbus, gnome-keyring, libsecret-tools, libglib2.0-bin): " + missing);
      throw new AssertionError(missing);
    }
  }

  private void unlocked() throws Exception {
    for (String variable : List.of("HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME")) {
      environment.put(variable, home.toString());
    }
    BufferedReader bus =
        start("dbus-daemon", "--session", "--nofork", "--print-address").inputReader();
    environment.put("DBUS_SESSION_BUS_ADDRESS", bus.readLine());
    Process keyring =
        start("gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets");
    try (var in = keyring.outputWriter()) {
      in.write("a password");
    }
    Process there = start("gdbus", "wait", "--session", "--timeout=30", "org.freedesktop.secrets");
    assertThat(there.waitFor()).as("it is on the bus").isZero();
  }

  private void stored(String service, String secret) throws Exception {
    Process store =
        start("secret-tool", "store", "--label=x", "service", service, "account", "forge");
    try (var in = store.outputWriter()) {
      in.write(secret);
    }
    assertThat(store.waitFor()).isZero();
  }

  @Test
  void isReadWhereItWasStoredForThisProgramAlone() throws Exception {
    unlocked();
    stored("browser", "of somebody else");
    assertThatThrownBy(() -> TOKEN.read(environment))
        .isInstanceOfSatisfying(
            PipelineFailure.class,
            failure ->
                assertThat(failure.trouble()).isEqualTo(new PipelineTrouble.NoSecret(TOKEN)));
    stored("salvor", "t0ken");
    assertThat(TOKEN.read(environment).value()).isEqualTo("t0ken");
  }

  @Test
  void isNotThereWithoutAKeyring() {
    environment.put("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + home.resolve("none"));
    assertThatThrownBy(() -> TOKEN.read(environment)).isInstanceOf(PipelineFailure.class);
  }
}
