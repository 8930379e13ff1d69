package salvor.playbook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether all pods that were to be cut off are, by what was seen from inside of them. The clock of
 * an incident stops then and at nothing less: that something was asked for, or accepted by the
 * cluster, stops nothing. Whatever says less of one of the pods afterwards has it go on, but for a
 * quarantine that is taken back once the fix is rolled out. An alarm says less from the moment at
 * which it was raised; that it is over says nothing, only a look from inside does.
 *
 * @param since since when all of them are; null where they are not now
 * @param lapses when they were for a while, the earliest first
 * @param released when one was first let go with the fix rolled out; null where none was
 */
public record Isolation(@Nullable Instant since, List<Lapse> lapses, @Nullable Instant released) {
  /** Nothing is known of any pod. */
  public static final Isolation NONE = new Isolation(null, List.of(), null);

  /** What an alarm says of a pod, as {@link Fact#CONTAINED} calls it. */
  static final String ALARMED = "alarmed";

  /** Copies the list. */
  public Isolation {
    lapses = List.copyOf(lapses);
  }

  /**
   * A while in which all were cut off, and what ended it.
   *
   * @param value what was told of a pod then, as {@link Fact#CONTAINED} calls it
   */
  public record Lapse(Instant from, Instant until, String value) {}

  /** By these records, in whatever order they are given: their numbers count. */
  public static Isolation of(Collection<RunRecord> records) {
    Following following = new Following();
    records.stream()
        .sorted(Comparator.comparingLong(RunRecord::seq))
        .filter(RunRecord.Observed.class::isInstance)
        .map(RunRecord.Observed.class::cast)
        .forEach(following::take);
    return new Isolation(following.since, following.lapses, following.released);
  }

  /** What last ended it, while it is ended. */
  public Optional<Lapse> ended() {
    return since != null || lapses.isEmpty() ? Optional.empty() : Optional.of(lapses.getLast());
  }

  private static final class Following {
    /** Since when each pod is seen to be cut off; null for one that is not. */
    private final Map<String, @Nullable Instant> pods = new HashMap<>();

    private final Set<String> letGo = new HashSet<>();
    private final List<Lapse> lapses = new ArrayList<>();
    private boolean fixed;
    private @Nullable Instant since;
    private @Nullable Instant released;

    void take(RunRecord.Observed it) {
      if (it.fact() == Fact.ROLL_OUT) {
        fixed = it.value().equals("through");
      } else if (it.fact() == Fact.CONTAINED) {
        contained(it);
      }
    }

    private void contained(RunRecord.Observed it) {
      Instant stood = since;
      if (it.value().equals(ALARMED) && letGo.contains(it.subject())) {
        return;
      }
      if (it.value().equals("undone") && fixed && stood != null) {
        pods.remove(it.subject()); // it may be let go
        letGo.add(it.subject());
        released = released == null ? it.time() : released;
        return;
      }
      letGo.remove(it.subject());
      if (it.value().equals("verified")) {
        Instant before = pods.get(it.subject());
        pods.put(it.subject(), before == null ? it.time() : before);
      } else {
        pods.put(it.subject(), null);
      }
      boolean all = !pods.containsValue(null);
      if (all) {
        since = latest(stood);
      } else if (stood != null) {
        lapses.add(new Lapse(stood, it.time(), it.value()));
        since = null;
        released = null;
      }
    }

    private @Nullable Instant latest(@Nullable Instant stood) {
      Instant latest = stood;
      for (Instant each : pods.values()) {
        latest = each != null && (latest == null || each.isAfter(latest)) ? each : latest;
      }
      return latest;
    }
  }
}
