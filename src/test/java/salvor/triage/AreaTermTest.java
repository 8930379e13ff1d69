package salvor.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Judgement;
import salvor.baseline.Reason;
import salvor.baseline.Verdicts;
import salvor.evidence.Activity;
import salvor.evidence.Evidence;
import salvor.evidence.Observation;
import salvor.evidence.Observations;
import salvor.evidence.ObservedTime;
import salvor.evidence.ProcessInfo;
import salvor.evidence.RecordRef;
import salvor.jobs.Progress;
import salvor.timeline.Area;
import salvor.timeline.Lane;
import salvor.timeline.Lanes;
import salvor.timeline.TimelineModel;
import salvor.workload.Inventory;
import salvor.workload.Location;
import salvor.workload.WorkloadRef;

/** What "Filter to area" leaves is what the area shows. */
class AreaTermTest {
  private static final long T = 1_795_000_000_000_000_000L;

  private final List<Observation> seen = new ArrayList<>();

  private void seen(long time, Location where, @Nullable String program, Activity what) {
    ProcessInfo process = new ProcessInfo(1, null, null, program, null, program, null, null, null);
    RecordRef ref = new RecordRef(0, seen.size() + 1, 0, 1);
    seen.add(new Observation(new ObservedTime(T + time, "t"), where, process, what, Set.of(), ref));
  }

  private static Location at(
      @Nullable String namespace,
      @Nullable String workload,
      @Nullable String pod,
      String container) {
    WorkloadRef of =
        workload == null || namespace == null
            ? null
            : new WorkloadRef(namespace, "Deployment", workload);
    return new Location("node1", namespace, pod, null, container, null, null, null, of);
  }

  private static Activity request(String namespace, String user) {
    return new Activity.ApiRequest(
        "get", "pods", null, namespace, null, user, null, null, null, null, 200, null);
  }

  private TimelineModel model() {
    Observations all = Observations.of(seen);
    return TimelineModel.of(all, verdicts(all));
  }

  private static Verdicts verdicts(Observations all) {
    return new Verdicts(IntBuffer.allocate(all.size()), List.of(Judgement.of(Reason.NOT_JUDGED)));
  }

  /** How many rows the filter leaves, having made sure that they are the area's. */
  private static int left(TimelineModel model, Area area, String written) throws FilterError {
    Observations all = model.observations();
    BitSet left =
        Filter.parse(written)
            .rows(new Evidence(List.of(), all, Inventory.EMPTY), verdicts(all), RowMarks.NONE);
    for (int row = 0; row < all.size(); row++) {
      boolean in = row < all.timed() && all.time(row) >= area.from() && all.time(row) < area.to();
      assertThat(left.get(row)).as("%s: row %d", written, row).isEqualTo(in && area.isOn(row));
    }
    assertThat(AreaCounts.of(model, area, Progress.NONE).total()).isEqualTo(left.cardinality());
    return left.cardinality();
  }

  private static Lane lane(TimelineModel model, String name) {
    return model.lanes().lines().stream()
        .map(Lanes.Line::lane)
        .filter(lane -> name.equals(lane.name()))
        .findFirst()
        .orElseThrow();
  }

  @Example
  void requestsAboutANamespaceAreNotOnItsLanes() throws FilterError {
    seen(1, at("shop", "web", "web-1", "web"), "/bin/sh", new Activity.ProcessStarted());
    seen(2, at(null, null, null, "x"), null, request("shop", "alice"));
    seen(3, at("bank", "web", "web-1", "web"), "/bin/sh", new Activity.ProcessStarted());
    TimelineModel model = model();
    for (String group : List.of("shop", "bank")) {
      Area area = Area.of(model, T, T + 10, List.of(lane(model, group)));
      Optional<String> term = AreaTerm.of(model, area, Progress.NONE);
      assertThat(left(model, area, term.orElseThrow())).isEqualTo(1);
    }
  }

  @Example
  void podsOfOneNameInTwoNamespacesAreToldApart() throws FilterError {
    seen(1, at("shop", "web", "web-1", "web"), "/bin/sh", new Activity.ProcessStarted());
    seen(3, at("bank", "web", "web-1", "web"), "/bin/sh", new Activity.ProcessStarted());
    TimelineModel model = model();
    for (Lane root : model.tree().roots()) {
      Area area = Area.of(model, T, T + 10, List.of(model.tree().tracks(root).getFirst()));
      Optional<String> term = AreaTerm.of(model, area, Progress.NONE);
      assertThat(term.orElseThrow()).contains("namespace=" + root.name());
      assertThat(left(model, area, term.orElseThrow())).isEqualTo(1);
    }
  }

  @Property(tries = 300)
  void whatIsOfferedLeavesTheAreaAndNothingElse(@ForAll long seed) throws FilterError {
    SplittableRandom random = new SplittableRandom(seed);
    seen.clear();
    String[] namespaces = {"shop", "bank", null};
    String[] workloads = {"web", "pay", null};
    String[] pods = {"web-1", "pay-1", "web", null};
    String[] programs = {"/bin/sh", "sh", "/usr/bin/sh", "a\u0001b", null};
    for (int i = 0; i < 60; i++) {
      String namespace = namespaces[random.nextInt(3)];
      Location where =
          at(
              namespace,
              workloads[random.nextInt(3)],
              pods[random.nextInt(4)],
              random.nextBoolean() ? "web" : null);
      Activity what =
          random.nextInt(5) == 0
              ? request(namespace, random.nextBoolean() ? "alice" : "system:node:n1")
              : new Activity.ProcessStarted();
      seen(random.nextInt(100), where, programs[random.nextInt(5)], what);
    }
    TimelineModel model = model();
    Lanes lanes = model.lanes();
    for (Lanes.Line line : lanes.lines()) {
      if (line.lane().isTrack() && random.nextInt(3) == 0) {
        lanes = model.toggled(lanes, line.lane());
      }
    }
    int first = random.nextInt(lanes.size());
    int last = Math.min(lanes.size(), first + 1 + random.nextInt(4));
    List<Lane> marked = lanes.lines().subList(first, last).stream().map(Lanes.Line::lane).toList();
    long from = T + random.nextInt(90);
    Area area = Area.of(model, from, from + 1 + random.nextInt(40), marked);
    Optional<String> term = AreaTerm.of(model, area, Progress.NONE);
    if (term.isPresent()) {
      left(model, area, term.get());
    }
  }
}
