package salvor.casefile;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import salvor.casefile.Edit.Change;
import salvor.casefile.Edit.Entry;
import salvor.casefile.Edit.Kind;
import salvor.casefile.Edit.Slot;
import salvor.casefile.Edit.State;
import salvor.timeline.Milestone;

/**
 * Everything an analyst does to a case. Each call is one edit, durable when it returns, and can be
 * undone, also after the case was closed and opened again. An edit that would change nothing is
 * none, and empty is returned. Safe for many threads; what only reads never waits for the disk.
 *
 * <p>Every method that edits throws {@link CaseUnusable} when the edit cannot be kept; nothing has
 * changed then.
 */
public final class Edits {
  /** Of so many events at most one edit changes something. */
  public static final int MOST_EVENTS = 100_000;

  /** What is known at one moment; nothing of it changes. */
  private record Now(List<Edit> log, OfCase ofCase) {}

  private final Journal journal;
  private final Marks marks;
  private final String author;
  private final Clock clock;
  private final Object writing = new Object();
  private final Map<Slot, Entry> entries; // read and changed by whoever is writing
  private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
  private volatile Now now;

  Edits(Journal journal, Journal.Kept kept, Marks marks, String author, Clock clock) {
    this.journal = journal;
    this.marks = marks;
    this.author = author;
    this.clock = clock;
    this.entries = new HashMap<>(kept.entries());
    this.now = new Now(List.copyOf(kept.log()), OfCase.in(entries));
  }

  /** Gives rows a star. */
  public Optional<Edit> star(int... rows) throws CaseUnusable {
    return edit(slots(Kind.STAR, "", rows), "");
  }

  /** Takes the star from rows. */
  public Optional<Edit> unstar(int... rows) throws CaseUnusable {
    return edit(slots(Kind.STAR, "", rows), null);
  }

  /** Gives rows a tag. */
  public Optional<Edit> tag(String tag, int... rows) throws CaseUnusable {
    return edit(slots(Kind.TAG, tag, rows), "");
  }

  /** Takes a tag from rows. */
  public Optional<Edit> untag(String tag, int... rows) throws CaseUnusable {
    return edit(slots(Kind.TAG, tag, rows), null);
  }

  /** Adds a comment to rows. */
  public Optional<Edit> comment(String text, int... rows) throws CaseUnusable {
    return edit(slots(Kind.COMMENT, UUID.randomUUID().toString(), rows), text);
  }

  /** Replaces the text of a comment. */
  public Optional<Edit> changeComment(int row, String id, String text) throws CaseUnusable {
    return edit(slots(Kind.COMMENT, id, row), text);
  }

  /** Removes a comment. */
  public Optional<Edit> removeComment(int row, String id) throws CaseUnusable {
    return edit(slots(Kind.COMMENT, id, row), null);
  }

  /** Has a row stand for a milestone, in place of the event that stood for it before. */
  public Optional<Edit> milestone(Milestone milestone, int row) throws CaseUnusable {
    return reach(milestone, new Slot(Kind.MILESTONE, marks.event(row), milestone.name()));
  }

  /** Opens a milestone again: no event stands for it. */
  public Optional<Edit> openMilestone(Milestone milestone) throws CaseUnusable {
    return reach(milestone, null);
  }

  /** Accepts rows as normal, for this reason. Their evidence and verdicts stay what they are. */
  public Optional<Edit> accept(String reason, int... rows) throws CaseUnusable {
    return edit(slots(Kind.ACCEPTED, "", rows), reason);
  }

  /** Takes back that rows were accepted as normal. */
  public Optional<Edit> reject(int... rows) throws CaseUnusable {
    return edit(slots(Kind.ACCEPTED, "", rows), null);
  }

  /** Takes everything off a row. */
  public Optional<Edit> clear(int row) throws CaseUnusable {
    EventId event = marks.event(row);
    Optional<Edit> edit;
    synchronized (writing) {
      List<Change> changes = new ArrayList<>();
      entries.forEach((slot, entry) -> {
        if (event.equals(slot.event())) {
          changes.add(new Change(slot, entry, null));
        }
      });
      edit = made(changes);
    }
    return told(edit);
  }

  /** Saves a filter under a name, replacing the one that had the name. */
  public Optional<Edit> saveFilter(String name, String expression) throws CaseUnusable {
    return edit(List.of(new Slot(Kind.FILTER, null, name)), expression);
  }

  /** Removes a saved filter. */
  public Optional<Edit> removeFilter(String name) throws CaseUnusable {
    return edit(List.of(new Slot(Kind.FILTER, null, name)), null);
  }

  /** The saved filters: name to expression. */
  public SortedMap<String, String> filters() {
    return now.ofCase().filters();
  }

  /** Has this be what is known of the clocks, in one edit. */
  public Optional<Edit> clocks(KeptClocks wanted) throws CaseUnusable {
    Optional<Edit> edit;
    synchronized (writing) {
      edit = made(OfCase.clocks(entries, wanted, new Entry("", author, time())));
    }
    return told(edit);
  }

  /** What is known of the clocks of sources. */
  public KeptClocks clocks() {
    return now.ofCase().clocks();
  }

  /** Refuses when what people added is not known: there being none means nothing then. */
  public void require() throws CaseUnusable {
    journal.require();
  }

  /** The same edits of the same evidence in another order of time. */
  Edits on(Marks others) {
    synchronized (writing) {
      return new Edits(
          journal, new Journal.Kept(now.log(), entries, Map.of()), others, author, clock);
    }
  }

