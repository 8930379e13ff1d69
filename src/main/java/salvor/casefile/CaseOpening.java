package salvor.casefile;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Given;
import salvor.baseline.Verdicts;
import salvor.casefile.CaseNote.About;
import salvor.casefile.CaseUnusable.Problem;
import salvor.evidence.ClockOffsets;
import salvor.evidence.Evidence;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;

/**
 * Opens a case folder whose lock is taken.
 *
 * <p>An import goes: {@code import.pending} names what will be read; everything is read and judged;
 * the index is put in its place by one rename; the database records the sources in one transaction;
 * {@code import.pending} goes. While that file exists nothing of the index is believed, so a
 * program killed at any moment leaves either the old case or one whose import begins anew.
 */
final class CaseOpening {
  private final CaseFolder folder;
  private final FolderLock lock;
  private final DatabaseStart database;
  private final CaseCustody custody;
  private final BundleGate gate;
  private final Jobs jobs;
  private final List<CaseNote> notes = new ArrayList<>();
  private List<VerifiedBundle> bundles = List.of();

  CaseOpening(
      CaseFolder folder,
      FolderLock lock,
      DatabaseStart database,
      CaseCustody custody,
      BundleGate gate,
      Jobs jobs) {
    this.folder = folder;
    this.lock = lock;
    this.database = database;
    this.custody = custody;
    this.gate = gate;
    this.jobs = jobs;
  }

  OpenedCase open(
      Opening opening,
      EvidenceReader reader,
      Judging judging,
      IndexWriter writer,
      Clock clock,
      Progress progress)
      throws Exception {
    folder.removeLeftovers();
    if (!folder.areClocksRight()) {
      database.start(); // beside the index: it has to be asked before the evidence is shown
    }
    IndexReader.Opened index = index();
    Inputs before = before(index);
    List<Path> evidence = mappings().keeping(opening.mappings()).beside(evidence(opening, before));
    bundles = gate.pass(evidence, progress);
    List<Path> baselines =
        opening.baselines().isEmpty() && before != null
            ? before.paths(true, folder.path())
            : opening.baselines();
    SourceCheck check =
        index != null && sameInputs(before, evidence, baselines)
            ? new SourceCheck(folder, index.stored(), progress)
            : null;
    boolean more = check != null && !opening.evidence().isEmpty() && check.isOnlyMore();
    if (index != null && check != null && !more) {
      notes.addAll(check.notes());
      Evidence found =
          new Evidence(check.sources(), index.observations(), index.stored().inventory());
      Given given = new Given(found, index.stored().baselines());
      custody.opened(index.stored().inputs(), folder, found.observations().size(), notes, jobs);
      return opened(
          new Recorded(given, index.verdicts(), judging), index.stored(), opening, clock, progress);
    }
    if (index != null) {
      About about = more ? About.INPUTS_ARE_MORE : About.INPUTS_CHANGED;
      notes.add(new CaseNote(about, folder.path().toString(), ""));
    }
    Inputs.requireAll(evidence, baselines);
    database.start();
    Inputs inputs = Inputs.look(evidence, baselines, folder.path());
    folder.beginImport(inputs);
    Given given;
    Verdicts verdicts;
    Stored stored;
    try {
      List<Path> all = new ArrayList<>(evidence);
      all.addAll(baselines);
      given = reader.read(all, progress);
      verdicts = judging.judge(given, null, progress);
      stored = stored(inputs, given, verdicts);
      writer.write(folder.index(), given.evidence().observations(), verdicts, stored, progress);
    } catch (Throwable cause) {
      if (index != null) { // not replaced yet: the case stays whole
        folder.endImport();
      }
      throw cause;
    }
    if (database.await() instanceof JobState.Succeeded<CaseDatabase>(CaseDatabase ready)) {
      ready.imported(stored);
    }
    custody.imported(stored.inputs(), folder, notes);
    folder.endImport();
    return opened(mapped(new Recorded(given, verdicts, judging)), stored, opening, clock, progress);
  }

  /** What was imported, as it stands in the index: on the heap it would take 78 bytes a row. */
  private Recorded mapped(Recorded read) {
    try {
      IndexReader.Opened index = IndexReader.map(folder.index());
      Evidence was = read.given().evidence();
      Evidence evidence = new Evidence(was.sources(), index.observations(), was.inventory());
      return new Recorded(
          new Given(evidence, read.given().baselines()), index.verdicts(), read.judging());
    } catch (IndexUnusable _) { // it is as good on the heap, only larger
      return read;
    }
  }

  private Stored stored(Inputs inputs, Given given, Verdicts verdicts) throws java.io.IOException {
    Evidence evidence = given.evidence();
    return new Stored(
        SourceCheck.hashed(inputs, evidence.sources(), folder),
        evidence.sources(),
        evidence.inventory(),
        given.baselines(),
        verdicts.judgements());
  }

  /** The index, when it can be believed; else null and a note. */
  private IndexReader.@Nullable Opened index() {
    if (folder.isImporting()) {
      notes.add(new CaseNote(About.IMPORT_WAS_INTERRUPTED, folder.path().toString(), ""));
      return null;
    }
    try {
      return IndexReader.open(folder.index());
    } catch (IndexUnusable e) {
      notes.add(new CaseNote(e.about(), folder.index().toString(), e.detail()));
      return null;
    }
  }

