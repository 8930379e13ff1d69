package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.fabric8.Fabric8Clusters;
import salvor.cluster.fabric8.PracticeApi;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.terminal.Desk;
import salvor.terminal.ExitCode;
import salvor.terminal.SalvorCommand;
import salvor.training.apiserver.Faults.Fault;
import salvor.training.apiserver.LoggedRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a person at the terminal reads on a bad day: what is wrong, and what to do. */
@Timeout(120)
class BadDaysTest {
  private static final String EVIL = "\u001b[2J<b>x</b>\nsecond\u202egnp.exe\u0000\u0007";
  private @TempDir Path dir;
  private PracticeApi api = new PracticeApi();
  private final Written out = new Written();
  private final Written err = new Written();

  /** What is written, to be waited for; breaks once it is told to, as a pipe would. */
  private static final class Written extends PrintWriter {
    private final StringWriter text;

    Written() {
      this(new StringWriter());
    }

    private Written(StringWriter text) {
      super(text, true);
      this.text = text;
    }

    @Override
    public void write(String written, int from, int length) {
      synchronized (lock) {
        super.write(written, from, length);
        lock.notifyAll();
      }
    }

    void until(String wanted) throws InterruptedException {
      long end = System.nanoTime() + 20_000_000_000L;
      synchronized (lock) {
        while (!text.toString().contains(wanted)) {
          long left = (end - System.nanoTime()) / 1_000_000;
          assertThat(left).as("%s in %s", wanted, text).isPositive();
          lock.wait(left);
        }
      }
    }

    void breaks() {
      setError();
    }

    @Override
    public String toString() {
      synchronized (lock) {
        return text.toString();
      }
    }
  }

  @AfterEach
  void close() {
    api.close();
  }

  private int run(String... arguments) {
    Desk desk =
        new Desk(
            Salvor.cases(),
            Salvor.reader(),
            new Fabric8Clusters(new Jobs()),
            null,
            out,
            err,
            Progress.NONE,
            false);
    return SalvorCommand.run(desk, arguments);
  }

  private String kubeconfig(String text) throws Exception {
    return Files.writeString(dir.resolve("kubeconfig"), text).toString();
  }

  private int pods(String text, String... more) throws Exception {
    return run(
        Stream.concat(Stream.of("pods", "--kubeconfig", kubeconfig(text)), Stream.of(more))
            .toArray(String[]::new));
  }

  private int pods() throws Exception {
    return pods(api.kubeconfig(PracticeApi.ADMIN));
  }

  /** What was told as trouble, without what only names this machine. */
  private String told() {
    return err.toString()
        .replace(dir.toString(), "DIR")
        .replace(":" + api.server.port(), ":PORT")
        .strip();
  }

  @Test
  void aMalformedKubeconfig() throws Exception {
    assertThat(pods("clusters: [\n  }{<b>\n")).isEqualTo(ExitCode.CLUSTER);
    assertThat(told())
        .startsWith("salvor: DIR/kubeconfig")
        .contains("it is not YAML")
        .endsWith("Take it anew from where it came.");
  }

  @Test
  void aContextWithoutACluster() throws Exception {
    assertThat(pods(api.kubeconfig(PracticeApi.ADMIN).replace("cluster: there", "cluster: gone")))
        .isEqualTo(ExitCode.CLUSTER);
    assertThat(told()).contains("contexts[0]", "gone").endsWith(".");
  }

  @Test
  void aServerThatAnswersAPage() throws Exception {
    api.faults.plan(
        9, request -> true, new Fault.Page(200, "text/html", "<html>\u001b[31mLog in</html>"));
    assertThat(pods()).isEqualTo(ExitCode.CLUSTER);
    assertThat(told())
        .startsWith(
            "salvor: https://127.0.0.1:PORT answers, but is no Kubernetes API (code 200, text/html:")
        .endsWith("Check the address and the proxy; a log-in page may be in between.")
        .doesNotContain("\u001b");
  }

  @Test
  void namesThatTheServerDoesNotRefuse() throws Exception {
    String name = JsonMapper.shared().writeValueAsString(EVIL);
    api.create(
        "pods",
        """
        {"metadata": {"namespace": %1$s, "name": %1$s, "labels": {"a": %1$s}},
         "spec": {"nodeName": %1$s, "containers": [{"name": %1$s, "image": %1$s}]},
         "status": {"phase": %1$s, "podIP": %1$s}}
        """
            .formatted(name));
    assertThat(pods()).isZero();
    String text = out.toString();
    assertThat(text)
        .as("shown, but never obeyed")
        .contains("<b>x</b>", "gnp.exe")
        .doesNotContain("\u001b", "\u202e", "\u0000", "\u0007");
    assertThat(text.lines().filter(line -> line.contains("second")))
        .as("a line feed in a name begins no line")
        .hasSize(1);
    assertThat(pods(api.kubeconfig(PracticeApi.ADMIN), "--json", "-")).isZero();
    String json = out.toString().substring(text.length());
    assertThat(json).doesNotContain("\u001b", "\u0007");
    JsonNode pod = JsonMapper.shared().readTree(json).at("/pods/0");
    assertThat(pod.path("name").asString("")).as("machines get it as it is").isEqualTo(EVIL);
  }

