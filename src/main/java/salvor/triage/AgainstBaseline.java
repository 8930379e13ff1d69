package salvor.triage;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import salvor.baseline.Acts;
import salvor.baseline.Element;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Reason;
import salvor.baseline.Trait;
import salvor.baseline.Verdict;
import salvor.triage.ComparedAct.Expected;
import salvor.triage.ComparedAct.Expected.Answer;

/**
 * Sets what one side did against what its baseline knows. All that is one element of the baseline
 * is one act, so that a wildcard stands opposite everything that it covers.
 */
final class AgainstBaseline {
  private final Acts acts;
  private final SideReader side;
  private final BaselineChoice.One baseline;
  private final BitSet done = new BitSet();
  private final Map<Integer, Trait> open;

  AgainstBaseline(Acts acts, SideReader side, BaselineChoice.One baseline) {
    this.acts = acts;
    this.side = side;
    this.baseline = baseline;
    for (int act = 0; act < acts.size(); act++) {
      done.set(act, side.sighting(act) != null);
    }
    this.open =
        ManyClients.of(acts, act -> !done.get(act) || fit(act).reason().verdict() == Verdict.OUT);
  }

  /** The comparison of what was read. */
  Comparison comparison(Alignment alignment, Set<Facet> recorded) {
    Set<Element> met = acts.met(done);
    ComparedBaseline known =
        new ComparedBaseline(baseline.profile(), baseline.rule(), recorded, met.size());
    List<NumberedAct> all = new ArrayList<>();
    groups().values().forEach(numbers -> all.add(done(numbers)));
    for (Element element : baseline.profile().elements()) {
      if (!met.contains(element)) {
        all.add(new NumberedAct(unseen(element, known), List.of()));
      }
    }
    int[] numbers = NumberedAct.order(all, acts.size());
    return new Comparison(
        new ComparedRows(side, numbers),
        ComparedRows.none(side.side),
        alignment,
        all.stream().map(NumberedAct::act).toList(),
        known);
  }

  private Map<Object, List<Integer>> groups() {
    Map<Object, List<Integer>> groups = new HashMap<>();
    done.stream()
        .forEach(act -> {
          Element element = fit(act).element();
          record Part(Trait trait, Reason reason) {}
          Object group =
              element != null
                  ? element
                  : new Part(open.getOrDefault(act, acts.trait(act)), fit(act).reason());
          groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(act);
        });
    return groups;
  }

  private Acts.Fit fit(int act) {
    return Objects.requireNonNull(acts.fit(act), "these acts are held against a baseline");
  }

  private NumberedAct done(List<Integer> numbers) {
    int first = numbers.getFirst();
    Acts.Fit fit = fit(first);
    Element element = fit.element();
    Answer answer =
        element != null
            ? Answer.KNOWN
            : fit.reason().verdict() == Verdict.OUT ? Answer.NOT_KNOWN : Answer.CANNOT_TELL;
    Trait trait = element != null ? element.trait() : open.getOrDefault(first, acts.trait(first));
    return new NumberedAct(
        new ComparedAct(
            trait,
            NumberedAct.together(numbers, side),
            null,
            fit.near(),
            new Expected(answer, fit.reason(), element == null ? 0 : element.support())),
        numbers);
  }

  private static ComparedAct unseen(Element element, ComparedBaseline baseline) {
    FacetState state = baseline.state(element.trait().facet());
    Answer answer =
        state != FacetState.STABLE
            ? Answer.CANNOT_TELL
            : baseline.recorded().contains(element.trait().facet())
                ? Answer.KNOWN
                : Answer.NOT_RECORDED;
    return new ComparedAct(
        element.trait(), null, null, null, new Expected(answer, state.reason(), element.support()));
  }
}
