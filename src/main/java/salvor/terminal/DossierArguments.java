package salvor.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import salvor.baseline.Given;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.ClusterObjects;
import salvor.cluster.LivePod;
import salvor.cluster.LivePods;
import salvor.cluster.ObjectKind;
import salvor.cluster.PodDossier;
import salvor.cluster.Siblings;
import salvor.custody.CaseLedger;
import salvor.live.Board;
import salvor.live.TriageLog;
import salvor.playbook.RunLog;

/** Which pod of which cluster is meant, and which decisions on it. */
final class DossierArguments {
  @Mixin ClusterArguments.Connecting connecting = new ClusterArguments.Connecting();

  @Parameters(paramLabel = "NAMESPACE/NAME", description = "the pod")
  private String pod = "";

  @Option(
      names = "--case",
      paramLabel = "DIR",
      description =
          "the folder of a live case, for what it tells of the pods and what responders decided")
  private @Nullable Path folder;

  @Mixin private NamedBaselines baselines = new NamedBaselines();

  /** The verdicts on the pods by what was recorded in the folder; null where nothing was. */
  @Nullable Board judged(Desk desk, Cluster cluster) throws Exception {
    return folder == null ? null : judged(desk, cluster, folder, baselines);
  }

  /** The same, for a folder; null where it is not that of a live case. */
  static @Nullable Board judged(Desk desk, Cluster cluster, Path folder, NamedBaselines baselines)
      throws Exception {
    if (!Files.isDirectory(folder.resolve("sensors"))) {
      return null;
    }
    List<Path> read = new ArrayList<>(List.of(folder));
    read.addAll(baselines.of(desk, cluster.greet(), baselines.files(desk).orElse(List.of())));
    Given given = desk.reader().read(read, desk.progress());
    return Board.of(given.evidence(), Watched.JUDGING.judge(given, null, desk.progress()));
  }

  /** What was decided, by uid; a log that was tampered with is told. */
  Map<String, TriageLog.Entry> triage(Desk desk) throws IOException {
    return folder == null ? Map.of() : triage(desk, folder);
  }

  /** The same, for a folder. */
  static Map<String, TriageLog.Entry> triage(Desk desk, Path folder) throws IOException {
    TriageLog log = TriageLog.in(folder);
    if (!log.damaged().isEmpty()) {
      ClusterArguments.say(
          desk, "the log of decisions is damaged or was changed, at its lines " + log.damaged());
    }
    return new LinkedHashMap<>(log.latest());
  }

  /** Writes down who else was found to run the image; nothing where no case was named. */
  void listed(PodDossier of) throws IOException {
    if (folder == null) {
      return;
    }
    CaseLedger ledger = CaseLedger.in(folder, InstantSource.system()).asRecorded();
    ledger.write(
        RunLog.listed(
            ledger,
            of.pod().namespace() + "/" + of.pod().name(),
            of.siblings().stream()
                .filter(each -> each.likeness() == Siblings.Likeness.SAME_IMAGE)
                .map(Siblings.Sibling::uid)
                .toList()));
  }

  /** What of it leaves the case. */
  Leaving leaving(Desk desk, String command) {
    CaseLedger ledger =
        folder == null ? CaseLedger.NONE : CaseLedger.in(folder, InstantSource.system());
    return new Leaving(desk, ledger, command);
  }

  /**
   * All that is known of the pod, by one list of each kind; kinds that may not be listed are left
   * out and told as such.
   */
  Optional<PodDossier> read(Desk desk, Cluster cluster) throws ClusterFailure {
    ClusterObjects objects =
        ClusterObjects.listed(cluster, PodDossier.KINDS, ObjectKind.PODS, connecting.namespace);
    LivePods pods = LivePods.of(objects);
    Optional<LivePod> named = connecting.pod(desk, pods, pod);
    return named.isEmpty() ? Optional.empty() : PodDossier.of(named.get(), pods.all(), objects);
  }
}
