package salvor.cluster.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Confirmed;
import salvor.cluster.Credentials;
import salvor.cluster.ExecPlugin;
import salvor.cluster.KubeContext;
import salvor.cluster.Kubeconfigs;
import salvor.cluster.Trouble;
import salvor.jobs.Jobs;

/**
 * A credential plugin is a program of whoever wrote the kubeconfig: it runs when it was confirmed.
 */
@DisabledOnOs(OS.WINDOWS)
class PluginTest {
  private @TempDir Path dir;
  private final PracticeApi api = new PracticeApi();

  @AfterEach
  void close() {
    api.close();
  }

  private KubeContext context(KubeContext.Origin origin, String script) throws Exception {
    Path program = Files.writeString(dir.resolve("plugin.sh"), "#!/bin/sh\n" + script);
    program.toFile().setExecutable(true);
    Path file =
        Files.writeString(
            dir.resolve("kubeconfig"),
            api.kubeconfig(
                api.address(),
                api.authority(),
                "{exec: {apiVersion: client.authentication.k8s.io/v1, command: ./plugin.sh, args: [a b],"
                    + " env: [{name: WHO, value: admin}], interactiveMode: Never}}"));
    return Kubeconfigs.read(List.of(file), origin).context("").orElseThrow();
  }

  private String answering(String token) {
    return "echo run >> "
        + dir.resolve("runs")
        + "\n"
        + "echo '{\"kind\": \"ExecCredential\", \"status\": {\"token\": \""
        + token
        + "\"}}'\n";
  }

  private static Cluster connect(KubeContext context, Confirmed confirmed) throws Exception {
    return new Fabric8Clusters(
            new Jobs(), java.time.InstantSource.system(), PracticeApi.PATIENCE, 1)
        .connect(context, confirmed);
  }

  private static Trouble trouble(KubeContext context, Confirmed confirmed) {
    return catchThrowableOfType(ClusterFailure.class, () -> connect(context, confirmed)).trouble();
  }

  @Test
  void isNotRunBeforeItWasConfirmed() throws Exception {
    KubeContext context = context(KubeContext.Origin.USER, answering(PracticeApi.ADMIN));
    assertThat(trouble(context, Confirmed.NOTHING)).isInstanceOf(Trouble.NotConfirmed.class);
    assertThat(dir.resolve("runs")).doesNotExist();
    try (Cluster cluster =
        connect(context, Confirmed.NOTHING.and(context.plugin().orElseThrow()))) {
      assertThat(cluster.greet().user()).isEqualTo("admin");
    }
    assertThat(Files.readAllLines(dir.resolve("runs")))
        .as("once, not with each request")
        .hasSize(1);
  }

  @Test
  void isRememberedForItsFileAndCommandAlone() throws Exception {
    Path list = dir.resolve("config/confirmed-plugins");
    ExecPlugin plugin = context(KubeContext.Origin.USER, "").plugin().orElseThrow();
    Confirmed.remember(list, plugin);
    Confirmed.remember(list, plugin);
    Confirmed remembered = Confirmed.remembered(list);
    assertThat(remembered.remembered()).containsExactly(plugin.fingerprint());
    assertThat(remembered.allows(plugin, KubeContext.Origin.USER)).isTrue();
    assertThat(remembered.allows(plugin, KubeContext.Origin.EVIDENCE))
        .as("the same file in evidence is confirmed anew")
        .isFalse();
    assertThat(
            Set.of(
                with(plugin, plugin.file(), plugin.command(), List.of("a", " b")).fingerprint(),
                with(plugin, plugin.file(), "/bin/other", plugin.arguments()).fingerprint(),
                with(plugin, dir.resolve("other"), plugin.command(), plugin.arguments())
                    .fingerprint(),
                plugin.fingerprint()))
        .hasSize(4);
  }

