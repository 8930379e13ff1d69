package salvor.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import salvor.training.Happening.OpenSocket;

/** What the responder does counts for what the recorded attacker still can. */
class ConsequencesTest {
  private static final String WEB = "web-5468d8c4df-8ppl7";
  private static final int MINER = 29;
  private static final int SHELL = 47;
  private static final String DENY =
      "{metadata: {name: 'deny', namespace: 'shop'}, spec: {podSelector: {matchLabels: {app: 'web'}},"
          + " policyTypes: ['Ingress', 'Egress']}}";

  private static List<String> remotes(PracticeWorld cluster) {
    return cluster.box(WEB, "web").sockets.stream()
        .filter(socket -> socket.remote().startsWith("203.0.113."))
        .map(socket -> socket.remote() + " " + socket.state())
        .distinct()
        .toList();
  }

  private static String falco(PracticeWorld cluster) {
    StringBuilder lines = new StringBuilder();
    for (var pod : cluster.store.list(cluster.resources.named("pods"), SensorPods.NAMESPACE)) {
      cluster
          .world
          .containers(pod)
          .forEach(box -> box.lines().forEach(l -> lines.append(l.text())));
    }
    return lines.toString();
  }

  @Test
  void withoutAResponseTheAttackGoesOn() throws IOException {
    PracticeWorld cluster = new PracticeWorld(SHELL);
    assertThat(remotes(cluster)).anyMatch(remote -> remote.startsWith("203.0.113.66:4444"));
    assertThat(falco(cluster)).contains("203.0.113.66:4444");
  }

  @Test
  void laterStepsDoNotHappenInAnIsolatedPod() throws IOException {
    PracticeWorld cluster = new PracticeWorld(MINER);
    assertThat(remotes(cluster)).anyMatch(remote -> remote.startsWith("203.0.113.77:3333 ESTAB"));
    int lines = cluster.box(WEB, "web").lines().size();
    cluster.add("networkpolicies", DENY);
    cluster.pass(110);
    assertThat(remotes(cluster))
        .as("what stands goes on, nothing new comes")
        .contains("203.0.113.77:3333 ESTAB")
        .noneMatch(remote -> remote.startsWith("203.0.113.66:4444"));
    assertThat(falco(cluster)).doesNotContain("203.0.113.66:4444");
    assertThat(
            cluster.box(WEB, "web").lines().subList(lines, cluster.box(WEB, "web").lines().size()))
        .allMatch(line -> line.text().contains("kube-probe"));
  }

  @Test
  void aKilledConnectionIsTriedAgainInVain() throws IOException {
    PracticeWorld cluster = new PracticeWorld(MINER);
    cluster.add("networkpolicies", DENY);
    World.Box box = cluster.box(WEB, "web");
    OpenSocket miner =
        box.sockets.stream()
            .filter(s -> s.remote().equals("203.0.113.77:3333"))
            .findFirst()
            .orElseThrow();
    Timetable later = new Timetable(cluster.clock::now);
    box.sockets.remove(miner);
    new Reconnecting(cluster.reach, later)
        .killed(cluster.find("pods", WEB).orElseThrow(), box, miner);
    cluster.pass(3);
    later.run();
    assertThat(remotes(cluster)).contains("203.0.113.77:3333 SYN-SENT");
  }

  @Test
  void aDeletedPodTakesItsEvidenceAlongAndTheHoleComesBack() throws IOException {
    PracticeWorld cluster = new PracticeWorld(MINER);
    String id = cluster.box(WEB, "web").id;
    assertThat(cluster.world.container(id)).isPresent();
    cluster.delete("pods", WEB);
    cluster.pass(5);
    assertThat(cluster.world.container(id)).isEmpty();
    assertThat(cluster.pods("web"))
        .hasSize(2)
        .allMatch(pod -> pod.at("/spec/containers/0/image").asString("").endsWith("web:1.4.2"));
    cluster.pass(100);
    assertThat(falco(cluster)).doesNotContain("203.0.113.66:4444");
  }

  @Test
  void containersListenOnTheirPortsAndWriteTheirRecordedLog() throws IOException {
    PracticeWorld cluster = new PracticeWorld(MINER);
    assertThat(cluster.box(WEB, "web").sockets)
        .anyMatch(s -> s.local().equals("0.0.0.0:8080") && s.state().equals("LISTEN"));
    assertThat(cluster.box(WEB, "web").lines())
        .anyMatch(
            line -> line.text().startsWith("203.0.113.66") && line.text().contains("kworkerds"))
        .allMatch(line -> !line.text().contains("/Nov/2026:"));
  }
}
