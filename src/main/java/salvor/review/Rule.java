package salvor.review;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Reason;
import salvor.workload.WorkloadRef;

/**
 * A detection that is proposed.
 *
 * @param id names it in every format: lower-case letters, digits and dashes
 * @param purpose what it looks for
 * @param workload whom it watches; null when any
 * @param container the name of its container; null when any
 * @param condition when it fires
 * @param reasons why what it looks for is out of profile
 */
public record Rule(
    String id,
    Purpose purpose,
    @Nullable WorkloadRef workload,
    @Nullable String container,
    Condition condition,
    Set<Reason> reasons) {

  /** What a rule looks for. */
  public enum Purpose {
    /** Any program that the baseline does not know. */
    UNKNOWN_PROGRAM,
    /** The programs that the attacker ran and the workload never does. */
    NEW_PROGRAM,
    /** A program that exists in no file. */
    FROM_MEMORY,
    /** A program that was written after the container started. */
    WRITTEN_PROGRAM,
    /** A known program out of the hands of a parent that never starts it. */
    NEW_PARENT,
    /** A known program told to do more than ever. */
    NEW_ARGUMENTS,
    FILE_READ,
    FILE_CHANGED,
    FILE_DELETED,
    /** Connections with whom the attacker talked to. */
    PEER,
    /** Any connection by programs that never make one. */
    CONNECTING_PROGRAM,
    /** Connections from the attacker's addresses. */
    CLIENT,
    LISTENER,
    LOOKUP,
    API_REQUEST,
    /** A system call that crosses the boundary of the container. */
    BOUNDARY
  }

  public Rule {
    reasons = java.util.Collections.unmodifiableSet(new TreeSet<>(reasons));
  }
}
