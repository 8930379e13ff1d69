package salvor.containment;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import salvor.custody.CaseLedger;
import salvor.custody.CustodyEntry;
import salvor.custody.Deed;
import salvor.custody.LedgerRecord;
import salvor.custody.Sha256;
import salvor.custody.Target;

/**
 * Writes down when an alarm over a quarantine is raised and when it is over, once each, with the
 * pods that it is about. From then on they do not count as cut off, until a look from inside says
 * so again; but for a pod that is gone, from which nothing can pass.
 */
public final class AlarmLog {
  private static final String RAISED = "alarm";
  private static final String OVER = "alarm-over";
  private static final String SIGN = "alarm";
  private static final String PODS = "podUids";
  private static final String KIND = "kind";
  private static final String GONE = "pod-gone";

  private final Map<String, Set<String>> raised = new HashMap<>();
  private boolean read;

  /**
   * Takes which alarms there are over a measure now; tells whether something was written down.
   *
   * @throws IOException when they cannot be written down
   */
  public synchronized boolean now(CaseLedger ledger, Measure measure, Collection<Alarm> alarms)
      throws IOException {
    return write(ledger, measure, alarms, true);
  }

  /**
   * Takes alarms that there are now, where others may be that are not looked for.
   *
   * @throws IOException when they cannot be written down
   */
  public synchronized void raise(CaseLedger ledger, Measure measure, Collection<Alarm> alarms)
      throws IOException {
    write(ledger, measure, alarms, false);
  }

  private boolean write(CaseLedger ledger, Measure measure, Collection<Alarm> alarms, boolean all)
      throws IOException {
    String mark = measure.mark();
    if (!read) {
      var _ = ledger.check(node -> take(LedgerRecord.of(node)));
      read = true;
    }
    Set<String> before = raised.getOrDefault(mark, Set.of());
    Set<String> now = new LinkedHashSet<>();
    List<CustodyEntry> entries = new ArrayList<>();
    for (Alarm alarm : alarms) {
      String sign = Sha256.ofText(Vigil.sign(alarm));
      if (now.add(sign) && !before.contains(sign)) {
        entries.add(raised(ledger, measure, sign, alarm));
      }
    }
    for (String sign : before) {
      if (!all) {
        now.add(sign);
      } else if (!now.contains(sign)) {
        entries.add(ledger.entry(Deed.NOTE, null).asked(request(OVER, mark, sign), Map.of()));
      }
    }
    if (!entries.isEmpty()) {
      ledger.write(entries);
    }
    raised.put(mark, now);
    return !entries.isEmpty();
  }

  /** By which {@link #noted} keeps an alarm. */
  static String key(Measure measure, Alarm alarm) {
    return measure.mark() + " " + Sha256.ofText(Vigil.sign(alarm));
  }

  /** Takes from a record which alarms stand, and since when that is written down. */
  static void noted(LedgerRecord record, Instant at, Map<String, Instant> raised) {
    Map<String, String> request = record.request();
    String key = request.getOrDefault(ActionLog.MEASURE, "") + " " + request.getOrDefault(SIGN, "");
    if (record.event() == Deed.NOTE && RAISED.equals(request.get("verb"))) {
      raised.putIfAbsent(key, at);
    } else if (record.event() == Deed.NOTE && OVER.equals(request.get("verb"))) {
      raised.remove(key);
    }
  }

  private void take(LedgerRecord record) {
    Map<String, String> request = record.request();
    String verb = request.getOrDefault("verb", "");
    String mark = request.getOrDefault(ActionLog.MEASURE, "");
    String sign = request.getOrDefault(SIGN, "");
    if (record.event() == Deed.NOTE && verb.equals(RAISED)) {
      raised.computeIfAbsent(mark, _ -> new LinkedHashSet<>()).add(sign);
    } else if (record.event() == Deed.NOTE && verb.equals(OVER)) {
      raised.computeIfAbsent(mark, _ -> new LinkedHashSet<>()).remove(sign);
    }
  }

