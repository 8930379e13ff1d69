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
      return lane.level() == Lane.Level.API
          ? in(lane, "kind=api")
          : parent == null ? "" : of(parent);
    }
    String value = FilterTerms.quoted(name);
    return switch (lane.level()) {
      case CLUSTER -> "cluster=" + value;
      case NAMESPACE -> in(lane, "namespace=" + value);
      case API, COMPONENTS -> in(lane, "kind=api");
      case WORKLOAD -> in(lane, "workload=" + value);
      case POD -> in(lane, "pod=" + value);
      case CONTAINER -> (parent == null ? "" : of(parent) + " and ") + "container=" + value;
      case NODE -> in(lane, "node=" + value);
      case CLIENT -> in(lane, "user=" + value);
      case PROGRAM -> (parent == null ? "" : of(parent) + " and ") + "program=" + value;
    };
  }

  /** Another cluster may have what is called the same. */
  private static String in(Lane lane, String term) {
    Lane group = lane.top().parent();
    String name = group == null ? null : group.name();
    return group == null
        ? term
        : (name == null ? "not cluster=*" : "cluster=" + FilterTerms.quoted(name)) + " and " + term;
  }
}
