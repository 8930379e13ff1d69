package salvor.baseline;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import salvor.workload.ImageDigest;

/**
 * Carries a profile over to a new image of the same container. Nobody watched the new image: every
 * facet is {@link FacetState#STALE}, and every element is open until a unit of the new image shows
 * it or a person confirms it. A facet without open elements is what the units of the new image make
 * of it, and {@link FacetState#LEARNING} where there are none: it may say what is known, never that
 * something is foreign.
 *
 * <p>Where an element comes from stands among its evidence, so that a file tells it as well.
 */
public final class Carrying {
  private static final String CARRIED = "carried over from ";
  private static final String CONFIRMED = "confirmed by hand";

  private Carrying() {}

  /** The profile for another image, all of it open; how much that does in an hour is not known. */
  public static Profile to(Profile profile, ImageDigest digest) throws Refused {
    Profile.Key old = profile.key();
    if (digest.equals(old.digest())) {
      throw new Refused(Refused.Why.NOTHING_CHANGES, digest.value());
    }
    String note = CARRIED + (old.digest() == null ? "an unknown image" : old.digest().value());
    Map<Facet, FacetState> states = new EnumMap<>(profile.states());
    states.replaceAll((facet, state) -> state == FacetState.NONE ? state : FacetState.STALE);
    profile.elements().forEach(e -> states.put(e.trait().facet(), FacetState.STALE));
    return new Profile(
        profile.name(),
        new Profile.Key(old.namespace(), old.kind(), old.workload(), old.container(), digest),
        states,
        profile.elements().stream().map(e -> carried(e, note)).toList(),
        List.of(),
        List.of(),
        profile.origin());
  }

  private static Element carried(Element element, String note) {
    List<String> evidence = new ArrayList<>(element.evidence());
    evidence.remove(CONFIRMED);
    evidence.remove(note);
    evidence.add(note);
    return new Element(
        element.trait(),
        List.of(),
        element.firstSeen(),
        element.lastSeen(),
        element.phases(),
        evidence,
        element.members().stream().map(m -> carried(m, note)).toList());
  }

  /** Whether it must be confirmed before it counts for this image. */
  public static boolean isOpen(Element element) {
    return element.members().isEmpty()
        ? isCarried(element) && !element.evidence().contains(CONFIRMED)
        : element.members().stream().anyMatch(Carrying::isOpen);
  }

  private static boolean isCarried(Element element) {
    return element.units().isEmpty()
        && element.evidence().stream().anyMatch(e -> e.startsWith(CARRIED));
  }

  /** What must be confirmed, in order. */
  public static List<Element> open(Profile profile) {
    return profile.elements().stream().filter(Carrying::isOpen).toList();
  }

  /** The profile with open elements confirmed by a person. */
  public static Profile confirmed(Profile profile, Set<Trait> traits) throws Refused {
    Set<Trait> open = open(profile).stream().map(Element::trait).collect(Collectors.toSet());
    for (Trait trait : traits) {
      if (!open.contains(trait)) {
        throw new Refused(Refused.Why.NOT_THERE, trait.text());
      }
    }
    return settled(
        profile.with(
            profile.elements().stream()
                .map(e -> traits.contains(e.trait()) ? confirmed(e) : e)
                .toList()),
        facets(open(profile)));
  }

  private static Element confirmed(Element element) {
    Element noted = isOpen(element) ? ByHand.noting(element, CONFIRMED) : element;
    return new Element(
        noted.trait(),
        noted.units(),
        noted.firstSeen(),
        noted.lastSeen(),
        noted.phases(),
        noted.evidence(),
        noted.members().stream().map(Carrying::confirmed).toList());
  }

  /**
   * The profile in the states that its elements allow, for facets of which some were open: those
   * that are stale for another reason stay so.
   */
  static Profile settled(Profile profile, Set<Facet> facets) {
    Map<Facet, FacetState> states = new EnumMap<>(Facet.class);
    states.putAll(profile.states());
    Map<Facet, FacetState> watched = Consolidation.states(profile, Set.of());
    for (Facet facet : facets) {
      boolean open = profile.elements(facet).stream().anyMatch(Carrying::isOpen);
      states.put(facet, open ? FacetState.STALE : watched.getOrDefault(facet, FacetState.LEARNING));
    }
    return profile.with(states);
  }

  /** The facets of elements. */
  static Set<Facet> facets(List<Element> elements) {
    return elements.stream().map(e -> e.trait().facet()).collect(Collectors.toSet());
  }

  /** Joins profiles of one image; what some carried over is confirmed by what others saw. */
  static Profile merged(List<Profile> profiles) {
    List<Element> carried = new ArrayList<>();
    List<Profile> seen = new ArrayList<>();
    for (Profile each : profiles) {
      List<Element> own = each.elements().stream().filter(Carrying::isCarried).toList();
      carried.addAll(own);
      Profile rest = each.with(each.elements().stream().filter(e -> !isCarried(e)).toList());
      if (own.isEmpty() || !rest.elements().isEmpty() || !rest.units().isEmpty()) {
        seen.add(rest);
      }
    }
    if (carried.isEmpty()) {
      return Merging.merge(profiles).getFirst();
    }
    Profile merged =
        seen.isEmpty()
            ? profiles.getFirst().with(List.<Element>of())
            : Merging.merge(seen).getFirst();
    List<Element> elements = new ArrayList<>(merged.elements());
    Set<Trait> known = elements.stream().map(Element::trait).collect(Collectors.toSet());
    for (Element each : carried.stream().sorted(ProfileDiff.ORDER).toList()) {
      if (!known.contains(each.trait())) { // most are told here
        join(elements, each);
      }
    }
    return settled(merged.with(ByHand.ordered(elements)), facets(carried));
  }

  /** Adds what was carried over; seen is it where it, a part of it, or more than it was seen. */
  private static void join(List<Element> elements, Element carried) {
    Trait trait = carried.trait();
    if (elements.stream().anyMatch(e -> Covering.covers(e.trait(), trait))) {
      return;
    }
    List<Element> parts = elements.stream().filter(e -> Covering.covers(trait, e.trait())).toList();
    elements.removeAll(parts);
    elements.add(
        parts.isEmpty()
            ? carried
            : Consolidation.together(
                trait, parts.stream().flatMap(e -> Consolidation.single(e).stream()).toList()));
  }
}
