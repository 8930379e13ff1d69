package salvor.review;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Verdict;
import salvor.baseline.Verdicts;
import salvor.evidence.Observations;

/**
 * What is normal in a recording, and ways to tell what a known program was told to do from what it
 * is told in normal life. Where a shell's operator stands in the attacker's arguments and in none
 * of the normal ones of the same program and parent, the operator tells; else only the very
 * arguments do.
 */
final class Normal {
  private static final List<String> OPERATORS =
      List.of(";", "|", "&", "`", "$(", ">", "<", "\n", "${");
  private static final int LONGEST = 1000;

  private final ObservedFacts facts;
  private final Map<Started, Set<String>> normal = new HashMap<>();
  private final Set<String> peers = new HashSet<>();

  private record Started(String executable, @Nullable String parent) {}

  /** Looks at what is normal: all that is known and not the attacker's. */
  Normal(Observations all, Verdicts verdicts, ObservedFacts facts, BitSet attacker) {
    this.facts = facts;
    for (int row = attacker.nextClearBit(0);
        row < all.size();
        row = attacker.nextClearBit(row + 1)) {
      switch (all.kind(row)) {
        case PROCESS_STARTED -> start(row);
        case CONNECTION_OPENED -> {
          String peer =
              verdicts.verdict(row) == Verdict.IN ? facts.at(row).value(Field.PEER) : null;
          if (peer != null) {
            peers.add(peer);
          }
        }
        default -> {}
      }
    }
  }

  private void start(int row) {
    Started started = started(row);
    String arguments = facts.value(Field.ARGUMENTS);
    if (started != null && arguments != null) {
      normal.computeIfAbsent(started, _ -> new HashSet<>()).add(arguments);
    }
  }

  /** The addresses that normal life talks to, wherever. */
  Set<String> peers() {
    return peers;
  }

  private @Nullable Started started(int row) {
    String executable = facts.at(row).value(Field.EXECUTABLE);
    return executable == null ? null : new Started(executable, facts.value(Field.PARENT));
  }

  /** Ways that tell these starts, and not a normal one that was recorded. */
  List<List<Asked>> ways(List<Integer> rows) {
    Map<Started, Set<String>> told = new LinkedHashMap<>();
    for (int row : rows) {
      Started started = started(row);
      String arguments = facts.value(Field.ARGUMENTS);
      if (started != null && arguments != null) {
        told.computeIfAbsent(started, _ -> new TreeSet<>()).add(arguments);
      }
    }
    List<List<Asked>> ways = new ArrayList<>();
    told.forEach((started, arguments) -> ways(started, arguments, ways));
    return ways;
  }

  private void ways(Started started, Set<String> told, List<List<Asked>> ways) {
    Set<String> left = new TreeSet<>(told);
    Set<String> known = normal.getOrDefault(started, Set.of());
    left.removeAll(known); // normal life says the same
    for (String operator : OPERATORS) {
      if (known.stream().noneMatch(line -> line.contains(operator))
          && left.removeIf(line -> line.contains(operator))) {
        ways.add(way(started, new Asked.Contains(Field.ARGUMENTS, operator)));
      }
    }
    left.removeIf(line -> line.length() > LONGEST);
    if (!left.isEmpty()) {
      ways.add(way(started, new Asked.In(Field.ARGUMENTS, new TreeSet<>(left))));
    }
  }

  private static List<Asked> way(Started started, Asked arguments) {
    List<Asked> way = new ArrayList<>();
    way.add(new Asked.In(Field.EXECUTABLE, started.executable()));
    if (started.parent() != null) {
      way.add(new Asked.In(Field.PARENT, started.parent()));
    }
    way.add(arguments);
    return way;
  }
}
