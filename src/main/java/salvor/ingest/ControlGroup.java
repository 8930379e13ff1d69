package salvor.ingest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.workload.Location;

/**
 * What the path of a control group tells of who is in it. Kubelets and runtimes write it with the
 * systemd driver ({@code kubepods-burstable-podUID.slice/cri-containerd-ID.scope}) or without
 * ({@code kubepods/burstable/podUID/ID}), under whatever group the node itself is in.
 *
 * @param pod the pod's uid, null when not told
 * @param container the container's id, null when not told
 */
public record ControlGroup(@Nullable String pod, @Nullable String container) {
  private static final ControlGroup NONE = new ControlGroup(null, null);
  private static final Pattern CONTAINER = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");

  /** A uid, or of a static pod the hash of its file. */
  private static final Pattern POD =
      Pattern.compile(
          "(?<![0-9a-z])pod([0-9a-f]{8}([-_])[0-9a-f]{4}\\2[0-9a-f]{4}\\2[0-9a-f]{4}\\2[0-9a-f]{12}"
              + "|[0-9a-f]{32})(?![0-9a-f])");

  /** The process that looks after a container runs on the node and not in it. */
  private static final Pattern MONITOR = Pattern.compile("(?:crio|libpod)-conmon-");

  private static final Pattern LINE = Pattern.compile("[0-9]+:[^:]*:(/.*)");

  /** Of one path. What containers nest below a pod's own does not count. */
  public static ControlGroup of(String path) {
    if (MONITOR.matcher(path).find()) {
      return NONE;
    }
    Matcher pod = POD.matcher(path);
    Matcher container = CONTAINER.matcher(path);
    if (pod.find()) {
      return new ControlGroup(
          pod.group(1).replace('_', '-'), container.find(pod.end()) ? container.group() : null);
    }
    String innermost = null;
    while (container.find()) {
      innermost = container.group();
    }
    return innermost == null ? NONE : new ControlGroup(null, innermost);
  }

  /**
   * Of {@code /proc/N/cgroup}, a line for each hierarchy; nothing where the lines contradict one
   * another.
   */
  public static ControlGroup ofLines(String lines) {
    ControlGroup found = NONE;
    for (String line : lines.split("\n")) {
      Matcher told = LINE.matcher(line);
      ControlGroup one = told.matches() ? of(told.group(1)) : NONE;
      if (!found.equals(NONE) && !one.equals(NONE) && !found.equals(one)) {
        return NONE;
      }
      found = one.equals(NONE) ? found : one;
    }
    return found;
  }

  /** Where that is. */
  public Location location(@Nullable String node) {
    return new Location(node, null, null, pod, null, container, null, null, null);
  }
}
