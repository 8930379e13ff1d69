package salvor.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Gap;
import salvor.cluster.Greeting;
import salvor.cluster.LivePod;
import salvor.cluster.LivePods;
import salvor.cluster.ObjectKind;
import salvor.cluster.Trouble;
import salvor.cluster.WatchState;
import salvor.containment.Backing;
import salvor.evidence.Visible;
import salvor.report.ClusterWords;
import salvor.report.PodsReport;

/** {@code salvor pods}. */
@Command(
    name = "pods",
    description =
        "Lists the pods of a cluster with their workloads and image digests, and follows them.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "2:the command line was not understood, or there is no such namespace",
      "5:a result could not be written",
      "6:the kubeconfig or the cluster cannot be used"
    })
final class PodsCommand implements Callable<Integer> {
  private static final long LOOK_MILLIS = 1000;

  private final Desk desk;

  @Mixin private ClusterArguments.Connecting connecting = new ClusterArguments.Connecting();

  @Option(
      names = "--watch",
      description =
          "then tell every change: + new, ~ changed, - gone, and every hole in what was heard")
  private boolean watch;

  @Option(
      names = "--for",
      paramLabel = "SECONDS",
      description = "with --watch: stop after so many seconds, else when interrupted")
  private long seconds = Long.MAX_VALUE / 2_000_000_000L;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description =
          "write them as JSON instead; - for standard output; with --watch (- alone) each change as a line")
  private @Nullable String json;

  PodsCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    if (watch && json != null && !json.equals("-")) {
      ClusterArguments.say(desk, "with --watch the changes go to standard output: --json -");
      return ExitCode.USAGE;
    }
    return connecting.connected(
        desk,
        cluster -> {
          Greeting greeting = cluster.greet();
          return watch ? follow(cluster, greeting) : list(cluster, greeting);
        });
  }

  private int list(Cluster cluster, Greeting greeting) throws ClusterFailure, IOException {
    LivePods pods = new LivePods();
    try {
      cluster.each(ObjectKind.JOBS, connecting.namespace, pods.owners()::added);
    } catch (ClusterFailure failure) {
      ClusterArguments.say(
          desk, "jobs are told without their CronJobs: " + ClusterWords.trouble(failure.trouble()));
    }
    cluster.each(ObjectKind.PODS, connecting.namespace, pods::changed);
    if (pods.all().isEmpty() && isNoNamespace(cluster)) {
      return ExitCode.USAGE;
    }
    write(cluster, greeting, pods);
    return ExitCode.DONE;
  }

  /** A namespace that is misspelled has no pods either: that is said, where it may be asked. */
  private boolean isNoNamespace(Cluster cluster) {
    if (connecting.namespace.isEmpty()) {
      return false;
    }
    try {
      var _ = cluster.yaml(ObjectKind.NAMESPACES, "", connecting.namespace);
      return false;
    } catch (ClusterFailure failure) {
      if (!(failure.trouble() instanceof Trouble.Missing)) {
        return false;
      }
      ClusterArguments.say(
          desk, "there is no namespace " + Visible.text(connecting.namespace, 200));
      return true;
    }
  }

  private void write(Cluster cluster, Greeting greeting, LivePods pods) throws IOException {
    PodsReport report =
        new PodsReport(
            cluster.context(),
            greeting,
            pods.all(),
            pod -> Backing.ofQuarantine(cluster, pod),
            now(greeting));
    if (json == null) {
      report.text(desk.out(), desk.colour());
    } else {
      EvidenceArguments.machine(desk, json, report::json);
    }
  }

  /** The time of the cluster's clock, which pods' times are of. */
  private static Instant now(Greeting greeting) {
    return Instant.now().plus(greeting.ahead());
  }

  private int follow(Cluster cluster, Greeting greeting) throws IOException, InterruptedException {
    LivePods pods = new LivePods();
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    cluster.watch(ObjectKind.REPLICA_SETS, connecting.namespace, pods.owners());
    cluster.watch(ObjectKind.JOBS, connecting.namespace, pods.owners());
    cluster.watch(ObjectKind.PODS, connecting.namespace, pods);
    Map<String, LivePod> told = new HashMap<>();
    WatchState before = new WatchState.Listing(0);
    boolean listed = false;
    while (System.nanoTime() < end && !desk.out().checkError()) {
      if (listed) {
        pods.awaitChange(LOOK_MILLIS);
      } else if (pods.awaitSynced(LOOK_MILLIS) instanceof WatchState.Ended(var why)) {
        ClusterArguments.say(desk, ClusterWords.trouble(why));
        return ExitCode.CLUSTER;
      }
      LivePods.Changes changes = pods.take();
      if (!changes.state().equals(before)) {
        before = changes.state();
        state(before);
      }
      if (!listed && changes.synced()) {
        listed = true;
        if (json == null) {
          write(cluster, greeting, pods);
          pods.all().forEach(pod -> told.put(pod.uid(), pod));
        } else {
          pods.all().forEach(pod -> tell(cluster, told, pod, now(greeting)));
        }
      } else if (listed) {
        tell(cluster, changes, told, now(greeting));
      }
    }
    return ExitCode.DONE;
  }

  private void state(WatchState state) {
    if (state instanceof WatchState.Lost(Instant since, var why, Instant next)) {
      ClusterArguments.say(
          desk,
          "nothing is heard since "
              + since
              + ": "
              + ClusterWords.trouble(why)
              + " Next try "
              + next);
    }
  }

  private void tell(
      Cluster cluster, LivePods.Changes changes, Map<String, LivePod> told, Instant now) {
    for (Gap gap : changes.gaps()) {
      ClusterArguments.say(
          desk,
          "heard again; nothing was heard from "
              + gap.from()
              + " to "
              + gap.to()
              + (gap.retold()
                  ? ", and the cluster told afterwards what happened"
                  : ", and what came and went in between is not known"));
    }
    for (String uid : changes.gone()) {
      LivePod last = told.remove(uid);
      if (last != null) {
        tell(cluster, "-", "gone", last, now);
      }
    }
    changes.pods().forEach(pod -> tell(cluster, told, pod, now));
    desk.out().flush();
  }

  private void tell(Cluster cluster, Map<String, LivePod> told, LivePod pod, Instant now) {
    LivePod last = told.put(pod.uid(), pod);
    if (!pod.equals(last)) {
      tell(cluster, last == null ? "+" : "~", last == null ? "added" : "changed", pod, now);
    }
  }

  private void tell(Cluster cluster, String sign, String change, LivePod pod, Instant now) {
    PrintWriter out = desk.out();
    if (json == null) {
      out.println(PodsReport.change(sign, pod, Backing.ofQuarantine(cluster, pod), now));
    } else {
      out.println(PodsReport.jsonLine(change, pod, Backing.ofQuarantine(cluster, pod)));
    }
  }
}
