package salvor.recovery;

import java.time.Duration;
import salvor.cluster.Trouble;

/**
 * Why a pipeline does not do what it should; {@code report} has the sentence. No secret is in it.
 */
public sealed interface PipelineTrouble {
  /** Whether what was asked for may have been done all the same. */
  default boolean mayBeDone() {
    return switch (this) {
      case Unreachable _, NotUnderstood _ -> true;
      case Refused(int code, _) -> code >= 500;
      case OfCluster(Trouble why) ->
          why instanceof Trouble.Unreachable
              || why instanceof Trouble.TimedOut
              || why instanceof Trouble.Silent
              || (why instanceof Trouble.Refused refused && refused.code() >= 500)
              || why instanceof Trouble.NotKubernetes
              || why instanceof Trouble.Other;
      case NoSecret _,
          NotAllowed _,
          NotThere _,
          Busy _,
          PointsElsewhere _,
          Ambiguous _,
          CannotDo _ ->
          false;
    };
  }

  /** The variable or file does not hold the secret. */
  record NoSecret(SecretRef of) implements PipelineTrouble {}

  /** 401 or 403: the token is not taken, or may not do it. */
  record NotAllowed(int code, String said) implements PipelineTrouble {}

  /** 404: no such repository, workflow, project or run, or the token must not see it. */
  record NotThere(String path) implements PipelineTrouble {}

  /** 429 or 503: it asks to wait. */
  record Busy(Duration after) implements PipelineTrouble {}

  /** Another code. */
  record Refused(int code, String said) implements PipelineTrouble {}

  /** It points elsewhere, where no token of ours is sent. */
  record PointsElsewhere(String to) implements PipelineTrouble {}

  /** No connection, or none that can be trusted. */
  record Unreachable(String said) implements PipelineTrouble {}

  /** What it answers is not what such a system answers. */
  record NotUnderstood(String said) implements PipelineTrouble {}

  /** Several runs may be the one that was triggered. */
  record Ambiguous(int runs) implements PipelineTrouble {}

  /** It knows no way to do this. */
  record CannotDo() implements PipelineTrouble {}

  /** The cluster did not do it. */
  record OfCluster(Trouble why) implements PipelineTrouble {}
}
