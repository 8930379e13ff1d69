package salvor.recovery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import salvor.cluster.ClusterObjects;
import salvor.cluster.LivePod;
import salvor.containment.Measure;
import salvor.containment.Step;
import salvor.recovery.RollOutWatch.OfWorkload;
import salvor.recovery.WorkloadFix.Basis;
import tools.jackson.databind.JsonNode;

/**
 * How far a roll-out of before is: what was asked for is read from its measure, how it stands from
 * what is watched of the cluster.
 */
public final class RolledOut {
  private static final Pattern IMAGE =
      Pattern.compile("(.*)/spec/(containers|initContainers)/(\\d{1,4})/image");

  private RolledOut() {}

  /**
   * Each workload of it that is there and has the image that it was given.
   *
   * @param objects what is known of the cluster
   * @param pods all that are known, with their workloads
   */
  public static List<OfWorkload> of(
      Measure measure, ClusterObjects objects, Collection<LivePod> pods) {
    if (measure.kind() != Measure.Kind.ROLL_OUT) {
      return List.of();
    }
    List<OfWorkload> all = new ArrayList<>();
    for (Step step : measure.steps()) {
      if (step instanceof Step.Patch patch) {
        fix(patch).flatMap(fix -> standing(fix, objects, pods)).ifPresent(all::add);
      }
    }
    return all;
  }

  private static Optional<OfWorkload> standing(
      WorkloadFix fix, ClusterObjects objects, Collection<LivePod> pods) {
    return objects
        .find(fix.kind().kind(), fix.namespace(), fix.name())
        .filter(fix::isIn)
        .map(now ->
            new OfWorkload(
                fix, RollOutState.of(fix.kind(), now), false, Hitch.of(fix, pods, objects)));
  }

  /** What was changed; empty where the step, which a ledger of anybody may tell, is of no use. */
  private static Optional<WorkloadFix> fix(Step.Patch step) {
    List<ImageChange> images = new ArrayList<>();
    for (JsonNode each : step.patch()) {
      Matcher path = IMAGE.matcher(each.path("path").asString(""));
      if (each.path("op").asString("").equals("replace") && path.matches()) {
        JsonNode container =
            step.before().at(path.group(1) + "/spec/" + path.group(2) + "/" + path.group(3));
        images.add(
            new ImageChange(
                path.group(2),
                Integer.parseInt(path.group(3)),
                container.path("name").asString(""),
                container.path("image").asString(""),
                each.path("value").asString("")));
      }
    }
    return images.isEmpty()
        ? Optional.empty()
        : Stream.of(RolledKind.values())
            .filter(kind -> kind.kind().equals(step.kind()))
            .findFirst()
            .map(kind ->
                new WorkloadFix(
                    kind,
                    step.namespace(),
                    step.name(),
                    images,
                    Basis.NAMES_IT,
                    List.of(),
                    step.before()));
  }
}
