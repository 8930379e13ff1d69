package salvor.terminal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
import salvor.collection.ToolboxImage;
import salvor.containment.ChosenPod;
import salvor.containment.Counterparts;
import salvor.containment.InsideCheck;
import salvor.containment.LastLooks;
import salvor.containment.Measures;
import salvor.containment.ProbeTargets;
import salvor.containment.Verification;
import salvor.custody.CaseLedger;
import salvor.evidence.Visible;
import salvor.jobs.Ending;
import salvor.jobs.Progress;
import salvor.jobs.SideBySide;
import salvor.live.LiveCustody;
import salvor.report.ClusterWords;
import salvor.report.ContainVerifyReport;
import salvor.report.ContainVerifyReport.OfPod;
import tools.jackson.databind.JsonNode;

/** {@code salvor contain verify}. */
@Command(
    name = "verify",
    sortOptions = false,
    description = {
      "Looks from inside pods whether they are cut off: tries the API server, the cluster's DNS, the metadata address, other pods"
          + " and the other ends of its connections, and lists its sockets before and after. Run it with --before first,"
          + " before anything is done: only what answered then proves anything. Where nobody did, --compare tries the same from"
          + " another pod that the network treats as it treated these, of the same labels and account, which nothing cuts off.",
      "",
      "It runs the toolbox in a container that shares the pod's network, tries for ten seconds at most until nothing passes, and"
          + " keeps word for word what was told in the case. With --kill, connections that a policy lets go on are ended,"
          + " and it looks again: that alone counts.",
      "",
      "Several pods are looked into side by side, four at once, and told in the order in which they were named. One that cannot"
          + " be looked into is told as not seen, and holds up no other. Stopped by Ctrl+C it tells those that had ended."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all verified: nothing passes that answered before; or --before, and something answers from each",
      "1:something passes, or nothing could be proved",
      "2:the command line was not understood, there is no such pod, or nobody agreed",
      "4:the case folder cannot be used",
      "5:a result could not be written, or what was seen before is not what was written",
      "6:the kubeconfig or the cluster cannot be used, or the toolbox does not get into a pod"
    })
final class ContainVerifyCommand implements Callable<Integer> {
  /** The reason that was given and the answer to the question are the leave. */
  private static final Permission LEAVE = () -> {};

  /** Each takes 2 to 10 seconds, most of it waiting. */
  private static final int AT_ONCE = 4;

  /** Seconds that the program goes on when it is asked to end, to tell what it has. */
  private static final long LONGEST_END = 30;

  private final Desk desk;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private ClusterArguments.Connecting connecting = new ClusterArguments.Connecting();