  @Test
  void aClockThatIsTwoHoursOff() throws Exception {
    api.close();
    api = new PracticeApi(() -> InstantSource.system().instant().minus(Duration.ofHours(2)));
    // the certificate is valid by both clocks; times are not
    assertThat(pods()).isZero();
    String wanted =
        "The cluster's clock is 120 min behind this machine's: times of events and of log lines do"
            + " not fit, and tokens may not hold. Set it right.";
    assertThat(out.toString()).containsPattern(wanted.replace("120", "1(19|20)"));
    assertThat(
            run(
                "watch",
                "--kubeconfig",
                dir.resolve("kubeconfig").toString(),
                "--into",
                live(),
                "--for",
                "0"))
        .isZero();
    assertThat(told()).containsPattern(wanted.replace("120", "1(19|20)"));
  }

  private String live() {
    return dir.resolve("live").toString();
  }

  @Test
  void aServerThatAsksToWait() throws Exception {
    api.faults.plan(9, request -> true, new Fault.Failure(429, "TooManyRequests", "busy", 12));
    assertThat(pods()).isEqualTo(ExitCode.CLUSTER);
    assertThat(told()).contains("The cluster is too busy and asks to wait 12 s (busy).");
  }

  @Test
  void aConnectionThatBreaks() throws Exception {
    api.faults.plan(9, request -> true, new Fault.Dropped());
    assertThat(pods()).isEqualTo(ExitCode.CLUSTER);
    assertThat(told()).contains("The connection to https://127.0.0.1:PORT broke (");
  }

  private static FutureTask<Integer> begun(Callable<Integer> command) {
    FutureTask<Integer> task = new FutureTask<>(command);
    Thread.ofPlatform().start(task);
    return task;
  }

  private void following(Following act) throws Exception {
    api.pod("a");
    FutureTask<Integer> running =
        begun(() -> {
          return pods(
              api.kubeconfig(PracticeApi.ADMIN)
                  .replaceAll("certificate-authority-data: .*", "insecure-skip-tls-verify: true"),
              "--watch");
        });
    out.until(" a ");
    act.run();
    out.breaks();
    api.pod("last");
    assertThat(running.get()).isZero();
  }

  private interface Following {
    void run() throws Exception;
  }

  @Test
  void aTokenThatEndsWhileItIsFollowed() throws Exception {
    following(() -> {
      api.server.revoke(PracticeApi.ADMIN);
      api.server.cut();
      err.until("does not accept the credentials (401)");
      err.until("Log in again and take the new kubeconfig. Next try ");
    });
  }

  @Test
  void aServerThatIsSetBackToOlderVersions() throws Exception {
    following(() -> {
      for (int i = 0; i < 30; i++) {
        api.pod("more-" + i);
      }
      out.until("more-29");
      api.restart("restored");
      out.until("restored");
      err.until("heard again; nothing was heard from ");
      err.until("and what came and went in between is not known");
      out.until("- shop  a");
      assertThat(out.toString()).containsPattern("- +shop +a ");
    });
  }

  @Test
  void aKindThatTheServerDoesNotKnow() throws Exception {
    api.faults.plan(
        99,
        request -> request.path().contains("networkpolicies"),
        new Fault.Page(404, "text/plain", "404 page not found\n"));
    api.pod("a");
    watched("networkpolicies are not seen");
    assertThat(told()).contains("The cluster does not have it: 404 page not found. Check ");
  }

  /** Runs a watch until something is told of it. */
  private void watched(String until) throws Exception {
    String file = kubeconfig(api.kubeconfig(PracticeApi.ADMIN));
    FutureTask<Integer> running =
        begun(() -> run("watch", "--kubeconfig", file, "--into", live(), "--json"));
    err.until(until);
    out.breaks();
    api.pod("last");
    assertThat(running.get()).isZero();
  }

  private void sensor() {
    api.create(
        "pods",
        """
        {"metadata": {"namespace": "falco", "name": "falco-1"},
         "spec": {"nodeName": "n", "containers": [{"name": "falco", "image": "falcosecurity/falco:1"}]},
         "status": {"phase": "Running", "containerStatuses": [{"name": "falco", "image":
          "falcosecurity/falco:1", "state": {"running": {}}, "ready": true}]}}
        """);
  }

  private static boolean isLog(LoggedRequest request) {
    return request.path().endsWith("/log");
  }

  @Test
  void aLineOfAHundredMegabytes() throws Exception {
    sensor();
    byte[] piece = "x".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy("2026-01-01T00:00:00Z ".getBytes(StandardCharsets.US_ASCII), 0, piece, 0, 21);
    api.faults.plan(
        1,
        BadDaysTest::isLog,
        new Fault.Flood("text/plain", piece, 100, "\n".getBytes(StandardCharsets.US_ASCII)));
    watched("cannot be read and cannot be judged; they are kept as they came.");
    try (Stream<Path> files = Files.walk(dir.resolve("live"))) {
      assertThat(files.mapToLong(file -> file.toFile().length()).max().orElse(0))
          .as("kept whole")
          .isEqualTo((100L << 20) - 21 + 1);
    }
  }

  @Test
  void aLogWithEscapesForTheTerminal() throws Exception {
    sensor();
    api.faults.plan(
        1,
        BadDaysTest::isLog,
        new Fault.Page(200, "text/plain", "\u001b[2Junable to retrieve\u202e\u0007 logs\n"));
    watched("is not heard since ");
    assertThat(err.toString())
        .contains("Z: It did not work: its log says: ")
        .doesNotContain("\u001b", "\u202e", "\u0007");
  }
}
