package salvor.containment;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A measure as the ledger of a case tells it.
 *
 * @param since when it was written down, RFC 3339
 * @param who who did it
 * @param clusterUid the cluster it was done to; null where the cluster did not say which it is
 * @param steps what is known of each of its steps, in their order
 * @param takenBack when it was last taken back, or what could be of it, RFC 3339; null where it
 *     never was
 */
public record RecordedMeasure(
    Measure measure,
    String since,
    String who,
    @Nullable String clusterUid,
    List<Recorded> steps,
    @Nullable String takenBack) {
  /** Copies the list. */
  public RecordedMeasure {
    steps = List.copyOf(steps);
    if (steps.size() != measure.steps().size()) {
      throw new IllegalArgumentException("something of each step");
    }
  }

  /**
   * What is known of a step.
   *
   * @param stage how far it came
   * @param uid that of the object when the step was done; null where that is not known
   * @param since when it came so far, RFC 3339; null where nothing was sent
   */
  public record Recorded(Step step, Stage stage, @Nullable String uid, @Nullable String since) {
    /** The uid by which its object is known, if it is. */
    Optional<String> knownUid() {
      return Optional.ofNullable(uid).filter(text -> !text.isEmpty());
    }
  }

  /** How far a step came, by what was written down. */
  public enum Stage {
    /** Nothing was sent. */
    NOT_BEGUN,
    /** It was about to be sent, and nothing says what came of it: it may be done. */
    BEGUN,
    /** It was done. */
    DONE,
    /** It was not done, or that is not known. */
    FAILED,
    /** It was taken back. */
    UNDONE
  }

  /** Whether it belongs to a cluster, as far as both are known. */
  public boolean isOf(String cluster) {
    return clusterUid == null || cluster.isEmpty() || clusterUid.equals(cluster);
  }
}
