package salvor.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The service account of the pod that Salvor itself runs in. */
public final class InCluster {
  /** Where a pod has its service account. */
  public static final Path FOLDER = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

  private InCluster() {}

  /** The context of the pod, empty when this is no pod. */
  public static Optional<KubeContext> context(Map<String, String> environment, Path folder) {
    String host = environment.getOrDefault("KUBERNETES_SERVICE_HOST", "");
    String port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "");
    Path token = folder.resolve("token");
    if (host.isEmpty() || port.isEmpty() || !Files.isReadable(token)) {
      return Optional.empty();
    }
    String server = "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    return Optional.of(
        new KubeContext(
            "in-cluster",
            token,
            KubeContext.Origin.USER,
            "in-cluster",
            server,
            new Material(null, folder.resolve("ca.crt")),
            "",
            false,
            "",
            "service account",
            "",
            List.of(new Credentials.TokenFile(token)),
            List.of()));
  }
}