  /** What the case was made from; null when it is new. A new case has no index to be missed. */
  private @Nullable Inputs before(IndexReader.@Nullable Opened index) throws CaseUnusable {
    if (index != null) {
      return index.stored().inputs();
    }
    Inputs pending = folder.importing();
    if (pending != null) {
      return pending;
    }
    Inputs recorded =
        database.await() instanceof JobState.Succeeded<CaseDatabase>(CaseDatabase ready)
            ? ready.inputs()
            : null;
    if (recorded == null && !Files.exists(folder.index())) {
      notes.removeIf(note -> note.about() == About.INDEX_MISSING);
    }
    return recorded;
  }

  private List<Path> evidence(Opening opening, @Nullable Inputs before) throws CaseUnusable {
    if (opening.evidence().isEmpty()) {
      if (before == null) {
        if (database.await() instanceof JobState.Failed<CaseDatabase>(CaseUnusable reason)) {
          throw reason;
        }
        throw new CaseUnusable(folder.path(), Problem.NO_CASE);
      }
      return before.paths(false, folder.path());
    }
    Path left =
        before == null
            ? null
            : before.notAmong(mappings().beside(opening.evidence()), folder.path());
    if (left != null) {
      throw new CaseUnusable(folder.path(), Problem.OTHER_EVIDENCE, left.toString(), null);
    }
    return opening.evidence();
  }

  private KeptMappings mappings() {
    return new KeptMappings(folder.path());
  }

  private boolean sameInputs(@Nullable Inputs before, List<Path> evidence, List<Path> baselines) {
    return before != null
        && before.same(evidence, false, folder.path())
        && before.same(baselines, true, folder.path());
  }

  private OpenedCase opened(
      Recorded recorded, Stored stored, Opening opening, Clock clock, Progress progress)
      throws Exception {
    Recorded shown = shown(recorded, progress);
    Waiting waiting =
        new Waiting(
            folder, database, shown.given().evidence(), stored, opening.author(), clock, custody);
    return new OpenedCase(
        folder.path(),
        recorded,
        shown,
        notes,
        new OpenedCase.Custody(custody, bundles),
        waiting,
        this::close);
  }

  /** What was recorded, by the offsets that the case keeps. */
  private Recorded shown(Recorded recorded, Progress progress) throws Exception {
    if (folder.areClocksRight()
        || !(database.await() instanceof JobState.Succeeded<CaseDatabase>(CaseDatabase ready))) {
      return recorded;
    }
    KeptClocks clocks;
    try {
      clocks = ready.clocks();
      if (clocks.isEmpty()) {
        tellFolder(folder, true);
        return recorded;
      }
      ready.inputs();
      ready.kept(); // with which it can be undone
    } catch (CaseUnusable _) {
      return recorded; // which is said when people are asked for
    }
    try {
      return recorded.at(clocks.of(recorded.given().evidence().sources()), null, progress);
    } catch (ClockOffsets.Unusable none) { // no offset is kept that was not tried
      notes.add(new CaseNote(About.CLOCK_NOT_SET, none.source(), ""));
      return recorded;
    }
  }

  /** That only saves time at the next opening: where it cannot be kept nothing else fails. */
  private static void tellFolder(CaseFolder folder, boolean right) {
    try {
      folder.setClocksRight(right);
    } catch (CaseUnusable _) {
      // the database knows it, and is asked before an edit relies on it
    }
  }

  private void close() throws Exception {
    try (lock) {
      custody.close();
      database.close();
    }
  }

  void abandon(Throwable cause) {
    try {
      close();
    } catch (Exception e) {
      cause.addSuppressed(e);
    }
  }

  /** Reads what people added, once, when it is first asked for. */
  private static final class Waiting implements OpenedCase.Waiting {
    private final CaseFolder folder;
    private final DatabaseStart database;
    private final Evidence evidence;
    private final Stored stored;
    private final String author;
    private final Clock clock;
    private final CaseCustody custody;
    private @Nullable People people;

    Waiting(
        CaseFolder folder,
        DatabaseStart database,
        Evidence evidence,
        Stored stored,
        String author,
        Clock clock,
        CaseCustody custody) {
      this.custody = custody;
      this.folder = folder;
      this.database = database;
      this.evidence = evidence;
      this.stored = stored;
      this.author = author;
      this.clock = clock;
    }

    @Override
    public void begin() {
      database.start();
    }

    @Override
    public synchronized People people() {
      People known = people;
      if (known == null) {
        known = read();
        people = known;
      }
      return known;
    }

    private People read() {
      return switch (database.await()) {
        case JobState.Succeeded<CaseDatabase>(CaseDatabase ready) -> read(ready);
        case JobState.Failed<CaseDatabase>(CaseUnusable reason) ->
            People.unusable(evidence, reason, author, clock);
        case JobState.Failed<CaseDatabase>(Throwable cause) ->
            throw new IllegalStateException(cause);
        case JobState.Cancelled<CaseDatabase> _,
            JobState.Waiting<CaseDatabase> _,
            JobState.Running<CaseDatabase> _ ->
            throw new IllegalStateException("the database was not opened");
      };
    }

    private People read(CaseDatabase ready) {
      try {
        if (ready.inputs()
            == null) { // the database was moved away, and this is a new one beside the old index
          ready.imported(stored);
        }
        People people =
            People.kept(evidence, new NotedJournal(ready, custody), ready.kept(), author, clock);
        ClockOffsets kept = people.edits().clocks().of(evidence.sources());
        if (kept.equals(evidence.observations().clocks())) {
          return people;
        }
        tellFolder(folder, false); // another program put this database here
        CaseNote note =
            new CaseNote(CaseNote.About.CLOCKS_OUT_OF_DATE, folder.path().toString(), "");
        return new People(people.marks(), people.edits(), people.state(), List.of(note));
      } catch (CaseUnusable reason) {
        return People.unusable(evidence, reason, author, clock);
      }
    }
  }
}
