package salvor.recovery;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Cluster;
import salvor.cluster.Trouble;
import salvor.containment.Measure;
import salvor.containment.Measures;
import salvor.containment.Presence;
import salvor.containment.Presence.Found;
import salvor.containment.RecordedMeasure;
import salvor.containment.RecordedMeasure.Recorded;
import salvor.containment.RecordedMeasure.Stage;
import salvor.containment.Step;
import salvor.jobs.Progress;

/**
 * A roll-out of a case: how far it was done by the ledger, and whether the workloads have the
 * images that it gave them still.
 *
 * @param now what was found in the cluster; null where it is of another one, and was not looked at
 * @param later the workloads that a later roll-out of the case gave images: what they have is of it
 */
public record InForce(RecordedMeasure recorded, @Nullable Presence now, Set<String> later) {
  /** Copies the set. */
  public InForce {
    later = Set.copyOf(later);
  }

  /** How far it was done. */
  public enum Done {
    /** Every image was set. */
    WHOLE,
    /** Some were, and what came of the others may not be known. */
    PARTLY,
    /** None was. */
    NOT_DONE,
    /** It was taken back, or what could be of it. */
    ROLLED_BACK
  }

  /** What of it holds now. */
  public enum Held {
    ALL,
    SOME,
    /** The images before it are back, or others came since. */
    NONE,
    /** Some of the workloads, or all, were not seen. */
    NOT_SEEN
  }

  /**
   * The roll-outs of a case, the oldest first.
   *
   * @param clusterUid that of the cluster; may be empty
   * @throws salvor.jobs.JobCancelled when it is cancelled
   */
  public static List<InForce> of(
      Measures measures, Cluster cluster, String clusterUid, Progress progress) {
    List<InForce> all = new ArrayList<>();
    Set<String> later = new HashSet<>();
    for (RecordedMeasure each : measures.all().reversed()) {
      if (each.measure().kind() == Measure.Kind.ROLL_OUT) {
        boolean here = each.isOf(clusterUid);
        all.add(new InForce(each, here ? Presence.of(each, cluster, progress) : null, later));
        each.steps().stream()
            .filter(step -> here && isDone(step))
            .forEach(step -> later.add(object(step)));
      }
    }
    return all.reversed();
  }

  private static boolean isDone(Recorded step) {
    return step.stage() == Stage.DONE || step.stage() == Stage.BEGUN;
  }

  private static String object(Recorded step) {
    Step of = step.step();
    return of.kind().plural() + " " + of.namespace() + "/" + of.name();
  }

  /** How far it was done. */
  public Done done() {
    if (recorded.takenBack() != null) {
      return Done.ROLLED_BACK;
    }
    List<Stage> stages = recorded.steps().stream().map(RecordedMeasure.Recorded::stage).toList();
    return stages.stream().allMatch(Stage.DONE::equals)
        ? Done.WHOLE
        : stages.stream().anyMatch(each -> each == Stage.DONE || each == Stage.BEGUN)
            ? Done.PARTLY
            : Done.NOT_DONE;
  }

  /** What of it holds now; empty where it was not looked at. */
  public Optional<Held> held() {
    return Optional.ofNullable(now).map(Presence::found).map(this::held);
  }

  private Held held(List<Found> found) {
    int held = 0;
    boolean unseen = false;
    for (int i = 0; i < found.size(); i++) {
      Recorded step = recorded.steps().get(i);
      boolean its = isDone(step) && !later.contains(object(step));
      unseen |= its && found.get(i) instanceof Found.Unseen;
      held += its && found.get(i) instanceof Found.InPlace ? 1 : 0;
    }
    return unseen
        ? Held.NOT_SEEN
        : held == 0 ? Held.NONE : held == found.size() ? Held.ALL : Held.SOME;
  }

  /** Why something of it was not seen. */
  public Optional<Trouble> unseen() {
    return Optional.ofNullable(now).stream()
        .flatMap(each -> each.found().stream())
        .flatMap(found ->
            found instanceof Found.Unseen(Trouble why)
                ? java.util.stream.Stream.of(why)
                : java.util.stream.Stream.empty())
        .findFirst();
  }
}
