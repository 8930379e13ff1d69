package salvor.casefile;

import org.jspecify.annotations.Nullable;
import salvor.baseline.Given;
import salvor.baseline.Verdicts;
import salvor.baseline.Window;
import salvor.jobs.Progress;

/** Gives every row of the evidence its verdict. */
@FunctionalInterface
public interface Judging {
  /**
   * Judges all rows against the baselines that were given.
   *
   * @param suspected when the incident was under way, as a person said; null when nobody did
   */
  Verdicts judge(Given given, @Nullable Window suspected, Progress progress) throws Exception;
}
