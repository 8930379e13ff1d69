package salvor.casefile;

import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import salvor.evidence.ClockOffsets;
import salvor.evidence.OffsetText;
import salvor.evidence.Source;

/**
 * What a case keeps of the clocks of its sources, by the SHA-256 of each.
 *
 * @param offsets what is added to the times that it recorded, in nanoseconds; never 0
 * @param zones the zone of times that it wrote without one
 */
public record KeptClocks(SortedMap<String, Long> offsets, SortedMap<String, ZoneId> zones) {
  /** Every clock was right, and no zone is known. */
  public static final KeptClocks NONE = new KeptClocks(Map.of(), Map.of());

  public KeptClocks {
    SortedMap<String, Long> wrong = new TreeMap<>(offsets);
    wrong.values().removeIf(by -> by == 0);
    offsets = Collections.unmodifiableSortedMap(wrong);
    zones = Collections.unmodifiableSortedMap(new TreeMap<>(zones));
  }

  /** Of these. */
  public KeptClocks(Map<String, Long> offsets, Map<String, ZoneId> zones) {
    this(new TreeMap<>(offsets), new TreeMap<>(zones));
  }

  /** Whether nothing is kept. */
  public boolean isEmpty() {
    return offsets.isEmpty() && zones.isEmpty();
  }

  /** The same with another offset of a source; 0 when its clock was right. */
  public KeptClocks offset(String sha256, long nanos) {
    Map<String, Long> changed = new TreeMap<>(offsets);
    changed.put(sha256, nanos);
    return new KeptClocks(changed, zones);
  }

  /** The same with the zone of a source. */
  public KeptClocks zone(String sha256, ZoneId zone) {
    Map<String, ZoneId> changed = new TreeMap<>(zones);
    changed.put(sha256, zone);
    return new KeptClocks(offsets, changed);
  }

  /** The same without a zone of a source. */
  public KeptClocks withoutZone(String sha256) {
    Map<String, ZoneId> changed = new TreeMap<>(zones);
    changed.remove(sha256);
    return new KeptClocks(offsets, changed);
  }

  /** The SHA-256 of what none of these sources is. */
  public SortedSet<String> withoutSource(List<Source> sources) {
    SortedSet<String> without = new TreeSet<>(offsets.keySet());
    without.addAll(zones.keySet());
    sources.forEach(source -> without.remove(source.sha256()));
    return without;
  }

  /** What is kept for a SHA-256, in words. */
  String words(String sha256) {
    StringJoiner words = new StringJoiner(", ");
    if (offsets.containsKey(sha256)) {
      words.add(OffsetText.of(offsets.get(sha256)));
    }
    if (zones.containsKey(sha256)) {
      words.add("zone " + zones.get(sha256));
    }
    return words.toString();
  }

  /** For these sources, wherever they lie now. */
  public ClockOffsets of(List<Source> sources) {
    return ClockOffsets.ofContents(offsets, zones, sources);
  }
}
