package salvor.baseline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a profile of what was counted: finds the patterns, and says how far each facet may be
 * trusted. It begins from the single elements, so that counting in two parts and joining them gives
 * the same as counting at once.
 *
 * <p>A facet is {@link FacetState#STABLE} when complete recordings of it are enough, which {@link
 * Watching} tells, {@link FacetState#TRUNCATED} when that takes recordings that lost events, {@link
 * FacetState#UNSTABLE} when the next unit must be expected to show {@value #OPEN_ENDED} new
 * elements and a fifth of what a unit shows, or there are more than {@value #TOO_MANY} elements,
 * and {@link FacetState#LEARNING} before.
 */
final class Consolidation {
  static final int OPEN_ENDED = 5;
  static final int TOO_MANY = 10_000;

  /** From so many clients on, a service is open to all that are outside of the cluster. */
  private static final int CLIENTS = 8;

  /** How many members a pattern lists. */
  private static final int MEMBERS = 1_000;

  private Consolidation() {}

  /**
   * The profile of what was counted.
   *
   * @param stable what is known to be complete whatever the units say
   */
  static Profile of(
      Profile.Key key,
      List<Element> single,
      List<Unit> units,
      List<Window> windows,
      Set<Facet> stable,
      String origin,
      List<HourlyCounts> hours) {
    List<Element> elements =
        openToAll(PathPatterns.mined(single)).stream()
            .map(e -> new Named(e.trait().toString(), e))
            .sorted(
                Comparator.comparing((Named e) -> e.element().trait().facet())
                    .thenComparing(Named::name))
            .map(Named::element)
            .toList();
    Profile raw =
        new Profile(
            key.text(),
            key,
            Map.of(),
            elements,
            units.stream().sorted().toList(),
            Window.joined(windows),
            origin,
            hours);
    return raw.with(states(raw, stable));
  }

  /** An element with the words that it is sorted by, which are dear to make. */
  private record Named(String name, Element element) {}

  /** The single elements that an element stands for. */
  static List<Element> single(Element element) {
    if (element.members().isEmpty()) {
      return List.of(element);
    }
    List<Element> single =
        element.members().stream()
            .flatMap(m -> single(m).stream())
            .collect(ArrayList::new, List::add, List::addAll);
    if (isCut(element)) {
      single.add(
          new Element(
              element.trait(),
              element.units(),
              element.firstSeen(),
              element.lastSeen(),
              element.phases(),
              element.evidence(),
              List.of()));
    }
    return single;
  }

  /** Whether it may have been made from more than it lists. */
  static boolean isCut(Element element) {
    return element.members().size() >= MEMBERS;
  }

  /** One element for several. */
  static Element together(Trait trait, List<Element> members) {
    Support support = new Support();
    members.forEach(support::add);
    return support.element(
        trait,
        members.stream()
            .sorted(Comparator.comparing((Element e) -> e.trait().text()))
            .limit(MEMBERS)
            .toList());
  }

  static Map<Facet, FacetState> states(Profile profile, Set<Facet> stable) {
    Set<Facet> facets = EnumSet.noneOf(Facet.class);
    profile.units().forEach(u -> facets.addAll(u.facets()));
    Map<Facet, FacetState> states = new EnumMap<>(Facet.class);
    for (Facet facet : facets) {
      Watching watching = Watching.of(profile, facet);
      states.put(
          facet,
          isOpenEnded(watching.known())
              ? FacetState.UNSTABLE
              : watching.isEnough() || stable.contains(facet)
                  ? FacetState.STABLE
                  : watching.isEnoughWithLosses() || watching.complete() == 0
                      ? FacetState.TRUNCATED
                      : FacetState.LEARNING);
    }
    return states;
  }

  private static boolean isOpenEnded(Completeness known) {
    double next = known.expectedNew().orElse(0);
    double each = known.units() == 0 ? 0 : (double) known.incidences() / known.units();
    return known.elements() > TOO_MANY || (next >= OPEN_ENDED && next >= each / 5);
  }

  /** Many clients of one service become one element. */
  private static List<Element> openToAll(List<Element> elements) {
    Map<Trait, List<Element>> clients = new LinkedHashMap<>();
    for (Element element : elements) {
      if (element.trait() instanceof Trait.Network n
          && n.direction() == Trait.Network.Direction.IN
          && n.peer() instanceof Peer.Address) {
        Trait open =
            new Trait.Network(
                n.direction(), new Peer.Outside(), n.port(), n.protocol(), n.program());
        clients.computeIfAbsent(open, o -> new ArrayList<>()).add(element);
      }
    }
    clients.values().removeIf(single -> single.size() <= CLIENTS);
    Map<Element, Trait> belongs = new HashMap<>();
    clients.forEach((open, single) -> single.forEach(e -> belongs.put(e, open)));
    List<Element> result = new ArrayList<>();
    for (Element element : elements) {
      if (clients.containsKey(element.trait())) {
        clients.getOrDefault(element.trait(), List.of()).add(element);
      } else if (!belongs.containsKey(element)) {
        result.add(element);
      }
    }
    clients.forEach((open, single) -> result.add(together(open, single)));
    return result;
  }
}
