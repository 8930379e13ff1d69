package salvor.casefile;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.evidence.RecordRef;
import salvor.evidence.Source;
import salvor.triage.RowMarks;

/**
 * The marks of all observations, by row and by event; safe for many threads. Changed through {@link
 * Edits} alone.
 */
public final class Marks implements RowMarks {
  private final Evidence evidence;
  private final Map<EventId, Map<Edit.Slot, Edit.Entry>> entries = new HashMap<>();
  private final Map<EventId, Mark> marks = new HashMap<>();
  private final Map<EventId, BitSet> rows = new HashMap<>();
  private final BitSet marked = new BitSet();

  Marks(Evidence evidence, Map<Edit.Slot, Edit.Entry> kept) {
    this.evidence = evidence;
    List<EventId> events = new ArrayList<>();
    kept.forEach((slot, entry) -> {
      EventId event = slot.event();
      if (event != null) {
        events.add(event);
        entries.computeIfAbsent(event, _ -> new HashMap<>()).put(slot, entry);
      }
    });
    find(events);
    entries.keySet().forEach(this::renew);
  }

  /** The name for ever of a row. */
  public EventId event(int row) {
    RecordRef ref = evidence.observations().source(row);
    return new EventId(evidence.sources().get(ref.source()).sha256(), ref.offset());
  }

  /** The mark of a row, {@link Mark#NONE} when it has none. */
  public synchronized Mark of(int row) {
    return marked.get(row) ? marks.getOrDefault(event(row), Mark.NONE) : Mark.NONE;
  }

  /** The rows that carry a mark of any kind. */
  public synchronized BitSet rows() {
    return (BitSet) marked.clone();
  }

  /**
   * The rows of an event: none when its source is not part of the evidence, several when a source
   * was given twice.
   */
  public synchronized BitSet rows(EventId event) {
    return (BitSet) rows.getOrDefault(event, new BitSet()).clone();
  }

  /** All marks by event, those of vanished sources too. */
  public synchronized Map<EventId, Mark> all() {
    return Map.copyOf(marks);
  }

  /** Every tag in use, and how many events have it. */
  public synchronized Map<String, Integer> tags() {
    Map<String, Integer> tags = new TreeMap<>();
    marks.values().forEach(mark -> mark.tags().forEach(tag -> tags.merge(tag, 1, Integer::sum)));
    return tags;
  }

  @Override
  public BitSet starred() {
    return rows(Mark::starred);
  }

  @Override
  public BitSet tagged(Predicate<String> tag) {
    return rows(mark -> mark.tags().stream().anyMatch(tag));
  }

  @Override
  public BitSet commented(Predicate<String> text) {
    return rows(mark -> mark.comments().stream().anyMatch(comment -> text.test(comment.text())));
  }

  private synchronized BitSet rows(Predicate<Mark> fits) {
    BitSet found = new BitSet();
    marks.forEach((event, mark) -> {
      if (fits.test(mark)) {
        found.or(rows.getOrDefault(event, new BitSet()));
      }
    });
    return found;
  }

  synchronized void set(List<Edit.Change> changes, boolean after) {
    List<EventId> unknown = new ArrayList<>();
    for (Edit.Change change : changes) {
      EventId event = change.slot().event();
      if (event == null) {
        continue;
      }
      Edit.Entry entry = after ? change.after() : change.before();
      Map<Edit.Slot, Edit.Entry> of = entries.computeIfAbsent(event, _ -> new HashMap<>());
      if (entry == null) {
        of.remove(change.slot());
      } else {
        of.put(change.slot(), entry);
      }
      if (!rows.containsKey(event)) {
        unknown.add(event);
      }
    }
    find(unknown);
    for (Edit.Change change : changes) {
      if (change.slot().event() != null) {
        renew(change.slot().event());
      }
    }
  }

  private void renew(EventId event) {
    Mark mark = mark(entries.getOrDefault(event, Map.of()));
    if (mark.equals(Mark.NONE)) {
      marks.remove(event);
      marked.andNot(rows.getOrDefault(event, new BitSet()));
    } else {
      marks.put(event, mark);
      marked.or(rows.getOrDefault(event, new BitSet()));
    }
  }

  private static Mark mark(Map<Edit.Slot, Edit.Entry> entries) {
    boolean starred = false;
    TreeSet<String> tags = new TreeSet<>();
    List<Comment> comments = new ArrayList<>();
    for (Map.Entry<Edit.Slot, Edit.Entry> at : entries.entrySet()) {
      String name = at.getKey().name();
      switch (at.getKey().kind()) {
        case STAR -> starred = true;
        case TAG -> tags.add(name);
        case COMMENT ->
            comments.add(
                new Comment(
                    name, at.getValue().text(), at.getValue().author(), at.getValue().at()));
        case FILTER -> {}
      }
    }
    comments.sort(Comparator.comparing(Comment::at).thenComparing(Comment::id));
    return new Mark(starred, tags, comments);
  }

  /** Finds the rows of events by one pass over the columns. */
  private void find(List<EventId> events) {
    if (events.isEmpty()) {
      return;
    }
    Map<String, Map<Long, EventId>> wanted = new HashMap<>();
    for (EventId event : events) {
      rows.put(event, new BitSet());
      wanted.computeIfAbsent(event.sha256(), _ -> new HashMap<>()).put(event.offset(), event);
    }
    List<Map<Long, EventId>> bySource = new ArrayList<>();
    for (Source source : evidence.sources()) {
      bySource.add(wanted.getOrDefault(source.sha256(), Map.of()));
    }
    Observations all = evidence.observations();
    for (int row = 0; row < all.size(); row++) {
      Map<Long, EventId> here = bySource.get(all.sourceId(row));
      EventId event = here.isEmpty() ? null : here.get(all.columns().offset().get(row));
      if (event != null) {
        rows.getOrDefault(event, new BitSet()).set(row);
      }
    }
  }
}
