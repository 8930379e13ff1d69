package salvor.casefile;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import salvor.casefile.Edit.Change;
import salvor.casefile.Edit.Entry;
import salvor.casefile.Edit.Kind;
import salvor.casefile.Edit.Slot;

/**
 * What people added to the case, and not to one of its events.
 *
 * @param filters the saved filters: name to expression
 * @param clocks what is known of the clocks of sources
 */
record OfCase(SortedMap<String, String> filters, KeptClocks clocks) {
  static OfCase in(Map<Slot, Entry> entries) {
    SortedMap<String, String> filters = new TreeMap<>();
    Map<String, Long> offsets = new TreeMap<>();
    Map<String, ZoneId> zones = new TreeMap<>();
    entries.forEach((slot, entry) -> {
      if (slot.kind() == Kind.FILTER) {
        filters.put(slot.name(), entry.text());
      } else if (slot.kind() == Kind.OFFSET) {
        offsets.put(slot.name(), Long.valueOf(entry.text()));
      } else if (slot.kind() == Kind.ZONE) {
        zones.put(slot.name(), ZoneId.of(entry.text()));
      }
    });
    return new OfCase(Collections.unmodifiableSortedMap(filters), new KeptClocks(offsets, zones));
  }

  /** What changes when this is known of the clocks, and nothing else. */
  static List<Change> clocks(Map<Slot, Entry> entries, KeptClocks wanted, Entry signed) {
    KeptClocks now = in(entries).clocks();
    List<Change> changes = new ArrayList<>();
    change(Kind.OFFSET, now.offsets(), wanted.offsets(), entries, signed, changes);
    change(Kind.ZONE, now.zones(), wanted.zones(), entries, signed, changes);
    return changes;
  }

  private static void change(
      Kind kind,
      Map<String, ?> now,
      Map<String, ?> wanted,
      Map<Slot, Entry> entries,
      Entry signed,
      List<Change> changes) {
    Set<String> sources = new TreeSet<>(now.keySet());
    sources.addAll(wanted.keySet());
    for (String source : sources) {
      Object value = wanted.get(source);
      if (!Objects.equals(value, now.get(source))) {
        Slot slot = new Slot(kind, null, source);
        Entry after =
            value == null ? null : new Entry(value.toString(), signed.author(), signed.at());
        changes.add(new Change(slot, entries.get(slot), after));
      }
    }
  }
}
