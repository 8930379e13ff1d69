package salvor.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import salvor.evidence.Visible;
import salvor.training.AlsoEntered;
import salvor.training.PracticeAccess;
import salvor.training.PracticeCluster;
import salvor.training.PracticeFix;
import salvor.training.Recording;
import salvor.training.ReplayClock;
import salvor.training.Scenario;
import salvor.training.Scenarios;
import salvor.training.apiserver.ApiResources;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code salvor practice}. */
@Command(
    name = "practice",
    sortOptions = false,
    description = {
      "Serves a recorded cluster on this machine and plays the incident that was recorded in it, until stopped.",
      "",
      "It writes a kubeconfig for Salvor and kubectl. Nothing of it is real: no container runs, no connection is opened,"
          + " but what is done to it has the consequences that it would have. Speed and pause while it runs: kubectl"
          + " annotate --overwrite namespace kube-system salvor.io/practice-speed=10 (0 stands still)."
    })
final class PracticeCommand implements Callable<Integer> {
  private static final int LIMIT = 253;
  private final Desk desk;

  @Parameters(
      paramLabel = "SCENARIO",
      arity = "0..1",
      description =
          "a recorded incident: the name of one that ships with Salvor, or its folder; webshell without it")
  private String scenario = "webshell";

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "where to write the kubeconfig; without it salvor-practice.kubeconfig here")
  private Path kubeconfig = Path.of("salvor-practice.kubeconfig");

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "the port on 127.0.0.1; any free one without it")
  private int port;

  @Option(
      names = "--speed",
      paramLabel = "X",
      description = "how many recorded seconds pass in one second; 1 without it")
  private double speed = 1;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "the recorded time from which to play; the scenario's begin without it")
  private @Nullable String from;

  @Option(
      names = "--as-recorded",
      description =
          "leaves out what is made from the recording: that another pod is entered as well")
  private boolean asRecorded;

  @Option(names = "--list", description = "only names the incidents that can be played")
  private boolean list;

  @Option(names = "--json", description = "says where it is served as one line of JSON")
  private boolean json;

  PracticeCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    if (list) {
      return listed();
    }
    Optional<Path> folder = folder();
    if (folder.isEmpty()) {
      desk.err()
          .println(
              "salvor: no recorded incident is called "
                  + scenario
                  + "; see salvor practice --list");
      return ExitCode.NO_EVIDENCE;
    }
    ApiResources resources = new ApiResources();
    Recording read = Recording.read(folder.get(), resources);
    Recording recording = asRecorded ? read.asRecorded() : read;
    Instant begin;
    try {
      begin = from == null ? recording.begin() : Instant.parse(from);
    } catch (DateTimeParseException e) {
      desk.err()
          .println(
              "salvor: --from takes a time such as "
                  + recording.beforeTheAttack()
                  + ", not "
                  + from);
      return ExitCode.USAGE;
    }
    if (!(speed >= 0 && speed <= ReplayClock.FASTEST)) {
      desk.err().println("salvor: --speed is from 0 to " + (int) ReplayClock.FASTEST);
      return ExitCode.USAGE;
    }
    ReplayClock clock = new ReplayClock(InstantSource.system(), begin, speed);
    try (PracticeCluster cluster =
        new PracticeCluster(
            recording,
            resources,
            port,
            clock,
            InstantSource.system(),
            PracticeAccess.of(kubeconfig, PracticeCluster.name(recording), Instant.now()))) {
      cluster.writeKubeconfig(kubeconfig);
      said(recording, cluster);
      cluster.awaitOver();
      ended();
      new CountDownLatch(1).await();
    }
    return ExitCode.DONE;
  }

  private Optional<Path> folder() {
    Path named = Path.of(scenario);
    return Scenarios.isPlayable(named)
        ? Optional.of(named)
        : Scenarios.folderOfProgram()
            .map(samples -> samples.resolve(named.getFileName()))
            .filter(Scenarios::isPlayable);
  }

  private int listed() throws IOException {
    Optional<Path> samples = Scenarios.folderOfProgram();
    for (Path folder : samples.isPresent() ? Scenarios.playable(samples.get()) : List.<Path>of()) {
      desk.out().println(folder.getFileName() + "  " + Scenario.of(folder).title());
    }
    desk.out().flush();
    return ExitCode.DONE;
  }

  private void ended() {
    PrintWriter to = json ? desk.err() : desk.out();
    to.println(
        "The recording has ended: nothing more of it happens. What runs goes on, and what is done to it still has"
            + " consequences; start it again to play it once more.");
    to.flush();
  }

  private static String made(AlsoEntered also) {
    return """
    Made from the recording, in which it did not happen: at %s of it the attacker also enters %s/%s,
    which runs the same image, unless it is deleted or isolated before. --as-recorded leaves that out.

    """
        .formatted(
            also.at(), Visible.text(also.namespace(), LIMIT), Visible.text(also.name(), LIMIT));
  }

  /** Which digest can be rolled out: nobody would guess it. */
  private String fixes(List<PracticeFix> fixes) {
    StringBuilder said = new StringBuilder();
    for (PracticeFix fix : fixes) {
      said.append(
          """
          To roll a fix out: beside what runs, this cluster can pull only %s

            salvor rollout plan --kubeconfig %s --bad %s --fixed %s

          """
              .formatted(
                  Visible.text(fix.fixed(), LIMIT),
                  kubeconfig,
                  Visible.text(fix.bad(), LIMIT),
                  Visible.text(fix.digest(), LIMIT)));
    }
    return said.toString();
  }

  private void said(Recording recording, PracticeCluster cluster) {
    AlsoEntered also = recording.also();
    if (json) {
      ObjectNode line = JsonMapper.shared().createObjectNode();
      line.put("scenario", recording.scenario().path("id").asString(""));
      line.put("server", "https://127.0.0.1:" + cluster.port());
      line.put("kubeconfig", kubeconfig.toString());
      if (also != null) {
        line.putObject("alsoEntered")
            .put("namespace", also.namespace())
            .put("pod", also.name())
            .put("at", also.at().toString())
            .put("recorded", false);
      }
      for (PracticeFix fix : PracticeFix.of(recording)) {
        line.withArray("fixes").addObject().put("bad", fix.bad()).put("fixed", fix.fixed());
      }
      desk.out().println(line);
    } else {
      desk.out()
          .printf(
              "PRACTICE  %s%n%n%s%n%n  salvor --kubeconfig %s%n  kubectl --kubeconfig %s get pods -A%n%n%s%sCtrl+C ends it.%n",
              recording.scenario().path("title").asString(""),
              recording.scenario().path("startingPoint").asString(""),
              kubeconfig,
              kubeconfig,
              also == null ? "" : made(also),
              fixes(PracticeFix.of(recording)));
    }
    desk.out().flush();
  }
}
