package salvor.terminal;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.ClusterObjects;
import salvor.cluster.Greeting;
import salvor.cluster.LivePod;
import salvor.cluster.LivePods;
import salvor.cluster.ObjectKind;
import salvor.containment.ChosenPod;
import salvor.containment.DebugContainer;
import salvor.containment.InsideLooks;
import salvor.containment.InsideLooks.Look;
import salvor.containment.InsideLooks.Purpose;
import salvor.containment.InsideTranscript;
import salvor.containment.InsideView;
import salvor.containment.PodInspection;
import salvor.containment.PodSocket;
import salvor.containment.ProbeTarget;
import salvor.containment.ProbeTargets;
import salvor.containment.SocketTable;
import salvor.containment.ToolboxLines;
import salvor.containment.Verification;
import salvor.custody.CaseLedger;
import salvor.evidence.Visible;
import salvor.jobs.Pause;
import salvor.live.LiveCustody;
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
  private final Desk desk;

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
      required = true,
      description = "the debug container in the pod that holds the toolbox")
  private String container = "";

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

  @Option(names = "--yes", description = "do not ask")
  private boolean yes;

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
    DebugContainer from =
        new DebugContainer(new ChosenPod(pod.namespace(), pod.name(), pod.uid()), container);
    if (!agreed(from.pod())) {
      return ExitCode.USAGE;
    }
    Greeting greeting = cluster.greet();
    CaseLedger ledger = LiveCustody.by(CaseLedger.in(folder, InstantSource.system()), greeting);
    ContainVerifyReport.Seen seen =
        new Looking(cluster, objects, object, from, new InsideLooks(ledger)).look();
    ContainVerifyReport report = new ContainVerifyReport(cluster.context(), greeting, from, seen);
    if (json != null) {
      EvidenceArguments.machine(desk, json, report::json);
    } else {
      report.text(desk.out(), desk.colour());
    }
    return status(seen);
  }

  private static int status(ContainVerifyReport.Seen seen) {
    boolean answers =
        seen.verification().targets().stream()
            .map(Verification.Tried::after)
            .anyMatch(answer -> answer != null && answer.isSuccess());
    boolean good =
        seen.before() ? answers : seen.verification().result() == Verification.Result.VERIFIED;
    return good ? ExitCode.DONE : ExitCode.FOUND;
  }

  /** Whether it may be done: it runs a program in the pod. */
  private boolean agreed(ChosenPod pod) {
    if (yes) {
      return true;
    }
    String what =
        "run the toolbox in container "
            + Visible.text(container, 200)
            + " of pod "
            + Visible.text(pod.namespace() + "/" + pod.name(), 200)
            + ", which tries connections from there"
            + (kill ? ", and end connections of the pod that go on" : "");
    Optional<Console> console = Optional.ofNullable(System.console()).filter(Console::isTerminal);
    if (console.isEmpty()) {
      ClusterArguments.say(desk, "this would " + what + "; --yes agrees to that");
      return false;
    }
    String answer = console.get().readLine("This will %s. Go on? [y/N] ", what);
    return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
  }

  /** One look, or two where connections are ended between them. */
  private final class Looking {
    private final ClusterObjects objects;
    private final JsonNode pod;
    private final DebugContainer from;
    private final InsideLooks looks;
    private final PodInspection inspection;
    private final Set<String> node;
    private final List<String> files = new ArrayList<>();
    private int kept;

    Looking(
        Cluster cluster,
        ClusterObjects objects,
        JsonNode pod,
        DebugContainer from,
        InsideLooks looks) {
      this.objects = objects;
      this.pod = pod;
      this.from = from;
      this.looks = looks;
      this.node = ProbeTargets.nodeAddresses(pod);
      this.inspection =
          new PodInspection(
              cluster,
              () -> {}, // the reason that was given and the answer to the question are the leave
              from,
              PodInspection.Pace.USUAL,
              InstantSource.system(),
              Pause.REAL);
    }

    ContainVerifyReport.Seen look() throws IOException, ClusterFailure {
      return before ? lookBefore() : lookAfter();
    }

    private ContainVerifyReport.Seen lookBefore() throws IOException, ClusterFailure {
      try (Look look = looks.begin(from, Purpose.BEFORE, reason, Map.of())) {
        SocketTable sockets = inspection.sockets(desk.progress());
        List<ProbeTarget> chosen = ProbeTargets.of(pod, objects, sockets, targets);
        PodInspection.Before seen = inspection.before(chosen, desk.progress());
        long answering = seen.round().answers().stream().filter(each -> each.isSuccess()).count();
        keep(look, chosen, Map.of("result", answering + " of " + chosen.size() + " answer"));
        Verification now =
            new InsideView(
                    chosen, null, null, seen.round(), seen.round(), null, seen.sockets(), node)
                .judge();
        return new ContainVerifyReport.Seen(true, now, List.of(), files);
      }
    }

    private ContainVerifyReport.Seen lookAfter() throws IOException, ClusterFailure {
      Optional<InsideTranscript> kept = looks.before(from.pod());
      PodInspection.Before then = kept.map(InsideTranscript::before).orElse(null);
      Map<String, ProbeTarget> all = new LinkedHashMap<>();
      if (then != null) {
        then.targets().forEach(target -> all.put(target.word(), target));
      }
      ProbeTargets.of(pod, objects, then == null ? null : then.sockets(), targets)
          .forEach(target -> all.putIfAbsent(target.word(), target));
      List<ProbeTarget> chosen = List.copyOf(all.values());
      Verification seen = after(chosen, then);
      List<PodSocket> surviving =
          seen.surviving().stream().map(Verification.Connection::socket).toList();
      List<ToolboxLines.Ended> ended = List.of();
      if (kill && !surviving.isEmpty()) {
        ended = end(chosen, surviving);
        seen = after(chosen, then);
      }
      return new ContainVerifyReport.Seen(false, seen, ended, files);
    }

    private Verification after(List<ProbeTarget> chosen, PodInspection.@Nullable Before then)
        throws IOException, ClusterFailure {
      try (Look look = looks.begin(from, Purpose.AFTER, reason, Map.of())) {
        Verification seen = inspection.after(chosen, then, node, desk.progress()).judge();
        Map<String, String> result = new LinkedHashMap<>();
        result.put("result", seen.result().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        if (seen.since() != null) {
          result.put("since", seen.since().toString());
        }
        result.put("passing", Integer.toString(seen.passing().size()));
        result.put("surviving", Integer.toString(seen.surviving().size()));
        keep(look, chosen, result);
        return seen;
      }
    }

    private List<ToolboxLines.Ended> end(List<ProbeTarget> chosen, List<PodSocket> surviving)
        throws IOException, ClusterFailure {
      String remotes = String.join(" ", surviving.stream().map(PodSocket::remote).toList());
      try (Look look = looks.begin(from, Purpose.END, reason, Map.of("remotes", remotes))) {
        List<ToolboxLines.Ended> ended = inspection.end(surviving, desk.progress());
        keep(look, chosen, Map.of("result", ended.size() + " of " + surviving.size() + " told"));
        return ended;
      }
    }

    /** Keeps what was run since the last time. */
    private void keep(Look look, List<ProbeTarget> chosen, Map<String, String> result)
        throws IOException {
      var runs = inspection.runs();
      InsideTranscript transcript =
          new InsideTranscript(from, chosen, answerTime(), runs.subList(kept, runs.size()));
      kept = runs.size();
      files.add(look.keep(transcript, result));
    }

    private Duration answerTime() {
      return PodInspection.Pace.USUAL.answer();
    }
  }
}
