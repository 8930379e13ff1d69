package salvor.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.workload.Inventory;
import salvor.workload.Location;

/**
 * What observations are in the words of a baseline: the same act of two pods, of two starts or of
 * two processes has one number. It is what {@link Learner} would learn of a row, alerts that say
 * what was done and attempts that failed included. Not safe for several threads.
 */
public final class Acts {
  /** No baseline speaks of such a row, or it does not say enough. */
  public static final int NONE = -1;

  /** The container runtime did it, not the workload. */
  public static final int RUNTIME = -2;

  private static final int UNKNOWN = -3;
  private static final Site ANYWHERE =
      new Site(
          Location.UNKNOWN,
          new Matching.Match(
              null, -1, Matching.Rule.NONE, null, Matching.WorkloadFrom.UNKNOWN, null, null),
          null,
          -1,
          0,
          List.of(),
          null,
          false);

  private final Observations observations;
  private final Questions questions;
  private final Map<Trait, Integer> numbers = new HashMap<>();
  private final List<Trait> traits = new ArrayList<>();
  private final List<Seen> seen = new ArrayList<>();
  private int[] ofQuestion = new int[64];

  /** The acts of observations, peers named as cluster objects say. */
  public Acts(Observations observations, Inventory inventory) {
    this.observations = observations;
    this.questions = new Questions(observations, new Peers(inventory));
    Arrays.fill(ofQuestion, UNKNOWN);
  }

  /** The number of the act that a row is, from 0; {@link #NONE} or {@link #RUNTIME}. */
  public int of(int row) {
    Kind kind = observations.kind(row);
    if (kind == Kind.PROCESS_ENDED || kind == Kind.EVENTS_LOST) {
      return NONE;
    }
    int question = questions.ask(row, ANYWHERE, null);
    if (question >= ofQuestion.length) {
      int before = ofQuestion.length;
      ofQuestion = Arrays.copyOf(ofQuestion, Math.max(question + 1, before * 2));
      Arrays.fill(ofQuestion, before, ofQuestion.length, UNKNOWN);
    }
    if (ofQuestion[question] == UNKNOWN) {
      ofQuestion[question] = number(questions.answer(question));
    }
    return ofQuestion[question];
  }

  private int number(Answer answer) {
    Seen what = answer.seen();
    if (answer.actor().runtime()) {
      return RUNTIME;
    }
    Trait trait = what == null ? null : what.trait();
    if (what == null || trait == null) {
      return NONE;
    }
    return numbers.computeIfAbsent(
        trait,
        t -> {
          traits.add(t);
          seen.add(what);
          return traits.size() - 1;
        });
  }

  /** The number of acts met so far. */
  public int size() {
    return traits.size();
  }

  /** The act with a number. */
  public Trait trait(int act) {
    return traits.get(act);
  }

  /**
   * What comes nearest to something among other acts.
   *
   * @param act the act among the others
   * @param differences where the first one differs from it, field by field; never empty
   */
  public record Near(Trait act, List<Judgement.Difference> differences) {
    public Near {
      differences = List.copyOf(differences);
    }
  }

  /** Finds what comes nearest among some acts. Not safe for several threads. */
  public final class Others {
    private final Known known;

    private Others(List<Integer> among) {
      Profile.Key nobody = new Profile.Key(null, null, null, null, null);
      List<Element> elements = among.stream().map(act -> Element.of(trait(act))).toList();
      known = new Known(new Profile("", nobody, Map.of(), elements, 0, null, null, ""));
    }

    /** The nearest of the same program, peer or file; empty when all are far. */
    public Optional<Near> nearest(int act) {
      Known.Nearest found = known.nearest(seen.get(act));
      Comparison comparison = found.comparison();
      Element element = found.element();
      if (element == null
          || comparison == null
          || comparison.weight() == 0
          || isFar(element.trait(), comparison)) {
        return Optional.empty();
      }
      return Optional.of(new Near(element.trait(), comparison.differences()));
    }
  }

  /** Another program, peer, file or name altogether is no neighbour: see the weights there. */
  private static boolean isFar(Trait known, Comparison comparison) {
    return switch (known) {
      case Trait.Exec _ -> comparison.weight() >= 16;
      case Trait.File _, Trait.Network _ -> comparison.weight() >= 8;
      case Trait.Lookup _, Trait.Capability _, Trait.Syscall _, Trait.ApiCall _ -> true;
    };
  }

  /** Some acts to look among, by their numbers. */
  public Others among(List<Integer> acts) {
    return new Others(List.copyOf(acts));
  }
}
