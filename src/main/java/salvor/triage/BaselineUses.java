package salvor.triage;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Acts;
import salvor.baseline.Element;
import salvor.baseline.Facet;
import salvor.baseline.Judgement;
import salvor.baseline.Lineage;
import salvor.baseline.Matching;
import salvor.baseline.Profile;
import salvor.baseline.Reason;
import salvor.baseline.Recorded;
import salvor.baseline.Trait;
import salvor.baseline.Verdict;
import salvor.baseline.Verdicts;
import salvor.evidence.Evidence;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.evidence.TupleTable;
import salvor.jobs.Progress;
import salvor.triage.BaselineUse.Judged;
import salvor.triage.BaselineUse.Met;
import salvor.triage.BaselineUse.Outside;
import salvor.workload.Location;

/**
 * Folds the rows of a case onto its baselines: which element each row in profile is, and which acts
 * the others are. A row in profile is counted by its judgement alone, which names the element; only
 * the others are put into the words of a baseline. Not safe for several threads.
 */
public final class BaselineUses {
  private static final int BY_JUDGEMENT = -4;
  private static final int IN = -1;

  /** Out of profile first, the most severe first, then in the order of time. */
  private static final Comparator<Outside> ORDER =
      Comparator.comparing((Outside o) -> o.verdict() != Verdict.OUT)
          .thenComparing(o -> o.judgement().severity(), Comparator.reverseOrder())
          .thenComparing(Outside::verdict)
          .thenComparingInt(o -> o.rows().first());

  private final Observations observations;
  private final Verdicts verdicts;
  private final Matching matching;
  private final List<Profile> profiles;
  private final Acts acts;
  private final Map<String, Integer> named = new HashMap<>();
  private final int[] profileOf;
  private final int[] nameOf;
  private final boolean[] byAct;
  private final int[] events;
  private final int[] out;
  private final List<Map<String, List<Element>>> elements = new ArrayList<>();
  private final TupleTable keys = new TupleTable();
  private final int[] tuple = new int[4];
  private final List<Sum> sums = new ArrayList<>();
  private final List<Place> places = new ArrayList<>();
  private final List<BaselineUse> uses = new ArrayList<>();
  private final List<Judged> without = new ArrayList<>();

  private static final class Sum {
    int count;
    int first;
    int last;
    int judgement;
  }

  /**
   * Where a row stands.
   *
   * @param use the number of its baseline
   * @param element what it is known as; null when it is not in profile
   * @param outside the act that it is, when it is not in profile
   */
  public record Place(int use, @Nullable Element element, @Nullable Outside outside) {}

  private BaselineUses(Evidence evidence, Verdicts verdicts, Matching matching) {
    this.observations = evidence.observations();
    this.verdicts = verdicts;
    this.matching = matching;
    this.profiles = matching.profiles();
    this.acts = new Acts(observations, evidence.inventory());
    int locations = observations.locations();
    this.events = new int[locations];
    this.out = new int[locations];
    this.profileOf = new int[locations];
    for (int i = 0; i < profiles.size(); i++) {
      named.putIfAbsent(profiles.get(i).name(), i);
      Map<String, List<Element>> byText = new HashMap<>();
      for (Element element : profiles.get(i).elements()) {
        byText.computeIfAbsent(element.trait().text(), _ -> new ArrayList<>(1)).add(element);
      }
      elements.add(byText);
    }
    for (int id = 0; id < locations; id++) {
      profileOf[id] = matching.match(observations.location(id)).number();
    }
    this.nameOf = new int[verdicts.judgements().size()];
    this.byAct = new boolean[nameOf.length];
    for (int i = 0; i < nameOf.length; i++) {
      Judgement judgement = verdicts.judgements().get(i);
      nameOf[i] = judgement.baseline() == null ? -1 : named.getOrDefault(judgement.baseline(), -1);
      byAct[i] = judgement.verdict() != Verdict.IN || isAmbiguous(judgement);
    }
  }

