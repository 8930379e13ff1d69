package salvor.timeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Lanes as people call them: by the names of their groups and their own, or the last of them. */
public final class CalledLanes {
  private CalledLanes() {}

  /** What a lane is called; one without a name is called by its level. */
  public static String of(Lane lane) {
    List<String> names = new ArrayList<>();
    for (Lane up = lane; up != null; up = up.parent()) {
      String name = up.name();
      names.addFirst(name == null ? up.level().name().toLowerCase(Locale.ROOT) : name);
    }
    return String.join("/", names);
  }

  /**
   * The lanes that a name means.
   *
   * @param pod whether it is that of a pod
   */
  public static List<Lane> called(LaneTree tree, String name, boolean pod) {
    List<String> parts = Arrays.stream(name.split("/", -1)).map(String::strip).toList();
    List<Lane> found = new ArrayList<>();
    for (int id = 0; id < tree.size(); id++) {
      Lane lane = tree.lane(id);
      if ((!pod || lane.level() == Lane.Level.POD) && isCalled(lane, parts)) {
        found.add(lane);
      }
    }
    return found;
  }

  private static boolean isCalled(Lane lane, List<String> parts) {
    Lane at = lane;
    int part = parts.size() - 1;
    while (at != null && part >= 0) {
      if (parts.get(part).equals(at.name())) {
        part--;
      } else if (at == lane || at.level() != Lane.Level.WORKLOAD) {
        return false; // people leave the workload out between namespace and pod
      }
      at = at.parent();
    }
    return part < 0;
  }
}
