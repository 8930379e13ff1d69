package salvor.terminal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.ClusterObjects;
import salvor.cluster.Greeting;
import salvor.cluster.LivePod;
import salvor.cluster.LivePods;
import salvor.cluster.ObjectKind;
import salvor.cluster.Permission;
import salvor.collection.DebugContainer;
import salvor.collection.Entrance;
import salvor.collection.ToolboxImage;
import salvor.containment.ChosenPod;
import salvor.containment.InsideCheck;
import salvor.containment.InsideLooks;
import salvor.containment.Measure;
import salvor.containment.ProbeTargets;
import salvor.containment.Vantage;
import salvor.containment.Verification;
import salvor.custody.CaseLedger;
import salvor.custody.Deed;
import salvor.evidence.Visible;
import salvor.jobs.Pause;
import salvor.live.LiveCustody;
import salvor.report.CollectionWords;
import salvor.report.ContainVerifyReport;
import tools.jackson.databind.JsonNode;

/** {@code salvor contain verify}. */
@Command(
    name = "verify",
    sortOptions = false,
    description = {
      "Looks from inside a pod whether it is cut off: tries the API server, the cluster's DNS, the metadata address, other pods"
          + " and the other ends of its connections, and lists its sockets before and after. Run it with --before first,"
          + " before anything is done: only what answered then proves anything.",
      "",
      "It runs the toolbox in a container that shares the pod's network, tries for ten seconds at most until nothing passes, and"
          + " keeps word for word what was told in the case. With --kill, connections that a policy lets go on are ended,"
          + " and it looks again: that alone counts."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:verified: nothing passes that answered before; or --before, and something answers",
      "1:something passes, or nothing could be proved",
      "2:the command line was not understood, there is no such pod, or nobody agreed",
      "4:the case folder cannot be used",
      "5:a result could not be written",
      "6:the kubeconfig, the cluster or the toolbox cannot be used"
    })
final class ContainVerifyCommand implements Callable<Integer> {
  /** The reason that was given and the answer to the question are the leave. */
  private static final Permission LEAVE = () -> {};

  private final Desk desk;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private ClusterArguments.Connecting connecting = new ClusterArguments.Connecting();

  @Parameters(paramLabel = "[NAMESPACE/]POD", description = "the pod")
  private String named = "";

  @Option(
      names = "--case",
      paramLabel = "DIR",
      required = true,
      description = "the case that keeps what was seen, and the record of it")
  private Path folder = Path.of("");

  @Option(
      names = "--container",
      paramLabel = "NAME",
      description =
          "the debug container in the pod that holds the toolbox; without it one of ours is used, or brought in")
  private @Nullable String container;

  @Mixin private ToolboxArguments toolbox = new ToolboxArguments();

  @Option(names = "--before", description = "look before the pod is cut off")
  private boolean before;

  @Option(
      names = "--target",
      paramLabel = "ADDRESS:PORT",
      description = "try this as well; may be given more than once, and with --before, too")
  private List<String> targets = new ArrayList<>();

  @Option(names = "--kill", description = "end connections that go on, and look again")
  private boolean kill;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "why; the ledger of the case keeps it")
  private String reason = "";

  @Mixin private Consent consent = new Consent();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write it as JSON instead; - for standard output")
  private @Nullable String json;

  ContainVerifyCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    if (reason.isBlank() || (before && kill)) {
      ClusterArguments.say(
          desk, before && kill ? "--before ends nothing: leave --kill out" : "say why: --reason");
      return ExitCode.USAGE;
    }
    return connecting.connected(desk, this::verify);
  }

  private int verify(Cluster cluster) throws Exception {
    ClusterObjects objects =
        ClusterObjects.listed(cluster, ProbeTargets.KINDS, ObjectKind.PODS, connecting.namespace);
    LivePods pods = LivePods.of(objects);
    Optional<LivePod> found = connecting.pod(desk, pods, named);
    if (found.isEmpty()) {
      return ExitCode.USAGE;
    }
    LivePod pod = found.get();
    JsonNode object = objects.find(ObjectKind.PODS, pod.namespace(), pod.name()).orElseThrow();
    ChosenPod chosen = new ChosenPod(pod.namespace(), pod.name(), pod.uid());
    Greeting greeting = cluster.greet();
    ToolboxImage image = container == null ? toolbox.image(greeting, line()) : null;
    if (!consent.given(desk, act(chosen))) {
      return ExitCode.USAGE;
    }
    CaseLedger ledger = LiveCustody.by(CaseLedger.in(folder, InstantSource.system()), greeting);
    Optional<String> in =
        image == null ? Optional.ofNullable(container) : brought(cluster, object, image, ledger);
    if (in.isEmpty()) {
      return ExitCode.CLUSTER;
    }
    Vantage from = new Vantage(chosen, in.get());
    InsideCheck check =
        new InsideCheck(cluster, LEAVE, objects, object, from, new InsideLooks(ledger), reason);
    InsideCheck.Seen seen =
        before
            ? check.lookBefore(targets, desk.progress())
            : check.lookAfter(targets, kill, desk.progress());
    ContainVerifyReport report = new ContainVerifyReport(cluster.context(), greeting, from, seen);
    if (json != null) {
      EvidenceArguments.machine(desk, json, report::json);
    } else {
      report.text(desk.out(), desk.colour());
    }
    return status(seen);
  }

  private static int status(InsideCheck.Seen seen) {
    boolean good =
        seen.before()
            ? seen.answering() > 0
            : seen.verification().result() == Verification.Result.VERIFIED;
    return good ? ExitCode.DONE : ExitCode.FOUND;
  }

  /** What is done: it runs a program in the pod. */
  private String act(ChosenPod pod) {
    return "Run the toolbox in "
        + (container == null
            ? "an ephemeral container, which stays in it,"
            : "container " + Visible.text(container, 200))
        + " of pod "
        + Visible.text(pod.namespace() + "/" + pod.name(), 200)
        + ", which tries connections from there"
        + (kill ? ", and end connections of the pod that go on" : "");
  }

  private CommandLine line() {
    return spec == null ? new CommandLine(this) : spec.commandLine();
  }

  /** The container that the toolbox runs in; empty where it does not get in, which is said. */
  private Optional<String> brought(
      Cluster cluster, JsonNode pod, ToolboxImage image, CaseLedger ledger)
      throws ClusterFailure, IOException {
    DebugContainer.Brought brought =
        new Entrance(
                new DebugContainer(cluster, LEAVE, InstantSource.system(), Pause.REAL),
                ledger,
                ledger.entry(Deed.PLANNED, reason))
            .look(pod, image, Measure.newMark(), kill, desk.progress());
    if (brought.name() == null) {
      ClusterArguments.say(desk, "the toolbox does not get into the pod");
      brought.attempts().forEach(each -> desk.err().println("  " + CollectionWords.attempt(each)));
    }
    return Optional.ofNullable(brought.name());
  }
}
