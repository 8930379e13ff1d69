package salvor.casefile;

import java.nio.IntBuffer;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import salvor.triage.Finding;

/**
 * How far a finding was accepted as normal.
 *
 * @param accepted how many of its events were, at least one
 * @param events how many events it has
 * @param reasons why, by whom and when, each once, the oldest first
 */
public record Acceptance(int accepted, int events, List<Comment> reasons) {

  public Acceptance {
    if (accepted < 1 || accepted > events) {
      throw new IllegalArgumentException(accepted + " of " + events);
    }
    reasons = List.copyOf(reasons);
  }

  /** Whether all of it was accepted: only then does it no longer ask for attention. */
  public boolean whole() {
    return accepted == events;
  }

  /**
   * Those of findings of which something was accepted, by the row that stands for each. Takes time
   * with the events that were accepted, not with all there are.
   */
  public static Map<Integer, Acceptance> of(List<Finding> findings, Marks marks) {
    BitSet accepted = marks.accepted();
    Map<Integer, Acceptance> found = new HashMap<>();
    if (!accepted.isEmpty()) {
      int all = accepted.cardinality();
      for (Finding finding : findings) {
        BitSet own = own(finding.rows(), accepted, all);
        if (!own.isEmpty()) {
          found.put(
              finding.row(),
              new Acceptance(own.cardinality(), finding.rows().remaining(), reasons(own, marks)));
        }
      }
    }
    return Map.copyOf(found);
  }

  private static BitSet own(IntBuffer rows, BitSet accepted, int all) {
    BitSet own = new BitSet();
    if (rows.remaining() <= all) {
      for (int i = rows.position(); i < rows.limit(); i++) {
        own.set(rows.get(i), accepted.get(rows.get(i)));
      }
    } else {
      accepted.stream().filter(row -> holds(rows, row)).forEach(own::set);
    }
    return own;
  }

  private static boolean holds(IntBuffer ascending, int row) {
    int low = ascending.position();
    int high = ascending.limit() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ascending.get(middle) < row) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == high && ascending.get(low) == row;
  }

  private static List<Comment> reasons(BitSet rows, Marks marks) {
    Set<Comment> reasons = new LinkedHashSet<>();
    rows.stream()
        .forEach(row -> {
          Comment why = marks.of(row).accepted();
          if (why != null) { // else somebody took it back just now
            reasons.add(new Comment("", why.text(), why.author(), why.at()));
          }
        });
    return reasons.stream()
        .sorted(Comparator.comparing(Comment::at).thenComparing(Comment::text))
        .toList();
  }
}
