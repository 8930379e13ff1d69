package salvor.containment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import salvor.custody.CaseLedger;
import salvor.custody.CustodyEntry;
import salvor.custody.Deed;
import salvor.custody.LedgerRecord;
import salvor.custody.Sha256;

/** Writes down when an alarm over a quarantine is raised and when it is over, once each. */
public final class AlarmLog {
  private static final String RAISED = "alarm";
  private static final String OVER = "alarm-over";
  private static final String SIGN = "alarm";

  private final Map<String, Set<String>> raised = new HashMap<>();
  private boolean read;

  /**
   * Takes which alarms there are over a measure now.
   *
   * @throws IOException when they cannot be written down
   */
  public synchronized void now(CaseLedger ledger, String mark, Collection<Alarm> alarms)
      throws IOException {
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
        entries.add(entry(ledger, RAISED, mark, sign, kind(alarm)));
      }
    }
    for (String sign : before) {
      if (!now.contains(sign)) {
        entries.add(entry(ledger, OVER, mark, sign, ""));
      }
    }
    if (!entries.isEmpty()) {
      ledger.write(entries);
    }
    raised.put(mark, now);
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

  private static CustodyEntry entry(
      CaseLedger ledger, String verb, String mark, String sign, String kind) {
    Map<String, String> request = new HashMap<>();
    request.put("verb", verb);
    request.put(ActionLog.MEASURE, mark);
    request.put(SIGN, sign);
    if (!kind.isEmpty()) {
      request.put("kind", kind);
    }
    return ledger.entry(Deed.NOTE, null).asked(request, Map.of());
  }

  private static String kind(Alarm alarm) {
    return switch (alarm) {
      case Alarm.PodGone _ -> "pod-gone";
      case Alarm.PodReplaced _ -> "pod-replaced";
      case Alarm.LabelsChanged _ -> "labels-changed";
      case Alarm.Restarted _ -> "restarted";
      case Alarm.MeansGone _ -> "means-gone";
      case Alarm.MeansChanged _ -> "means-changed";
      case Alarm.Outranked _ -> "outranked";
      case Alarm.MayPass _ -> "may-pass";
    };
  }
}
