package salvor.casefile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Profile;
import salvor.baseline.Verdicts;
import salvor.baseline.Window;
import salvor.custody.bundle.Parentage;
import salvor.evidence.ClockOffsets;
import salvor.evidence.Evidence;
import salvor.jobs.Progress;
import salvor.timeline.Contamination;

/**
 * An investigation that is open. Evidence and verdicts are there at once; what people added comes
 * from a database that may still be starting: {@link #marks}, {@link #edits}, {@link #state},
 * {@link #notes} and {@link #close} wait for it, half a second at most. When the database cannot be
 * used they are empty and every edit throws; {@link #notes} says so.
 */
public final class OpenedCase implements AutoCloseable {
  /** Gives what people added, waiting for it. */
  interface Waiting {
    People people();

    /** Begins what {@link #people} would wait for. */
    default void begin() {}
  }

  private final @Nullable Path folder;
  private final Recorded recorded;
  private final Recorded shown;
  private final List<CaseNote> notes;
  private final Custody custody;
  private final Waiting waiting;
  private final AutoCloseable closing;

  /** What is written down of it, and the sealed bundles among its evidence. */
  record Custody(CaseCustody of, List<VerifiedBundle> bundles) {}

  OpenedCase(
      @Nullable Path folder,
      Recorded recorded,
      Recorded shown,
      List<CaseNote> notes,
      Custody custody,
      Waiting waiting,
      AutoCloseable closing) {
    this.folder = folder;
    this.recorded = recorded;
    this.shown = shown;
    this.notes = List.copyOf(notes);
    this.custody = custody;
    this.waiting = waiting;
    this.closing = closing;
  }

  /** The files that say what the columns of its tables mean, the latest last. */
  public List<Path> mappings() {
    try {
      return folder == null ? List.of() : new KeptMappings(folder).all();
    } catch (CaseUnusable _) {
      return List.of(); // the next opening says so
    }
  }

  /** Keeps another; its tables are read by it when it is opened again. */
  public void keepMapping(String mapping) throws CaseUnusable {
    if (folder != null) {
      new KeptMappings(folder).keep(mapping.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Begins to read what people added, beside what is done with the evidence. */
  public void prepare() {
    waiting.begin();
  }

  /** The case folder; empty when nothing is kept. */
  public Optional<Path> folder() {
    return Optional.ofNullable(folder);
  }

  /** What is written down of what is done with it. */
  public CaseCustody custody() {
    return custody.of();
  }

  /**
   * What a part of its evidence comes from, as {@link Parentage} tells it: the case, or each of
   * what was given where nothing is kept.
   */
  public Map<String, String> parents() throws IOException {
    if (folder != null) {
      return Parentage.of(folder);
    }
    Map<String, String> parents = new TreeMap<>();
    List<Path> given = custody.of().given();
    for (int i = 0; i < given.size(); i++) {
      String which = given.size() == 1 ? "" : (i + 1) + ".";
      Parentage.of(given.get(i)).forEach((key, value) -> parents.put(which + key, value));
    }
    return parents;
  }

  /** The sealed bundles among its evidence, as they were verified. */
  public List<VerifiedBundle> bundles() {
    return custody.bundles();
  }

  /** Sources, observations and what is known of the cluster. */
  public Evidence evidence() {
    return shown.given().evidence();
  }

  /** The baselines that the verdicts were given by. */
  public List<Profile> baselines() {
    return shown.given().baselines();
  }

  /** The verdict on each row. */
  public Verdicts verdicts() {
    return shown.verdicts();
  }

  /** The marks of the observations. */
  public Marks marks() {
    return waiting.people().marks();
  }

  /** What analysts do, with undo and redo; saved filters too. */
  public Edits edits() {
    return waiting.people().edits();
  }

  /**
   * What the people said that decides times and verdicts.
   *
   * @param clocks the offsets and zones of clocks
   * @param suspected when the incident was under way; null when nobody said so, or when no baseline
   *     was learned in that time
   */
  public record Basis(ClockOffsets clocks, @Nullable Window suspected) {}

  /** What is in force, by the edits. */
  public Basis basis() {
    return new Basis(clocks(), suspected());
  }

  /** Whether what is in force is not what it is shown by. */
  public boolean isOutOfTime() {
    return !basis().equals(new Basis(evidence().observations().clocks(), shown.suspected()));
  }

  private @Nullable Window suspected() {
    return Contamination.suspected(marks().milestones(), baselines(), evidence().observations())
        .orElse(null);
  }

  /** The offsets of clocks that are in force, by the edits. */
  public ClockOffsets clocks() {
    return edits().clocks().of(evidence().sources());
  }

  /**
   * The same case with its events at the times, in the order and judged by the offsets and the time
   * of the incident that are in force. This one must not be edited any more when the other is;
   * either closes both.
   *
   * @throws ClockOffsets.Unusable when a time would leave the years that can be told
   * @throws salvor.jobs.JobCancelled when asked to stop
   */
  public OpenedCase retimed(Progress progress) throws Exception {
    Recorded now = recorded.at(clocks(), suspected(), progress);
    People people = waiting.people().on(now.given().evidence());
    List<CaseNote> still = notes.stream().filter(note -> !note.about().isOfTimes()).toList();
    return new OpenedCase(folder, recorded, now, still, custody, () -> people, closing);
  }

  /**
   * What would be if these were the offsets in force.
   *
   * @throws ClockOffsets.Unusable when a time would leave the years that can be told
   * @throws salvor.jobs.JobCancelled when asked to stop
   */
  public RetimingPreview preview(ClockOffsets offsets, Progress progress) throws Exception {
    return RetimingPreview.of(shown, recorded.at(offsets, shown.suspected(), progress));
  }

  /** The saved filters: name to expression. */
  public SortedMap<String, String> savedFilters() {
    return edits().filters();
  }

  /** How the window was left. */
  public WindowState state() {
    return waiting.people().state();
  }

  /**
   * What an investigator should know about the case as it was opened: rebuilt, moved, changed,
   * missing.
   */
  public List<CaseNote> notes() {
    List<CaseNote> all = new ArrayList<>(notes);
    all.addAll(waiting.people().notes());
    KeptClocks kept = edits().clocks();
    for (String gone : kept.withoutSource(evidence().sources())) {
      all.add(new CaseNote(CaseNote.About.CLOCK_WITHOUT_SOURCE, gone, kept.words(gone)));
    }
    return all;
  }

  /** Ends the work with the case and gives its folder free. Everything was stored before. */
  @Override
  public void close() throws CaseUnusable {
    try {
      closing.close();
    } catch (CaseUnusable e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
