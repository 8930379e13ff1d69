package salvor.cluster;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which log of a container.
 *
 * @param namespace the pod's namespace
 * @param pod its name
 * @param container the container's name, empty for the only one
 * @param follow whether to wait for what is yet to come
 * @param previous whether that of the instance before
 * @param timestamps whether each line begins with the time of the node
 * @param since not what is older, null for everything
 * @param tail so many lines from the end, -1 for all
 */
public record LogRequest(
    String namespace,
    String pod,
    String container,
    boolean follow,
    boolean previous,
    boolean timestamps,
    @Nullable Instant since,
    int tail) {
  /** The whole log up to now, with the node's times. */
  public static LogRequest of(String namespace, String pod, String container) {
    return new LogRequest(namespace, pod, container, false, false, true, null, -1);
  }

  /** The same, and what is yet to come. */
  public LogRequest following() {
    return new LogRequest(namespace, pod, container, true, previous, timestamps, since, tail);
  }
}
