package salvor.cluster;

import java.util.List;
import java.util.Map;

/**
 * What may be done, by one round of access reviews.
 *
 * @param namespace where it was asked for, empty for all namespaces
 * @param answers what the cluster said of each
 */
public record Rights(String namespace, Map<Right, Answer> answers) {
  /** What the cluster said. */
  public sealed interface Answer {
    /** It may be done. */
    record Allowed() implements Answer {}

    /** It may not be done; with the cluster's reason, raw. */
    record Denied(String reason) implements Answer {}

    /** The cluster did not answer. Is never taken for allowed. */
    record Unknown(Trouble why) implements Answer {}
  }

  /** Copies the answers. */
  public Rights {
    answers = Map.copyOf(answers);
  }

  /** Whether it surely may be done. */
  public boolean allows(Right right) {
    return answers.get(right) instanceof Answer.Allowed;
  }

  /** What of a use is denied or was not answered. */
  public List<Right> missing(Right.Use use) {
    return Right.of(use).stream().filter(right -> !allows(right)).toList();
  }
}
