package salvor.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
          null,
          -1,
          false);

  private final Observations observations;
  private final Questions<Answer> questions;
  private final @Nullable Known known;
  private final boolean sameImage;
  private final Map<Act, Integer> numbers = new HashMap<>();
  private final List<Act> acts = new ArrayList<>();
  private final List<Seen> seen = new ArrayList<>();
  private int[] ofQuestion = new int[64];

  /** Starts of one shape may be known and not: some baselines know arguments word for word. */
  private record Act(Trait trait, @Nullable Fit fit) {}

  private Acts(
      Observations observations, Inventory inventory, @Nullable Known known, boolean sameImage) {
    this.observations = observations;
    this.questions =
        new Questions<>(
            observations,
            new Peers(inventory),
            Questions.judging(observations, new Images(Inventory.EMPTY)));
    this.known = known;
    this.sameImage = sameImage;
    Arrays.fill(ofQuestion, UNKNOWN);
  }

  /** The acts of observations, peers named as cluster objects say. */
  public Acts(Observations observations, Inventory inventory) {
    this(observations, inventory, null, true);
  }

  /**
   * The same, each held against a baseline.
   *
   * @param sameImage whether the baseline is of the image that ran
   */
  public static Acts against(
      Observations observations, Inventory inventory, Profile baseline, boolean sameImage) {
    return new Acts(observations, inventory, new Known(baseline, null), sameImage);
  }

  /** The number of the act that a row is, from 0; {@link #NONE} or {@link #RUNTIME}. */
  public int of(int row) {
    Kind kind = observations.kind(row);
    if (!kind.isAct()) {
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
        new Act(trait, known == null ? null : fit(known, what, answer.actor())),
        act -> {
          acts.add(act);
          seen.add(what);
          return acts.size() - 1;
        });
  }

  private Fit fit(Known all, Seen what, Actor actor) {
    Answer said = Questions.compare(sameImage, all, what, actor);
    Element nearest = said.nearest();
    boolean fits = said.reason() == Reason.MATCHED;
    return new Fit(
        said.reason(), fits ? nearest : null, fits ? null : near(all.nearest(what)).orElse(null));
  }

  /** The number of acts met so far. */
  public int size() {
    return acts.size();
  }

  /** The act with a number. */
  public Trait trait(int act) {
    return acts.get(act).trait();
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

  /**
   * What the baseline says of an act.
   *
   * @param reason MATCHED, or why it is out of profile, or why the baseline cannot tell
   * @param element what the baseline knows it as; null unless it matched
   * @param near what comes nearest; null when it matched, or all is far
   */
  public record Fit(Reason reason, @Nullable Element element, @Nullable Near near) {}

  /** What the baseline says of an act; null when they are held against none. */
  public @Nullable Fit fit(int act) {
    return acts.get(act).fit();
  }

  /** What of the baseline any of these acts is, by wildcards too; nothing without a baseline. */
  public Set<Element> met(BitSet among) {
    Set<Element> met = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int question = 0; known != null && question < ofQuestion.length; question++) {
      if (ofQuestion[question] >= 0 && among.get(ofQuestion[question])) {
        met.addAll(known.matching(Objects.requireNonNull(questions.answer(question).seen())));
      }
    }
    return met;
  }

  /** Finds what comes nearest among some acts. Not safe for several threads. */
  public final class Others {
    private final Known known;

    private Others(List<Integer> among) {
      Profile.Key nobody = new Profile.Key(null, null, null, null, null);
      List<Element> elements = among.stream().map(act -> Element.of(trait(act))).toList();
      known =
          new Known(new Profile("", nobody, Map.of(), elements, List.of(), List.of(), ""), null);
    }

    /** The nearest of the same program, peer or file; empty when all are far. */
    public Optional<Near> nearest(int act) {
      return near(known.nearest(seen.get(act)));
    }
  }

  private static Optional<Near> near(Known.Nearest found) {
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
