package salvor.workbench.triage;

import org.jspecify.annotations.Nullable;
import salvor.casefile.Acceptance;
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
   * @param of those of its workload that stand with it
   * @param accepted how far it was accepted as normal, null when nobody accepted anything of it
   * @param dimmed whether the filter leaves nothing of it
   */
  record Card(
      Finding finding,
      int alike,
      WorkloadFindings of,
      @Nullable Acceptance accepted,
      boolean dimmed)
      implements FindingRow {
    /** Whether all of it was accepted, so that it stands apart. */
    boolean apart() {
      return accepted != null && accepted.whole();
    }
  }

  /**
   * The last heading, over the findings of which everything was accepted as normal.
   *
   * @param count how many there are
   * @param open whether they stand below it
   */
  record Apart(int count, boolean open) implements FindingRow {}
}
