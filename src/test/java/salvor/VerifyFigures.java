package salvor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterObjects;
import salvor.cluster.ObjectKind;
import salvor.cluster.Permission;
import salvor.cluster.Right;
import salvor.collection.DebugContainer;
import salvor.collection.Entrance;
import salvor.collection.ToolboxImage;
import salvor.containment.Applied;
import salvor.containment.Applying;
import salvor.containment.ChosenPod;
import salvor.containment.InsideCheck;
import salvor.containment.InsideLooks;
import salvor.containment.Measure;
import salvor.containment.Quarantine;
import salvor.containment.QuarantineWish;
import salvor.containment.Vantage;
import salvor.containment.Verification;
import salvor.custody.CaseLedger;
import salvor.custody.Deed;
import salvor.jobs.Pause;
import salvor.jobs.Progress;
import tools.jackson.databind.JsonNode;

/**
 * How long it takes from a quarantine being enforced until it is verified from inside, in a
 * practice cluster, where a policy holds as soon as it is accepted: of a pod without connections,
 * and of the attacked one, whose connection goes on until it is ended.
 */
final class VerifyFigures {
  private static final int RUNS = 7;
  private static final Permission LEAVE = () -> {};

  private VerifyFigures() {}

  static void main() throws Exception {
    figure("no connection", null);
    figure("a connection, ended", List.of());
  }

  private static void figure(String what, @Nullable List<Path> attacked) throws Exception {
    double[] took = new double[RUNS];
    double[] since = new double[RUNS];
    for (int run = 0; run < RUNS; run++) {
      Path folder = Files.createTempDirectory("verify");
      try (LivePractice practice =
          attacked == null
              ? new LivePractice(folder, 0)
              : new LivePractice(folder, 0, LivePractice.UNDER_ATTACK, attacked)) {
        double[] times = verified(practice, attacked != null);
        took[run] = times[0];
        since[run] = times[1];
      }
    }
    Arrays.sort(took);
    Arrays.sort(since);
    System.out.printf(
        Locale.ROOT,
        "%s: from enforced to VERIFIED median %.2f s, slowest %.2f s;"
            + " from enforced to the first blocked probe that proves it median %.2f s%n",
        what,
        took[RUNS / 2],
        took[RUNS - 1],
        since[RUNS / 2]);
  }

  private static double[] verified(LivePractice practice, boolean end) throws Exception {
    Cluster cluster = practice.cluster;
    CaseLedger ledger = practice.live.custody().ledger();
    JsonNode pod = cluster.get(ObjectKind.PODS, "shop", LivePractice.VICTIM);
    String container =
        new Entrance(
                new DebugContainer(cluster, LEAVE, InstantSource.system(), Pause.REAL),
                ledger,
                ledger.entry(Deed.PLANNED, "figures"))
            .look(pod, ToolboxImage.PRACTICE, Measure.newMark(), true, Progress.NONE)
            .name();
    ClusterObjects objects =
        ClusterObjects.listed(cluster, Quarantine.KINDS, ObjectKind.PODS, "shop");
    for (ObjectKind kind : List.of(ObjectKind.ENDPOINT_SLICES)) {
      objects.listed(kind, cluster.list(kind, ""));
    }
    InsideCheck check =
        new InsideCheck(
            cluster,
            LEAVE,
            objects,
            pod,
            new Vantage(ChosenPod.of(pod), String.valueOf(container)),
            new InsideLooks(ledger),
            "figures");
    check.lookBefore(List.of(), Progress.NONE);
    Measure measure =
        Measure.of(
            Quarantine.plan(
                objects,
                cluster.rights(Right.of(Right.Use.CONTAIN), "shop"),
                new QuarantineWish(
                    "figures",
                    Measure.newMark(),
                    List.of(pod.at("/metadata/uid").asString("")),
                    null,
                    false,
                    false)),
            "figures");
    Applying applying = new Applying(cluster, ledger, LEAVE, InstantSource.system(), Pause.REAL);
    Applied applied = applying.apply(applying.dryRun(measure, Progress.NONE), Progress.NONE);
    long enforced = System.currentTimeMillis();
    Verification seen = check.lookAfter(List.of(), end, Progress.NONE).verification();
    if (applied.extent() != Applied.Extent.WHOLE
        || seen.result() != Verification.Result.VERIFIED
        || seen.since() == null) {
      throw new IllegalStateException(applied.extent() + ", " + seen);
    }
    return new double[] {
      (System.currentTimeMillis() - enforced) / 1000.0,
      (seen.since().toEpochMilli() - enforced) / 1000.0
    };
  }
}
