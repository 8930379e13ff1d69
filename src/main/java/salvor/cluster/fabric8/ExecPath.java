package salvor.cluster.fabric8;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import salvor.cluster.ExecRequest;
import salvor.cluster.ObjectKind;

/** Where a program in a container is asked for. */
final class ExecPath {
  private ExecPath() {}

  /** The path with its query: a word of the command after the other. */
  static String of(ExecRequest wanted) {
    StringBuilder path =
        new StringBuilder(ObjectKind.PODS.path(wanted.namespace(), wanted.pod()))
            .append("/exec?stdout=true&stderr=true&stdin=")
            .append(wanted.input());
    if (!wanted.container().isEmpty()) {
      path.append("&container=").append(encoded(wanted.container()));
    }
    wanted.argv().forEach(word -> path.append("&command=").append(encoded(word)));
    return path.toString();
  }

  private static String encoded(String word) {
    return URLEncoder.encode(word, StandardCharsets.UTF_8);
  }
}
