package salvor.casefile;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;

/** Finds the rows of events by one pass over two columns. */
record EventRows(Evidence evidence) {

  /** The rows of each event, none where there is none. */
  Map<EventId, int[]> find(Collection<EventId> events) {
    Map<EventId, int[]> rows = new HashMap<>();
    if (events.isEmpty()) {
      return rows;
    }
    Map<String, Set<Long>> wanted = new HashMap<>();
    for (EventId event : events) {
      rows.put(event, new int[0]);
      wanted.computeIfAbsent(event.sha256(), _ -> new HashSet<>()).add(event.offset());
    }
    long[][] offsets = new long[evidence.sources().size()][];
    for (int source = 0; source < offsets.length; source++) {
      Set<Long> here = wanted.getOrDefault(evidence.sources().get(source).sha256(), Set.of());
      offsets[source] = here.stream().mapToLong(Long::longValue).sorted().toArray();
    }
    Observations all = evidence.observations();
    for (int row = 0; row < all.size(); row++) {
      int source = all.sourceId(row);
      long[] here = offsets[source];
      if (here.length > 0) {
        long offset = all.columns().offset().get(row);
        if (Arrays.binarySearch(here, offset) >= 0) {
          String sha256 = evidence.sources().get(source).sha256();
          rows.merge(new EventId(sha256, offset), new int[] {row}, EventRows::joined);
        }
      }
    }
    return rows;
  }

  private static int[] joined(int[] some, int[] more) {
    int[] all = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return all;
  }
}
