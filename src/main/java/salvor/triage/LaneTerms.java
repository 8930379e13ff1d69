package salvor.triage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import salvor.timeline.Area;
import salvor.timeline.Lane;
import salvor.timeline.TimelineModel;

/** Lanes and areas of the timeline in the filter language. */
public final class LaneTerms {
  /** Nobody reads, or changes, a filter that names more. */
  static final int MOST = 24;

  private static final long SECOND = 1_000_000_000L;

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

  /**
   * The filter that leaves the time and the lanes of an area; empty when its lanes cannot be
   * written down, or are too many to be read.
   */
  public static Optional<String> of(TimelineModel model, Area area) {
    List<Lane> least = new ArrayList<>();
    boolean all = model.tree().roots().stream().allMatch(area::covers);
    if (!all) {
      model.tree().roots().forEach(root -> collect(area, root, least));
    }
    List<String> terms = least.stream().map(LaneTerms::of).distinct().toList();
    if (terms.size() > MOST || terms.contains("")) {
      return Optional.empty();
    }
    String lanes =
        terms.size() == 1
            ? " and " + terms.getFirst()
            : terms.stream()
                .map(term -> term.contains(" and ") ? "(" + term + ")" : term)
                .collect(Collectors.joining(" or ", terms.isEmpty() ? "" : " and (", ")"));
    return Optional.of(
        "time>=" + written(area.from()) + " and time<" + written(area.to()) + (all ? "" : lanes));
  }

  /** The fewest lanes and groups that are the area's. */
  private static void collect(Area area, Lane lane, List<Lane> least) {
    if (area.covers(lane) && !of(lane).isEmpty()) {
      least.add(lane);
    } else {
      lane.children().forEach(child -> collect(area, child, least));
    }
  }

  private static String written(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND))
        .toString();
  }
}
