package salvor.workbench.containment;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import salvor.cluster.ObjectKind;
import salvor.cluster.WatchState;
import salvor.containment.Step;
import salvor.live.LiveCase;
import salvor.recovery.RolledOut;
import salvor.report.RollOutWords;
import tools.jackson.databind.JsonNode;

/** What is told of the objects of measures, so that it is looked again when that is other. */
final class Heard {
  private Heard() {}

  /**
   * A sign of it.
   *
   * @param watches where they stand: one that is lost tells of no change
   */
  static String of(LiveCase live, List<MeasureRow> rows, Collection<LiveCase.Watch> watches) {
    return versions(live, rows) + heard(rows, watches);
  }

  /** What the watches tell of the objects of the measures, and of the policies beside them. */
  private static String versions(LiveCase live, List<MeasureRow> rows) {
    StringBuilder versions = new StringBuilder();
    Set<String> namespaces = new LinkedHashSet<>();
    for (MeasureRow row : rows) {
      if (row.isHere()) {
        RolledOut.of(row.recorded().measure(), live.known(), live.pods().all())
            .forEach(each -> versions.append(RollOutWords.standing(each)).append(' '));
        for (Step step : row.recorded().measure().steps()) {
          namespaces.add(step.namespace());
          live.known()
              .find(step.kind(), step.namespace(), step.name())
              .ifPresent(object -> version(object, versions));
        }
      }
    }
    versions.append(LabelledPods.words(live));
    namespaces.forEach(namespace ->
        live.known()
            .all(ObjectKind.NETWORK_POLICIES, namespace)
            .forEach(policy -> version(policy, versions)));
    if (!namespaces.isEmpty()) {
      ObjectKind.POLICIES_OF_PLUGINS.forEach(
          kind -> live.known().all(kind, "").forEach(policy -> version(policy, versions)));
    }
    return versions.toString();
  }

  /** Which kinds that a quarantine depends on are heard of now. */
  private static String heard(List<MeasureRow> rows, Collection<LiveCase.Watch> watches) {
    return rows.stream().noneMatch(MeasuresRound::isHeld)
        ? ""
        : watches.stream()
            .filter(watch -> watch.state() instanceof WatchState.Live)
            .map(watch -> watch.kind().target())
            .sorted()
            .collect(Collectors.joining(" "));
  }

  private static void version(JsonNode object, StringBuilder versions) {
    versions
        .append(object.at("/metadata/uid").asString(""))
        .append(':')
        .append(object.at("/metadata/resourceVersion").asString(""))
        .append(' ');
  }
}