  @Parameters(paramLabel = "[NAMESPACE/]POD", arity = "1..*", description = "the pods")
  private List<String> named = new ArrayList<>();

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
          "the debug container in each pod that holds the toolbox; without it one of ours is used, or brought in")
  private @Nullable String container;

  @Mixin private ToolboxArguments toolbox = new ToolboxArguments();

  @Option(names = "--before", description = "look before the pod is cut off")
  private boolean before;

  @Option(
      names = "--target",
      paramLabel = "ADDRESS:PORT",
      description = "try this as well; may be given more than once, and with --before, too")
  private List<String> targets = new ArrayList<>();

  @Option(
      names = "--compare",
      paramLabel = "[NAMESPACE/]POD",
      description =
          "try first what answers this pod, which nothing cuts off, in place of a look before; the toolbox is brought into it, too")
  private @Nullable String compare;

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
    String wrong = wrong();
    if (wrong != null) {
      ClusterArguments.say(desk, wrong);
      return ExitCode.USAGE;
    }
    return connecting.connected(desk, this::verify);
  }

  /** What cannot be meant; null where nothing is wrong. */
  private @Nullable String wrong() {
    if (reason.isBlank()) {
      return "say why: --reason";
    } else if (before && kill) {
      return "--before ends nothing: leave --kill out";
    } else if (compare != null && (before || container != null)) {
      return "--compare is for pods that are cut off, by a toolbox of ours: leave --before and --container out";
    }
    return null;
  }

  /** A pod, as it was listed. */
  private record Chosen(ChosenPod pod, JsonNode object) {}

  private int verify(Cluster cluster) throws Exception {
    ClusterObjects objects =
        ClusterObjects.listed(cluster, ProbeTargets.KINDS, ObjectKind.PODS, connecting.namespace);
    LivePods pods = LivePods.of(objects);
    List<Chosen> chosen = new ArrayList<>();
    for (String name : named) {
      Optional<LivePod> found = connecting.pod(desk, pods, name);
      if (found.isEmpty()) {
        return ExitCode.USAGE;
      }
      chosen.add(chosen(found.get(), objects));
    }
    chosen = chosen.stream().distinct().toList();
    Chosen beside = null;
    if (compare != null) {
      beside = connecting.pod(desk, pods, compare).map(pod -> chosen(pod, objects)).orElse(null);
      if (beside == null || !isCounterpart(beside, chosen)) {
        return ExitCode.USAGE;
      }
    }
    Greeting greeting = cluster.greet();
    ToolboxImage image = container == null ? toolbox.image(greeting, line()) : null;
    if (!consent.given(desk, act(chosen, beside))) {
      return ExitCode.USAGE;
    }
    CaseLedger ledger = LiveCustody.by(CaseLedger.in(folder, InstantSource.system()), greeting);
    if (!before) {
      alarms(ledger, cluster, greeting);
    }
    PodVisit visit = new PodVisit(cluster, LEAVE, objects, ledger, reason, image, container, kill);
    try (Ending ending = new Ending(LONGEST_END)) {
      if (beside != null) {
        Progress progress = ending.of(desk.progress());
        InsideCheck check = visit.of(beside.pod(), beside.object(), progress);
        for (Chosen each : chosen) {
          check.lookBeside(each.object(), targets, progress);
        }
      }
      List<SideBySide.Ended<OfPod>> ended =
          new SideBySide<Chosen>(AT_ONCE, each -> Visible.text(each.pod().name(), 100))
              .each(
                  chosen,
                  ending.of(desk.progress()),
                  (each, progress) -> look(visit, each, progress),
                  (_, _) -> {});
      return told(cluster, greeting, chosen, ended);
    } catch (PodVisit.NotIn cause) {
      ClusterArguments.say(desk, String.valueOf(cause.getMessage()));
      return ExitCode.CLUSTER;
    }
  }

  /** What stands when it is looked at is written down before, or nobody knew what came first. */
  private void alarms(CaseLedger ledger, Cluster cluster, Greeting greeting) throws Exception {
    Measures measures = Measures.in(ledger);
    CaseAlarms.of(
            measures,
            LastLooks.in(ledger),
            cluster,
            greeting.clusterUid(),
            connecting.namespace,
            desk.progress())
        .write(ledger, measures);
  }

  private static Chosen chosen(LivePod pod, ClusterObjects objects) {
    return new Chosen(
        new ChosenPod(pod.namespace(), pod.name(), pod.uid()),
        objects.find(ObjectKind.PODS, pod.namespace(), pod.name()).orElseThrow());
  }

  private boolean isCounterpart(Chosen beside, List<Chosen> chosen) {
    for (Chosen each : chosen) {
      if (!Counterparts.isCounterpart(each.object(), beside.object())) {
        ClusterArguments.say(
            desk,
            name(beside.pod())
                + " proves nothing of "
                + name(each.pod())
                + ": it must be another pod of the same namespace, labels and service account, ready, not on the host's"
                + " network, and not cut off");
        return false;
      }
    }
    return true;
  }

  private OfPod look(PodVisit visit, Chosen chosen, Progress progress)
      throws ClusterFailure, IOException {
    try {
      InsideCheck check = visit.of(chosen.pod(), chosen.object(), progress);
      return new OfPod.Looked(
          check.from(),
          before ? check.lookBefore(targets, progress) : check.lookAfter(targets, kill, progress));
    } catch (PodVisit.NotIn cause) {
      return new OfPod.NotLooked(chosen.pod(), String.valueOf(cause.getMessage()));
    }
  }

  private int told(
      Cluster cluster, Greeting greeting, List<Chosen> chosen, List<SideBySide.Ended<OfPod>> ended)
      throws IOException {
    List<OfPod> pods = new ArrayList<>();
    for (int i = 0; i < ended.size(); i++) {
      pods.add(told(chosen.get(i).pod(), ended.get(i)));
    }
    ContainVerifyReport report = new ContainVerifyReport(cluster.context(), greeting, pods);
    if (json != null) {
      EvidenceArguments.machine(desk, json, report::json);
      for (OfPod each : pods) {
        if (each instanceof OfPod.NotLooked(ChosenPod pod, String why)) {
          ClusterArguments.say(desk, name(pod) + " was not seen: " + why);
        }
      }
    } else {
      report.text(desk.out(), desk.colour());
    }
    return status(pods, ended);
  }

  private static OfPod told(ChosenPod pod, SideBySide.Ended<OfPod> ended) {
    return switch (ended) {
      case SideBySide.Ended.Done<OfPod>(OfPod looked) -> looked;
      case SideBySide.Ended.Stopped<OfPod> _ ->
          new OfPod.NotLooked(pod, "it was stopped; what was told until then is in the case");
      case SideBySide.Ended.Failed<OfPod>(ClusterFailure cause) ->
          new OfPod.NotLooked(pod, ClusterWords.trouble(cause.trouble()));
      case SideBySide.Ended.Failed<OfPod>(IOException cause) ->
          new OfPod.NotLooked(pod, Visible.text(String.valueOf(cause.getMessage()), 600));
      case SideBySide.Ended.Failed<OfPod>(Exception cause) ->
          throw new IllegalStateException(cause);
    };
  }

  private static int status(List<OfPod> pods, List<SideBySide.Ended<OfPod>> ended) {
    boolean unwritten =
        ended.stream()
            .anyMatch(how ->
                how instanceof SideBySide.Ended.Failed<OfPod>(Exception cause)
                    && cause instanceof IOException);
    return unwritten
        ? ExitCode.NOT_WRITTEN
        : pods.stream().anyMatch(OfPod.NotLooked.class::isInstance)
            ? ExitCode.CLUSTER
            : pods.stream().allMatch(ContainVerifyCommand::isGood) ? ExitCode.DONE : ExitCode.FOUND;
  }

  private static boolean isGood(OfPod pod) {
    return pod instanceof OfPod.Looked(var _, InsideCheck.Seen seen)
        && (seen.before()
            ? seen.answering() > 0
            : seen.verification().result() == Verification.Result.VERIFIED);
  }

  private static String name(ChosenPod pod) {
    return Visible.text(pod.namespace() + "/" + pod.name(), 200);
  }

  /** What is done: it runs a program in the pods. */
  private String act(List<Chosen> chosen, @Nullable Chosen beside) {
    return "Run the toolbox in "
        + (container == null
            ? "an ephemeral container, which stays in it,"
            : "container " + Visible.text(container, 200))
        + (chosen.size() == 1 ? " of pod " : " of each of " + chosen.size() + " pods, ")
        + chosen.stream().map(each -> name(each.pod())).collect(Collectors.joining(", "))
        + ", which tries connections from there"
        + (kill ? ", and end connections that go on" : "")
        + (beside == null ? "" : "; before that in pod " + name(beside.pod()) + ", to compare");
  }

  private CommandLine line() {
    return spec == null ? new CommandLine(this) : spec.commandLine();
  }
}
