package salvor.workbench;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Matching;
import salvor.casefile.EvidenceReader;
import salvor.casefile.OpenedCase;
import salvor.evidence.RawRecords;
import salvor.jobs.Progress;
import salvor.triage.Finding;
import salvor.triage.Findings;

/**
 * What the window shows.
 *
 * @param name what the investigation is called: the case's or the evidence's name
 * @param opened evidence, verdicts and what people added
 * @param matching which baseline applies where
 * @param findings the worst first
 * @param records gives raw records
 * @param reader reads evidence again, as this was read
 */
public record Investigation(
    String name,
    OpenedCase opened,
    Matching matching,
    List<Finding> findings,
    RawRecords records,
    EvidenceReader reader) {
  public Investigation {
    findings = List.copyOf(findings);
  }

  /** Its name, as far as every file system takes it. */
  String fileName() {
    return name.replaceAll("[^A-Za-z0-9._-]+", "-");
  }

  /** Whether it is kept in this folder. */
  boolean isIn(@Nullable Path folder) {
    return folder != null
        && opened.folder().filter(own -> absolute(own).equals(absolute(folder))).isPresent();
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  /** Whether it is shown by the offsets of clocks that are in force. */
  boolean isInTime() {
    return !opened.isOutOfTime();
  }

  /**
   * The same by the offsets of clocks that are in force.
   *
   * @throws salvor.jobs.JobCancelled when asked to stop
   */
  Investigation retimed(Progress progress) throws Exception {
    OpenedCase moved = opened.retimed(progress);
    progress.at(0, 0, "Looking for findings");
    return new Investigation(
        name,
        moved,
        matching,
        Findings.of(moved.evidence(), moved.verdicts(), matching),
        records,
        reader);
  }
}
