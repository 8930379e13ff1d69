package salvor.workbench.containment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import salvor.containment.WatchedPolicies;
import salvor.custody.CaseLedger;
import salvor.jobs.Progress;
import salvor.live.LiveCase;
import salvor.recovery.RolledOut;
import salvor.report.AlarmWords;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** A look at all measures of a case: at the ledger, and at the cluster. It takes time. */
final class MeasuresRound {
  private final LiveCase live;
  private final String clusterUid;
  private final AlarmLog log = new AlarmLog();

  /**
   * What was seen.
   *
   * @param rows the measures, the newest first
   * @param trouble what is wrong with what is told; empty when nothing is
   * @param watched of which policies a new one raises an alarm; empty while no pod is cut off
   */
  record Looked(List<MeasureRow> rows, String trouble, String watched) {
    Looked {
      rows = List.copyOf(rows);
    }
  }

  MeasuresRound(LiveCase live, String clusterUid) {
    this.live = live;
    this.clusterUid = clusterUid;
  }

  /** That of the cluster; empty where it does not say. */
  String clusterUid() {
    return clusterUid;
  }

  /**
   * Looks, and writes down which alarms there are now, once each.
   *
   * @throws Exception when the ledger cannot be read, or not be written
   */
  Looked look(Progress progress) throws Exception {
    CaseLedger ledger = live.custody().ledger();
    Measures measures = Measures.in(ledger);
    LastLooks looks = LastLooks.in(ledger);
    List<MeasureRow> all = new ArrayList<>();
    for (RecordedMeasure each : measures.all().reversed()) {
      if (each.isOf(clusterUid)) {
        Presence presence = Presence.of(each, live.cluster(), progress);
        boolean watched =
            each.measure().kind() == Measure.Kind.QUARANTINE
                && presence.isThere()
                && presence
                    .unseen()
                    .isEmpty(); // a cluster that does not answer has changed nothing
        List<Alarm> alarms = new ArrayList<>();
        if (watched) {
          alarms.addAll(looks.worse(each));
          alarms.addAll(alarms(each.measure(), looks, progress));
        }
        if (presence.unseen().isEmpty() && log.now(ledger, each.measure(), alarms)) {
          looks = LastLooks.in(ledger); // with what was written down just now
        }
        all.add(
            new MeasureRow(
                each,
                presence,
                alarms,
                looks,
                RolledOut.of(each.measure(), live.known(), live.pods().all())));
      } else {
        all.add(new MeasureRow(each, null, List.of(), looks, List.of()));
      }
    }
    boolean held = all.stream().anyMatch(MeasuresRound::isHeld);
    return new Looked(
        all,
        trouble(measures, LabelledPods.words(live)),
        held ? AlarmWords.watched(WatchedPolicies.of(live.known())) : "");
  }

  /** Whether it is a quarantine of which something is there. */
  static boolean isHeld(MeasureRow row) {
    return row.isQuarantine() && row.isHere();
  }

  /** What is not as it should be, by what the watches tell, and what is asked for beside them. */
  private List<Alarm> alarms(Measure measure, LastLooks looks, Progress progress) {
    Map<String, Instant> looked = new HashMap<>();
    looks.after().forEach((uid, look) -> looked.put(uid, look.at()));
    List<String> namespaces = measure.pods().stream().map(ChosenPod::namespace).distinct().toList();
    return new Vigil(measure, looked)
        .alarms(
            Ground.of(
                live.cluster(),
                live.known(),
                Quarantine.KINDS,
                namespaces.size() == 1 ? namespaces.getFirst() : "",
                progress));
  }

  private static String trouble(Measures measures, List<String> labelled) {
    List<String> all = new ArrayList<>();
    if (!measures.ledger().faults().isEmpty()) {
      all.add("The ledger is not whole: what it says of measures may not be what was done.");
    }
    measures
        .unreadable()
        .forEach(each ->
            all.add(
                "Measure "
                    + VisibleText.of(each.mark(), 20)
                    + " cannot be told: its file is not there, or was changed."));
    if (!measures.altered().isEmpty()) {
      all.add(
          Moments.count(measures.altered().size(), "file")
              + " of measures are not what the ledger says, or are not there.");
    }
    all.addAll(labelled);
    return String.join("\n", all);
  }
}
