package salvor.timeline;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A lane by the names of its groups and its own, readable and the same in every index of the
 * evidence: {@code ["namespace shop", "workload web", "pod web-1", "container web"]}. A step
 * without a name is its level alone.
 */
public final class LanePath {
  private LanePath() {}

  /** The way to a lane from the top. */
  public static List<String> of(Lane lane) {
    List<String> steps = new ArrayList<>();
    for (Lane up = lane; up != null; up = up.parent()) {
      steps.addFirst(step(up));
    }
    return steps;
  }

  /** A lone surrogate, which no document can hold, is replaced on both ways. */
  private static String step(Lane lane) {
    String level = lane.level().name().toLowerCase(Locale.ROOT);
    String name = lane.name();
    return name == null
        ? level
        : level + ' ' + new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  /** The lane that a way leads to; empty when there is none in this tree. */
  public static Optional<Lane> find(LaneTree tree, List<String> steps) {
    List<Lane> parts = tree.roots();
    Lane at = null;
    for (String step : steps) {
      at = parts.stream().filter(lane -> step(lane).equals(step)).findFirst().orElse(null);
      if (at == null) {
        return Optional.empty();
      }
      parts = at.children();
    }
    return Optional.ofNullable(at);
  }
}
