package salvor.containment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.fabric8.PracticeApi;
import salvor.training.apiserver.Faults.Fault;
import salvor.training.apiserver.LoggedRequest;
import tools.jackson.databind.JsonNode;

/**
 * The program itself, killed by the signal that nothing catches, at every request from its first
 * change on: no pod is more open than it was, and the next program takes everything back.
 */
class KilledWhileActingTest {
  private static final int MOST = 12;
  private @TempDir Path dir;
  private Attacked attacked;
  private Path kubeconfig;
  private Map<String, JsonNode> before;
  private Set<String> openBefore;

  @BeforeEach
  void open() throws Exception {
    attacked = new Attacked(dir);
    kubeconfig =
        Files.writeString(dir.resolve("salvor"), attacked.api.kubeconfig(PracticeApi.ADMIN));
    before = attacked.everything();
    openBefore = attacked.open();
    assertThat(openBefore).as("something is to be closed").isNotEmpty();
  }

  @AfterEach
  void close() {
    attacked.close();
  }

  private Process salvor(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add("salvor.Salvor");
    command.addAll(List.of(arguments));
    command.addAll(List.of("--kubeconfig", kubeconfig.toString()));
    command.addAll(List.of("--case", attacked.folder.toString(), "--reason", "a drill", "--yes"));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(dir.resolve("said").toFile())
        .start();
  }

  /**
   * Runs it until a request after its first change, which stays without an answer, and kills it.
   *
   * @param request which; 0 is the first change itself
   * @return whether there was such a request: it had ended before otherwise
   */
  private boolean isKilledAt(int request, String... arguments) throws Exception {
    CountDownLatch there = new CountDownLatch(1);
    AtomicInteger since = new AtomicInteger(-1);
    attacked.api.faults.plan(
        1,
        asked -> {
          if (since.get() < 0 && !isChange(asked)) {
            return false;
          }
          if (since.incrementAndGet() < request) {
            return false;
          }
          there.countDown();
          return true;
        },
        new Fault.HalfOpen());
    Process child = salvor(arguments);
    try {
      CountDownLatch over = new CountDownLatch(1);
      child
          .onExit()
          .thenRun(() -> {
            over.countDown();
            there.countDown();
          });
      assertThat(there.await(2, TimeUnit.MINUTES)).isTrue();
      boolean killed = over.getCount() > 0;
      child.toHandle().destroyForcibly();
      child.waitFor();
      assertThat(killed || child.exitValue() == 0 || child.exitValue() == 1)
          .as(Files.readString(dir.resolve("said")))
          .isTrue();
      return killed;
    } finally {
      child.toHandle().destroyForcibly();
      attacked.api.faults.clear();
    }
  }

  private static boolean isChange(LoggedRequest request) {
    return request.method().matches("POST|PATCH|DELETE|PUT")
        && !request.path().contains("selfsubject")
        && !request.query().contains("dryRun");
  }

  private void noMoreOpen(String when) {
    assertThat(attacked.open()).as(when).isSubsetOf(openBefore);
  }

  private void takenBack(String when) throws Exception {
    attacked.undo();
    assertThat(attacked.everything()).as(when).isEqualTo(before);
  }

  @Test
  void applying() throws Exception {
    int killed = 0;
    for (int at = 0; at < MOST; at++) {
      attacked.folder = dir.resolve("case-" + at);
      boolean there = isKilledAt(at, "contain", "apply", "shop/web");
      noMoreOpen("killed at request " + at);
      takenBack("killed at request " + at);
      if (!there) {
        break;
      }
      killed++;
    }
    assertThat(killed).as("a policy, a pod, each looked at").isBetween(4, MOST - 1);
  }

  @Test
  void takingBack() throws Exception {
    int killed = 0;
    for (int at = 0; at < MOST; at++) {
      attacked.folder = dir.resolve("undone-" + at);
      attacked.apply(attacked.quarantine("web"));
      boolean there = isKilledAt(at, "contain", "undo");
      noMoreOpen("killed at request " + at);
      takenBack("killed at request " + at);
      if (!there) {
        break;
      }
      killed++;
    }
    assertThat(killed).as("a pod, a policy, each looked at").isBetween(4, MOST - 1);
  }
}
