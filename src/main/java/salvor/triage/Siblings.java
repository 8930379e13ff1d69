package salvor.triage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Judge;
import salvor.baseline.Matching;
import salvor.baseline.Verdicts;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.timeline.DrawingClass;
import salvor.timeline.Lane;
import salvor.timeline.LaneTree;
import salvor.workload.ImageDigest;
import salvor.workload.WorkloadRef;

/** What can be compared with what, and which replica tells most. */
public final class Siblings {
  /**
   * Something that can be one side of a comparison.
   *
   * @param lane a container, a pod of several containers, a workload of several pods, a node or a
   *     client of the Kubernetes API
   * @param events how many rows it has
   * @param out how many of them are out of profile
   * @param worst how the worst of them is drawn; null when it has none
   */
  public record Candidate(Lane lane, int events, int out, @Nullable DrawingClass worst) {}

  private final Map<Lane, Candidate> byLane = new HashMap<>();
  private final Map<Lane, Set<ImageDigest>> images = new HashMap<>();
  private final Map<Lane, WorkloadRef> workloads = new HashMap<>();
  private final List<Candidate> candidates = new ArrayList<>();

  private Siblings(Evidence evidence, Verdicts verdicts, LaneTree tree) {
    Observations observations = evidence.observations();
    byte[] drawn = DrawingClass.ofJudgements(verdicts);
    int[] events = new int[tree.size()];
    int[] out = new int[events.length];
    int[] worst = new int[events.length];
    Arrays.fill(worst, -1);
    for (int row = 0; row < observations.size(); row++) {
      int track = tree.trackOf(row);
      int mark = drawn[verdicts.perRow().get(row)];
      events[track]++;
      out[track] += DrawingClass.at(mark).isOut() ? 1 : 0;
      worst[track] = Math.max(worst[track], mark);
    }
    Matching matching = new Judge(List.of(), evidence.inventory()).matching();
    for (int id = 0; id < observations.locations(); id++) {
      belongs(tree.lane(tree.trackOfLocation(id)), matching.match(observations.location(id)));
    }
    tree.roots().forEach(root -> add(root, events, out, worst));
    candidates.sort(
        Comparator.comparing(
                Candidate::worst, Comparator.nullsFirst(Comparator.<DrawingClass>naturalOrder()))
            .reversed()
            .thenComparing(Comparator.comparingInt(Candidate::out).reversed())
            .thenComparingInt(c -> isGroup(c.lane()) ? 1 : 0)
            .thenComparingInt(c -> c.lane().id()));
  }

  /**
   * What can be compared in this evidence. Takes as long as a look at every row.
   *
   * @param tree its lanes
   */
  public static Siblings of(Evidence evidence, Verdicts verdicts, LaneTree tree) {
    return new Siblings(evidence, verdicts, tree);
  }

  private void belongs(Lane track, Matching.Match match) {
    ImageDigest digest = match.digest();
    WorkloadRef workload = match.workload();
    if (digest != null) {
      images.computeIfAbsent(track, _ -> new TreeSet<>()).add(digest);
    }
    if (workload != null) {
      workloads.putIfAbsent(track, workload);
    }
  }

  private Candidate add(Lane lane, int[] events, int[] out, int[] worst) {
    int sum = lane.isTrack() ? events[lane.id()] : 0;
    int sumOut = lane.isTrack() ? out[lane.id()] : 0;
    int mark = lane.isTrack() ? worst[lane.id()] : -1;
    int parts = 0;
    for (Lane child : lane.isTrack() ? List.<Lane>of() : lane.children()) {
      Candidate part = add(child, events, out, worst);
      sum += part.events();
      sumOut += part.out();
      DrawingClass its = part.worst();
      mark = Math.max(mark, its == null ? -1 : its.ordinal());
      parts++;
    }
    Candidate candidate = new Candidate(lane, sum, sumOut, mark < 0 ? null : DrawingClass.at(mark));
    byLane.put(lane, candidate);
    boolean group =
        (lane.level() == Lane.Level.POD || lane.level() == Lane.Level.WORKLOAD) && parts > 1;
    if (sum > 0 && (lane.isTrack() || group)) {
      candidates.add(candidate);
    }
    return candidate;
  }

  private static boolean isGroup(Lane lane) {
    return !lane.isTrack();
  }

  /** All that can be compared, the worst first. */
  public List<Candidate> candidates() {
    return List.copyOf(candidates);
  }

  /** What there is of a lane. */
  public Optional<Candidate> candidate(Lane lane) {
    return Optional.ofNullable(byLane.get(lane));
  }

  /**
   * What an investigator means who points at a lane: for requests that were made with a pod's token
   * the worst container of that pod, else the lane itself.
   */
  public Lane subject(Lane lane) {
    if (lane.level() != Lane.Level.CLIENT) {
      return lane;
    }
    return candidates.stream()
        .map(Candidate::lane)
        .filter(own -> own.level() == Lane.Level.CONTAINER && isOf(own, lane))
        .findFirst()
        .orElse(lane);
  }

  private static boolean isOf(Lane container, Lane client) {
    Lane pod = container.parent();
    return pod != null
        && pod.level() == Lane.Level.POD
        && Objects.equals(container.cluster(), client.cluster())
        && (container.top().name() + "/" + pod.name()).equals(client.name());
  }

  /**
   * What a container is best compared with: a container of the same name and image in another pod
   * of its workload; else of the same workload with any image; else of the same image anywhere; of
   * these the one with the least out of profile, then with the most events.
   */
  public Optional<Lane> best(Lane lane) {
    Lane pod = lane.parent();
    if (lane.level() != Lane.Level.CONTAINER || pod == null) {
      return nextOf(lane);
    }
    return candidates.stream()
        .filter(c -> c.lane() != lane && c.lane().level() == Lane.Level.CONTAINER)
        .filter(c -> Objects.equals(c.lane().name(), lane.name()) && c.lane().parent() != pod)
        .filter(c -> Objects.equals(c.lane().cluster(), lane.cluster()))
        .filter(c -> nearness(lane, c.lane()) > 0)
        .min(
            Comparator.comparingInt((Candidate c) -> -nearness(lane, c.lane()))
                .thenComparingInt(Candidate::out)
                .thenComparingInt(c -> -c.events())
                .thenComparingInt(c -> c.lane().id()))
        .map(Candidate::lane);
  }

  /** Of what is no container: another of its kind with the same parent. */
  private Optional<Lane> nextOf(Lane lane) {
    return candidates.stream()
        .filter(c -> c.lane() != lane && c.lane().level() == lane.level())
        .filter(c -> c.lane().parent() == lane.parent())
        .min(
            Comparator.comparingInt(Candidate::out)
                .thenComparingInt(c -> -c.events())
                .thenComparingInt(c -> c.lane().id()))
        .map(Candidate::lane);
  }

  private int nearness(Lane one, Lane other) {
    Set<ImageDigest> ran = images.getOrDefault(one, Set.of());
    boolean image = !ran.isEmpty() && ran.equals(images.get(other));
    WorkloadRef of = workloads.get(one);
    WorkloadRef with = workloads.get(other);
    boolean workload =
        of != null
            && with != null
            && of.name().equals(with.name())
            && of.namespace().equals(with.namespace());
    return (workload ? 2 : 0) + (image ? 1 : 0);
  }
}