  private static ExecPlugin with(
      ExecPlugin plugin, Path file, String command, List<String> arguments) {
    return new ExecPlugin(
        file, plugin.apiVersion(), command, arguments, plugin.environment(), plugin.hint(), false);
  }

  @Test
  void ofAKubeconfigInEvidenceIsConfirmedInEverySession() throws Exception {
    KubeContext context = context(KubeContext.Origin.EVIDENCE, answering(PracticeApi.ADMIN));
    ExecPlugin plugin = context.plugin().orElseThrow();
    assertThat(trouble(context, new Confirmed(Set.of(), Set.of(plugin.fingerprint()))))
        .isInstanceOf(Trouble.NotConfirmed.class);
    assertThat(dir.resolve("runs")).doesNotExist();
    try (Cluster cluster = connect(context, Confirmed.NOTHING.and(plugin))) {
      assertThat(cluster.greet().user()).isEqualTo("admin");
    }
  }

  @Test
  void isGivenItsEnvironmentAndAsksAgainAfterA401() throws Exception {
    KubeContext context =
        context(
            KubeContext.Origin.USER,
            "if [ -e "
                + dir.resolve("runs")
                + " ]; then T=token-of-$WHO; else T=old; fi\n"
                + "echo \"$1\" >> "
                + dir.resolve("runs")
                + "\n"
                + "echo \"{\\\"status\\\": {\\\"token\\\": \\\"$T\\\"}}\"\n");
    try (Cluster cluster =
        connect(context, Confirmed.NOTHING.and(context.plugin().orElseThrow()))) {
      assertThat(cluster.greet().user()).isEqualTo("admin");
    }
    assertThat(Files.readAllLines(dir.resolve("runs"))).containsExactly("a b", "a b");
  }

  @Test
  void aNewCertificateOfItIsShownAfterA401() throws Exception {
    KubeContext context =
        context(
            KubeContext.Origin.USER,
            "if [ -e "
                + dir.resolve("runs")
                + " ]; then T=token-of-admin; C=second; else T=old; C=first; fi\n"
                + "echo run >> "
                + dir.resolve("runs")
                + "\n"
                + "echo \"{\\\"status\\\": {\\\"token\\\": \\\"$T\\\", \\\"clientCertificateData\\\": \\\"$C\\\","
                + " \\\"clientKeyData\\\": \\\"key\\\"}}\"\n");
    InstantSource clock = InstantSource.system();
    Fabric8Clusters clusters = new Fabric8Clusters(new Jobs(), clock, PracticeApi.PATIENCE, 1);
    List<String> shown = new ArrayList<>();
    try (Asking asking =
        new Asking(
            context.server(),
            new Authorization(context, clock, api.renewals(context)),
            own -> {
              shown.add(new String(bytes(own), StandardCharsets.UTF_8));
              return clusters.client(context, Tls.trust(context), null, null);
            },
            null,
            PracticeApi.PATIENCE,
            clock)) {
      assertThat(asking.get("/version").path("gitVersion").asString()).isEqualTo("v1.36.2");
      asking.get("/version");
    }
    assertThat(shown).containsExactly("first", "second");
  }

  private static byte[] bytes(Credentials.Certificate own) {
    try {
      return own.certificate().bytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void saysWhyItGaveNothing() throws Exception {
    KubeContext failing = context(KubeContext.Origin.USER, "echo no session >&2; exit 3");
    Confirmed confirmed = Confirmed.NOTHING.and(failing.plugin().orElseThrow());
    assertThat(trouble(failing, confirmed))
        .isInstanceOfSatisfying(
            Trouble.PluginFailed.class,
            failed -> assertThat(failed.said()).isEqualTo("exit code 3: no session"));
    assertThat(trouble(context(KubeContext.Origin.USER, "echo hello"), confirmed))
        .isInstanceOf(Trouble.PluginFailed.class);
    Files.delete(dir.resolve("plugin.sh"));
    assertThat(trouble(failing, confirmed)).isInstanceOf(Trouble.PluginFailed.class);
  }
}
