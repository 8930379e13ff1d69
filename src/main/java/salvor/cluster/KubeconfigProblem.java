package salvor.cluster;

import java.nio.file.Path;

/**
 * What is wrong with a kubeconfig, as values; {@code report} has the sentences.
 *
 * @param file the file
 * @param line the line from 1, 0 where it is about the whole file
 * @param place the entry, such as {@code users[2].user.exec}; empty for the whole file
 * @param cause what is wrong
 * @param detail the name or value it is about, raw; empty when there is none
 */
public record KubeconfigProblem(Path file, int line, String place, Cause cause, String detail) {
  /** What can be wrong. */
  public enum Cause {
    /** The file is not there. */
    MISSING,
    /** The file cannot be read. */
    UNREADABLE,
    /** The file is larger than any kubeconfig. */
    TOO_LARGE,
    /** The file is not YAML. */
    NOT_YAML,
    /** Lists in lists in lists. */
    TOO_DEEP,
    /** More than one document; only the first counts. */
    SEVERAL_DOCUMENTS,
    /** A text where a list is due, and the like; detail is what is due. */
    WRONG_TYPE,
    /** The file names no context. */
    NO_CONTEXTS,
    /** An entry without a name. */
    NO_NAME,
    /** Two entries of one name; the first counts. */
    DUPLICATE_NAME,
    /** The context names no cluster, or one that is not there. */
    NO_CLUSTER,
    /** The context names no user, or one that is not there. */
    NO_USER,
    /** The cluster has no address. */
    NO_SERVER,
    /** An address that is none. */
    BAD_ADDRESS,
    /** Base64 or PEM that is none. */
    BAD_DATA,
    /** The current context is not there. */
    NO_CURRENT
  }
}