  /**
   * Elements that read alike differ in what is not said of them: only the act tells which it is.
   */
  private boolean isAmbiguous(Judgement judgement) {
    for (int i = 0; i < profiles.size(); i++) {
      if (profiles.get(i).name().equals(judgement.baseline())
          && elements.get(i).getOrDefault(judgement.element(), List.of()).size() != 1) {
        return true;
      }
    }
    return false;
  }

  /**
   * Folds some rows, or all of them when null.
   *
   * @throws salvor.jobs.JobCancelled when asked to stop
   */
  public static BaselineUses of(
      Evidence evidence,
      Verdicts verdicts,
      Matching matching,
      @Nullable BitSet rows,
      Progress progress) {
    BaselineUses uses = new BaselineUses(evidence, verdicts, matching);
    for (int row = 0; row < uses.observations.size(); row++) {
      if ((row & 0xFFFF) == 0) {
        progress.at(row, uses.observations.size(), "Comparing with the baselines");
      }
      if (rows == null || rows.get(row)) {
        uses.add(row);
      }
    }
    uses.make(progress);
    return uses;
  }

  private void add(int row) {
    int judgement = verdicts.perRow().get(row);
    int location = observations.locationId(row);
    events[location]++;
    out[location] += verdicts.judgements().get(judgement).verdict() == Verdict.OUT ? 1 : 0;
    if (!key(row, judgement)) {
      return;
    }
    int key = keys.add(tuple, tuple.length);
    if (key == sums.size()) {
      Sum fresh = new Sum();
      fresh.first = row;
      fresh.last = row;
      fresh.judgement = judgement;
      sums.add(fresh);
    }
    Sum sum = sums.get(key);
    sum.count++;
    sum.last = row < observations.timed() ? row : sum.last;
    if (judgement != sum.judgement && severity(judgement) > severity(sum.judgement)) {
      sum.judgement = judgement;
    }
  }

  private int severity(int judgement) {
    return verdicts.judgements().get(judgement).severity().ordinal();
  }

  /** Puts what tells a row from others into the tuple; false when no baseline has to do with it. */
  private boolean key(int row, int judgement) {
    int profile = profile(observations.locationId(row), judgement);
    if (profile < 0) {
      return false;
    }
    Reason reason = verdicts.judgements().get(judgement).reason();
    int act = byAct[judgement] ? acts.of(row) : BY_JUDGEMENT;
    boolean in = reason == Reason.MATCHED;
    tuple[0] = profile;
    tuple[1] = act;
    tuple[2] = in ? judgement : reason.ordinal();
    tuple[3] = in ? IN : act < 0 ? Lineage.kind(observations, row).ordinal() : 0;
    return true;
  }

  /**
   * The baseline of its container; that of requests to the API is told by the judgement, since
   * their records are of no container.
   */
  private int profile(int location, int judgement) {
    int here = profileOf[location];
    int asked = nameOf[judgement];
    boolean same =
        here >= 0 && asked >= 0 && profiles.get(asked).name().equals(profiles.get(here).name());
    return asked < 0 || same ? here : asked;
  }

  private void make(Progress progress) {
    List<Map<Element, Met>> met = new ArrayList<>();
    List<Map<Element, Met>> alike = new ArrayList<>();
    List<List<Outside>> outside = new ArrayList<>();
    List<List<Judged>> judged = judged();
    profiles.forEach(_ -> {
      met.add(new IdentityHashMap<>());
      alike.add(new IdentityHashMap<>());
      outside.add(new ArrayList<>());
    });
    int[] key = new int[4];
    for (int id = 0; id < sums.size(); id++) {
      keys.get(id, key);
      Sum sum = sums.get(id);
      Judgement judgement = verdicts.judgements().get(sum.judgement);
      Met rows = new Met(sum.count, sum.first, sum.last);
      Element element = element(key[0], key[1], judgement);
      if (element != null && key[3] == IN) {
        met.get(key[0]).merge(element, rows, BaselineUses::together);
        places.add(new Place(key[0], element, null));
      } else {
        Trait trait = key[1] < 0 ? null : acts.trait(key[1]);
        Kind kind = Lineage.kind(observations, sum.first);
        Outside act = new Outside(trait, kind, judgement, rows);
        outside.get(key[0]).add(act);
        if (element != null && judgement.differences().isEmpty()) {
          alike.get(key[0]).merge(element, rows, BaselineUses::together);
        }
        places.add(new Place(key[0], null, act));
      }
    }
    Map<Set<String>, Set<Facet>> recorded = new HashMap<>();
    for (int i = 0; i < profiles.size(); i++) {
      outside.get(i).sort(ORDER);
      Set<Facet> facets =
          judged.get(i).isEmpty()
              ? Set.of()
              : recorded.computeIfAbsent(
                  nodes(judged.get(i)),
                  on -> Recorded.facets(observations, on, null, null, progress));
      uses.add(
          new BaselineUse(
              profiles.get(i), judged.get(i), facets, met.get(i), alike.get(i), outside.get(i)));
    }
  }

