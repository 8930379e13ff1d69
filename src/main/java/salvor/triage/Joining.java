package salvor.triage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Acts;
import salvor.baseline.Trait;

/** Joins what two sides did. */
final class Joining {
  private final Acts acts;
  private final SideReader first;
  private final SideReader second;
  private final Map<Integer, Trait> open;

  Joining(Acts acts, SideReader first, SideReader second) {
    this.acts = acts;
    this.first = first;
    this.second = second;
    this.open =
        ManyClients.of(acts, act -> isOut(first.sighting(act)) || isOut(second.sighting(act)));
  }

  private static boolean isOut(@Nullable Sighting sighting) {
    return sighting != null && sighting.worst().isOut();
  }

  Comparison comparison(Alignment alignment) {
    Map<Trait, List<Integer>> groups = new HashMap<>();
    for (int act = 0; act < acts.size(); act++) {
      if (first.sighting(act) != null || second.sighting(act) != null) {
        groups
            .computeIfAbsent(open.getOrDefault(act, acts.trait(act)), _ -> new ArrayList<>())
            .add(act);
      }
    }
    Acts.Others ofFirst = others(groups.values(), first);
    Acts.Others ofSecond = others(groups.values(), second);
    List<NumberedAct> joined = new ArrayList<>();
    groups.forEach((trait, numbers) -> {
      Sighting one = NumberedAct.together(numbers, first);
      Sighting other = NumberedAct.together(numbers, second);
      Acts.Near near =
          one != null && other != null
              ? null
              : (one == null ? ofFirst : ofSecond).nearest(numbers.getFirst()).orElse(null);
      joined.add(new NumberedAct(ComparedAct.of(trait, one, other, near), numbers));
    });
    int[] number = NumberedAct.order(joined, acts.size());
    return new Comparison(
        new ComparedRows(first, number),
        new ComparedRows(second, number),
        alignment,
        joined.stream().map(NumberedAct::act).toList(),
        null);
  }

  private Acts.Others others(Collection<List<Integer>> groups, SideReader side) {
    return acts.among(
        groups.stream()
            .flatMap(List::stream)
            .filter(act -> side.sighting(act) != null)
            .sorted()
            .toList());
  }
}
