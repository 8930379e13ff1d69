package salvor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import salvor.training.PracticeCluster;
import salvor.training.Recording;
import salvor.training.ReplayClock;
import salvor.training.ToolboxInstead;
import salvor.training.apiserver.ApiResources;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How long the volatile collection of a pod of 50 processes takes by {@code salvor collect}, beside
 * the same reads of {@code /proc} by a shell of the image through {@code kubectl exec}, in turn.
 * The processes are real and in namespaces of their own; the toolbox as it is built runs beside
 * them in another mount namespace, as an ephemeral container has it; both come through the exec of
 * the same practice server. The shell is given what makes it fast: one exec, one {@code cat} for
 * each process, one hash of each executable that differs. It keeps, hashes and seals nothing, and
 * looks for no changed files. What {@code kubectl} takes to start and to run nothing is told beside
 * it.
 *
 * <p>Needs root, gcc, unshare, nsenter, a static busybox and kubectl.
 */
final class CollectFigures {
  private static final int RUNS = 9;
  private static final int PROCESSES = 50;
  private static final String WEB = "shop/" + LivePractice.VICTIM;

  /**
   * The practice cluster's toolbox runs its own program only: this word asks it for the image's.
   */
  private static final String OF_THE_IMAGE = "sh";

  private static final String READS =
      """
      cat /proc/stat /proc/uptime /proc/net/*
      for p in /proc/[0-9]*; do
        cat $p/status $p/stat $p/cmdline $p/environ $p/maps $p/mountinfo $p/cgroup $p/limits $p/fdinfo/*
        ls -l $p/exe $p/cwd $p/root $p/fd $p/ns
      done
      sha256sum $(for p in /proc/[0-9]*; do readlink $p/exe; done | sort -u)
      ls -l /proc/[0-9]*/exe
      """;

  private final Path folder;
  private final Path kubeconfig;
  private final Path image;
  private final Path beside;
  private long inside;

  private CollectFigures(Path folder) {
    this.folder = folder;
    this.kubeconfig = folder.resolve("kubeconfig");
    this.image = folder.resolve("image");
    this.beside = folder.resolve("beside");
  }

  static void main() throws Exception {
    new CollectFigures(Files.createTempDirectory("collect")).measure();
    System.exit(0);
  }

  private void measure() throws Exception {
    images();
    ApiResources resources = new ApiResources();
    Recording recording = Recording.read(Path.of("evidence-samples/webshell"), resources);
    InstantSource wall = InstantSource.system();
    Instant begin = recording.attack().orElseThrow().plusSeconds(120);
    try (Toolbox.Running pod = Toolbox.start(pod());
        PracticeCluster practice =
            new PracticeCluster(recording, resources, 0, new ReplayClock(wall, begin, 1), wall)) {
      inside = pod.process().children().findFirst().orElseThrow().pid();
      practice.writeKubeconfig(kubeconfig);
      ToolboxInstead.answer(practice, this::ran);
      try {
        turns();
      } finally {
        ProcessHandle.of(inside).ifPresent(ProcessHandle::destroyForcibly); // and all it holds
      }
    }
  }

  private void turns() throws Exception {
    double cold = collected(folder.resolve("cold"));
    double coldVolatile = volatileOf(folder.resolve("cold"));
    double[] ours = new double[RUNS];
    double[] whole = new double[RUNS];
    double[] theirs = new double[RUNS];
    double[] nothing = new double[RUNS];
    long read = 0;
    for (int run = 0; run < RUNS; run++) {
      Path into = folder.resolve("case-" + run);
      whole[run] = collected(into);
      ours[run] = volatileOf(into);
      Timed shell = kubectl("/salvor-toolbox", OF_THE_IMAGE, "-c", READS);
      theirs[run] = shell.seconds();
      read = shell.said().length();
      if (shell.said().split("\nMax open files ", -1).length <= PROCESSES
          || shell.said().split("/bin/busybox", -1).length <= 2 * PROCESSES) {
        throw new IllegalStateException("not the same reads: " + shell.said());
      }
      nothing[run] = kubectl("/salvor-toolbox", OF_THE_IMAGE, "-c", ":").seconds();
    }
    System.out.printf(
        Locale.ROOT,
        "the first, which brings the toolbox in: %.2f s, of it the volatile part %.2f s%n",
        cold,
        coldVolatile);
    tell("salvor collect, the volatile part", ours);
    tell("kubectl exec of the same reads", theirs);
    tell("kubectl exec of nothing", nothing);
    tell("salvor collect, all of it, sealed and verified", whole);
    System.out.printf(
        Locale.ROOT,
        "the volatile part / kubectl: %.2f; its start left out: %.2f; archive %,d bytes, shell %,d%n",
        median(ours) / median(theirs),
        median(ours) / (median(theirs) - median(nothing)),
        state(folder.resolve("case-0")),
        read);
  }

