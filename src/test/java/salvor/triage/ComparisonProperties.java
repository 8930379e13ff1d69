package salvor.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Element;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Judge;
import salvor.baseline.Matching;
import salvor.baseline.Profile;
import salvor.baseline.Verdicts;
import salvor.baseline.Watched;
import salvor.evidence.Activity;
import salvor.evidence.Endpoint;
import salvor.evidence.Evidence;
import salvor.evidence.Observation;
import salvor.evidence.Observations;
import salvor.evidence.ObservedTime;
import salvor.evidence.ProcessInfo;
import salvor.evidence.RecordRef;
import salvor.jobs.Progress;
import salvor.timeline.Lane;
import salvor.timeline.LaneTree;
import salvor.timeline.TimelineModel;
import salvor.triage.ComparedAct.Presence;
import salvor.workload.Inventory;
import salvor.workload.Location;

/** A comparison against the difference of sets, for any two containers and windows. */
class ComparisonProperties {
  private static final int ACTS = 12;

  /** Something done by a pod at a time. */
  record Done(int pod, int act, int time) {
    Observation observation(int line) {
      ProcessInfo process =
          new ProcessInfo(
              7 + act,
              null,
              null,
              act % 4 == 0 ? "/bin/p" + act : "/bin/app",
              null,
              "p",
              null,
              null,
              null);
      Activity activity =
          switch (act % 4) {
            case 0 -> new Activity.ProcessStarted();
            case 1 -> new Activity.FileOpened("/proc/" + time + "/" + act, null);
            case 2 ->
                new Activity.ConnectionOpened(
                    new Endpoint("10.0.0.1", 30_000 + time, null),
                    new Endpoint("192.0.2." + act, 80, null),
                    "tcp");
            default -> new Activity.NameLookedUp("N" + act + ".example.", null);
          };
      Location at =
          new Location(
              null, "shop", "web-" + pod, null, "web", "0123456789a" + pod, null, null, null);
      return new Observation(
          new ObservedTime(time * 1000L, "t" + time),
          at,
          process,
          activity,
          Set.of(),
          new RecordRef(0, line, line, 1));
    }
  }

