package salvor.baseline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All versions of all baselines, as the acts of people have left them. The acts are the truth: what
 * is undone is left out, and the rest is done from the first to the last. A new act makes that what
 * is undone cannot be done again.
 */
public final class Versions {
  /** Nothing was ever kept. */
  public static final Versions NONE = of(List.of());

  private final List<LibraryAct> acts;
  private final Map<Long, Holding> holding = new HashMap<>();
  private final Set<Long> undone = new HashSet<>();
  private final Map<Version.Ref, Version> versions = new LinkedHashMap<>();
  private final Map<String, Integer> last = new HashMap<>();

  /** Whether an act holds. */
  public enum Holding {
    DONE,
    UNDONE,
    /** It was undone and then overtaken by another act. */
    DROPPED
  }

  private Versions(List<LibraryAct> acts) {
    this.acts = List.copyOf(acts);
  }

  /** What these acts, the oldest first, have left. */
  public static Versions of(List<LibraryAct> acts) {
    Versions versions = new Versions(acts);
    acts.forEach(versions::turn);
    acts.forEach(versions::number);
    for (LibraryAct act : acts) {
      if (versions.holding.get(act.number()) == Holding.DONE) {
        versions.take(act);
      }
    }
    return versions;
  }

  private void turn(LibraryAct act) {
    if (act.isTurn()) {
      boolean undo = act.kind() == LibraryAct.Kind.UNDO;
      holding.computeIfPresent(act.of(), (n, was) -> undo ? Holding.UNDONE : Holding.DONE);
      boolean _ = undo ? undone.add(act.of()) : undone.remove(act.of());
    } else {
      undone.forEach(n -> holding.replace(n, Holding.DROPPED));
      undone.clear();
      holding.put(act.number(), Holding.DONE);
    }
  }

  private void number(LibraryAct act) {
    act.about().forEach(ref -> last.merge(ref.name(), ref.number(), Math::max));
  }

  private void take(LibraryAct act) {
    act.made().forEach(v -> versions.putIfAbsent(v.ref(), v.in(VersionState.DRAFT)));
    for (LibraryAct.Moved each : act.moved()) {
      versions.computeIfPresent(each.ref(), (ref, was) -> was.in(each.to()));
    }
  }

  /** Every version that holds, in the order in which they were made. */
  public List<Version> all() {
    return List.copyOf(versions.values());
  }

  /** Every act, the oldest first. */
  public List<LibraryAct> acts() {
    return acts;
  }

  /** Whether an act holds; a turn does as such. */
  public Holding holding(LibraryAct act) {
    return holding.getOrDefault(act.number(), Holding.DONE);
  }

  /** The acts that touched a version of a name, the oldest first. */
  public List<LibraryAct> history(String name) {
    return acts.stream().filter(a -> a.about().anyMatch(r -> r.name().equals(name))).toList();
  }

  /** The version of a name and number. */
  public Optional<Version> find(Version.Ref ref) {
    return Optional.ofNullable(versions.get(ref));
  }

  /** The approved version of a container and image. */
  public Optional<Version> approved(Profile.Key key) {
    return approved().stream().filter(v -> v.key().equals(key)).findFirst();
  }

  /** The approved versions, one for each container and image at most. */
  public List<Version> approved() {
    return versions.values().stream().filter(v -> v.state() == VersionState.APPROVED).toList();
  }

  /**
   * The version that a text names: {@code NAME@N}, or {@code NAME} for the approved version.
   *
   * @throws Refused when there is none, or it does not say which of several
   */
  public Version named(String text) throws Refused {
    Optional<Version> numbered = Version.Ref.of(text).flatMap(this::find);
    if (numbered.isPresent()) {
      return numbered.get();
    }
    List<Version> approved = approved().stream().filter(v -> v.ref().name().equals(text)).toList();
    if (approved.size() == 1) {
      return approved.getFirst();
    }
    boolean known = versions.keySet().stream().anyMatch(ref -> ref.name().equals(text));
    throw new Refused(
        approved.size() > 1
            ? Refused.Why.SEVERAL
            : known ? Refused.Why.NONE_APPROVED : Refused.Why.NOT_THERE,
        text);
  }

  /** The name and number that the next version of a name gets. */
  public Version.Ref next(String name) {
    return new Version.Ref(name, last.getOrDefault(name, 0) + 1);
  }

  /** The number of the next act. */
  public long nextAct() {
    return acts.stream().mapToLong(LibraryAct::number).max().orElse(0) + 1;
  }

  /**
   * What changes when a version comes into another state: of one container and image one version is
   * approved, so another one retires.
   *
   * @throws Refused when it is in this state
   */
  public List<LibraryAct.Moved> moving(Version version, VersionState to) throws Refused {
    if (version.state() == to) {
      throw new Refused(Refused.Why.NOTHING_CHANGES, version.ref().toString());
    }
    List<LibraryAct.Moved> moved = new ArrayList<>();
    if (to == VersionState.APPROVED) {
      approved(version.key())
          .ifPresent(v -> moved.add(new LibraryAct.Moved(v.ref(), VersionState.RETIRED)));
    }
    moved.add(new LibraryAct.Moved(version.ref(), to));
    return moved;
  }

  /** The act that undoing would undo: the last that holds. */
  public Optional<LibraryAct> undoable() {
    return acts.reversed().stream()
        .filter(a -> !a.isTurn() && holding(a) == Holding.DONE)
        .findFirst();
  }

  /** The act that would be done again: the first that is undone. */
  public Optional<LibraryAct> redoable() {
    return acts.stream().filter(a -> !a.isTurn() && holding(a) == Holding.UNDONE).findFirst();
  }
}
