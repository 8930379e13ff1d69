package salvor.casefile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Given;
import salvor.baseline.Profile;
import salvor.baseline.Verdicts;
import salvor.evidence.Evidence;

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
  }

  private final @Nullable Path folder;
  private final Given given;
  private final Verdicts verdicts;
  private final List<CaseNote> notes;
  private final Waiting waiting;
  private final AutoCloseable closing;

  OpenedCase(
      @Nullable Path folder,
      Given given,
      Verdicts verdicts,
      List<CaseNote> notes,
      Waiting waiting,
      AutoCloseable closing) {
    this.folder = folder;
    this.given = given;
    this.verdicts = verdicts;
    this.notes = List.copyOf(notes);
    this.waiting = waiting;
    this.closing = closing;
  }

  /** The case folder; empty when nothing is kept. */
  public Optional<Path> folder() {
    return Optional.ofNullable(folder);
  }

  /** Sources, observations and what is known of the cluster. */
  public Evidence evidence() {
    return given.evidence();
  }

  /** The baselines that the verdicts were given by. */
  public List<Profile> baselines() {
    return given.baselines();
  }

  /** The verdict on each row. */
  public Verdicts verdicts() {
    return verdicts;
  }

  /** The marks of the observations. */
  public Marks marks() {
    return waiting.people().marks();
  }

  /** What analysts do, with undo and redo; saved filters too. */
  public Edits edits() {
    return waiting.people().edits();
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
