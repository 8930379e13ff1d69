package salvor.cluster.fabric8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Credentials;
import salvor.cluster.ExecPlugin;
import salvor.cluster.KubeContext;
import salvor.cluster.Material;
import salvor.cluster.Trouble;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a credential plugin gave (client.authentication.k8s.io, ExecCredential). Never run without a
 * terminal's answer: its input is empty, so one that wants to ask something fails.
 *
 * @param token empty when it gave none
 * @param certificate null when it gave none
 * @param until when it ends, null when it does not say
 */
record PluginRun(
    String token, Credentials.@Nullable Certificate certificate, @Nullable Instant until) {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int MOST_BYTES = 1 << 20;

  boolean isOver(Instant now) {
    return until != null && now.isAfter(until.minusSeconds(10));
  }

  static PluginRun of(ExecPlugin plugin, KubeContext context) throws ClusterFailure {
    Path said = null;
    try {
      said = java.nio.file.Files.createTempFile("salvor-plugin", ".err");
      return read(plugin, run(plugin, context, said));
    } catch (IOException | JacksonException e) {
      throw failed(plugin, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(plugin, "interrupted");
    } finally {
      if (said != null) {
        said.toFile().delete();
      }
    }
  }

  private static byte[] run(ExecPlugin plugin, KubeContext context, Path errors)
      throws IOException, InterruptedException, ClusterFailure {
    List<String> line = new ArrayList<>();
    line.add(program(plugin));
    line.addAll(plugin.arguments());
    ProcessBuilder builder = new ProcessBuilder(line).redirectError(errors.toFile());
    builder.environment().putAll(plugin.environment());
    builder.environment().put("KUBERNETES_EXEC_INFO", info(plugin, context));
    Path out = java.nio.file.Files.createTempFile("salvor-plugin", ".out");
    try {
      Process process = builder.redirectOutput(out.toFile()).start();
      process.getOutputStream().close();
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw failed(plugin, "no answer within " + LIMIT.toSeconds() + " s");
      }
      if (process.exitValue() != 0) {
        throw failed(plugin, "exit code " + process.exitValue() + ": " + begin(errors));
      }
      try (InputStream in = java.nio.file.Files.newInputStream(out)) {
        return in.readNBytes(MOST_BYTES);
      }
    } finally {
      out.toFile().delete();
    }
  }

  /** As client-go: a path is taken from the folder of the kubeconfig, a bare name from PATH. */
  private static String program(ExecPlugin plugin) {
    return plugin.command().contains("/") || plugin.command().contains(File.separator)
        ? Objects.requireNonNull(plugin.file().toAbsolutePath().getParent())
            .resolve(plugin.command())
            .toString()
        : plugin.command();
  }

  private static String info(ExecPlugin plugin, KubeContext context) throws IOException {
    ObjectNode info = JsonNodeFactory.instance.objectNode();
    info.put("apiVersion", plugin.apiVersion()).put("kind", "ExecCredential");
    ObjectNode spec = info.putObject("spec").put("interactive", false);
    if (plugin.wantsCluster()) {
      ObjectNode cluster = spec.putObject("cluster").put("server", context.server());
      Material authority = context.authority();
      if (authority != null) {
        cluster.put(
            "certificate-authority-data", Base64.getEncoder().encodeToString(authority.bytes()));
      }
    }
    return info.toString();
  }

  private static PluginRun read(ExecPlugin plugin, byte[] answer) throws ClusterFailure {
    JsonNode status = JsonMapper.shared().readTree(answer).path("status");
    String token = status.path("token").asString("");
    String certificate = status.path("clientCertificateData").asString("");
    String key = status.path("clientKeyData").asString("");
    if (token.isEmpty() && (certificate.isEmpty() || key.isEmpty())) {
      throw failed(plugin, "it answered without credentials");
    }
    return new PluginRun(
        token,
        certificate.isEmpty() ? null : new Credentials.Certificate(pem(certificate), pem(key)),
        time(status.path("expirationTimestamp").asString("")));
  }

  private static Material pem(String pem) {
    return new Material(
        Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8)), null);
  }

  private static @Nullable Instant time(String text) {
    try {
      return text.isEmpty() ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      return null; // it is asked again when the cluster says 401
    }
  }

  private static String begin(Path file) throws IOException {
    try (InputStream in = java.nio.file.Files.newInputStream(file)) {
      return Failures.begin(in.readNBytes(MOST_BYTES)).strip();
    }
  }

  private static ClusterFailure failed(ExecPlugin plugin, String said) {
    return new ClusterFailure(new Trouble.PluginFailed(plugin, said));
  }
}
