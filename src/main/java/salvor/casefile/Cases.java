package salvor.casefile;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import salvor.baseline.Given;
import salvor.baseline.Verdicts;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;

/** Opens investigations. */
public final class Cases {
  private final EvidenceReader reader;
  private final Judging judging;
  private final Clock clock;

  public Cases(EvidenceReader reader, Judging judging, Jobs jobs, Clock clock) {
    this.reader = reader;
    this.judging = judging;
    this.clock = clock;
  }

  /**
   * Opens evidence, with or without a case folder.
   *
   * <p>Without one, everything is read and nothing is kept. With a new one, everything is read and kept. With one that
   * holds a case, nothing is read again unless the index is missing, damaged or of another version, or evidence or
   * baselines are named that the case does not hold; {@link OpenedCase#notes} says so.
   *
   * @throws CaseUnusable when the case cannot be opened; it says which file, why, and what to do
   * @throws Exception whatever reader and judge throw
   */
  public OpenedCase open(Opening opening, Progress progress) throws Exception {
    List<Path> inputs = new ArrayList<>(opening.evidence());
    inputs.addAll(opening.baselines());
    Given given = reader.read(inputs, progress);
    Verdicts verdicts = judging.judge(given, progress);
    Marks marks = new Marks(given.evidence(), Map.of());
    Edits edits = new Edits(Journal.NONE, Journal.Kept.NOTHING, marks, opening.author(), clock);
    OpenedCase.People people =
        new OpenedCase.People(marks, edits, new WindowState(Journal.NONE, Map.of()), List.of());
    return new OpenedCase(null, given, verdicts, List.of(), () -> people, () -> {});
  }
}
