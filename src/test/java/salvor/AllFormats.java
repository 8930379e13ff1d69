package salvor;

import salvor.baseline.Given;
import salvor.baseline.Verdicts;
import salvor.casefile.EvidenceReader;
import salvor.jobs.Progress;

/** What the product reads and judges with, for tests that stand elsewhere. */
public final class AllFormats {
  private AllFormats() {}

  /** Reads every format that Salvor knows. */
  public static EvidenceReader reader() {
    return Salvor.reader();
  }

  /** Judges what was read. */
  public static Verdicts judge(Given given) {
    return Salvor.judge(given, null, Progress.NONE);
  }
}
