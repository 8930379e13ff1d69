package salvor.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
import salvor.collection.BundlePlace;
import salvor.collection.Collection;
import salvor.collection.CollectionListener;
import salvor.collection.CollectionPlan;
import salvor.collection.CollectionWish;
import salvor.collection.Planning;
import salvor.collection.SealedCollection;
import salvor.collection.ToolboxImage;
import salvor.containment.Measure;
import salvor.custody.CaseLedger;
import salvor.custody.bundle.BundleCheck;
import salvor.custody.bundle.Sealing;
import salvor.evidence.Visible;
import salvor.jobs.Ending;
import salvor.jobs.Pause;
import salvor.live.LiveCustody;
import salvor.report.CollectionReport;

/** {@code salvor collect}. */
@Command(
    name = "collect",
    sortOptions = false,
    description = {
      "Takes the evidence of pods into a case, the most volatile first: processes, sockets and executables by a toolbox in an"
          + " ephemeral container, logs, and the objects around it; and seals it. Works where the image has no shell.",
      "",
      "The plan is shown first: by which way, what stays behind in the pod, what you may not do. What could not be taken is in"
          + " the case's ledger with the reason. Nothing is written into the pod's own containers. Stopped by Ctrl+C it seals what it has by"
          + " then."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all was taken, and sealed (with --dry-run: a toolbox gets into each container)",
      "1:something was not taken, or not as a whole",
      "2:the command line was not understood, there is no such pod, or nobody agreed",
      "5:the case or the bundle could not be written",
      "6:the kubeconfig or the cluster cannot be used"
    })
final class CollectCommand implements Callable<Integer> {
  private static final Duration STARTING = Duration.ofSeconds(60);

  /**
   * Seconds that the program goes on when it is asked to end: large evidence takes time to seal.
   */
  private static final long LONGEST_END = 600;

  private final Desk desk;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private ClusterArguments.Connecting connecting = new ClusterArguments.Connecting();

  @Parameters(paramLabel = "[NAMESPACE/]POD", arity = "1..*", description = "the pods")
  private List<String> named = new ArrayList<>();

  @Option(
      names = "--case",
      paramLabel = "DIR",
      required = true,
      description = "the case's folder, made when absent: what is taken, the ledger, the bundle")
  private Path folder = Path.of("");

  @Mixin private Signing signing = new Signing();

  @Mixin private Consent consent = new Consent();

  @Option(names = "--dry-run", description = "show the plan, and take nothing")
  private boolean dry;

  @Mixin private ToolboxArguments toolbox = new ToolboxArguments();

  @Option(
      names = "--max-bytes",
      paramLabel = "N",
      description = "of each file (default: ${DEFAULT-VALUE})")
  private long maxBytes = 1L << 30;

  @Option(
      names = "--max-seconds",
      paramLabel = "N",
      description = "for each file (default: ${DEFAULT-VALUE})")
  private long maxSeconds = 300;

  @Option(
      names = "--memory",
      paramLabel = "PID:RANGE",
      description = "memory of a process: START-END or the START of a mapping, in hexadecimal")
  private List<String> memory = new ArrayList<>();

  @Option(names = "--copy", paramLabel = "PATH", description = "a file or folder of the containers")
  private List<String> paths = new ArrayList<>();

  @Option(
      names = "--changed-since",
      paramLabel = "TIME",
      description =
          "list files that changed since then, as 2026-11-23T04:40:00Z (default: since the container began)")
  private @Nullable Instant since;

  @Option(names = "--capture", paramLabel = "SECONDS", description = "take packets for so long")
  private long capture;

  @Option(
      names = "--checkpoint",
      description =
          "at the end have the node write a checkpoint of each container (CRIU), which stays there; it takes the right to create"
              + " nodes/proxy, and can end processes of the container")
  private boolean checkpoint;

  @Option(
      names = "--out",
      paramLabel = "FOLDER|ARCHIVE",
      description =
          "the sealed bundle (default: below bundles in the case; where that is a recording, below DIR-bundles beside it)")
  private @Nullable Path out;

  @Option(names = "--unsigned", description = "do not sign; every check says so")
  private boolean unsigned;

  @Mixin private KeyArguments key = new KeyArguments();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write it as JSON instead; - for standard output")
  private @Nullable String json;

  CollectCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    return connecting.connected(desk, this::collect);
  }

  private int collect(Cluster cluster) throws ClusterFailure, IOException {
    Greeting greeting = cluster.greet();
    CollectionWish wish = wish(greeting);
    Permission leave = () -> {}; // the reason was said, and the plan is agreed to below
    List<LivePod> pods = pods(cluster);
    if (pods.size() < named.size()) {
      return ExitCode.USAGE;
    }
    CollectionPlan plan =
        Planning.of(cluster, pods, desk.progress())
            .asked(cluster, leave, wish, desk.progress())
            .plan(wish);
    if (dry) {
      written(report(cluster, greeting, plan, null, null));
      return plan.pods().stream().allMatch(pod -> pod.targets().stream().allMatch(pod::isReached))
          ? ExitCode.DONE
          : ExitCode.FOUND;
    }
    if (!"-".equals(json)) {
      report(cluster, greeting, plan, null, null).text(desk.out(), desk.colour());
      desk.out().println();
    }
    if (!consent.given(desk, "Take it from " + cluster.context().name())) {
      ClusterArguments.say(desk, "nothing was taken");
      return ExitCode.USAGE;
    }
    return run(cluster, greeting, plan, leave);
  }

  private CollectionWish wish(Greeting greeting) {
    ToolboxImage image = toolbox.image(greeting, line());
    try {
      return new CollectionWish(
          Measure.newMark(),
          image,
          maxBytes,
          maxSeconds,
          paths,
          memory.stream().map(CollectCommand::range).toList(),
          capture,
          checkpoint,
          STARTING,
          since);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(
          line(), "--memory takes PID:START-END in hexadecimal; limits are more than 0", wrong);
    }
  }

  private picocli.CommandLine line() {
    return spec == null ? new picocli.CommandLine(this) : spec.commandLine();
  }

  private static CollectionWish.Memory range(String said) {
    int colon = said.indexOf(':');
    String pid = colon < 0 ? "" : said.substring(0, colon);
    return new CollectionWish.Memory(
        pid.matches("\\d{1,9}") ? Integer.parseInt(pid) : 0, said.substring(colon + 1));
  }

  private List<LivePod> pods(Cluster cluster) throws ClusterFailure {
    ClusterObjects objects =
        ClusterObjects.listed(
            cluster, Set.of(ObjectKind.PODS), ObjectKind.PODS, connecting.namespace);
    LivePods pods = LivePods.of(objects);
    return named.stream()
        .map(name -> connecting.pod(desk, pods, name))
        .flatMap(Optional::stream)
        .toList();
  }

  private int run(Cluster cluster, Greeting greeting, CollectionPlan plan, Permission leave)
      throws IOException {
    Files.createDirectories(folder);
    InstantSource clock = InstantSource.system();
    CaseLedger ledger = LiveCustody.by(CaseLedger.in(folder, clock), greeting);
    String reason = signing.wish().reason();
    Path bundle = out == null ? BundlePlace.of(folder, plan.wish().mark()) : out;
    Sealing sealing = // first: a passphrase that is wrong is not found out when all was taken
        new Sealing(
            new Sealing.Statement(
                String.valueOf(bundle.getFileName()), signing.wish().author(), null, reason),
            unsigned ? null : key.open(),
            null,
            clock);
    Collection collection =
        new Collection(
            cluster, leave, ledger, folder, reason, clock, Pause.REAL, CollectionListener.NONE);
    try (Ending ending = new Ending(LONGEST_END)) { // Ctrl+C: what was got is sealed all the same
      Collection.Result result = collection.run(plan, ending.of(desk.progress()));
      SealedCollection sealed =
          SealedCollection.of(
              sealing, ledger, result, bundle, BundleCheck.Trusted.ofUser(), desk.progress());
      written(report(cluster, greeting, plan, result, sealed));
      desk.err()
          .println(
              "salvor: SHA-256 of custody-head.json, to be written down elsewhere: "
                  + Visible.text(Sealing.fingerprint(sealed.bundle().head())));
      desk.out().flush();
      return result.isWhole() ? ExitCode.DONE : ExitCode.FOUND;
    }
  }

  private CollectionReport report(
      Cluster cluster,
      Greeting greeting,
      CollectionPlan plan,
      Collection.@Nullable Result result,
      @Nullable SealedCollection sealed) {
    return new CollectionReport(
        cluster.context(), greeting, plan, result, sealed, unsigned ? null : key.told());
  }

  private void written(CollectionReport report) throws IOException {
    if (json != null) {
      EvidenceArguments.machine(desk, json, report::json);
    } else {
      report.text(desk.out(), desk.colour());
    }
  }
}