  @Provide
  Arbitrary<List<Done>> stories() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 2),
            Arbitraries.integers().between(0, ACTS - 1),
            Arbitraries.integers().between(1, 60))
        .as(Done::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(60);
  }

  private record Told(Evidence evidence, Verdicts verdicts, LaneTree tree) {
    static Told of(List<Done> story) {
      List<Observation> observations = new ArrayList<>();
      story.forEach(done -> observations.add(done.observation(observations.size() + 1)));
      Observations all = Observations.of(observations);
      Evidence evidence = new Evidence(List.of(), all, Inventory.EMPTY);
      Verdicts verdicts = new Judge(List.of(), Inventory.EMPTY).judge(all, Progress.NONE);
      return new Told(evidence, verdicts, TimelineModel.of(all, verdicts).tree());
    }

    @Nullable Lane web(int pod) {
      return tree.roots().stream()
          .flatMap(root -> tree.tracks(root).stream())
          .filter(track -> track.parent() != null && ("web-" + pod).equals(track.parent().name()))
          .findFirst()
          .orElse(null);
    }

    Comparison compare(ComparedSide a, ComparedSide b, Alignment alignment) {
      return Comparison.of(evidence, verdicts, tree, a, b, alignment, Progress.NONE);
    }
  }

  private static List<String> summary(Comparison compared) {
    return compared.acts().stream()
        .map(act -> act.presence() + " " + act.trait() + " " + said(act.a()) + " " + said(act.b()))
        .toList();
  }

  private static String said(@Nullable Sighting sighting) {
    return sighting == null
        ? "-"
        : sighting.count() + " first " + sighting.firstOffset() + " " + sighting.worst();
  }

  @Property(tries = 300)
  void theDifferenceIsThatOfTheSets(
      @ForAll("stories") List<Done> story,
      @ForAll @net.jqwik.api.constraints.IntRange(max = 70) int from,
      @ForAll @net.jqwik.api.constraints.IntRange(max = 70) int length) {
    Told told = Told.of(story);
    Lane one = told.web(0);
    Lane other = told.web(1);
    if (one == null || other == null) {
      return;
    }
    long begin = from * 1000L;
    long end = begin + length * 1000L;
    Comparison compared =
        told.compare(
            new ComparedSide(one, begin, end), ComparedSide.of(other), new Alignment.Clock());
    Map<Integer, Integer> ofA = new TreeMap<>();
    Map<Integer, Integer> ofB = new TreeMap<>();
    for (Done done : story) {
      if (done.pod() == 0 && done.time() >= from && done.time() < from + length) {
        ofA.merge(done.act(), 1, Integer::sum);
      } else if (done.pod() == 1) {
        ofB.merge(done.act(), 1, Integer::sum);
      }
    }
    Map<Presence, Set<Integer>> expected =
        Map.of(
            Presence.ONLY_A, minus(ofA.keySet(), ofB.keySet()),
            Presence.ONLY_B, minus(ofB.keySet(), ofA.keySet()),
            Presence.BOTH, minus(ofA.keySet(), minus(ofA.keySet(), ofB.keySet())));
    expected.forEach(
        (presence, acts) -> assertThat(compared.count(presence)).isEqualTo(acts.size()));
    for (ComparedAct act : compared.acts()) {
      int number = number(act);
      assertThat(expected.get(act.presence())).contains(number);
      assertThat(act.a() == null ? 0 : act.a().count()).isEqualTo(ofA.getOrDefault(number, 0));
      assertThat(act.b() == null ? 0 : act.b().count()).isEqualTo(ofB.getOrDefault(number, 0));
    }
    assertThat(compared.a().compared()).isEqualTo(sum(ofA));
    assertThat(compared.b().compared()).isEqualTo(sum(ofB));
  }

  private static int sum(Map<Integer, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static Set<Integer> minus(Set<Integer> all, Set<Integer> without) {
    Set<Integer> left = new TreeSet<>(all);
    left.removeAll(without);
    return left;
  }

  private static int number(ComparedAct act) {
    String digits =
        switch (act.kind()) {
          case PROGRAM -> act.trait().text().replaceAll(".*/bin/p(\\d+).*", "$1");
          case FILE -> act.trait().text().replaceAll(".*/proc/PID/(\\d+).*", "$1");
          case PEER -> act.trait().text().replaceAll(".*192\\.0\\.2\\.(\\d+).*", "$1");
          default -> act.trait().text().replaceAll("n(\\d+)\\.example", "$1");
        };
    return Integer.parseInt(digits);
  }

  @Property(tries = 200)
  void theOrderOfTheRecordsChangesNothing(@ForAll("stories") List<Done> story, @ForAll long seed) {
    List<Done> shuffled = new ArrayList<>(story);
    Collections.shuffle(shuffled, new Random(seed));
    Told one = Told.of(story);
    Told other = Told.of(shuffled);
    if (one.web(0) != null && one.web(1) != null) {
      assertThat(summary(between(one))).isEqualTo(summary(between(other)));
    }
  }

  private static Comparison between(Told told) {
    return told.compare(
        ComparedSide.of(java.util.Objects.requireNonNull(told.web(0))),
        ComparedSide.of(java.util.Objects.requireNonNull(told.web(1))),
        new Alignment.Start());
  }

  @Property(tries = 100)
  void nothingDiffersFromItself(@ForAll("stories") List<Done> story) {
    Told told = Told.of(story);
    Lane lane = told.web(story.getFirst().pod());
    ComparedSide side = ComparedSide.of(java.util.Objects.requireNonNull(lane));
    Comparison compared = told.compare(side, side, new Alignment.Start());
    assertThat(compared.differences()).isZero();
    assertThat(compared.acts())
        .isNotEmpty()
        .allMatch(act -> act.a() != null && act.a().equals(act.b()));
  }

  @Property(tries = 100)
  void exchangedSidesExchangeTheDifferences(@ForAll("stories") List<Done> story) {
    Told told = Told.of(story);
    Lane one = told.web(0);
    Lane other = told.web(2);
    if (one == null || other == null) {
      return;
    }
    ComparedSide a = ComparedSide.of(one);
    ComparedSide b = ComparedSide.of(other);
    Comparison there = told.compare(a, b, new Alignment.Start());
    Comparison back = told.compare(b, a, new Alignment.Start());
    assertThat(back.count(Presence.ONLY_A)).isEqualTo(there.count(Presence.ONLY_B));
    assertThat(back.count(Presence.ONLY_B)).isEqualTo(there.count(Presence.ONLY_A));
    assertThat(back.count(Presence.BOTH)).isEqualTo(there.count(Presence.BOTH));
  }

  /** What a baseline knows that was learned of a replica differs as the replica does. */
  @Property(tries = 200)
  void aBaselineOfAllThatAReplicaDidDiffersAsTheReplica(
      @ForAll("stories") List<Done> story, @ForAll Set<Facet> stable) {
    Told told = Told.of(story);
    Lane one = told.web(0);
    Lane other = told.web(1);
    if (one == null || other == null) {
      return;
    }
    ComparedSide a = ComparedSide.of(one);
    Comparison replicas = told.compare(a, ComparedSide.of(other), new Alignment.Start());
    Map<Facet, FacetState> states = new EnumMap<>(Facet.class);
    for (Facet facet : Facet.values()) {
      states.put(facet, stable.contains(facet) ? FacetState.STABLE : FacetState.LEARNING);
    }
    Profile learned =
        new Profile(
            "web",
            new Profile.Key("shop", null, "web", "web", null),
            states,
            replicas.acts().stream()
                .filter(act -> act.b() != null)
                .map(act -> Element.of(act.trait()))
                .toList(),
            Watched.units(1),
            List.of(),
            "test");
    Comparison compared =
        Comparison.withBaseline(
            told.evidence(),
            told.verdicts(),
            told.tree(),
            new BaselineChoice.One(one, learned, Matching.Rule.SAME_WORKLOAD),
            a,
            new Alignment.Start(),
            Progress.NONE);
    Map<String, Presence> expected = new TreeMap<>();
    for (ComparedAct act : replicas.acts()) {
      boolean isTold = act.presence() == Presence.BOTH || stable.contains(act.trait().facet());
      expected.put(act.trait() + " " + said(act.a()), isTold ? act.presence() : Presence.UNTOLD);
    }
    Map<String, Presence> found = new TreeMap<>();
    compared.acts().forEach(act -> found.put(act.trait() + " " + said(act.a()), act.presence()));
    assertThat(found).isEqualTo(expected);
    assertThat(compared.b().compared()).as("no rows are invented for a baseline").isZero();
    assertThat(compared.baseline().orElseThrow().met()).isEqualTo(replicas.count(Presence.BOTH));
  }

  /**
   * Each pod from a zero of its own, so that rows in the order of time are not in that of offsets.
   */
  @Property(tries = 100)
  void rowsOfSeveralPodsStandInTheOrderOfTheirOffsets(@ForAll("stories") List<Done> story) {
    Told told = Told.of(story);
    ComparedSide all = ComparedSide.of(told.tree().roots().getFirst());
    ComparedRows side = told.compare(all, all, new Alignment.Start()).a();
    List<String> found = new ArrayList<>();
    for (int place = 0; place < side.compared(); place++) {
      found.add(side.offset(place) + " " + side.row(place));
    }
    List<Integer> places = new ArrayList<>();
    for (int place = 0; place < side.compared(); place++) {
      places.add(place);
    }
    places.sort(
        Comparator.comparingLong((Integer place) -> side.offset(place))
            .thenComparingInt(side::row));
    assertThat(found)
        .isEqualTo(places.stream().map(p -> side.offset(p) + " " + side.row(p)).toList());
    assertThat(side.compared()).isEqualTo(story.size());
  }
}
