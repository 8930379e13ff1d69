package salvor.casefile;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import salvor.timeline.Milestone;

/**
 * All marks at one moment; nothing of it changes, so that everybody may read it while somebody
 * writes the next one.
 *
 * @param entries what was added, by event
 * @param marks the same as marks, of the events that have one
 * @param rows the rows of the events that were ever marked
 * @param marked the rows with a mark
 * @param tags how many events have each tag, by tag
 * @param milestones the first row of each milestone; one whose event has no row is left out
 */
record Marked(
    Map<EventId, Map<Edit.Slot, Edit.Entry>> entries,
    Map<EventId, Mark> marks,
    Map<EventId, int[]> rows,
    BitSet marked,
    Map<String, Integer> tags,
    Map<Milestone, Integer> milestones) {
  static final Marked NOTHING =
      new Marked(Map.of(), Map.of(), Map.of(), new BitSet(), Map.of(), Map.of());

  private static final int[] NONE = {};

  /** The rows of an event in ascending order; not to be changed. */
  int[] rows(EventId event) {
    return rows.getOrDefault(event, NONE);
  }

  BitSet rows(Predicate<Mark> fits) {
    BitSet found = new BitSet();
    marks.forEach((event, mark) -> {
      if (fits.test(mark)) {
        for (int row : rows(event)) {
          found.set(row);
        }
      }
    });
    return found;
  }

  /**
   * The marks after some changes.
   *
   * @param found the rows of events that are new here
   */
  Marked changed(List<Edit.Change> changes, boolean after, Map<EventId, int[]> found) {
    Map<EventId, Map<Edit.Slot, Edit.Entry>> nextEntries = new HashMap<>(entries);
    Map<EventId, int[]> nextRows = new HashMap<>(rows);
    nextRows.putAll(found);
    Map<EventId, Map<Edit.Slot, Edit.Entry>> touched = new HashMap<>();
    for (Edit.Change change : changes) {
      EventId event = change.slot().event();
      if (event != null) {
        Map<Edit.Slot, Edit.Entry> own =
            touched.computeIfAbsent(event, e -> new HashMap<>(entries.getOrDefault(e, Map.of())));
        Edit.Entry entry = after ? change.after() : change.before();
        if (entry == null) {
          own.remove(change.slot());
        } else {
          own.put(change.slot(), entry);
        }
      }
    }
    Map<EventId, Mark> nextMarks = new HashMap<>(marks);
    BitSet nextMarked = (BitSet) marked.clone();
    touched.forEach((event, own) -> {
      Mark mark = mark(own);
      if (mark.equals(Mark.NONE)) {
        nextEntries.remove(event);
        nextMarks.remove(event);
      } else {
        nextEntries.put(event, Map.copyOf(own));
        nextMarks.put(event, mark);
      }
      for (int row : nextRows.getOrDefault(event, NONE)) {
        nextMarked.set(row, nextMarks.containsKey(event));
      }
    });
    return new Marked(
        nextEntries,
        nextMarks,
        nextRows,
        nextMarked,
        tags(nextMarks),
        milestones(nextMarks, nextRows));
  }

  private static Map<String, Integer> tags(Map<EventId, Mark> marks) {
    Map<String, Integer> tags = new TreeMap<>();
    marks.values().forEach(mark -> mark.tags().forEach(tag -> tags.merge(tag, 1, Integer::sum)));
    return Collections.unmodifiableMap(tags);
  }

  private static Map<Milestone, Integer> milestones(
      Map<EventId, Mark> marks, Map<EventId, int[]> rows) {
    Map<Milestone, Integer> first = new EnumMap<>(Milestone.class);
    marks.forEach((event, mark) -> {
      int[] found = mark.milestones().isEmpty() ? NONE : rows.getOrDefault(event, NONE);
      if (found.length > 0) {
        mark.milestones().forEach(m -> first.merge(m, found[0], Math::min));
      }
    });
    return Collections.unmodifiableMap(first);
  }

  private static Mark mark(Map<Edit.Slot, Edit.Entry> entries) {
    boolean starred = false;
    TreeSet<String> tags = new TreeSet<>();
    List<Comment> comments = new ArrayList<>();
    EnumSet<Milestone> milestones = EnumSet.noneOf(Milestone.class);
    Comment accepted = null;
    for (Map.Entry<Edit.Slot, Edit.Entry> at : entries.entrySet()) {
      String name = at.getKey().name();
      Edit.Entry entry = at.getValue();
      switch (at.getKey().kind()) {
        case STAR -> starred = true;
        case TAG -> tags.add(name);
        case COMMENT -> comments.add(comment(name, entry));
        case MILESTONE -> milestone(name).ifPresent(milestones::add);
        case ACCEPTED -> accepted = comment(name, entry);
        case FILTER, OFFSET, ZONE -> {}
      }
    }
    comments.sort(Comparator.comparing(Comment::at).thenComparing(Comment::id));
    return new Mark(starred, tags, comments, milestones, accepted);
  }

  private static Comment comment(String name, Edit.Entry entry) {
    return new Comment(name, entry.text(), entry.author(), entry.at());
  }

  /** The milestone that a stored name means; empty when this Salvor does not know it. */
  static Optional<Milestone> milestone(String name) {
    for (Milestone each : Milestone.values()) {
      if (each.name().equals(name)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