  /** What was added, as it stands now. */
  Map<Slot, Entry> entries() {
    synchronized (writing) {
      return Map.copyOf(entries);
    }
  }

  /** Undoes the last edit that holds; empty when there is none. */
  public Optional<Edit> undo() throws CaseUnusable {
    return turn(State.DONE, State.UNDONE);
  }

  /** Does the edit again that was undone last; empty when there is none. */
  public Optional<Edit> redo() throws CaseUnusable {
    return turn(State.UNDONE, State.DONE);
  }

  /** Undoes edits that hold, the last first, down to this one; gives the last one undone. */
  public Optional<Edit> undoTo(long number) throws CaseUnusable {
    Optional<Edit> last = Optional.empty();
    while (undoable().filter(e -> e.number() >= number).isPresent()) {
      last = undo();
    }
    return last;
  }

  /** Does undone edits again, up to this one; gives the last one done. */
  public Optional<Edit> redoTo(long number) throws CaseUnusable {
    Optional<Edit> last = Optional.empty();
    while (redoable().filter(e -> e.number() <= number).isPresent()) {
      last = redo();
    }
    return last;
  }

  /** The edit that {@link #undo} would undo. */
  public Optional<Edit> undoable() {
    return next(now.log(), State.DONE);
  }

  /** The edit that {@link #redo} would do again. */
  public Optional<Edit> redoable() {
    return next(now.log(), State.UNDONE);
  }

  /** Every edit ever made in the case, the oldest first. */
  public List<Edit> log() {
    return now.log();
  }

  /**
   * Has a watcher run after each edit, undo and redo, on the thread that made it; running the
   * result ends that.
   */
  public Runnable watch(Runnable watcher) {
    watchers.add(watcher);
    return () -> watchers.remove(watcher);
  }

  private List<Slot> slots(Kind kind, String name, int... rows) {
    if (rows.length > MOST_EVENTS) {
      throw new IllegalArgumentException(rows.length + " events in one edit");
    }
    return IntStream.of(rows)
        .mapToObj(row -> new Slot(kind, marks.event(row), name))
        .distinct()
        .toList();
  }

  private Optional<Edit> edit(List<Slot> slots, @Nullable String text) throws CaseUnusable {
    Optional<Edit> edit;
    synchronized (writing) {
      Entry after = text == null ? null : new Entry(text, author, time());
      List<Change> changes = new ArrayList<>();
      for (Slot slot : slots) {
        Entry before = entries.get(slot);
        if (text == null ? before != null : before == null || !before.text().equals(text)) {
          changes.add(new Change(slot, before, after));
        }
      }
      edit = made(changes);
    }
    return told(edit);
  }

  /** An event that stood for it and one that stands for it now: both in one edit. */
  private Optional<Edit> reach(Milestone milestone, @Nullable Slot there) throws CaseUnusable {
    Optional<Edit> edit;
    synchronized (writing) {
      List<Change> changes = new ArrayList<>();
      entries.forEach((slot, entry) -> {
        boolean same = slot.kind() == Kind.MILESTONE && slot.name().equals(milestone.name());
        if (same && !slot.equals(there)) {
          changes.add(new Change(slot, entry, null));
        }
      });
      if (there != null && !entries.containsKey(there)) {
        changes.add(new Change(there, null, new Entry("", author, time())));
      }
      edit = made(changes);
    }
    return told(edit);
  }

  private Instant time() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private Optional<Edit> made(List<Change> changes) throws CaseUnusable {
    if (changes.isEmpty()) {
      return Optional.empty();
    }
    List<Edit> log = new ArrayList<>(now.log());
    Edit edit = new Edit(log.size() + 1L, author, time(), State.DONE, changes);
    List<Edit> dropped =
        log.stream().filter(e -> e.state() == State.UNDONE).map(e -> e.in(State.DROPPED)).toList();
    journal.added(edit, dropped);
    dropped.forEach(e -> log.set((int) e.number() - 1, e));
    log.add(edit);
    show(edit, log);
    return Optional.of(edit);
  }

  private Optional<Edit> turn(State from, State to) throws CaseUnusable {
    Optional<Edit> edit;
    synchronized (writing) {
      Optional<Edit> found = next(now.log(), from);
      if (found.isEmpty()) {
        return found;
      }
      Edit turned = found.get().in(to);
      journal.turned(turned);
      List<Edit> log = new ArrayList<>(now.log());
      log.set((int) turned.number() - 1, turned);
      show(turned, log);
      edit = Optional.of(turned);
    }
    return told(edit);
  }

  private void show(Edit edit, List<Edit> log) {
    boolean after = edit.state() == State.DONE;
    for (Change change : edit.changes()) {
      Entry entry = after ? change.after() : change.before();
      if (entry == null) {
        entries.remove(change.slot());
      } else {
        entries.put(change.slot(), entry);
      }
    }
    marks.set(edit.changes(), after);
    now = new Now(List.copyOf(log), edit.events() == 0 ? OfCase.in(entries) : now.ofCase());
  }

  private Optional<Edit> told(Optional<Edit> edit) {
    if (edit.isPresent()) {
      watchers.forEach(Runnable::run);
    }
    return edit;
  }

  /** The last one done, or the first one undone: what the next turn is about. */
  private static Optional<Edit> next(List<Edit> log, State wanted) {
    Edit found = null;
    for (int i = log.size() - 1; i >= 0; i--) {
      if (log.get(i).state() == wanted) {
        found = log.get(i);
        if (wanted == State.DONE) {
          break;
        }
      }
    }
    return Optional.ofNullable(found);
  }
}
