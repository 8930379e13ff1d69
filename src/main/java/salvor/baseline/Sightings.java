package salvor.baseline;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import salvor.evidence.TupleTable;

/**
 * Counts who was seen doing what, row by row. There may be millions of elements, most of them seen
 * once: so it keeps numbers, and makes words of them in the end.
 */
final class Sightings {
  private final List<Trait> traits = new ArrayList<>();
  private final Map<Trait, Integer> numbers = new HashMap<>();
  private final TupleTable pairs = new TupleTable();
  private final List<Count> counts = new ArrayList<>();
  private final int[] pair = new int[2];

  private static final class Count {
    private int record;
    private long first;
    private long last;
    private String lately;
    private Set<String> units;
    private final Set<Phase> phases;

    Count(int row, long time, String unit, Phase phase) {
      record = row;
      first = time;
      last = time;
      lately = unit;
      units = Set.of(unit);
      phases = EnumSet.of(phase);
    }

    void add(int row, long time, String unit, Phase phase) {
      record = time < first ? row : record;
      first = Math.min(first, time);
      last = Math.max(last, time);
      phases.add(phase);
      if (!unit.equals(lately)) {
        lately = unit;
        units = units.size() == 1 ? new TreeSet<>(units) : units;
        units.add(unit);
      }
    }

    Element element(Trait trait, IntFunction<String> evidence) {
      return new Element(
          trait,
          List.copyOf(units),
          first,
          last,
          phases,
          List.of(evidence.apply(record)),
          List.of());
    }
  }

  /** The number of a trait, by which it is counted. */
  int number(Trait trait) {
    return numbers.computeIfAbsent(
        trait,
        t -> {
          traits.add(t);
          return traits.size() - 1;
        });
  }

  /**
   * Counts a row.
   *
   * @param who the number of who did it
   * @param trait the number of what was done
   */
  void add(int who, int trait, int row, long time, String unit, Phase phase) {
    pair[0] = who;
    pair[1] = trait;
    int at = pairs.add(pair, pair.length);
    if (at == counts.size()) {
      counts.add(new Count(row, time, unit, phase));
    } else {
      counts.get(at).add(row, time, unit, phase);
    }
  }

  /**
   * What was seen of each, in the order of first sight.
   *
   * @param many how many were counted
   * @param evidence names a row
   */
  List<List<Element>> elements(int many, IntFunction<String> evidence) {
    List<List<Element>> elements = new ArrayList<>();
    for (int who = 0; who < many; who++) {
      elements.add(new ArrayList<>());
    }
    for (int at = 0; at < counts.size(); at++) {
      pairs.get(at, pair);
      elements.get(pair[0]).add(counts.get(at).element(traits.get(pair[1]), evidence));
    }
    return elements;
  }
}
