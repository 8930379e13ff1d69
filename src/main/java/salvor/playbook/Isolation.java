package salvor.playbook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether all pods that were to be cut off are, by what was seen from inside of them: those that
 * somebody set out to cut off, and all that are known to be out of profile. The clock of an
 * incident stops then and at nothing less: that something was asked for, or accepted by the
 * cluster, stops nothing, and neither does one pod while another is open. Whatever says less of one
 * of the pods afterwards has it go on, but for a quarantine that is taken back once the fix is
 * rolled out. A pod that was seen to be deleted is cut off from then on. An alarm says less from
 * the moment at which it was raised; that it is over says nothing, only a look from inside does.
 *
 * @param since since when all of them are; null where they are not now
 * @param lapses when they were for a while, the earliest first
 * @param released when one was first let go with the fix rolled out; null where none was
 * @param cut how many of them are cut off, or gone, now
 * @param known how many there are
 */
public record Isolation(
    @Nullable Instant since, List<Lapse> lapses, @Nullable Instant released, int cut, int known) {
  /** Nothing is known of any pod. */
  public static final Isolation NONE = new Isolation(null, List.of(), null, 0, 0);

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

  /**
   * A pod that is out of profile.
   *
   * @param name its namespace and its name, as {@code shop/web-1}
   * @param uid null where it is not known: then it is the newest of that name that records tell of
   * @param gone when it was seen to be deleted; null where it was not
   */
  public record Suspect(String name, @Nullable String uid, @Nullable Instant gone) {}

  /** By these records alone, in whatever order they are given: their numbers count. */
  public static Isolation of(Collection<RunRecord> records) {
    return of(records, List.of());
  }

  /**
   * By these records, and by what is out of profile. A pod that somebody cleared does not count,
   * and one that somebody found compromised does.
   */
  public static Isolation of(Collection<RunRecord> records, Collection<Suspect> suspects) {
    Following following = new Following(gone(records, suspects));
    records.stream()
        .sorted(Comparator.comparingLong(RunRecord::seq))
        .filter(RunRecord.Observed.class::isInstance)
        .map(RunRecord.Observed.class::cast)
        .forEach(following::take);
    return following.isolation();
  }

  /** When each pod was deleted that must be cut off, by its uid or its name; null for not. */
  private static Map<String, @Nullable Instant> gone(
      Collection<RunRecord> records, Collection<Suspect> suspects) {
    Map<String, String> uids = new HashMap<>();
    Map<String, String> decided = new HashMap<>();
    records.stream()
        .sorted(Comparator.comparingLong(RunRecord::seq))
        .forEach(each -> {
          if (each instanceof RunRecord.Named it) {
            uids.put(it.name(), it.uid());
          } else if (each instanceof RunRecord.Decided it) {
            decided.put(it.uid(), it.value());
          }
        });
    Map<String, @Nullable Instant> gone = new HashMap<>();
    suspects.forEach(each -> {
      String uid = each.uid();
      String of = uid == null ? uids.getOrDefault(each.name(), each.name()) : uid;
      gone.put(of, each.gone());
    });
    decided.forEach((uid, value) -> {
      if (value.equals("cleared")) {
        gone.remove(uid);
      } else if (value.equals("compromised")) {
        gone.putIfAbsent(uid, null);
      }
    });
    return gone;
  }

  /** What last ended it, while it is ended. */
  public Optional<Lapse> ended() {
    return since != null || lapses.isEmpty() ? Optional.empty() : Optional.of(lapses.getLast());
  }

  private static final class Following {
    /** Since when each pod is seen to be cut off; null for one that is not. */
    private final Map<String, @Nullable Instant> pods;

    private final Set<String> letGo = new HashSet<>();
    private final Map<String, @Nullable Instant> gone;
    private final List<Lapse> lapses = new ArrayList<>();
    private boolean fixed;
    private @Nullable Instant since;
    private @Nullable Instant released;

    Following(Map<String, @Nullable Instant> gone) {
      this.gone = gone;
      this.pods = new HashMap<>(gone);
    }

    Isolation isolation() {
      int cut = (int) pods.values().stream().filter(Objects::nonNull).count();
      return new Isolation(since, lapses, released, cut, pods.size());
    }

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
        pods.put(it.subject(), gone.get(it.subject()));
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
