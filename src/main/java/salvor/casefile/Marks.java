package salvor.casefile;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import salvor.evidence.Evidence;
import salvor.evidence.RecordRef;
import salvor.timeline.Milestone;
import salvor.triage.RowMarks;

/**
 * The marks of all observations, by row and by event; safe for many threads, and never waits for
 * one that writes. Changed through {@link Edits} alone.
 */
public final class Marks implements RowMarks {
  /**
   * Something that a person added to an event.
   *
   * @param slot what it is, and of which event
   * @param entry its text, author and time
   * @param row the event's first row; -1 when its source is not part of the evidence
   */
  public record Added(Edit.Slot slot, Edit.Entry entry, int row) {}

  private final Evidence evidence;
  private volatile Marked now = Marked.NOTHING;

  Marks(Evidence evidence, Map<Edit.Slot, Edit.Entry> kept) {
    this.evidence = evidence;
    List<Edit.Change> changes = new ArrayList<>();
    kept.forEach((slot, entry) -> changes.add(new Edit.Change(slot, null, entry)));
    set(changes, true);
  }

  /** The name for ever of a row. */
  public EventId event(int row) {
    RecordRef ref = evidence.observations().source(row);
    return new EventId(evidence.sources().get(ref.source()).sha256(), ref.offset());
  }

  /** The mark of a row, {@link Mark#NONE} when it has none. */
  public Mark of(int row) {
    Marked marked = now;
    return marked.marked().get(row)
        ? marked.marks().getOrDefault(event(row), Mark.NONE)
        : Mark.NONE;
  }

  /** The rows that carry a mark of any kind. */
  public BitSet rows() {
    return (BitSet) now.marked().clone();
  }

  /**
   * The rows of an event: none when its source is not part of the evidence, several when a source
   * was given twice.
   */
  public BitSet rows(EventId event) {
    BitSet rows = new BitSet();
    for (int row : now.rows(event)) {
      rows.set(row);
    }
    return rows;
  }

  /** The rows of any event, marked or not; looks at every row. */
  public BitSet find(EventId event) {
    BitSet rows = new BitSet();
    for (int row : new EventRows(evidence).find(List.of(event)).getOrDefault(event, new int[0])) {
      rows.set(row);
    }
    return rows;
  }

  /** All marks by event, those of vanished sources too. */
  public Map<EventId, Mark> all() {
    return Collections.unmodifiableMap(now.marks());
  }

  /** Everything that was added, in the order of rows, then of kinds, then of time. */
  public List<Added> added() {
    Marked marked = now;
    List<Added> all = new ArrayList<>();
    marked
        .entries()
        .forEach((event, entries) -> {
          int row = first(marked, event);
          entries.forEach((slot, entry) -> all.add(new Added(slot, entry, row)));
        });
    all.sort(
        Comparator.comparingInt((Added a) -> a.row() < 0 ? Integer.MAX_VALUE : a.row())
            .thenComparing(a -> a.slot().kind())
            .thenComparing(a -> a.entry().at())
            .thenComparing(a -> a.slot().name()));
    return all;
  }

  private static int first(Marked marked, EventId event) {
    int[] rows = marked.rows(event);
    return rows.length == 0 ? -1 : rows[0];
  }

  /** Every tag in use, and how many events have it; takes no time. */
  public Map<String, Integer> tags() {
    return now.tags();
  }

  /** The first row of each milestone that somebody set; takes no time. */
  public Map<Milestone, Integer> milestones() {
    return now.milestones();
  }

  /** Who set a milestone, on which event; takes no time. */
  public Optional<Added> added(Milestone milestone) {
    Marked marked = now;
    Integer row = marked.milestones().get(milestone);
    if (row == null) {
      return Optional.empty();
    }
    return marked.entries().getOrDefault(event(row), Map.of()).entrySet().stream()
        .filter(e ->
            e.getKey().kind() == Edit.Kind.MILESTONE && e.getKey().name().equals(milestone.name()))
        .findFirst()
        .map(e -> new Added(e.getKey(), e.getValue(), row));
  }

  @Override
  public BitSet starred() {
    return now.rows(Mark::starred);
  }

  @Override
  public BitSet tagged(Predicate<String> tag) {
    return now.rows(mark -> mark.tags().stream().anyMatch(tag));
  }

  @Override
  public BitSet commented(Predicate<String> text) {
    return now.rows(
        mark -> mark.comments().stream().anyMatch(comment -> text.test(comment.text())));
  }

  @Override
  public BitSet accepted() {
    return now.rows((Mark mark) -> mark.accepted() != null);
  }

  @Override
  public BitSet reached(Predicate<Milestone> milestone) {
    return now.rows((Mark mark) -> mark.milestones().stream().anyMatch(milestone));
  }

  /** Called by one thread at a time. */
  void set(Collection<Edit.Change> changes, boolean after) {
    Marked before = now;
    List<EventId> unknown = new ArrayList<>();
    for (Edit.Change change : changes) {
      EventId event = change.slot().event();
      if (event != null && !before.rows().containsKey(event)) {
        unknown.add(event);
      }
    }
    now = before.changed(List.copyOf(changes), after, new EventRows(evidence).find(unknown));
  }
}
