package salvor.timeline;

import org.jspecify.annotations.Nullable;
import salvor.evidence.Visible;

/** What a lane is called, beside it. */
public final class LaneLabel {
  private static final int LONGEST = 400; // characters: more than fits on any screen

  private LaneLabel() {}

  /** The label in one line, control characters made visible. A container's begins with its pod. */
  public static String of(Lane lane) {
    return switch (lane.level()) {
      case CLUSTER ->
          lane.name() == null ? "no cluster given" : "cluster " + named(lane.name(), "");
      case NAMESPACE -> named(lane.name(), "no namespace");
      case API -> "Kubernetes API";
      case COMPONENTS -> "system clients (" + lane.children().size() + ")";
      case CONTAINER -> container(lane);
      case NODE ->
          lane.name() == null ? "no container" : Visible.text(lane.name(), LONGEST) + " (node)";
      case WORKLOAD, POD, CLIENT, PROGRAM -> named(lane.name(), "not named");
    };
  }

  /** The label of a line: of one that stands apart from its groups with the names of those. */
  static String of(Lanes lanes, int line) {
    Lane lane = lanes.lines().get(line).lane();
    return lanes.isPin(line) ? path(lane) : of(lane);
  }

  private static String path(Lane lane) {
    Lane group = lane.parent();
    String name = lane.level() == Lane.Level.CONTAINER ? named(lane.name(), "whole pod") : of(lane);
    return group == null || lane.top() == lane || group.level() == Lane.Level.NAMESPACE
        ? name
        : path(group) + " / " + name;
  }

  private static String container(Lane lane) {
    String name = named(lane.name(), "whole pod");
    Lane pod = lane.parent();
    return pod == null || pod.level() != Lane.Level.POD ? name : of(pod) + " / " + name;
  }

  private static String named(@Nullable String name, String otherwise) {
    return name == null ? otherwise : Visible.text(name, LONGEST);
  }
}
