package salvor.playbook;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a record of the case's ledger says to the run of a playbook. */
public sealed interface RunRecord {
  /** Its number in the ledger. */
  long seq();

  /** When it was written. */
  Instant time();

  /**
   * Something was observed, or done by a command that says what came of it.
   *
   * @param subject of what, such as a pod's uid; empty for the case
   */
  record Observed(long seq, Instant time, Fact fact, String subject, String value)
      implements RunRecord {}

  /**
   * Evidence was sealed.
   *
   * @param pods the uids of those of which it is
   */
  record Sealed(long seq, Instant time, String bundle, Set<String> pods) implements RunRecord {
    /** Copies the set. */
    public Sealed {
      pods = Set.copyOf(pods);
    }
  }

  /**
   * The state of a container was to be taken.
   *
   * @param lacking what of it was not, in the words of the ledger; empty where it was taken whole
   */
  record State(long seq, Instant time, String podUid, String container, String lacking)
      implements RunRecord {}

  /** Others that run the image were listed. */
  record Listed(long seq, Instant time, List<String> uids) implements RunRecord {
    /** Copies the list. */
    public Listed {
      uids = List.copyOf(uids);
    }
  }

  /**
   * Something was decided of a pod.
   *
   * @param value {@code cleared}, {@code suspicious} or {@code compromised}; that it was not looked
   *     at, {@code unseen}, is no decision, and neither is an empty one
   */
  record Decided(long seq, Instant time, String uid, String value) implements RunRecord {
    /** Whether it is a decision. */
    public boolean isDecided() {
      return !value.isEmpty() && !value.equals("unseen");
    }
  }

  /**
   * What a pod is called of which only the uid counts.
   *
   * @param name its namespace and its name, as {@code shop/web-1}
   */
  record Named(long seq, Instant time, String uid, String name) implements RunRecord {}

  /** The run of a playbook began. */
  record Began(long seq, Instant time, String playbook, String sha256, String who, String why)
      implements RunRecord {}

  /** The run of a playbook was ended before its last step; another may begin. */
  record Ended(long seq, Instant time, String playbook, String who, String why)
      implements RunRecord {}

  /** Somebody says that a step is done. */
  record Done(
      long seq, Instant time, String playbook, String step, String who, @Nullable String why)
      implements RunRecord {}

  /** Somebody leaves a step out, and says why. */
  record Skipped(long seq, Instant time, String playbook, String step, String who, String why)
      implements RunRecord {}

  /** Somebody states a fact that nothing observed. */
  record Stated(long seq, Instant time, Fact fact, String value, String who, String why)
      implements RunRecord {}

  /** Somebody is to do a step, instead of whom the playbook names. */
  record Assigned(long seq, Instant time, String playbook, String step, String owner, String who)
      implements RunRecord {}

  /** A deviation was written down. */
  record Noted(long seq, Instant time, String playbook, String deviation) implements RunRecord {}
}
