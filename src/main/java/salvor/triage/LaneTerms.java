package salvor.triage;

import salvor.timeline.Lane;

/** Lanes of the timeline in the filter language; {@link AreaTerm} has areas. */
public final class LaneTerms {
  private LaneTerms() {}

  /** The filter that leaves the events of a lane; empty when none can be written. */
  public static String of(Lane lane) {
    String name = lane.name();
    Lane parent = lane.parent();
    if (name == null) {
      return lane.level() == Lane.Level.API ? "kind=api" : parent == null ? "" : of(parent);
    }
    String value = FilterTerms.quoted(name);
    return switch (lane.level()) {
      case NAMESPACE -> "namespace=" + value;
      case API, COMPONENTS -> "kind=api";
      case WORKLOAD -> "workload=" + value;
      case POD -> "pod=" + value;
      case CONTAINER -> (parent == null ? "" : of(parent) + " and ") + "container=" + value;
      case NODE -> "node=" + value;
      case CLIENT -> "user=" + value;
      case PROGRAM -> (parent == null ? "" : of(parent) + " and ") + "program=" + value;
    };
  }
}
