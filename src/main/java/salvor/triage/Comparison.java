package salvor.triage;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Acts;
import salvor.baseline.Peer;
import salvor.baseline.Trait;
import salvor.baseline.Verdicts;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.jobs.Progress;
import salvor.timeline.LaneTree;

/**
 * Two pods, or two windows of time, side by side: what only one of them did, and what both did.
 *
 * <p>Compared is what a baseline would keep: programs with the shape of their arguments and their
 * parent, files, peers, names and API requests, in canonical form ({@link Acts}). So a replica is a
 * baseline that needs no learning: what it did too is no news. A difference says that one side was
 * not seen doing something, not that it could not.
 *
 * <p>Many clients of one port are one act, as in a baseline, those out of profile apart.
 */
public final class Comparison {
  /** From so many clients on, a port is taken to be open to all that are outside of the cluster. */
  private static final int CLIENTS = 8;

  private final ComparedRows a;
  private final ComparedRows b;
  private final Alignment alignment;
  private final List<ComparedAct> acts;

  private Comparison(ComparedRows a, ComparedRows b, Alignment alignment, List<ComparedAct> acts) {
    this.a = a;
    this.b = b;
    this.alignment = alignment;
    this.acts = List.copyOf(acts);
  }

  /**
   * Compares two sides; in a tenth of a second for a million rows.
   *
   * @param tree the lanes that the sides are of
   * @throws salvor.jobs.JobCancelled when asked to stop
   */
  public static Comparison of(
      Evidence evidence,
      Verdicts verdicts,
      LaneTree tree,
      ComparedSide a,
      ComparedSide b,
      Alignment alignment,
      Progress progress) {
    Observations observations = evidence.observations();
    Acts acts = new Acts(observations, evidence.inventory());
    Marking marking = new Marking(verdicts);
    SideReader first =
        new SideReader(
            observations,
            acts,
            marking,
            a,
            new SideUnits(a.lane(), tree, evidence),
            alignment,
            progress);
    SideReader second =
        new SideReader(
            observations,
            acts,
            marking,
            b,
            new SideUnits(b.lane(), tree, evidence),
            alignment,
            progress);
    for (int row = 0; row < observations.size(); row++) {
      if ((row & 0xFFFF) == 0) {
        progress.at(row, observations.size(), "Comparing");
      }
      first.read(row);
      second.read(row);
    }
    return new Joining(acts, first, second).comparison(alignment);
  }

  /** Joins what two sides did. */
  private static final class Joining {
    private final Acts acts;
    private final SideReader first;
    private final SideReader second;
    private final Map<Integer, Trait> open = new HashMap<>();

    Joining(Acts acts, SideReader first, SideReader second) {
      this.acts = acts;
      this.first = first;
      this.second = second;
    }

    Comparison comparison(Alignment alignment) {
      openToAll();
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
      record Numbered(ComparedAct act, List<Integer> numbers) {}
      List<Numbered> joined = new ArrayList<>();
      groups.forEach((trait, numbers) -> {
        Sighting one = together(numbers, first);
        Sighting other = together(numbers, second);
        Acts.Near near =
            one != null && other != null
                ? null
                : (one == null ? ofFirst : ofSecond).nearest(numbers.getFirst()).orElse(null);
        joined.add(new Numbered(new ComparedAct(trait, one, other, near), numbers));
      });
      joined.sort((x, y) -> ComparedAct.ORDER.compare(x.act(), y.act()));
      int[] number = new int[acts.size()];
      for (int i = 0; i < joined.size(); i++) {
        for (int act : joined.get(i).numbers()) {
          number[act] = i;
        }
      }
      return new Comparison(
          new ComparedRows(first, number),
          new ComparedRows(second, number),
          alignment,
          joined.stream().map(Numbered::act).toList());
    }

    private Acts.Others others(Collection<List<Integer>> groups, SideReader side) {
      return acts.among(
          groups.stream()
              .flatMap(List::stream)
              .filter(act -> side.sighting(act) != null)
              .sorted()
              .toList());
    }

    private static @Nullable Sighting together(List<Integer> numbers, SideReader side) {
      Sighting sum = null;
      for (int act : numbers) {
        Sighting one = side.sighting(act);
        sum = one == null ? sum : sum == null ? one : sum.and(one);
      }
      return sum;
    }

    /** Many clients of one port become one act. */
    private void openToAll() {
      Map<Trait, List<Integer>> clients = new HashMap<>();
      for (int act = 0; act < acts.size(); act++) {
        if (acts.trait(act)
                instanceof
                Trait.Network(
                    Trait.Network.Direction direction,
                    Peer.Address _,
                    int port,
                    String protocol,
                    String program)
            && direction == Trait.Network.Direction.IN
            && !isOut(first.sighting(act))
            && !isOut(second.sighting(act))) {
          clients
              .computeIfAbsent(
                  new Trait.Network(direction, new Peer.Outside(), port, protocol, program),
                  _ -> new ArrayList<>())
              .add(act);
        }
      }
      clients.forEach((all, single) -> {
        if (single.size() > CLIENTS) {
          single.forEach(act -> open.put(act, all));
        }
      });
    }

    private static boolean isOut(@Nullable Sighting sighting) {
      return sighting != null && sighting.worst().isOut();
    }
  }

  /** The first side. */
  public ComparedRows a() {
    return a;
  }

  /** The second side. */
  public ComparedRows b() {
    return b;
  }

  /** Which moments are laid upon each other. */
  public Alignment alignment() {
    return alignment;
  }

  /** What at least one side did: differences first, of these what is out of profile, then rare. */
  public List<ComparedAct> acts() {
    return acts;
  }

  /** How many acts were done so. */
  public int count(ComparedAct.Presence presence) {
    return (int) acts.stream().filter(act -> act.presence() == presence).count();
  }

  /** How many acts only one side did. */
  public int differences() {
    return acts.size() - count(ComparedAct.Presence.BOTH);
  }

  /** How many acts that only one side did are out of profile. */
  public int differencesOut() {
    return (int)
        acts.stream()
            .filter(act -> act.presence() != ComparedAct.Presence.BOTH && act.worst().isOut())
            .count();
  }

  /** Whether the sides are known to have been started from different images. */
  public boolean ofDifferentImages() {
    return !a.images().isEmpty() && !b.images().isEmpty() && !a.images().equals(b.images());
  }

  /** The number of the act of a row, -1 when the row is compared on neither side. */
  public int actOf(int row) {
    for (ComparedRows side : List.of(a, b)) {
      int place = side.placeOf(row);
      if (place >= 0) {
        return side.actOf[place];
      }
    }
    return -1;
  }

  /** The acts of which at least one row is among these. */
  public BitSet having(BitSet rows) {
    BitSet kept = new BitSet(acts.size());
    for (ComparedRows side : List.of(a, b)) {
      for (int i = 0; i < side.rows.length; i++) {
        if (rows.get(side.rows[i])) {
          kept.set(side.actOf[i]);
        }
      }
    }
    return kept;
  }

  /** How many acts there are of each kind. */
  public Map<ComparedAct.Kind, Integer> kinds() {
    Map<ComparedAct.Kind, Integer> kinds = new TreeMap<>();
    acts.forEach(act -> kinds.merge(act.kind(), 1, Integer::sum));
    return kinds;
  }

  /** The rows of both sides, each once. */
  public BitSet rows() {
    BitSet all = new BitSet();
    for (ComparedRows side : List.of(a, b)) {
      for (int row : side.rows) {
        all.set(row);
      }
    }
    return all;
  }
}