  private static double median(double[] took) {
    double[] sorted = took.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static void tell(String what, double[] took) {
    System.out.printf(
        Locale.ROOT,
        "%s: median %.2f s, slowest %.2f s%n",
        what,
        median(took),
        Arrays.stream(took).max().orElseThrow());
  }

  /** The files of a small image with a shell, and of the toolbox's own. */
  private void images() throws Exception {
    Toolbox toolbox = Toolbox.built();
    Files.createDirectories(image.resolve("bin"));
    Files.createDirectories(image.resolve("proc"));
    Files.writeString(Files.createDirectories(image.resolve("dev")).resolve("null"), "");
    Path busybox = Files.copy(Path.of("/bin/busybox"), image.resolve("bin/busybox"));
    for (String name :
        List.of("sh", "sleep", "seq", "cat", "ls", "sha256sum", "readlink", "sort", "nc")) {
      Files.createSymbolicLink(image.resolve("bin/" + name), busybox.getFileName());
    }
    Files.createDirectories(beside.resolve("proc"));
    Files.copy(toolbox.program, beside.resolve("salvor-toolbox"));
  }

  /** A shell and its children, of which ten listen, in namespaces of their own. */
  private List<String> pod() {
    return List.of(
        "unshare",
        "--pid",
        "--net",
        "--fork",
        "--kill-child",
        "--mount-proc=" + image.resolve("proc"),
        "chroot",
        image.toString(),
        "/bin/sh",
        "-c",
        "for i in $(seq 10); do nc -l -p $((8000 + i)) >/dev/null 2>&1 & done;"
            + " for i in $(seq "
            + (PROCESSES - 11)
            + "); do TOKEN=$i sleep 100000 >/dev/null 2>&1 & done; echo ready; wait");
  }

  /** Runs what an exec asks for, where the container that is asked would have it run. */
  private ToolboxInstead.Gave ran(List<String> words) {
    List<String> command = new ArrayList<>(List.of("nsenter", "--target", "" + inside, "--pid"));
    command.add("--net");
    if (words.getFirst().equals(OF_THE_IMAGE)) {
      command.addAll(List.of("--mount", "--root", "--wd", "/bin/sh"));
      command.addAll(words.subList(1, words.size()));
    } else {
      command.addAll(List.of("unshare", "--mount-proc=" + beside.resolve("proc")));
      command.addAll(List.of("chroot", beside.toString(), "/salvor-toolbox"));
      command.addAll(words);
    }
    try {
      Toolbox.Result result = Toolbox.run(command);
      return new ToolboxInstead.Gave(result.code(), result.out(), result.err());
    } catch (Exception cause) {
      throw new IllegalStateException(cause);
    }
  }

  private double collected(Path into) {
    Terminal terminal = new Terminal();
    long from = System.nanoTime();
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
    double took = (System.nanoTime() - from) / 1e9;
    JsonNode report = JsonMapper.shared().readTree(terminal.out());
    if (code != 0 || !report.at("/taken/0/archive").asString("").equals("whole")) {
      throw new IllegalStateException(terminal.err() + terminal.out());
    }
    return took;
  }

  /** By the ledger: from where it was about to be asked for until it was there. */
  private static double volatileOf(Path into) throws IOException {
    Instant planned = null;
    for (String line : Files.readAllLines(into.resolve("custody.jsonl"))) {
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

  /** How large the archive is; it tells of all processes. */
  private static long state(Path into) throws IOException {
    try (Stream<Path> files = Files.walk(into.resolve("collected"))) {
      Path archive = files.filter(file -> file.endsWith("state/web.tar")).findFirst().orElseThrow();
      int processes =
          Toolbox.Archive.of(Files.readAllBytes(archive)).end().path("processes").asInt();
      if (processes < PROCESSES) {
        throw new IllegalStateException(processes + " processes");
      }
      return Files.size(archive);
    }
  }

  private record Timed(double seconds, String said) {}

  private Timed kubectl(String... words) {
    String pod = LivePractice.VICTIM;
    List<String> kubectl =
        List.of("kubectl", "--kubeconfig", kubeconfig.toString(), "--namespace", "shop");
    List<String> named = new ArrayList<>(kubectl);
    named.addAll(
        List.of("get", "pod", pod, "--output", "jsonpath={.spec.ephemeralContainers[0].name}"));
    try {
      String container = Toolbox.run(named).text().strip();
      List<String> command = new ArrayList<>(kubectl);
      command.addAll(List.of("exec", pod, "--container", container, "--"));
      command.addAll(List.of(words));
      long from = System.nanoTime();
      Toolbox.Result result = Toolbox.run(command);
      double took = (System.nanoTime() - from) / 1e9;
      if (result.code() != 0) {
        throw new IllegalStateException(result.err());
      }
      return new Timed(took, result.text());
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    } catch (Exception cause) {
      throw new IllegalStateException(cause);
    }
  }
}
