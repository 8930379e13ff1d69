package salvor.containment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Trouble;
import salvor.containment.Aim.Judged;
import salvor.containment.RecordedMeasure.Recorded;
import salvor.jobs.Progress;
import tools.jackson.databind.JsonNode;

/**
 * What is still there of a measure, by looking at the cluster.
 *
 * @param found of each step, in their order
 */
public record Presence(RecordedMeasure recorded, List<Found> found) {
  /** Copies the list. */
  public Presence {
    found = List.copyOf(found);
  }

  /** What was found of a step. */
  public sealed interface Found {
    /** It is as the step left it. */
    record InPlace() implements Found {}

    /** The object is there, and as it was before the step: it was taken back, or never done. */
    record AsBefore() implements Found {}

    /**
     * Somebody changed what the step left.
     *
     * @param fields where, as JSON pointers
     */
    record Changed(List<String> fields) implements Found {
      /** Copies the list. */
      public Changed {
        fields = List.copyOf(fields);
      }
    }

    /** There is no such object. */
    record Gone() implements Found {}

    /** Another object has its name. */
    record Replaced() implements Found {}

    /** It could not be looked at. */
    record Unseen(Trouble why) implements Found {}
  }

  /** Whether everything that was done is as the measure left it. */
  public boolean isInPlace() {
    return found.stream().allMatch(Found.InPlace.class::isInstance);
  }

  /** Why nothing of it could be looked at, as while the cluster does not answer. */
  public Optional<Trouble> unseen() {
    List<Trouble> why =
        found.stream()
            .filter(Found.Unseen.class::isInstance)
            .map(each -> ((Found.Unseen) each).why())
            .toList();
    return !why.isEmpty() && why.size() == found.size()
        ? Optional.of(why.getFirst())
        : Optional.empty();
  }

  /** Whether something of it is there, or may be. */
  public boolean isThere() {
    return found.stream()
        .anyMatch(each ->
            switch (each) {
              case Found.InPlace _, Found.Changed _, Found.Unseen _ -> true;
              case Found.AsBefore _, Found.Gone _, Found.Replaced _ -> false;
            });
  }

  /**
   * Looks.
   *
   * @throws salvor.jobs.JobCancelled when it is cancelled
   */
  public static Presence of(RecordedMeasure recorded, Cluster cluster, Progress progress) {
    List<Found> found = new ArrayList<>();
    for (Recorded each : recorded.steps()) {
      progress.at(found.size(), recorded.steps().size(), each.step().name());
      found.add(look(each, recorded.measure().label(), cluster));
    }
    return new Presence(recorded, found);
  }

  private static Found look(Recorded recorded, String label, Cluster cluster) {
    Step step = recorded.step();
    try {
      return judged(recorded, label, cluster.get(step.kind(), step.namespace(), step.name()));
    } catch (ClusterFailure failure) {
      return failure.trouble() instanceof Trouble.Missing
          ? judged(recorded, label, null)
          : new Found.Unseen(failure.trouble());
    }
  }

  private static Found judged(Recorded recorded, String label, @Nullable JsonNode now) {
    return switch (recorded.step()) {
      case Step.Create create -> created(recorded, create, label, now);
      case Step.Patch patch -> patched(patch, now);
      case Step.Delete delete ->
          Aim.of(delete, label).judge(now) instanceof Judged.Reached
              ? new Found.InPlace()
              : new Found.AsBefore();
    };
  }

  private static Found created(
      Recorded recorded, Step.Create step, String label, @Nullable JsonNode now) {
    if (now == null) {
      return new Found.Gone();
    }
    boolean same =
        recorded
            .knownUid()
            .map(now.at("/metadata/uid").asString("")::equals)
            .orElseGet(() -> Measure.isMadeFor(now, label));
    List<String> different = Compared.differences(step.manifest(), now);
    return !same
        ? new Found.Replaced()
        : different.isEmpty() ? new Found.InPlace() : new Found.Changed(different);
  }

  private static Found patched(Step.Patch step, @Nullable JsonNode now) {
    if (now == null) {
      return new Found.Gone();
    }
    if (Aim.otherThan(step.before(), now).isPresent()) {
      return new Found.Replaced();
    }
    Touched touched = Touched.of(step.patch(), step.before());
    List<String> undone = touched.undoneIn(now);
    return undone.isEmpty()
        ? new Found.InPlace()
        : touched.doneIn(now).isEmpty() ? new Found.AsBefore() : new Found.Changed(undone);
  }
}
