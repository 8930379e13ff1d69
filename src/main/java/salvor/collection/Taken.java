package salvor.collection;

import org.jspecify.annotations.Nullable;
import salvor.cluster.Trouble;

/**
 * What came of an item.
 *
 * @param namespace of the pod
 * @param pod its name
 * @param path where the file is, relative to the case; empty where there is none
 * @param size in bytes
 * @param sha256 of what was kept; empty where there is no file
 * @param truncated whether more was to come
 * @param trouble what the cluster said where it did not give it
 * @param said a program's own words, or the reason why it was not run
 * @param exit the program's exit code; null where there is none
 * @param end how the toolbox's archive ends; null where it is no such archive
 */
public record Taken(
    String namespace,
    String pod,
    Item item,
    Result result,
    String path,
    long size,
    String sha256,
    boolean truncated,
    @Nullable Trouble trouble,
    String said,
    @Nullable Integer exit,
    @Nullable ArchiveEnd end) {
  /** How it went. */
  public enum Result {
    /** It is there. */
    COLLECTED,
    /** It is there as far as it came. */
    PART,
    /** It is not there. */
    FAILED,
    /**
     * The container is another since: what is there may be of either. Nothing is where the pod was
     * another before.
     */
    REPLACED,
    /** There is no such thing: the cluster does not know the kind. */
    NOT_SERVED,
    /** It is of a toolbox of ours, and is not wanted. */
    OURS
  }

  /** Whether nothing is wanting. */
  public boolean isWhole() {
    return result == Result.COLLECTED || result == Result.NOT_SERVED || result == Result.OURS;
  }

  /** Whether there is a file. */
  public boolean isFile() {
    return !path.isEmpty();
  }
}
