package salvor.collection;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Right;

/**
 * What is to be taken, and within which limits.
 *
 * @param mark eight hexadecimal digits in the names of what is made
 * @param image the toolbox
 * @param maxBytes of each file that is taken out of a pod
 * @param maxSeconds for each
 * @param paths files and folders of the containers that are wanted as they are
 * @param memory ranges of memory that are wanted
 * @param captureSeconds how long packets are taken, 0 for not at all
 * @param checkpoint whether the node writes a checkpoint of each container, at the end
 * @param starting how long a container may take to start
 * @param changedSince files changed since then are listed; null for since the container began
 */
public record CollectionWish(
    String mark,
    ToolboxImage image,
    long maxBytes,
    long maxSeconds,
    List<String> paths,
    List<Memory> memory,
    long captureSeconds,
    boolean checkpoint,
    Duration starting,
    @Nullable Instant changedSince) {
  /**
   * A range of a process's memory.
   *
   * @param pid the process, by its number in the container
   * @param range its addresses as {@code maps} writes them, or the address of a mapping
   */
  public record Memory(int pid, String range) {
    private static final Pattern RANGE = Pattern.compile("[0-9a-f]{1,16}(-[0-9a-f]{1,16})?");

    /**
     * Of a process.
     *
     * @throws IllegalArgumentException when it is no range
     */
    public Memory {
      if (pid < 1 || !RANGE.matcher(range).matches()) {
        throw new IllegalArgumentException("no range of memory");
      }
    }
  }

  /** Copies the lists. */
  public CollectionWish {
    paths = List.copyOf(paths);
    memory = List.copyOf(memory);
    if (!mark.matches("[0-9a-f]{8}") || maxBytes < 1 || maxSeconds < 1 || captureSeconds < 0) {
      throw new IllegalArgumentException("no such limits");
    }
  }

  /** What it takes that one may do, by the uses of rights. */
  List<Right> rights() {
    List<Right> rights = new ArrayList<>(Right.of(Right.Use.COLLECT));
    rights.addAll(checkpoint ? Right.of(Right.Use.CHECKPOINT) : List.of());
    return rights;
  }

  /** Whether more than looking at processes is wanted. */
  public boolean needsNetwork() {
    return captureSeconds > 0;
  }

  /**
   * The container with the toolbox that it takes.
   *
   * @param uid the pod's
   * @param container whose processes are looked at
   * @param number of it among those of the pod, by which ours is called
   */
  public DebugContainer.Wish toolbox(
      String namespace, String pod, String uid, String container, int number) {
    return new DebugContainer.Wish(
        namespace,
        pod,
        uid,
        container,
        image,
        mark + "-" + number,
        needsNetwork(),
        maxSeconds * 4,
        starting);
  }
}
