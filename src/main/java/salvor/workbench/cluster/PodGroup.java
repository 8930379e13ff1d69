package salvor.workbench.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import salvor.timeline.DrawingClass;
import salvor.workbench.wording.Moments;

/**
 * Pods that have something in common.
 *
 * @param name what that is
 * @param pods how many there are
 * @param out how many of them are out of profile
 * @param worst the worst of them
 */
record PodGroup(String name, int pods, int out, PodRow worst) {
  /** By what pods are grouped. */
  enum By {
    NOTHING("No groups"),
    WORKLOAD("By workload"),
    NODE("By node"),
    IMAGE("By image"),
    NAMESPACE("By namespace");

    private final String words;

    By(String words) {
      this.words = words;
    }

    /** What a pod has in common with others. */
    String of(PodRow row) {
      return switch (this) {
        case NOTHING -> "";
        case WORKLOAD -> row.namespace() + " / " + row.workload();
        case NODE -> row.node().isEmpty() ? "no node yet" : row.node();
        case IMAGE -> row.image() + "  " + row.digest();
        case NAMESPACE -> row.namespace();
      };
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /**
   * The groups of some pods, the worst first.
   *
   * @param rows the worst first
   */
  static List<PodGroup> of(Collection<PodRow> rows, By by) {
    if (by == By.NOTHING) {
      return List.of();
    }
    Map<String, List<PodRow>> members = new LinkedHashMap<>();
    for (PodRow row : rows) {
      members.computeIfAbsent(by.of(row), _ -> new ArrayList<>()).add(row);
    }
    List<PodGroup> groups = new ArrayList<>();
    members.forEach((name, of) ->
        groups.add(
            new PodGroup(
                name,
                of.size(),
                (int) of.stream().filter(row -> row.out() > 0).count(),
                of.getFirst())));
    return groups;
  }

  DrawingClass drawn() {
    return worst.drawn();
  }

  String said() {
    return worst.said();
  }

  String count() {
    return Moments.count(pods) + (out == 0 ? "" : ", " + Moments.count(out) + " out");
  }
}
