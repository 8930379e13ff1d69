package salvor.baseline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What two profiles of one container know otherwise. Told by what is done alone: an element that
 * was seen again is the same. Neither the order of the elements nor how often one is there matters,
 * and the difference the other way round is this with its sides changed.
 *
 * @param before null when there was none
 * @param after null when there is none any more
 * @param added known only now
 * @param removed known only before
 * @param widened what was known is now part of something that stands for more
 * @param tightened what was known now stands for less
 * @param kept how many elements are in both
 * @param states the facets whose state is another
 */
public record ProfileDiff(
    @Nullable Profile before,
    @Nullable Profile after,
    List<Element> added,
    List<Element> removed,
    List<Wider> widened,
    List<Wider> tightened,
    int kept,
    Map<Facet, Turn> states) {
  /**
   * An element of one side that stands for elements of the other, and for more.
   *
   * @param wide the one that stands for more
   * @param narrow what it stands for, never empty
   */
  public record Wider(Element wide, List<Element> narrow) {
    public Wider {
      narrow = List.copyOf(narrow);
    }
  }

  /** A facet's state before and after. */
  public record Turn(FacetState before, FacetState after) {}

  static final Comparator<Element> ORDER =
      Comparator.comparing((Element e) -> e.trait().facet())
          .thenComparing(e -> e.trait().toString());

  public ProfileDiff {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    widened = List.copyOf(widened);
    tightened = List.copyOf(tightened);
    states = Collections.unmodifiableMap(new EnumMap<>(states));
  }

  /** What changed from one to the other, of which one at most is null. */
  static ProfileDiff between(@Nullable Profile before, @Nullable Profile after) {
    Map<Trait, Element> old = elements(before);
    Map<Trait, Element> now = elements(after);
    Set<Trait> both = new HashSet<>(old.keySet());
    both.retainAll(now.keySet());
    old.keySet().removeAll(both);
    now.keySet().removeAll(both);
    List<Wider> widened = wider(now, old);
    List<Wider> tightened = wider(old, now);
    widened.forEach(w -> take(w, now, old));
    tightened.forEach(t -> take(t, old, now));
    return new ProfileDiff(
        before,
        after,
        now.values().stream().sorted(ORDER).toList(),
        old.values().stream().sorted(ORDER).toList(),
        widened,
        tightened,
        both.size(),
        states(before, after));
  }

  private static void take(Wider each, Map<Trait, Element> wide, Map<Trait, Element> narrow) {
    wide.remove(each.wide().trait());
    each.narrow().forEach(n -> narrow.remove(n.trait()));
  }

  private static Map<Trait, Element> elements(@Nullable Profile profile) {
    Map<Trait, Element> elements = new LinkedHashMap<>();
    if (profile != null) {
      profile.elements().forEach(e -> elements.putIfAbsent(e.trait(), e));
    }
    return elements;
  }

  /** Which of the first stand for some of the second. */
  private static List<Wider> wider(Map<Trait, Element> wide, Map<Trait, Element> narrow) {
    Map<Object, List<Element>> near = new HashMap<>();
    for (Element element : narrow.values()) {
      Object key = Keys.near(element.trait());
      near.computeIfAbsent(key == null ? "" : key, k -> new ArrayList<>()).add(element);
    }
    List<Wider> found = new ArrayList<>();
    for (Element each : wide.values()) {
      boolean outside = each.trait() instanceof Trait.Network n && n.peer() instanceof Peer.Outside;
      Object key = outside ? null : Keys.near(each.trait()); // addresses have other keys
      List<Element> covered =
          (key == null ? narrow.values() : near.getOrDefault(key, List.of()))
              .stream()
                  .filter(n -> Covering.isWider(each.trait(), n.trait()))
                  .sorted(ORDER)
                  .toList();
      if (!covered.isEmpty()) {
        found.add(new Wider(each, covered));
      }
    }
    found.sort(Comparator.comparing(Wider::wide, ORDER));
    return found;
  }

  private static Map<Facet, Turn> states(@Nullable Profile before, @Nullable Profile after) {
    Map<Facet, Turn> turns = new EnumMap<>(Facet.class);
    for (Facet facet : Facet.values()) {
      FacetState old = before == null ? FacetState.NONE : before.state(facet);
      FacetState now = after == null ? FacetState.NONE : after.state(facet);
      if (old != now) {
        turns.put(facet, new Turn(old, now));
      }
    }
    return turns;
  }

  /** The profile that is there; of two the later. */
  public Profile profile() {
    return Objects.requireNonNull(after != null ? after : before, "one of the two is there");
  }

  /** The units that only the later one knows. */
  public List<Unit> unitsAdded() {
    return units(after, before);
  }

  /** The units that only the earlier one knows. */
  public List<Unit> unitsRemoved() {
    return units(before, after);
  }

  private static List<Unit> units(@Nullable Profile of, @Nullable Profile without) {
    Set<String> other = new HashSet<>();
    if (without != null) {
      without.units().forEach(u -> other.add(u.id()));
    }
    return of == null
        ? List.of()
        : of.units().stream().filter(u -> !other.contains(u.id())).sorted().toList();
  }

  /** The facets that were counted otherwise by the hour. */
  public Set<Facet> hours() {
    Map<Facet, HourlyCounts> old = hours(before);
    Map<Facet, HourlyCounts> now = hours(after);
    Set<Facet> other = EnumSet.allOf(Facet.class);
    other.removeIf(facet -> Objects.equals(old.get(facet), now.get(facet)));
    return other;
  }

  private static Map<Facet, HourlyCounts> hours(@Nullable Profile profile) {
    Map<Facet, HourlyCounts> hours = new EnumMap<>(Facet.class);
    if (profile != null) {
      profile.hours().stream()
          .filter(h -> !h.counts().isEmpty())
          .forEach(h -> hours.put(h.facet(), h));
    }
    return hours;
  }

  /** Whether they were learned at other times. */
  public boolean hasOtherWindows() {
    return !windows(before).equals(windows(after));
  }

  private static List<Window> windows(@Nullable Profile profile) {
    return profile == null ? List.of() : Window.joined(profile.windows());
  }

  /** Whether they are of different images, or one does not say of which it is. */
  public boolean isOfOtherImage() {
    return before != null
        && after != null
        && !Objects.equals(before.key().digest(), after.key().digest());
  }

  /** Whether nothing is known otherwise. */
  public boolean isEmpty() {
    return before != null
        && after != null
        && added.isEmpty()
        && removed.isEmpty()
        && widened.isEmpty()
        && tightened.isEmpty()
        && states.isEmpty()
        && unitsAdded().isEmpty()
        && unitsRemoved().isEmpty()
        && hours().isEmpty()
        && !hasOtherWindows()
        && !isOfOtherImage();
  }
}
