package salvor.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import salvor.cluster.Cluster;
import salvor.cluster.KubeContext;
import salvor.containment.Alarm;
import salvor.containment.AlarmLog;
import salvor.containment.LastLooks;
import salvor.containment.Measures;
import salvor.containment.Presence;
import salvor.containment.RecordedMeasure;
import salvor.containment.WatchedPolicies;
import salvor.custody.CaseLedger;
import salvor.custody.CustodyLedger;
import salvor.evidence.Visible;
import salvor.report.MeasureStatusReport;

/** {@code salvor contain status}. */
@Command(
    name = "status",
    sortOptions = false,
    description = {
      "Tells what was done to a cluster in a case, by its ledger, and looks what is still there of it: in place, changed by"
          + " somebody, taken back or gone; how far each pod is cut off, as last seen from inside; and alarms where it may not be"
          + " any more: a new policy that allows something, a label that was reverted, a container that was started anew, a look from inside"
          + " that says worse than one before."
          + " Reads only.",
      "",
      "A measure of another cluster, by the uid of its namespace kube-system, is told as such and not looked for in this one."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every measure that was not taken back is in place, and none that was is left",
      "1:something is not so, or was not looked at, or there is an alarm",
      "2:the command line was not understood",
      "3:the case has no ledger",
      "5:a result could not be written",
      "6:the kubeconfig or the cluster cannot be used, or it is another cluster than that of every measure",
      "7:the ledger or a file of a measure is not as it was written"
    })
final class ContainStatusCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private ClusterArguments.Connecting connecting = new ClusterArguments.Connecting();

  @Option(names = "--case", paramLabel = "DIR", required = true, description = "the case")
  private Path folder = Path.of("");

  @Option(names = "--recorded", description = "tell what is written down, and look at no cluster")
  private boolean recorded;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write it as JSON instead; - for standard output")
  private @Nullable String json;

  ContainStatusCommand(Desk desk) {
    this.desk = desk;
  }

  static boolean isThere(Desk desk, Path folder) {
    boolean there = Files.exists(folder.resolve(CustodyLedger.FILE));
    if (!there) {
      ClusterArguments.say(desk, Visible.text(folder.toString()) + " has no ledger");
    }
    return there;
  }

  @Override
  public Integer call() throws Exception {
    if (!isThere(desk, folder)) {
      return ExitCode.NO_EVIDENCE;
    }
    Measures measures = Measures.in(CaseLedger.in(folder, InstantSource.system()));
    return recorded || measures.all().isEmpty()
        ? told(measures, null, null, Map.of(), Map.of(), null)
        : connecting.connected(desk, cluster -> looked(measures, cluster));
  }

  private int looked(Measures measures, Cluster cluster) throws Exception {
    String clusterUid = cluster.greet().clusterUid();
    CaseAlarms now =
        CaseAlarms.of(
            measures, looks(), cluster, clusterUid, connecting.namespace, desk.progress());
    return told(
        measures,
        cluster.context(),
        clusterUid,
        now.looked(),
        now.alarms(),
        now.objects() == null ? null : WatchedPolicies.of(now.objects()));
  }

  private LastLooks looks() throws IOException {
    return LastLooks.in(CaseLedger.in(folder, InstantSource.system()));
  }

  /** With what an alarm says now, which is written down where a window is open only. */
  private LastLooks looks(Measures measures, Map<String, List<Alarm>> alarms) throws IOException {
    CaseLedger ledger = CaseLedger.in(folder, InstantSource.system());
    LastLooks looks = looks();
    for (RecordedMeasure each : measures.all()) {
      List<Alarm> raised = alarms.getOrDefault(each.measure().mark(), List.of());
      looks = looks.lapsing(AlarmLog.unwritten(ledger, each.measure(), raised), Instant.now());
    }
    return looks;
  }

  private int told(
      Measures measures,
      @Nullable KubeContext context,
      @Nullable String clusterUid,
      Map<String, Presence> looked,
      Map<String, List<Alarm>> alarms,
      @Nullable WatchedPolicies policies)
      throws IOException {
    MeasureStatusReport report =
        new MeasureStatusReport(
            folder.toString(),
            measures,
            context,
            clusterUid,
            looked,
            alarms,
            looks(measures, alarms),
            policies);
    if (json == null) {
      report.text(desk.out(), desk.colour());
    } else {
      EvidenceArguments.machine(desk, json, report::json);
    }
    if (!measures.isSound()) {
      return ExitCode.DOUBTED;
    }
    if (clusterUid != null && !measures.all().isEmpty() && looked.isEmpty()) {
      ClusterArguments.say(desk, "nothing was looked at: every measure is of another cluster");
      return ExitCode.CLUSTER;
    }
    boolean asTold =
        measures.all().stream().allMatch(each -> isAsTold(each, looked.get(each.measure().mark())));
    return asTold && alarms.values().stream().allMatch(List::isEmpty)
        ? ExitCode.DONE
        : ExitCode.FOUND;
  }

  private static boolean isAsTold(RecordedMeasure recorded, @Nullable Presence presence) {
    return presence != null
        && (recorded.takenBack() == null ? presence.isInPlace() : !presence.isThere());
  }
}
