package salvor.terminal;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.ClusterObjects;
import salvor.cluster.ObjectKind;
import salvor.containment.Alarm;
import salvor.containment.AlarmLog;
import salvor.containment.ChosenPod;
import salvor.containment.LastLooks;
import salvor.containment.Measure;
import salvor.containment.Measures;
import salvor.containment.Presence;
import salvor.containment.Quarantine;
import salvor.containment.RecordedMeasure;
import salvor.containment.Vigil;
import salvor.custody.CaseLedger;
import salvor.jobs.Progress;

/**
 * What is there now of the measures of a case in a cluster, and the alarms over what they cut off.
 *
 * @param looked what was found, by mark; measures of other clusters are not in it
 * @param alarms what is not as it should be of those that cut pods off, by mark
 * @param objects by which that was judged; null where no pod is cut off
 */
record CaseAlarms(
    Map<String, Presence> looked,
    Map<String, List<Alarm>> alarms,
    @Nullable ClusterObjects objects) {

  /**
   * Looks at the cluster.
   *
   * @param namespace where it is asked where all namespaces may not be; empty for those of the pods
   * @throws ClusterFailure when it cannot be looked at
   */
  static CaseAlarms of(
      Measures measures,
      LastLooks looks,
      Cluster cluster,
      String clusterUid,
      String namespace,
      Progress progress)
      throws ClusterFailure {
    Map<String, Instant> seen = new TreeMap<>();
    looks.after().forEach((uid, look) -> seen.put(uid, look.at()));
    Map<String, Presence> looked = new TreeMap<>();
    Map<String, List<Alarm>> alarms = new TreeMap<>();
    ClusterObjects objects = null;
    for (RecordedMeasure each : measures.all()) {
      if (!each.isOf(clusterUid)) {
        continue;
      }
      Measure measure = each.measure();
      Presence presence = Presence.of(each, cluster, progress);
      looked.put(measure.mark(), presence);
      if (measure.kind() == Measure.Kind.QUARANTINE && presence.isThere()) {
        if (objects == null) {
          objects =
              ClusterObjects.listed(
                  cluster,
                  Quarantine.KINDS,
                  ObjectKind.PODS,
                  namespace.isEmpty() ? namespaces(measures, clusterUid) : Set.of(namespace));
        }
        List<Alarm> all = new ArrayList<>(new Vigil(measure, seen).alarms(objects));
        all.addAll(looks.worse(each));
        alarms.put(measure.mark(), all);
      }
    }
    return new CaseAlarms(looked, alarms, objects);
  }

  /** Those of the pods of all quarantines: what is in one that is not listed would seem gone. */
  private static Set<String> namespaces(Measures measures, String clusterUid) {
    return measures.all().stream()
        .filter(each -> each.isOf(clusterUid))
        .map(RecordedMeasure::measure)
        .filter(each -> each.kind() == Measure.Kind.QUARANTINE)
        .flatMap(each -> each.pods().stream())
        .map(ChosenPod::namespace)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Writes down which there are, before pods are looked at from inside: what a look says is newer
   * then than what the alarm says.
   *
   * @throws IOException when the ledger cannot be read or written
   */
  void write(CaseLedger ledger, Measures measures) throws IOException {
    AlarmLog log = new AlarmLog();
    for (RecordedMeasure each : measures.all()) {
      Presence presence = looked.get(each.measure().mark());
      if (presence != null && presence.unseen().isEmpty()) {
        log.raise(ledger, each.measure(), alarms.getOrDefault(each.measure().mark(), List.of()));
      }
    }
  }
}
