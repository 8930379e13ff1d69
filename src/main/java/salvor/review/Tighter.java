package salvor.review;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import salvor.baseline.Acts;
import salvor.baseline.Element;
import salvor.baseline.Profile;
import salvor.baseline.Trait;
import salvor.evidence.Observations;
import salvor.jobs.Progress;

/**
 * Finds what to put in the place of elements that are too wide: what an element was made from, and
 * what the workload did in this recording that is the same element, and not the attacker.
 */
final class Tighter {
  private static final int MOST = 64;
  private static final int STEP = 1 << 16;

  private final Observations all;
  private final ObservedFacts facts;
  private final ActsFolded folded;
  private final IdentityHashMap<Element, Set<Trait>> normal = new IdentityHashMap<>();
  private final IdentityHashMap<Element, Set<Trait>> attacked = new IdentityHashMap<>();
  private final Map<Element, Profile> wide = new LinkedHashMap<>();

  Tighter(Observations all, ObservedFacts facts, ActsFolded folded) {
    this.all = all;
    this.facts = facts;
    this.folded = folded;
  }

  /**
   * What to do about each element that an act was taken for.
   *
   * @param attacker the attacker's rows
   */
  List<Tightening> of(List<ReviewedAct> acts, BitSet attacker, Progress progress) {
    for (ReviewedAct act : acts) {
      if (act.answer() instanceof ReviewedAct.Answer.Wide(Profile baseline, Element element, _)) {
        wide.put(element, baseline);
        normal.put(element, new LinkedHashSet<>());
        attacked.put(element, new LinkedHashSet<>());
      }
    }
    for (int row = 0; !wide.isEmpty() && row < all.size(); row++) {
      if (row % STEP == 0) {
        progress.at(row, all.size(), "finding what is normal of wide elements");
      }
      look(row, attacker.get(row));
    }
    List<Tightening> found = new ArrayList<>();
    wide.forEach(
        (element, baseline) -> found.add(new Tightening(baseline, element, proposal(element))));
    return List.copyOf(found);
  }

  private void look(int row, boolean attacker) {
    Acts acts = folded.against(facts.at(row).match());
    int act = acts == null ? Acts.NONE : acts.of(row);
    Acts.Fit fit = acts == null || act < 0 ? null : acts.fit(act);
    Element element = fit == null ? null : fit.element();
    if (acts != null && element != null) {
      Set<Trait> traits = (attacker ? attacked : normal).get(element);
      if (traits != null) {
        traits.add(acts.trait(act));
      }
    }
  }

  private Tightening.Proposal proposal(Element element) {
    Set<Trait> by = attacked.getOrDefault(element, Set.of());
    Set<Trait> known = new LinkedHashSet<>(normal.getOrDefault(element, Set.of()));
    element.members().stream()
        .map(Element::trait)
        .filter(member -> !by.contains(member))
        .forEach(known::add);
    if (known.isEmpty()) {
      return element.trait().isSpecific()
          ? new Tightening.Proposal.Same()
          : new Tightening.Proposal.Unseen();
    }
    if (known.containsAll(by)) {
      return new Tightening.Proposal.Same();
    }
    return known.size() > MOST
        ? new Tightening.Proposal.TooMany(known.size())
        : new Tightening.Proposal.Replace(
            known.stream().sorted(Comparator.comparing(Trait::text)).toList());
  }

  /** The baselines with these changes; those that nothing changes are the same. */
  static List<Profile> applied(List<Profile> baselines, List<Tightening> changes) {
    return baselines.stream().map(baseline -> applied(baseline, changes)).toList();
  }

  private static Profile applied(Profile baseline, List<Tightening> changes) {
    Map<Element, Tightening.Proposal> by = new LinkedHashMap<>();
    changes.stream()
        .filter(change -> change.changes() && isPart(baseline.key(), change.baseline().key()))
        .forEach(change -> by.put(change.element(), change.proposal()));
    if (by.isEmpty()) {
      return baseline;
    }
    List<Element> elements = new ArrayList<>();
    for (Element element : baseline.elements()) {
      switch (by.get(element)) {
        case null -> elements.add(element);
        case Tightening.Proposal.Replace(List<Trait> traits) ->
            traits.forEach(trait -> elements.add(part(element, trait)));
        case Tightening.Proposal.Unseen _,
            Tightening.Proposal.Same _,
            Tightening.Proposal.TooMany _ ->
            elements.add(element);
      }
    }
    return new Profile(
        baseline.name(),
        baseline.key(),
        baseline.states(),
        elements.stream().distinct().toList(),
        baseline.units(),
        baseline.windows(),
        baseline.origin());
  }

  /** Whether one is the other, or was joined with others to it: one of them may say no digest. */
  private static boolean isPart(Profile.Key one, Profile.Key whole) {
    return Objects.equals(one.namespace(), whole.namespace())
        && Objects.equals(one.workload(), whole.workload())
        && Objects.equals(one.container(), whole.container())
        && (one.digest() == null || whole.digest() == null || one.digest().equals(whole.digest()));
  }

  /** What is known of a part of an element: all, where the element was made of it. */
  private static Element part(Element of, Trait trait) {
    return of.members().stream()
        .filter(member -> member.trait().equals(trait))
        .findFirst()
        .orElseGet(
            () -> new Element(trait, List.of(), null, null, of.phases(), List.of(), List.of()));
  }
}
