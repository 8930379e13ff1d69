package salvor.casefile;

import salvor.baseline.Given;
import salvor.baseline.Verdicts;
import salvor.jobs.Progress;

/** Gives every row of the evidence its verdict. */
@FunctionalInterface
public interface Judging {
  /** Judges all rows against the baselines that were given. */
  Verdicts judge(Given given, Progress progress) throws Exception;
}
