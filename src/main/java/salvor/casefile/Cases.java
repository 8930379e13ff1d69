package salvor.casefile;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import salvor.baseline.Given;
import salvor.casefile.CaseUnusable.Problem;
import salvor.custody.CaseLedger;
import salvor.custody.bundle.BundleCheck;
import salvor.evidence.ClockOffsets;
import salvor.evidence.Evidence;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;

/** Opens investigations. */
public final class Cases {
  private final EvidenceReader reader;
  private final Judging judging;
  private final Clock clock;
  private final Jobs jobs = new Jobs();
  private final IndexWriter writer;
  private final BundleGate.Trusting trusting;

  /** Opens those of a user who takes no key for anybody's. */
  public Cases(EvidenceReader reader, Judging judging, Clock clock) {
    this(reader, judging, clock, CaseFolder::create);
  }

  /**
   * Opens them.
   *
   * @param trusting whose word counts where a sealed bundle is opened
   */
  public Cases(EvidenceReader reader, Judging judging, Clock clock, BundleGate.Trusting trusting) {
    this(reader, judging, clock, CaseFolder::create, trusting);
  }

  Cases(EvidenceReader reader, Judging judging, Clock clock, IndexWriter.Opener opener) {
    this(reader, judging, clock, opener, () -> BundleCheck.Trusted.NOBODY);
  }

  private Cases(
      EvidenceReader reader,
      Judging judging,
      Clock clock,
      IndexWriter.Opener opener,
      BundleGate.Trusting trusting) {
    this.trusting = trusting;
    this.reader = reader;
    this.judging = judging;
    this.clock = clock;
    this.writer = new IndexWriter(opener);
  }

  /**
   * Opens evidence, with or without a case folder.
   *
   * <p>Without one, everything is read and nothing is kept. With a new one, everything is read and
   * kept. With one that holds a case, nothing is read again unless the index is missing, damaged or
   * of another version, or evidence or baselines are named that the case does not hold; {@link
   * OpenedCase#notes} says so. A case only grows: evidence that it holds cannot be left out. No
   * evidence, or no baselines, means those that it holds.
   *
   * @throws salvor.evidence.ClockOffsets.Unusable when an offset cannot be set
   * @throws BundleDoubted when a sealed bundle is not valid, and no reason is given
   * @throws CaseUnusable when the case cannot be opened; it says which file, why, and what to do
   * @throws Exception whatever reader and judge throw
   */
  public OpenedCase open(Opening opening, Progress progress) throws Exception {
    Path folder = opening.folder();
    if (folder == null) {
      List<VerifiedBundle> bundles =
          gate(CaseLedger.NONE, opening).pass(opening.evidence(), progress);
      List<Path> inputs = new ArrayList<>(opening.evidence());
      inputs.addAll(opening.baselines());
      inputs.addAll(opening.mappings());
      Given given = shifted(reader.read(inputs, progress), opening, progress);
      Recorded recorded = new Recorded(given, judging.judge(given, null, progress), judging);
      People people =
          People.kept(
              given.evidence(), Journal.NONE, Journal.Kept.NOTHING, opening.author(), clock);
      return new OpenedCase(
          null,
          recorded,
          recorded,
          List.of(),
          new OpenedCase.Custody(CaseCustody.none(opening.evidence()), bundles),
          () -> people,
          () -> {});
    }
    if (opening.evidence().isEmpty() && !CaseFolder.isCase(folder)) {
      throw new CaseUnusable(folder.toAbsolutePath().normalize(), Problem.NO_CASE);
    }
    CaseFolder home = CaseFolder.at(folder, opening.evidence());
    FolderLock lock = FolderLock.take(home, clock.instant());
    CaseLedger ledger = CaseLedger.in(home.path(), clock);
    CaseOpening work =
        new CaseOpening(
            home,
            lock,
            new DatabaseStart(home, jobs),
            new CaseCustody(ledger, opening.author(), opening.reason()),
            gate(ledger, opening),
            jobs);
    try {
      return work.open(opening, reader, judging, writer, clock, progress);
    } catch (Throwable cause) { // whatever it was, the folder is free again for the next attempt
      work.abandon(cause);
      throw cause;
    }
  }

  private BundleGate gate(CaseLedger ledger, Opening opening) {
    return new BundleGate(ledger, trusting, clock, opening.reason());
  }

  private Given shifted(Given given, Opening opening, Progress progress)
      throws ClockOffsets.Unusable {
    Evidence read = given.evidence();
    ClockOffsets offsets = ClockOffsets.named(opening.offsets(), opening.zones(), read.sources());
    if (offsets.isEmpty()) {
      return given;
    }
    progress.at(0, 0, "Putting in order");
    return new Given(read.shifted(offsets), given.baselines());
  }
}
