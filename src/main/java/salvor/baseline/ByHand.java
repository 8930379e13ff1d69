package salvor.baseline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Changes that a person makes to a profile. What is made wider or narrower by hand says so among
 * its evidence, and stays it when profiles are joined: no recording tells better.
 */
public final class ByHand {
  /** Stands among the evidence of an element that a person made. */
  public static final String MADE = "made by hand";

  private ByHand() {}

  /** A profile without some elements. */
  public static Profile without(Profile profile, Set<Trait> traits) throws Refused {
    for (Trait trait : traits) {
      find(profile, trait);
    }
    return Carrying.settled(
        profile.with(profile.elements().stream().filter(e -> !traits.contains(e.trait())).toList()),
        Carrying.facets(Carrying.open(profile)));
  }

  /** A profile in which one element stands for more; what it also stands for becomes part of it. */
  public static Profile widened(Profile profile, Trait trait, Trait wider) throws Refused {
    find(profile, trait);
    if (!Covering.isWider(wider, trait)) {
      throw new Refused(Refused.Why.NOT_WIDER, wider.text());
    }
    return absorbed(profile, wider);
  }

  /** A profile in which an element takes the place of all that it stands for. */
  static Profile absorbed(Profile profile, Trait wide) {
    List<Element> covered = new ArrayList<>();
    List<Element> others = new ArrayList<>();
    for (Element element : profile.elements()) {
      (Covering.covers(wide, element.trait()) ? covered : others).add(element);
    }
    if (covered.size() == 1 && covered.getFirst().trait().equals(wide)) {
      return profile;
    }
    if (!covered.isEmpty()) {
      List<Element> single =
          covered.stream().flatMap(e -> Consolidation.single(e).stream()).toList();
      others.add(noting(Consolidation.together(wide, single), MADE));
    }
    return profile.with(ordered(others));
  }

  /** A profile in which a pattern is replaced by what it was made from. */
  public static Profile tightened(Profile profile, Trait trait) throws Refused {
    Element pattern = find(profile, trait);
    if (pattern.members().isEmpty()) {
      throw new Refused(Refused.Why.NO_MEMBERS, trait.text());
    }
    if (Consolidation.isCut(pattern)) {
      throw new Refused(Refused.Why.MEMBERS_CUT, trait.text());
    }
    return replaced(profile, trait, pattern.members());
  }

  /** A profile in which one element stands for less. */
  public static Profile narrowed(Profile profile, Trait trait, Trait narrower) throws Refused {
    Element wide = find(profile, trait);
    if (!Covering.isWider(trait, narrower)) {
      throw new Refused(Refused.Why.NOT_NARROWER, narrower.text());
    }
    List<Element> left =
        wide.members().stream().filter(m -> Covering.covers(narrower, m.trait())).toList();
    Element narrow =
        wide.members().isEmpty()
            ? wide.as(narrower)
            : Consolidation.together(narrower, left); // without any it was not seen
    return replaced(profile, trait, List.of(noting(narrow, MADE)));
  }

  private static Profile replaced(Profile profile, Trait trait, List<Element> by) {
    List<Element> elements = new ArrayList<>(profile.elements());
    elements.removeIf(e -> e.trait().equals(trait));
    for (Element each : by) {
      if (elements.stream().noneMatch(e -> e.trait().equals(each.trait()))) {
        elements.add(each);
      }
    }
    return profile.with(ordered(elements));
  }

  /**
   * Two profiles: what is left, and what was taken out as the profile of another container. How
   * much each of them did in an hour is not known.
   */
  public static List<Profile> split(Profile profile, Set<Trait> traits, Profile.Key other)
      throws Refused {
    if (other.equals(profile.key())) {
      throw new Refused(Refused.Why.NOTHING_CHANGES, other.text());
    }
    Profile left = without(profile, traits);
    List<Element> taken =
        profile.elements().stream().filter(e -> traits.contains(e.trait())).toList();
    var states = new java.util.EnumMap<Facet, FacetState>(Facet.class);
    for (Element element : taken) {
      Facet facet = element.trait().facet();
      states.put(facet, profile.state(facet));
    }
    return List.of(
        new Profile(
            left.name(),
            left.key(),
            left.states(),
            left.elements(),
            left.units(),
            left.windows(),
            left.origin()),
        new Profile(
            other.text(),
            other,
            states,
            taken,
            profile.units(),
            profile.windows(),
            profile.origin()));
  }

  /**
   * Profiles of one container and image joined: as {@link Merging} does, but what was made by hand
   * stays, and what was carried over from another image is confirmed by what the others saw.
   */
  public static Profile merged(List<Profile> profiles) throws Refused {
    Profile first = profiles.getFirst();
    for (Profile each : profiles) {
      if (!each.key().equals(first.key())) {
        throw new Refused(Refused.Why.OTHER_CONTAINER, each.name());
      }
    }
    Set<Trait> made = new LinkedHashSet<>();
    for (Profile each : profiles) {
      each.elements().stream().filter(ByHand::isMade).forEach(e -> made.add(e.trait()));
    }
    Profile merged = Carrying.merged(profiles);
    for (Trait trait : made) {
      merged = absorbed(merged, trait);
    }
    return merged;
  }

  /** Profiles joined as {@link #merged} does, one for each container and image. */
  public static List<Profile> mergedByKey(List<Profile> profiles) throws Refused {
    Map<Profile.Key, List<Profile>> byKey = new LinkedHashMap<>();
    profiles.forEach(p -> byKey.computeIfAbsent(p.key(), k -> new ArrayList<>()).add(p));
    List<Profile> merged = new ArrayList<>();
    for (List<Profile> same : byKey.values()) {
      merged.add(merged(same));
    }
    return merged;
  }

  /** Whether a person made it. */
  public static boolean isMade(Element element) {
    return element.evidence().contains(MADE);
  }

  static Element noting(Element element, String note) {
    Set<String> evidence = new LinkedHashSet<>(element.evidence());
    evidence.add(note);
    return new Element(
        element.trait(),
        element.units(),
        element.firstSeen(),
        element.lastSeen(),
        element.phases(),
        List.copyOf(evidence),
        element.members());
  }

  static List<Element> ordered(List<Element> elements) {
    return elements.stream().sorted(ProfileDiff.ORDER).toList();
  }

  private static Element find(Profile profile, Trait trait) throws Refused {
    return profile.elements().stream()
        .filter(e -> e.trait().equals(trait))
        .findFirst()
        .orElseThrow(() -> new Refused(Refused.Why.NOT_THERE, trait.text()));
  }
}
