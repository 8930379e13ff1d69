package salvor.recovery;

import org.jspecify.annotations.Nullable;
import salvor.workload.ImageDigest;

/** How far a run is. */
public sealed interface PipelineState {
  /** The run, as it is known now: its id may have been found since. */
  PipelineRun run();

  /** It was triggered, and is not seen yet. */
  record NotSeenYet(PipelineRun run) implements PipelineState {}

  /** It waits or runs; with what the system calls that. */
  record Under(PipelineRun run, String said) implements PipelineState {}

  /**
   * It went well.
   *
   * @param digest of the image it made; null where it does not say, and a person must
   */
  record Succeeded(PipelineRun run, @Nullable ImageDigest digest) implements PipelineState {}

  /** It failed, or was ended; with what the system says. */
  record Failed(PipelineRun run, String said) implements PipelineState {}

  /** It cannot be followed: a person says when it is through, and the digest. */
  record Unwatched(PipelineRun run) implements PipelineState {}

  /** Whether it comes to no other end by itself. */
  default boolean isFinal() {
    return switch (this) {
      case NotSeenYet _, Under _ -> false;
      case Succeeded _, Failed _, Unwatched _ -> true;
    };
  }
}
