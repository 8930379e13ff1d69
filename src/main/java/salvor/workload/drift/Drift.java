package salvor.workload.drift;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salvor.workload.drift.Change.Sign;
import salvor.workload.drift.ClusterState.Described;

/**
 * What of a cluster is not as it was.
 *
 * @param changes by what an attacker would do, then by object
 * @param same how many objects are as they were
 * @param came how many objects came that a controller made
 * @param went how many objects went that a controller made
 * @param doubts why the two may not be compared as they were
 */
public record Drift(List<Change> changes, int same, int came, int went, Set<Doubt> doubts) {
  public Drift {
    changes = List.copyOf(changes);
    doubts = Set.copyOf(doubts);
  }

  /** Why two states may not be compared as they were. */
  public enum Doubt {
    /** They are of two clusters. */
    TWO_CLUSTERS,
    /** The second tells of no time as late as the first. */
    WRONG_ORDER,
    /** One of them holds nothing. */
    EMPTY
  }

  /** What changed from one state to another. */
  public static Drift between(ClusterState before, ClusterState after) {
    return new Comparing(before, after).drift();
  }

  private static final class Comparing {
    private final ClusterState before;
    private final ClusterState after;
    private final List<Change> changes = new ArrayList<>();
    private int same;
    private int came;
    private int went;

    Comparing(ClusterState before, ClusterState after) {
      this.before = before;
      this.after = after;
    }

    Drift drift() {
      after
          .objects()
          .forEach((name, now) -> {
            Described was = before.objects().get(name);
            if (was == null) {
              added(name, now);
            } else {
              both(name, was, now);
            }
          });
      before
          .objects()
          .forEach((name, was) -> {
            if (!after.objects().containsKey(name)) {
              removed(name, was);
            }
          });
      changes.sort(
          Comparator.comparing(Change::aspect)
              .thenComparing(Change::sign)
              .thenComparing(Change::object)
              .thenComparing(c -> c.what() == null ? "" : c.what()));
      return new Drift(changes, same, came, went, doubts());
    }

    private void added(ObjectName name, Described now) {
      if (now.owned()) {
        came++;
      } else {
        whole(Sign.ADDED, name, now, before.kinds().contains(name.kind()));
      }
    }

    private void removed(ObjectName name, Described was) {
      if (was.owned()) {
        went++;
      } else {
        whole(Sign.REMOVED, name, was, after.kinds().contains(name.kind()));
      }
    }

    private void whole(Sign sign, ObjectName name, Described of, boolean certain) {
      changes.add(new Change(worst(of), sign, name, null, null, null, false, of.facts(), certain));
    }

    /** What is there by itself can give more than what it is a matter of that it is there. */
    private static Aspect worst(Described of) {
      return of.facts().stream()
          .map(Fact::aspect)
          .filter(a -> a == Aspect.EPHEMERAL)
          .findFirst()
          .filter(a -> a.compareTo(of.aspect()) < 0)
          .orElse(of.aspect());
    }

    private void both(ObjectName name, Described was, Described now) {
      int changed = changes.size();
      boolean replaced = was.uid() != null && now.uid() != null && !was.uid().equals(now.uid());
      if (replaced && !was.owned() && !now.owned()) {
        changes.add(
            new Change(
                now.aspect(),
                Sign.REPLACED,
                name,
                null,
                was.uid(),
                now.uid(),
                false,
                List.of(),
                true));
      }
      Map<String, Fact> old = byKey(was);
      byKey(now).forEach((key, fact) -> fact(name, old.remove(key), fact));
      old.values().forEach(fact -> fact(name, fact, null));
      same += changes.size() == changed ? 1 : 0;
    }

    private static Map<String, Fact> byKey(Described of) {
      Map<String, Fact> facts = new TreeMap<>();
      of.facts().forEach(f -> facts.put(f.aspect().ordinal() + " " + f.what(), f));
      return facts;
    }

    private void fact(ObjectName name, @Nullable Fact was, @Nullable Fact now) {
      Fact one = Objects.requireNonNull(now == null ? was : now);
      if (was != null && now != null && was.value().equals(now.value())) {
        return;
      }
      boolean masked = one.masked() || (was != null && was.masked());
      changes.add(
          new Change(
              one.aspect(),
              was == null ? Sign.ADDED : now == null ? Sign.REMOVED : Sign.CHANGED,
              name,
              one.what(),
              was == null || masked ? null : was.value(),
              now == null || masked ? null : now.value(),
              masked,
              List.of(),
              true));
    }

    private Set<Doubt> doubts() {
      Set<Doubt> doubts = EnumSet.noneOf(Doubt.class);
      if (before.cluster() != null
          && after.cluster() != null
          && !before.cluster().equals(after.cluster())) {
        doubts.add(Doubt.TWO_CLUSTERS);
      }
      if (before.latest() != null
          && after.latest() != null
          && before.latest().isAfter(after.latest())) {
        doubts.add(Doubt.WRONG_ORDER);
      }
      if (before.objects().isEmpty() || after.objects().isEmpty()) {
        doubts.add(Doubt.EMPTY);
      }
      return doubts;
    }
  }
}
