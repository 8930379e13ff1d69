package salvor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import salvor.training.PracticeCluster;
import salvor.training.Recording;
import salvor.training.ReplayClock;
import salvor.training.ToolboxInstead;
import salvor.training.apiserver.ApiResources;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How long the volatile collection of a pod of 50 processes takes by {@code salvor collect}, from
 * the first record of it to the one that it has ended, beside the same reads by {@code kubectl
 * exec} into the same container: the toolbox as it is built, behind a practice cluster. Needs root,
 * gcc, unshare, a static busybox and kubectl.
 */
final class CollectFigures {
  private static final int RUNS = 7;
  private static final int PROCESSES = 50;
  private static final String WEB = "shop/" + LivePractice.VICTIM;

  private CollectFigures() {}

  static void main() throws Exception {
    Path folder = Files.createTempDirectory("collect");
    Toolbox toolbox = Toolbox.built();
    Path root = root(folder, toolbox);
    ApiResources resources = new ApiResources();
    Recording recording = Recording.read(Path.of("evidence-samples/webshell"), resources);
    InstantSource wall = InstantSource.system();
    Instant begin = recording.attack().orElseThrow().plusSeconds(120);
    Path kubeconfig = folder.resolve("kubeconfig");
    double[] ours = new double[RUNS];
    double[] whole = new double[RUNS];
    double[] theirs = new double[RUNS];
    try (PracticeCluster practice =
        new PracticeCluster(recording, resources, 0, new ReplayClock(wall, begin, 1), wall)) {
      practice.writeKubeconfig(kubeconfig);
      ToolboxInstead.answer(practice, words -> inAPod(root, words));
      collected(kubeconfig, folder.resolve("first")); // which brings the container in
      for (int run = 0; run < RUNS; run++) {
        Path into = folder.resolve("case-" + run);
        long from = System.nanoTime();
        collected(kubeconfig, into);
        whole[run] = (System.nanoTime() - from) / 1e9;
        ours[run] = volatileOf(into);
        theirs[run] = byKubectl(kubeconfig);
      }
    }
    tell("salvor collect, the volatile part", ours);
    tell("kubectl exec of the same reads", theirs);
    tell("salvor collect, all of it, sealed and verified", whole);
    System.exit(0);
  }

  private static void tell(String what, double[] took) {
    Arrays.sort(took);
    System.out.printf(
        Locale.ROOT, "%s: median %.2f s, slowest %.2f s%n", what, took[RUNS / 2], took[RUNS - 1]);
  }

  /** The files of a small image, so that no others are looked through. */
  private static Path root(Path folder, Toolbox toolbox) throws Exception {
    Path root = Files.createDirectories(folder.resolve("root/bin")).getParent();
    Files.createDirectories(root.resolve("proc"));
    Files.createDirectories(root.resolve("dev"));
    Files.writeString(root.resolve("dev/null"), "");
    Path busybox = Files.copy(Path.of("/bin/busybox"), root.resolve("bin/busybox"));
    for (String name : List.of("sh", "sleep", "seq")) {
      Files.createSymbolicLink(root.resolve("bin/" + name), busybox.getFileName());
    }
    Files.copy(Path.of(toolbox.command().getFirst()), root.resolve("bin/toolbox"));
    return root;
  }

  /** Runs it in a namespace of that many processes. */
  private static ToolboxInstead.Gave inAPod(Path root, List<String> words) {
    List<String> command = new ArrayList<>(List.of("unshare", "--pid", "--fork"));
    command.addAll(List.of("--mount-proc=" + root.resolve("proc"), "chroot", root.toString()));
    command.addAll(List.of("/bin/sh", "-c"));
    command.add(
        "for i in $(seq "
            + PROCESSES
            + "); do sleep 1000 >/dev/null 2>&1 & done; /bin/toolbox \"$@\"; exit $?");
    command.add("pod");
    command.addAll(words);
    try {
      Toolbox.Result result = Toolbox.run(command);
      return new ToolboxInstead.Gave(result.code(), result.out(), result.err());
    } catch (Exception cause) {
      throw new IllegalStateException(cause);
    }
  }

  private static void collected(Path kubeconfig, Path into) {
    Terminal terminal = new Terminal();
    int code =
        terminal.run(
            "collect",
            "--kubeconfig",
            kubeconfig.toString(),
            "--json",
            "-",
            "--unsigned",
            "--case",
            into.toString(),
            "--reason",
            "figures",
            "--yes",
            WEB);
    if (code != 0) {
      throw new IllegalStateException(terminal.err() + terminal.out());
    }
  }

  /** By the ledger: from where it was about to be asked for until it was there. */
  private static double volatileOf(Path folder) throws Exception {
    Instant planned = null;
    for (String line : Files.readAllLines(folder.resolve("custody.jsonl"))) {
      JsonNode record = JsonMapper.shared().readTree(line);
      if (record.at("/request/kind").asString("").equals("state")) {
        Instant time = Instant.parse(record.path("ts").asString());
        if (planned != null) {
          return Duration.between(planned, time).toNanos() / 1e9;
        }
        planned = time;
      }
    }
    throw new IllegalStateException("nothing was collected");
  }

  private static double byKubectl(Path kubeconfig) throws Exception {
    String pod = LivePractice.VICTIM;
    List<String> kubectl =
        List.of("kubectl", "--kubeconfig", kubeconfig.toString(), "--namespace", "shop");
    List<String> named = new ArrayList<>(kubectl);
    named.addAll(
        List.of("get", "pod", pod, "--output", "jsonpath={.spec.ephemeralContainers[0].name}"));
    String container = Toolbox.run(named).text().strip();
    List<String> command = new ArrayList<>(kubectl);
    command.addAll(List.of("exec", pod, "--container", container, "--"));
    command.addAll(List.of("/salvor-toolbox", "collect"));
    long from = System.nanoTime();
    Toolbox.Result result = Toolbox.run(command);
    if (result.code() != 0 || result.out().length < 100_000) {
      throw new IllegalStateException(result.err());
    }
    return (System.nanoTime() - from) / 1e9;
  }
}