  private static Set<String> nodes(List<Judged> judged) {
    Set<String> nodes = new TreeSet<>();
    judged.forEach(container -> {
      if (container.at().node() != null) {
        nodes.add(container.at().nodeKey());
      }
    });
    return nodes;
  }

  private static Met together(Met a, Met b) {
    return new Met(
        a.count() + b.count(), Math.min(a.first(), b.first()), Math.max(a.last(), b.last()));
  }

  private @Nullable Element element(int profile, int act, Judgement judgement) {
    List<Element> alike = elements.get(profile).getOrDefault(judgement.element(), List.of());
    return alike.size() < 2 || act < 0
        ? alike.isEmpty() ? null : alike.getFirst()
        : alike.stream()
            .filter(e -> inInitTree(e.trait(), acts.trait(act)))
            .findFirst()
            .orElse(alike.getFirst());
  }

  /** What one side does not say is no difference. */
  private static boolean inInitTree(Trait known, Trait act) {
    Boolean one = known instanceof Trait.Exec k ? k.inInitTree() : null;
    Boolean other = act instanceof Trait.Exec a ? a.inInitTree() : null;
    return one == null || other == null || one.equals(other);
  }

  private record Container(
      @Nullable String cluster,
      @Nullable String namespace,
      @Nullable String pod,
      @Nullable String name,
      Matching.Rule rule) {}

  /** The containers of each baseline, and behind them those of none. */
  private List<List<Judged>> judged() {
    List<Map<Container, Judged>> found = new ArrayList<>();
    for (int i = 0; i <= profiles.size(); i++) {
      found.add(new LinkedHashMap<>());
    }
    for (int id = 0; id < observations.locations(); id++) {
      Location at = observations.location(id);
      if (at.pod() == null && at.container() == null && at.containerId() == null) {
        continue;
      }
      Matching.Match match = matching.match(at);
      String name = match.container() != null ? match.container() : at.containerId();
      int place = match.number() < 0 ? profiles.size() : match.number();
      found
          .get(place)
          .merge(
              new Container(at.cluster(), at.namespace(), at.pod(), name, match.rule()),
              new Judged(at, match, events[id], out[id]),
              (a, b) -> new Judged(a.at(), a.match(), a.events() + b.events(), a.out() + b.out()));
    }
    without.addAll(found.getLast().values());
    return found.stream().map(m -> List.copyOf(m.values())).toList();
  }

  /** Each baseline with what was done, in the order of their numbers. */
  public List<BaselineUse> uses() {
    return Collections.unmodifiableList(uses);
  }

  /** The containers that no baseline judges. */
  public List<Judged> without() {
    return Collections.unmodifiableList(without);
  }

  /** Where a row stands; empty when no baseline has to do with it, or it was not among the rows. */
  public Optional<Place> place(int row) {
    if (row < 0 || row >= observations.size() || !key(row, verdicts.perRow().get(row))) {
      return Optional.empty();
    }
    int id = keys.add(tuple, tuple.length);
    return id < places.size() ? Optional.of(places.get(id)) : Optional.empty();
  }
}
