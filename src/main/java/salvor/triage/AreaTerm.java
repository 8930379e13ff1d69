package salvor.triage;

import java.nio.IntBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Verdicts;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.jobs.Progress;
import salvor.timeline.Area;
import salvor.timeline.Lane;
import salvor.timeline.TimelineModel;
import salvor.workload.Inventory;

/**
 * An area of the timeline in the filter language, where that can say it exactly.
 *
 * <p>A lane's name says less than its place: pods of two namespaces can have one name, and {@code
 * namespace=shop} is also met by requests about that namespace, which stand on the lanes of those
 * who asked. So the short form is tried first, then one that names every group of a lane; each is
 * applied to all rows, and taken only if it leaves those of the area and no others.
 */
public final class AreaTerm {
  /** Nobody reads, or changes, a filter that names more. */
  static final int MOST = 24;

  private static final long SECOND = 1_000_000_000L;

  private AreaTerm() {}

  /**
   * The filter that leaves an area of all rows that a model has, whatever it is filtered by; empty
   * when none can be written, or its lanes are too many to be read. Looks at every row: not for a
   * thread that must not wait.
   */
  public static Optional<String> of(TimelineModel model, Area area, Progress progress) {
    List<Function<Lane, String>> forms =
        model.tree().roots().stream().allMatch(area::covers)
            ? List.of(_ -> "")
            : List.of(LaneTerms::of, AreaTerm::exact);
    for (Function<Lane, String> form : forms) {
      String written = written(model, area, form);
      if (written != null && leaves(written, model, area, progress)) {
        return Optional.of(written);
      }
    }
    return Optional.empty();
  }

  private static @Nullable String written(
      TimelineModel model, Area area, Function<Lane, String> form) {
    List<Lane> least = new ArrayList<>();
    model.tree().roots().forEach(root -> collect(area, root, form, least));
    List<String> terms =
        least.stream().map(form).distinct().filter(term -> !term.isEmpty()).toList();
    String time = "time>=" + written(area.from()) + " and time<" + written(area.to());
    if (terms.size() > MOST) {
      return null;
    }
    return terms.isEmpty()
        ? time
        : time
            + " and "
            + (terms.size() == 1
                ? terms.getFirst()
                : terms.stream()
                    .map(term -> term.contains(" and ") ? "(" + term + ")" : term)
                    .collect(Collectors.joining(" or ", "(", ")")));
  }

  /** The fewest lanes and groups that are the area's and have a term. */
  private static void collect(Area area, Lane lane, Function<Lane, String> form, List<Lane> least) {
    if (area.covers(lane) && !form.apply(lane).isEmpty()) {
      least.add(lane);
    } else {
      lane.children().forEach(child -> collect(area, child, form, least));
    }
  }

  /** The lane with all its groups; empty for a group that no field tells. */
  private static String exact(Lane lane) {
    String above = lane.parent() == null ? "" : exact(lane.parent());
    Lane group = lane.top().parent();
    String in = group == null || group == lane ? "" : field("cluster", group) + " and ";
    return switch (lane.level()) {
      case CLUSTER -> field("cluster", lane);
      case API -> in + "kind=api";
      case COMPONENTS -> "";
      case CLIENT -> in + "kind=api and " + field("user", lane);
      case NAMESPACE -> in + field("namespace", lane) + " and not kind=api";
      case WORKLOAD -> above + " and " + field("workload", lane);
      case POD -> above + " and " + field("pod", lane);
      case CONTAINER -> above + " and " + field("container", lane);
      case NODE -> above + " and not pod=* and not container=* and " + field("node", lane);
      case PROGRAM -> {
        String name = lane.name();
        String path = name == null || name.indexOf('/') >= 0 ? "" : FilterTerms.quoted(name);
        yield above
            + " and "
            + field("program", lane)
            + (path.isEmpty() ? "" : " and not program=*/" + path);
      }
    };
  }

  private static String field(String field, Lane lane) {
    String name = lane.name();
    return name == null ? "not " + field + "=*" : field + "=" + FilterTerms.quoted(name);
  }

  private static boolean leaves(String written, TimelineModel model, Area area, Progress progress) {
    Observations all = model.observations();
    Evidence evidence = new Evidence(List.of(), all, Inventory.EMPTY);
    Verdicts none = new Verdicts(IntBuffer.allocate(0), List.of()); // no term asks for them
    try {
      BitSet left = Filter.parse(written).rows(evidence, none, RowMarks.NONE, progress);
      int from = all.firstAtOrAfter(area.from());
      int to = all.firstAtOrAfter(area.to());
      for (int row = from; row < to; row++) {
        if (row % (1 << 16) == 0) {
          progress.at(row - from, to - from, "checking the filter");
        }
        if (left.get(row) != area.isOn(row)) {
          return false;
        }
      }
      return left.length() <= to && (left.isEmpty() || left.nextSetBit(0) >= from);
    } catch (FilterError _) {
      return false; // it cannot be written in this language
    }
  }

  private static String written(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND))
        .toString();
  }
}
