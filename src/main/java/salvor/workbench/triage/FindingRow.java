package salvor.workbench.triage;

import salvor.triage.Finding;
import salvor.triage.WorkloadFindings;

/** A line of the list of findings. */
public sealed interface FindingRow {
  /**
   * The heading over the findings of a workload.
   *
   * @param open whether they stand below it
   */
  record Heading(WorkloadFindings of, boolean open) implements FindingRow {}

  /**
   * A finding.
   *
   * @param alike so many characters of its command are those of another finding below the heading
   * @param of the heading it stands below
   */
  record Card(Finding finding, int alike, WorkloadFindings of) implements FindingRow {}
}
