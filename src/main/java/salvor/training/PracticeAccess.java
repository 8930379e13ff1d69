package salvor.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import salvor.training.apiserver.Certificates;
import salvor.training.apiserver.Tokens;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * By what a practice cluster is known and lets in: its certificates and a token.
 *
 * <p>The kubeconfig holds all of it, the server's key too, so that the same cluster, started anew
 * with that file, is known to who is connected. The file is for its owner only; the key is good for
 * nothing but to be this server on loopback.
 */
public record PracticeAccess(Certificates certificates, String token) {
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");
  private static final int LONGEST = 1 << 16;

  /** New ones. */
  public static PracticeAccess create(Instant now) {
    return new PracticeAccess(Certificates.create(now), Tokens.fresh());
  }

  /**
   * Those of the kubeconfig that is there, when it was written for this scenario, nobody else could
   * read it, and they are good for a day still; else new ones.
   */
  public static PracticeAccess of(Path kubeconfig, String scenario, Instant now) {
    try {
      if (Files.isRegularFile(kubeconfig)
          && Files.size(kubeconfig) <= LONGEST
          && (!isPosix(kubeconfig) || Files.getPosixFilePermissions(kubeconfig).equals(OWNER))) {
        JsonNode config = new YAMLMapper().readTree(Files.readAllBytes(kubeconfig));
        JsonNode user = config.at("/users/0/user");
        JsonNode kept = user.at("/extensions/0/extension");
        Certificates certificates =
            new Certificates(
                bytes(config.at("/clusters/0/cluster/certificate-authority-data")),
                bytes(kept.path("certificate")),
                bytes(kept.path("key")));
        String token = user.path("token").asString("");
        if (config.path("current-context").asString("").equals("practice-" + scenario)
            && Tokens.isOne(token)
            && certificates.areGood(now)) {
          return new PracticeAccess(certificates, token);
        }
      }
    } catch (IOException | JacksonException | IllegalArgumentException _) {
      // not a kubeconfig of a practice cluster
    }
    return create(now);
  }

  private static byte[] bytes(JsonNode base64) {
    return Base64.getDecoder().decode(base64.asString(""));
  }

  /** A kubeconfig for the cluster at this port. */
  String kubeconfig(String scenario, int port) {
    Base64.Encoder base64 = Base64.getEncoder();
    return """
    apiVersion: v1
    kind: Config
    current-context: practice-%1$s
    clusters:
    - name: practice-%1$s
      cluster:
        server: https://127.0.0.1:%2$d
        certificate-authority-data: %3$s
    users:
    - name: practice
      user:
        token: "%4$s"
        extensions:
        - name: salvor.io/practice
          extension:
            certificate: %5$s
            key: %6$s
    contexts:
    - name: practice-%1$s
      context:
        cluster: practice-%1$s
        user: practice
        namespace: shop
    """
        .formatted(
            scenario,
            port,
            base64.encodeToString(certificates.authority()),
            token,
            base64.encodeToString(certificates.certificate()),
            base64.encodeToString(certificates.key()));
  }

  /** Writes a kubeconfig, readable for its owner only where the file system can say so. */
  static void write(Path file, String kubeconfig) throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(file);
    }
    if (isPosix(file)) {
      Files.setPosixFilePermissions(file, OWNER); // before there is something in it
    }
    Files.write(file, kubeconfig.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isPosix(Path file) throws IOException {
    return Files.getFileStore(file).supportsFileAttributeView("posix");
  }
}
