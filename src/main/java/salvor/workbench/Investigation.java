package salvor.workbench;

import java.util.List;
import salvor.baseline.Matching;
import salvor.casefile.OpenedCase;
import salvor.evidence.RawRecords;
import salvor.triage.Finding;

/**
 * What the window shows.
 *
 * @param name what the investigation is called: the case's or the evidence's name
 * @param opened evidence, verdicts and what people added
 * @param matching which baseline applies where
 * @param findings the worst first
 * @param records gives raw records
 */
public record Investigation(
    String name, OpenedCase opened, Matching matching, List<Finding> findings, RawRecords records) {
  public Investigation {
    findings = List.copyOf(findings);
  }
}
