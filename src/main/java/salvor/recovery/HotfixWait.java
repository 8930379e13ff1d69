package salvor.recovery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import salvor.jobs.Pause;
import salvor.jobs.Progress;
import salvor.workload.ImageDigest;

/**
 * Follows a run to its end, for so long. Trouble that may pass is waited for; other trouble ends
 * it.
 */
public final class HotfixWait {
  private static final Duration BETWEEN = Duration.ofSeconds(5);
  private final HotfixPipeline pipeline;
  private final ImageDigest bad;
  private final InstantSource clock;
  private final Pause pause;

  /**
   * For a pipeline.
   *
   * @param bad the digest that the new one must differ from
   */
  public HotfixWait(HotfixPipeline pipeline, ImageDigest bad, InstantSource clock, Pause pause) {
    this.pipeline = pipeline;
    this.bad = bad;
    this.clock = clock;
    this.pause = pause;
  }

  /** How it came out. */
  public sealed interface End {
    /** The run, as it is known now. */
    default PipelineRun run() {
      return switch (this) {
        case Fixed(PipelineRun run, _) -> run;
        case SameDigest(PipelineRun run) -> run;
        case NotTold(PipelineRun run, _) -> run;
        case Failed(PipelineRun run, _) -> run;
        case GoesOn(PipelineState state) -> state.run();
      };
    }

    /** The run went well and says the digest, which is another than the bad one. */
    record Fixed(PipelineRun run, ImageDigest digest) implements End {}

    /** The run went well, and made the bad image again. */
    record SameDigest(PipelineRun run) implements End {}

    /** The run went well, or cannot be followed: a person must say the digest. */
    record NotTold(PipelineRun run, boolean isWatched) implements End {}

    /** The run failed, or was ended. */
    record Failed(PipelineRun run, String said) implements End {}

    /** It goes on; the time is over. */
    record GoesOn(PipelineState state) implements End {}
  }

  /**
   * Waits.
   *
   * @param told is given each state that differs from the one before
   * @throws PipelineFailure when it does not say, and will not by itself
   * @throws salvor.jobs.JobCancelled when the progress says so; the run goes on
   */
  public End await(
      PipelineRun triggered, Duration limit, Progress progress, Consumer<PipelineState> told)
      throws PipelineFailure {
    Instant end = clock.instant().plus(limit);
    PipelineState state = new PipelineState.NotSeenYet(triggered);
    while (true) {
      progress.at(0, 0, "Following the pipeline");
      Duration wait = BETWEEN;
      try {
        PipelineState now = pipeline.look(state.run());
        if (!now.equals(state)) {
          told.accept(now);
        }
        state = now;
        if (state.isFinal()) {
          return end(state);
        }
      } catch (PipelineFailure failure) {
        wait = waited(failure);
      }
      if (!clock.instant().plus(wait).isBefore(end)) {
        return new End.GoesOn(state);
      }
      pause.last(wait, progress);
    }
  }

  private static Duration waited(PipelineFailure failure) throws PipelineFailure {
    return switch (failure.trouble()) {
      case PipelineTrouble.Busy(Duration after) -> after.compareTo(BETWEEN) > 0 ? after : BETWEEN;
      case PipelineTrouble.Unreachable _ -> BETWEEN;
      case PipelineTrouble.Refused(int code, _) when code >= 500 -> BETWEEN;
      case PipelineTrouble.NoSecret _,
          PipelineTrouble.NotAllowed _,
          PipelineTrouble.NotThere _,
          PipelineTrouble.Refused _,
          PipelineTrouble.PointsElsewhere _,
          PipelineTrouble.NotUnderstood _,
          PipelineTrouble.Ambiguous _,
          PipelineTrouble.CannotDo _,
          PipelineTrouble.OfCluster _ ->
          throw failure;
    };
  }

  private End end(PipelineState state) {
    return switch (state) {
      case PipelineState.Succeeded(PipelineRun run, ImageDigest digest) when digest != null ->
          digest.equals(bad) ? new End.SameDigest(run) : new End.Fixed(run, digest);
      case PipelineState.Succeeded(PipelineRun run, _) -> new End.NotTold(run, true);
      case PipelineState.Unwatched(PipelineRun run) -> new End.NotTold(run, false);
      case PipelineState.Failed(PipelineRun run, String said) -> new End.Failed(run, said);
      case PipelineState.NotSeenYet _, PipelineState.Under _ -> new End.GoesOn(state);
    };
  }
}
