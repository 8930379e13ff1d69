package salvor.containment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All targets, tried once.
 *
 * @param sent when it was asked for, by our clock
 * @param answered when all was told, by our clock
 * @param timeout how long each had
 */
public record ProbeRound(
    Instant sent, Instant answered, Duration timeout, List<ProbeAnswer> answers) {
  /** Copies the list. */
  public ProbeRound {
    answers = List.copyOf(answers);
  }

  /** What came of a target. */
  public Optional<ProbeAnswer> of(ProbeTarget target) {
    return answers.stream().filter(answer -> answer.target().equals(target.word())).findFirst();
  }

  /**
   * When something was tried, by our clock. The node's clock may be wrong: a time of it that lies
   * outside of the round is not taken, but the round's end, so that nothing is dated too early.
   */
  public Instant when(ProbeAnswer answer) {
    Instant at = answer.at();
    return at != null && !at.isBefore(sent) && !at.isAfter(answered) ? at : answered;
  }
}
