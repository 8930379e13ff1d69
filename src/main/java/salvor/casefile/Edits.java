package salvor.casefile;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import salvor.casefile.Edit.Change;
import salvor.casefile.Edit.Entry;
import salvor.casefile.Edit.Kind;
import salvor.casefile.Edit.Slot;
import salvor.casefile.Edit.State;

/**
 * Everything an analyst does to a case. Each call is one edit, durable when it returns, and can be
 * undone, also after the case was closed and opened again. An edit that would change nothing is
 * none. Safe for many threads.
 *
 * <p>Every method throws {@link CaseUnusable} when the edit cannot be kept; nothing has changed
 * then.
 */
public final class Edits {
  private final Journal journal;
  private final Marks marks;
  private final String author;
  private final Clock clock;
  private final List<Edit> log;
  private final Map<Slot, Entry> entries;
  private final List<Runnable> watchers = new ArrayList<>();

  Edits(Journal journal, Journal.Kept kept, Marks marks, String author, Clock clock) {
    this.journal = journal;
    this.marks = marks;
    this.author = author;
    this.clock = clock;
    this.log = new ArrayList<>(kept.log());
    this.entries = new HashMap<>(kept.entries());
  }

  /** Gives rows a star. */
  public void star(int... rows) throws CaseUnusable {
    edit(slots(Kind.STAR, "", rows), "");
  }

  /** Takes the star from rows. */
  public void unstar(int... rows) throws CaseUnusable {
    edit(slots(Kind.STAR, "", rows), null);
  }

  /** Gives rows a tag. */
  public void tag(String tag, int... rows) throws CaseUnusable {
    edit(slots(Kind.TAG, tag, rows), "");
  }

  /** Takes a tag from rows. */
  public void untag(String tag, int... rows) throws CaseUnusable {
    edit(slots(Kind.TAG, tag, rows), null);
  }

  /** Adds a comment to rows. */
  public void comment(String text, int... rows) throws CaseUnusable {
    edit(slots(Kind.COMMENT, UUID.randomUUID().toString(), rows), text);
  }

  /** Replaces the text of a comment. */
  public void changeComment(int row, String id, String text) throws CaseUnusable {
    edit(slots(Kind.COMMENT, id, row), text);
  }

  /** Removes a comment. */
  public void removeComment(int row, String id) throws CaseUnusable {
    edit(slots(Kind.COMMENT, id, row), null);
  }

  /** Saves a filter under a name, replacing the one that had the name. */
  public void saveFilter(String name, String expression) throws CaseUnusable {
    edit(List.of(new Slot(Kind.FILTER, null, name)), expression);
  }

  /** Removes a saved filter. */
  public void removeFilter(String name) throws CaseUnusable {
    edit(List.of(new Slot(Kind.FILTER, null, name)), null);
  }

  /** The saved filters: name to expression. */
  public synchronized SortedMap<String, String> filters() {
    SortedMap<String, String> filters = new TreeMap<>();
    entries.forEach((slot, entry) -> {
      if (slot.kind() == Kind.FILTER) {
        filters.put(slot.name(), entry.text());
      }
    });
    return Collections.unmodifiableSortedMap(filters);
  }

  /** Undoes the last edit that holds; empty when there is none. */
  public Optional<Edit> undo() throws CaseUnusable {
    return turn(lastDone(), State.UNDONE);
  }

  /** Does the edit again that was undone last; empty when there is none. */
  public Optional<Edit> redo() throws CaseUnusable {
    return turn(firstUndone(), State.DONE);
  }

  /** The edit that {@link #undo} would undo. */
  public synchronized Optional<Edit> undoable() {
    return at(lastDone());
  }

  /** The edit that {@link #redo} would do again. */
  public synchronized Optional<Edit> redoable() {
    return at(firstUndone());
  }

  /** Every edit ever made in the case, the oldest first. */
  public synchronized List<Edit> log() {
    return List.copyOf(log);
  }

  /**
   * Has a watcher run after each edit, undo and redo, on the thread that made it; running the
   * result ends that.
   */
  public synchronized Runnable watch(Runnable watcher) {
    watchers.add(watcher);
    return () -> {
      synchronized (this) {
        watchers.remove(watcher);
      }
    };
  }

  private List<Slot> slots(Kind kind, String name, int... rows) {
    return IntStream.of(rows)
        .mapToObj(row -> new Slot(kind, marks.event(row), name))
        .distinct()
        .toList();
  }

  private void edit(List<Slot> slots, @Nullable String text) throws CaseUnusable {
    synchronized (this) {
      Instant now = clock.instant().truncatedTo(java.time.temporal.ChronoUnit.MICROS);
      List<Change> changes = new ArrayList<>();
      for (Slot slot : slots) {
        Entry before = entries.get(slot);
        if (text == null ? before != null : before == null || !before.text().equals(text)) {
          changes.add(new Change(slot, before, text == null ? null : new Entry(text, author, now)));
        }
      }
      if (changes.isEmpty()) {
        return;
      }
      Edit edit = new Edit(log.size() + 1L, author, now, State.DONE, changes);
      List<Edit> dropped =
          log.stream()
              .filter(e -> e.state() == State.UNDONE)
              .map(e -> e.in(State.DROPPED))
              .toList();
      journal.added(edit, dropped);
      dropped.forEach(e -> log.set((int) e.number() - 1, e));
      log.add(edit);
      apply(edit);
    }
    tell();
  }

  private Optional<Edit> turn(int index, State to) throws CaseUnusable {
    Edit turned;
    synchronized (this) {
      if (index < 0) {
        return Optional.empty();
      }
      turned = log.get(index).in(to);
      journal.turned(turned);
      log.set(index, turned);
      apply(turned);
    }
    tell();
    return Optional.of(turned);
  }

  private void apply(Edit edit) {
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
  }

  private synchronized int lastDone() {
    for (int i = log.size() - 1; i >= 0; i--) {
      if (log.get(i).state() == State.DONE) {
        return i;
      }
    }
    return -1;
  }

  private synchronized int firstUndone() {
    for (int i = 0; i < log.size(); i++) {
      if (log.get(i).state() == State.UNDONE) {
        return i;
      }
    }
    return -1;
  }

  private Optional<Edit> at(int index) {
    return index < 0 ? Optional.empty() : Optional.of(log.get(index));
  }

  private void tell() {
    List<Runnable> now;
    synchronized (this) {
      now = List.copyOf(watchers);
    }
    now.forEach(Runnable::run);
  }
}
