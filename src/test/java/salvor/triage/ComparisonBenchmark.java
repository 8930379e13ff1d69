package salvor.triage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import salvor.baseline.Element;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Matching;
import salvor.baseline.Profile;
import salvor.baseline.Watched;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.jobs.Progress;
import salvor.timeline.Lane;
import salvor.timeline.LaneTree;
import salvor.timeline.RowFilter;
import salvor.timeline.Synthetic;
import salvor.timeline.TimelineModel;
import salvor.workload.Inventory;

/**
 * How long a comparison takes. Not a test: run its {@code main}, with the number of rows if it is
 * not to be a million.
 */
public final class ComparisonBenchmark {
  private static final int RUNS = 5;

  private ComparisonBenchmark() {}

  public static void main(String[] args) {
    int rows = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    int lanes = args.length > 1 ? Integer.parseInt(args[1]) : 2;
    Synthetic.Made made = Synthetic.needle(rows, lanes, 259_200_000_000_000L, 42);
    Observations all = made.observations();
    Evidence evidence = new Evidence(List.of(), all, Inventory.EMPTY);
    LaneTree tree = TimelineModel.of(all, made.verdicts()).tree();
    List<Lane> tracks = new ArrayList<>();
    tree.roots().forEach(root -> tracks.addAll(tree.tracks(root)));
    ComparedSide a = ComparedSide.of(tracks.getFirst());
    ComparedSide b = ComparedSide.of(tracks.get(1));
    System.out.printf(Locale.ROOT, "%,d rows on %d lanes%n", rows, tracks.size());
    Comparison pods =
        timed(
            "two pods",
            () ->
                Comparison.of(
                    evidence, made.verdicts(), tree, a, b, new Alignment.Start(), Progress.NONE));
    Lane pod = tracks.getFirst().parent();
    Lane workload = pod == null ? null : pod.parent();
    if (workload != null && lanes > 2) {
      ComparedSide group = ComparedSide.of(workload);
      timed(
          "a pod, " + tree.tracks(workload).size() + " pods",
          () ->
              Comparison.of(
                  evidence, made.verdicts(), tree, a, group, new Alignment.Start(), Progress.NONE));
    }
    Map<Facet, FacetState> states = new EnumMap<>(Facet.class);
    Arrays.stream(Facet.values()).forEach(facet -> states.put(facet, FacetState.STABLE));
    Profile known =
        new Profile(
            "b",
            new Profile.Key(null, null, null, null, null),
            states,
            pods.acts().stream()
                .filter(act -> act.b() != null)
                .map(act -> Element.of(act.trait()))
                .toList(),
            Watched.units(1),
            List.of(),
            "benchmark");
    BaselineChoice.One one = new BaselineChoice.One(a.lane(), known, Matching.Rule.SAME_WORKLOAD);
    timed(
        "a baseline",
        () ->
            Comparison.withBaseline(
                evidence, made.verdicts(), tree, one, a, new Alignment.Start(), Progress.NONE));
    timed("drawn", () -> MirroredActs.of(pods, made.verdicts(), RowFilter.ALL));
    timed(
        "act of a row",
        () -> {
          int found = 0;
          for (int row = 0; row < 1000; row++) {
            found += pods.actOf(row * (all.size() / 1000)) >= 0 ? 1 : 0;
          }
          return found;
        });
  }

  private static <T> T timed(String what, Supplier<T> work) {
    double[] times = new double[RUNS];
    T result = work.get();
    for (int i = 0; i < RUNS; i++) {
      long begin = System.nanoTime();
      result = work.get();
      times[i] = (System.nanoTime() - begin) / 1e6;
    }
    Arrays.sort(times);
    System.out.printf(
        Locale.ROOT,
        "%-16s %,10.1f ms (median of %d, worst %,.1f)%n",
        what,
        times[RUNS / 2],
        RUNS,
        times[RUNS - 1]);
    return result;
  }
}
