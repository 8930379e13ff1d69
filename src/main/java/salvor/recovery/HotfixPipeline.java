package salvor.recovery;

import java.time.Instant;
import java.util.Set;

/**
 * What rebuilds an image, as the team has it. A call takes the time it takes, at most half a
 * minute.
 */
public interface HotfixPipeline {
  /**
   * What runs there already and could be taken for a run that is triggered now, by what the system
   * calls it; nothing where a run tells its mark.
   *
   * @param at when, by our clock
   * @throws PipelineFailure when it does not say
   */
  default Set<String> before(Instant at) throws PipelineFailure {
    return Set.of();
  }

  /**
   * Has the image rebuilt.
   *
   * @param mark by which the run is told from others
   * @param at when, by our clock
   * @throws PipelineFailure when it was not triggered, or did not say so
   */
  PipelineRun trigger(String mark, Instant at) throws PipelineFailure;

  /**
   * How far a run is.
   *
   * @throws PipelineFailure when it does not say
   */
  PipelineState look(PipelineRun run) throws PipelineFailure;

  /**
   * Has a run ended.
   *
   * @throws PipelineFailure when it is not, or there is no way to
   */
  void cancel(PipelineRun run) throws PipelineFailure;
}
