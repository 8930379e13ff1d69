package salvor.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import salvor.cluster.Cluster;
import salvor.cluster.Greeting;
import salvor.cluster.KubeContext;
import salvor.containment.Measures;
import salvor.containment.Presence;
import salvor.containment.RecordedMeasure;
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
          + " somebody, taken back or gone. Reads only.",
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every measure that was not taken back is in place, and none that was is left",
      "1:something is not so, or was not looked at",
      "2:the command line was not understood",
      "3:the case has no ledger",
      "5:a result could not be written",
      "6:the kubeconfig or the cluster cannot be used",
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
        ? told(measures, null, Map.of())
        : connecting.connected(desk, cluster -> looked(measures, cluster));
  }

  private int looked(Measures measures, Cluster cluster) throws Exception {
    Greeting greeting = cluster.greet();
    Map<String, Presence> looked = new TreeMap<>();
    for (RecordedMeasure each : measures.all()) {
      if (each.isOf(greeting.clusterUid())) {
        looked.put(each.measure().mark(), Presence.of(each, cluster, desk.progress()));
      }
    }
    return told(measures, cluster.context(), looked);
  }

  private int told(Measures measures, @Nullable KubeContext context, Map<String, Presence> looked)
      throws IOException {
    MeasureStatusReport report =
        new MeasureStatusReport(folder.toString(), measures, context, looked);
    if (json == null) {
      report.text(desk.out(), desk.colour());
    } else {
      EvidenceArguments.machine(desk, json, report::json);
    }
    if (!measures.isSound()) {
      return ExitCode.DOUBTED;
    }
    boolean asTold =
        measures.all().stream().allMatch(each -> isAsTold(each, looked.get(each.measure().mark())));
    return asTold ? ExitCode.DONE : ExitCode.FOUND;
  }

  private static boolean isAsTold(RecordedMeasure recorded, @Nullable Presence presence) {
    return presence != null
        && (recorded.takenBack() == null ? presence.isInPlace() : !presence.isThere());
  }
}
