package salvor.review;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Acts;
import salvor.baseline.FacetState;
import salvor.baseline.Matching;
import salvor.baseline.Profile;
import salvor.baseline.Reason;
import salvor.baseline.Trait;
import salvor.baseline.Verdict;
import salvor.baseline.Verdicts;
import salvor.evidence.Evidence;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.timeline.Subject;
import salvor.triage.MissingEvidence;
import salvor.workload.WorkloadRef;

/**
 * Folds the attacker's rows to acts: the same act in the words of the baseline, of one container of
 * a workload and with one answer, is one. From {@value #CROWD} peers or files on that one program
 * had to do with for one reason they are a crowd, and one act: a port scan is one.
 */
final class ActsFolded {
  private static final int CROWD = 16;

  private final Observations all;
  private final Verdicts verdicts;
  private final ObservedFacts facts;
  private final Acts plain;
  private final Map<Integer, Acts> against = new HashMap<>();
  private final Evidence evidence;
  private final Set<MissingEvidence> missing;

  /** Where; the pod is left out, since all of a workload have one baseline. */
  private record Place(@Nullable WorkloadRef workload, @Nullable String container, int profile) {}

  private record Said(Reason reason, boolean in) {}

  private record Key(Place place, @Nullable Trait trait, String subject, Kind kind, Said said) {}

  private record Crowd(Place place, @Nullable String program, Kind kind, Said said) {}

  /** Rows of one act. */
  private static final class Fold {
    final List<Integer> rows = new ArrayList<>();
    int others;
  }

  ActsFolded(
      Evidence evidence, Verdicts verdicts, ObservedFacts facts, Set<MissingEvidence> missing) {
    this.evidence = evidence;
    this.all = evidence.observations();
    this.verdicts = verdicts;
    this.facts = facts;
    this.plain = new Acts(all, evidence.inventory());
    this.missing = missing;
  }

  /** The acts that rows are, by the time of the first. */
  List<ReviewedAct> of(BitSet rows) {
    Map<Key, Fold> folds = new LinkedHashMap<>();
    rows.stream().forEach(row -> folds.computeIfAbsent(key(row), _ -> new Fold()).rows.add(row));
    Map<Crowd, List<Fold>> crowds = new LinkedHashMap<>();
    folds
        .values()
        .forEach(fold -> crowds.computeIfAbsent(crowd(fold), _ -> new ArrayList<>()).add(fold));
    List<ReviewedAct> acts = new ArrayList<>();
    crowds.forEach((crowd, alike) -> {
      boolean many = alike.size() > CROWD && crowd.kind() != Kind.PROCESS_STARTED;
      for (Fold fold : many ? List.of(together(alike)) : alike) {
        acts.add(act(fold));
      }
    });
    acts.sort(
        Comparator.comparingLong((ReviewedAct a) -> a.first() == null ? Long.MAX_VALUE : a.first())
            .thenComparingInt(a -> a.rows().get(0)));
    return List.copyOf(acts);
  }

  private static Fold together(List<Fold> alike) {
    Fold all = new Fold();
    alike.forEach(fold -> all.rows.addAll(fold.rows));
    all.rows.sort(Comparator.naturalOrder());
    all.others = alike.size() - 1;
    return all;
  }

  private Crowd crowd(Fold fold) {
    int row = fold.rows.getFirst();
    return new Crowd(place(row), all.processAt(row).program(), facts.at(row).kind(), said(row));
  }

  private Key key(int row) {
    int act = plain.of(row);
    return new Key(
        place(row),
        act < 0 ? null : plain.trait(act),
        act < 0 ? Subject.of(all, row) : user(row),
        facts.at(row).kind(),
        said(row));
  }

  /** Requests of one kind by several users are several acts. */
  private String user(int row) {
    String user = facts.at(row).value(Field.USER);
    return user == null ? "" : user;
  }

  private Place place(int row) {
    Matching.Match match = facts.at(row).match();
    return new Place(match.workload(), match.container(), match.number());
  }

  private Said said(int row) {
    return new Said(verdicts.judgement(row).reason(), fit(row) != null);
  }

  /** What the baseline knows a row as, whatever its lineage; null when it does not. */
  private Acts.@Nullable Fit fit(int row) {
    Reason reason = verdicts.judgement(row).reason();
    if (reason != Reason.MATCHED && reason != Reason.FOREIGN_LINEAGE) {
      return null;
    }
    Acts acts = against(facts.at(row).match());
    int act = acts == null ? Acts.NONE : acts.of(row);
    Acts.Fit fit = acts == null || act < 0 ? null : acts.fit(act);
    return fit == null || fit.element() == null ? null : fit;
  }

  /**
   * The acts of all rows, held against the baseline that applies somewhere; null when none does.
   */
  @Nullable Acts against(Matching.Match match) {
    Profile profile = match.profile();
    return profile == null
        ? null
        : against.computeIfAbsent(
            match.number(),
            _ ->
                Acts.against(
                    all,
                    evidence.inventory(),
                    profile,
                    match.rule() != Matching.Rule.OTHER_DIGEST));
  }

  private ReviewedAct act(Fold fold) {
    int row = fold.rows.getFirst();
    int last = fold.rows.stream().filter(r -> r < all.timed()).reduce((_, b) -> b).orElse(row);
    int act = plain.of(row);
    Matching.Match match = facts.at(row).match();
    return new ReviewedAct(
        row < all.timed() ? all.time(row) : null,
        last < all.timed() ? all.time(last) : null,
        IntBuffer.wrap(fold.rows.stream().mapToInt(Integer::intValue).toArray()),
        match.workload(),
        match.container(),
        all.processAt(row).program(),
        facts.at(row).kind(),
        subject(row),
        fold.others,
        act < 0 ? null : plain.trait(act),
        answer(row, act < 0 ? null : plain.trait(act), match));
  }

  /** The command line tells more of a start than the name of the program. */
  private String subject(int row) {
    String line = all.processAt(row).commandLine();
    return facts.at(row).kind() == Kind.PROCESS_STARTED && line != null
        ? line.replace('\0', ' ')
        : Subject.of(all, row);
  }

  private ReviewedAct.Answer answer(int row, @Nullable Trait trait, Matching.Match match) {
    Reason reason = verdicts.judgement(row).reason();
    Acts.Fit fit = fit(row);
    if (fit != null) {
      return new ReviewedAct.Answer.Wide(
          Objects.requireNonNull(match.profile()),
          Objects.requireNonNull(fit.element()),
          reason == Reason.FOREIGN_LINEAGE);
    }
    if (reason.verdict() == Verdict.OUT) {
      return new ReviewedAct.Answer.Out(reason, reason.isHardIndicator());
    }
    FacetState state =
        match.profile() == null || trait == null
            ? FacetState.NONE
            : match.profile().state(trait.facet());
    return new ReviewedAct.Answer.Unknown(
        reason, trait == null ? null : trait.facet(), state, missing);
  }
}
