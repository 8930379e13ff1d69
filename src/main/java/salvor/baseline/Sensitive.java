package salvor.baseline;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files whose content gives credentials or a process' secrets: never generalised, and dearer
 * when read.
 */
public final class Sensitive {
  private static final Set<String> FILES =
      Set.of(
          "/etc/shadow",
          "/etc/gshadow",
          "/etc/sudoers",
          "/etc/shadow-",
          "/proc/kcore",
          "/etc/passwd-");
  private static final List<String> BELOW =
      List.of(
          "/root/.ssh/",
          "/etc/kubernetes/",
          "/var/lib/kubelet/",
          "/etc/sudoers.d/",
          "/root/.kube/",
          "/root/.aws/");
  private static final Set<String> RIGHTS =
      Set.of("roles", "clusterroles", "rolebindings", "clusterrolebindings");
  private static final Set<String> READING = Set.of("get", "list", "watch");
  private static final Set<String> INSIDE =
      Set.of(
          "pods/exec",
          "pods/attach",
          "pods/portforward",
          "pods/ephemeralcontainers",
          "nodes/proxy",
          "serviceaccounts/token");
  private static final String TOKENS = "/secrets/kubernetes.io/serviceaccount";

  private Sensitive() {}

  /** Whether a path, in canonical form, is sensitive; also as another process sees it. */
  public static boolean path(String path) {
    int root = path.startsWith("/proc/") ? path.indexOf("/root/") : -1;
    return root >= 0 ? path(path.substring(root + "/root".length())) : isOne(path);
  }

  /** Whether a pattern of the shell may mean such a file, by what stands before its wildcards. */
  static boolean pattern(String pattern) {
    int end = 0;
    while (end < pattern.length() && "*?[{".indexOf(pattern.charAt(end)) < 0) {
      end++;
    }
    String begin = pattern.substring(0, end);
    return !begin.isEmpty()
        && (begin.startsWith("/proc/")
            || path(begin)
            || Stream.of(FILES, BELOW, List.of("/run" + TOKENS, "/var/run" + TOKENS))
                .flatMap(Collection::stream)
                .anyMatch(place -> place.startsWith(begin)));
  }

  private static boolean isOne(String path) {
    return FILES.contains(path)
        || below(path)
        || token(path)
        || (path.startsWith("/home/") && path.contains("/.ssh/"))
        || (path.startsWith("/proc/")
            && (path.endsWith("/environ") || path.endsWith("/mem") || path.endsWith("/maps")));
  }

  private static boolean below(String path) {
    for (String place : BELOW) {
      if (path.startsWith(place)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a request to the API asks for credentials or rights: secrets, tokens, a way into a pod
   * or node, or a change of roles and their bindings.
   */
  static boolean request(String verb, String resource, @Nullable String subresource) {
    return resource.equals("secrets")
        || INSIDE.contains(resource + "/" + subresource)
        || (RIGHTS.contains(resource) && !READING.contains(verb));
  }

  /** Whether a path is a pod's ServiceAccount volume or a file in it. */
  public static boolean token(String path) {
    int at = path.indexOf(TOKENS);
    return at >= 0 && (path.startsWith("/var/run/") || path.startsWith("/run/"));
  }
}
