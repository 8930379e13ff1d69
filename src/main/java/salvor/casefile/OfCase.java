package salvor.casefile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import salvor.casefile.Edit.Change;
import salvor.casefile.Edit.Entry;
import salvor.casefile.Edit.Kind;
import salvor.casefile.Edit.Slot;

/**
 * What people added to the case, and not to one of its events.
 *
 * @param filters the saved filters: name to expression
 * @param offsets what is added to the times of sources: SHA-256 to nanoseconds
 */
record OfCase(SortedMap<String, String> filters, SortedMap<String, Long> offsets) {
  static OfCase in(Map<Slot, Entry> entries) {
    SortedMap<String, String> filters = new TreeMap<>();
    SortedMap<String, Long> offsets = new TreeMap<>();
    entries.forEach((slot, entry) -> {
      if (slot.kind() == Kind.FILTER) {
        filters.put(slot.name(), entry.text());
      } else if (slot.kind() == Kind.OFFSET) {
        offsets.put(slot.name(), Long.valueOf(entry.text()));
      }
    });
    return new OfCase(
        Collections.unmodifiableSortedMap(filters), Collections.unmodifiableSortedMap(offsets));
  }

  /** What changes when these are the offsets of some sources. */
  static List<Change> offsets(Map<Slot, Entry> entries, Map<String, Long> wanted, Entry signed) {
    List<Change> changes = new ArrayList<>();
    wanted.forEach((source, by) -> {
      Slot slot = new Slot(Kind.OFFSET, null, source);
      Entry before = entries.get(slot);
      Entry after = by == 0 ? null : new Entry(Long.toString(by), signed.author(), signed.at());
      if (by != (before == null ? 0 : Long.parseLong(before.text()))) {
        changes.add(new Change(slot, before, after));
      }
    });
    return changes;
  }
}