  /**
   * The pods of which an alarm that nobody wrote down yet says that they may not be cut off.
   *
   * @throws IOException when the ledger cannot be read
   */
  public static Set<String> unwritten(CaseLedger ledger, Measure measure, Collection<Alarm> alarms)
      throws IOException {
    AlarmLog log = new AlarmLog();
    var _ = ledger.check(node -> log.take(LedgerRecord.of(node)));
    Set<String> known = log.raised.getOrDefault(measure.mark(), Set.of());
    return alarms.stream()
        .filter(alarm -> !(alarm instanceof Alarm.PodGone))
        .filter(alarm -> !known.contains(Sha256.ofText(Vigil.sign(alarm))))
        .flatMap(alarm -> pods(alarm, measure).stream())
        .map(ChosenPod::uid)
        .collect(Collectors.toSet());
  }

  /** The pods, by their uids, that a record says not to count as cut off any more. */
  static List<String> lapsed(LedgerRecord record) {
    Map<String, String> request = record.request();
    return record.event() == Deed.NOTE
            && RAISED.equals(request.get("verb"))
            && !GONE.equals(request.get(KIND))
        ? List.of(request.getOrDefault(PODS, "").split(" "))
        : List.of();
  }

  /** Which pods it is about: all of the measure, where it says no other. */
  public static List<ChosenPod> pods(Alarm alarm, Measure measure) {
    return switch (alarm) {
      case Alarm.PodGone(ChosenPod pod) -> List.of(pod);
      case Alarm.PodReplaced(ChosenPod pod, var _) -> List.of(pod);
      case Alarm.LabelsChanged(ChosenPod pod, var _, var _) -> List.of(pod);
      case Alarm.Restarted(ChosenPod pod, var _, var _) -> List.of(pod);
      case Alarm.Worse(ChosenPod pod, var _, var _) -> List.of(pod);
      case Alarm.MeansGone(var _, String namespace, var _) -> in(namespace, measure);
      case Alarm.MeansChanged(var _, String namespace, var _, var _, var _) ->
          in(namespace, measure);
      case Alarm.Outranked outranked ->
          outranked.pods().isEmpty() ? measure.pods() : outranked.pods();
      case Alarm.PolicyOpens opens -> opens.pods();
      case Alarm.MayPass(QuarantinePlan.Residual.Allowed allowed, var _) -> allowed.pods();
      case Alarm.MayPass _ -> measure.pods();
    };
  }

  private static List<ChosenPod> in(String namespace, Measure measure) {
    return measure.pods().stream()
        .filter(pod -> namespace.isEmpty() || pod.namespace().equals(namespace))
        .toList();
  }

  private static CustodyEntry raised(CaseLedger ledger, Measure measure, String sign, Alarm alarm) {
    List<ChosenPod> pods = pods(alarm, measure);
    Map<String, String> request = request(RAISED, measure.mark(), sign);
    request.put(KIND, kind(alarm));
    request.put(PODS, pods.stream().map(ChosenPod::uid).collect(Collectors.joining(" ")));
    CustodyEntry entry = ledger.entry(Deed.NOTE, null).asked(request, Map.of());
    if (pods.size() != 1) {
      return entry;
    }
    ChosenPod pod = pods.getFirst();
    Target target = entry.target();
    return entry.on(
        (target == null ? Target.of(null, null) : target)
            .in(pod.namespace(), pod.name(), pod.uid()));
  }

  private static Map<String, String> request(String verb, String mark, String sign) {
    Map<String, String> request = new HashMap<>();
    request.put("verb", verb);
    request.put(ActionLog.MEASURE, mark);
    request.put(SIGN, sign);
    return request;
  }

  /** What sort it is, as it is called in documents. */
  public static String kind(Alarm alarm) {
    return switch (alarm) {
      case Alarm.PodGone _ -> GONE;
      case Alarm.PodReplaced _ -> "pod-replaced";
      case Alarm.LabelsChanged _ -> "labels-changed";
      case Alarm.Restarted _ -> "restarted";
      case Alarm.MeansGone _ -> "means-gone";
      case Alarm.MeansChanged _ -> "means-changed";
      case Alarm.Outranked _ -> "outranked";
      case Alarm.Worse _ -> "worse";
      case Alarm.PolicyOpens _, Alarm.MayPass _ -> "may-pass";
    };
  }
}
