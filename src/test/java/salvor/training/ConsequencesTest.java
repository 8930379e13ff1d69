package salvor.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import salvor.training.Happening.OpenSocket;
import tools.jackson.databind.node.ObjectNode;

/** What the responder does counts for what the recorded attacker still can. */
class ConsequencesTest {
  private static final String WEB = "web-5468d8c4df-8ppl7";
  private static final List<String> RECORDED = List.of(WEB, "web-5468d8c4df-79mhf");
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

  @Test
  void withoutAResponseTheAttackGoesOn() throws IOException {
    PracticeWorld cluster = new PracticeWorld(SHELL);
    assertThat(remotes(cluster)).anyMatch(remote -> remote.startsWith("203.0.113.66:4444"));
    assertThat(cluster.falco()).contains("203.0.113.66:4444");
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
    assertThat(cluster.falco()).doesNotContain("203.0.113.66:4444");
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
    cluster.add("networkpolicies", DENY);
    cluster.pass(100);
    assertThat(cluster.falco()).doesNotContain("203.0.113.66:4444");
  }

  /** The pod that came for the one that was entered. */
  private static String replacement(PracticeWorld cluster) {
    return cluster.pods("web").stream()
        .map(pod -> pod.at("/metadata/name").asString(""))
        .filter(name -> !RECORDED.contains(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theAttackerComesBackToAPodWithTheSameHole() throws IOException {
    PracticeWorld cluster = new PracticeWorld(MINER);
    cluster.delete("pods", WEB);
    cluster.pass(5);
    String next = replacement(cluster);
    assertThat(cluster.falco()).doesNotContain(next);
    cluster.pass(15 + MINER);
    World.Box box = cluster.box(next, "web");
    OpenSocket miner =
        box.sockets.stream()
            .filter(s -> s.remote().equals("203.0.113.77:3333"))
            .findFirst()
            .orElseThrow();
    assertThat(Addresses.host(miner.local()))
        .isEqualTo(cluster.find("pods", next).orElseThrow().at("/status/podIP").asString(""));
    Happening.RunningProcess shell = box.processes.get(miner.pid());
    assertThat(shell.executable()).isEqualTo("/tmp/kworkerds");
    assertThat(box.lines()).anyMatch(line -> line.text().contains("kworkerds"));
    String lines = cluster.falco();
    String told = lines.substring(lines.indexOf(next) - 2000);
    assertThat(told).contains(box.id, "kworkerds").doesNotContain("2026-11-23T");
    cluster.pass(30);
    assertThat(cluster.falco()).contains("203.0.113.66:4444");
  }

  @Test
  void theAttackerComesBackPastAnIsolatedPodOnceMore() throws IOException {
    PracticeWorld cluster = new PracticeWorld(MINER);
    cluster.add(
        "networkpolicies",
        "{metadata: {name: 'q', namespace: 'shop'}, spec: {podSelector: {matchLabels: {held: 'yes'}},"
            + " policyTypes: ['Ingress', 'Egress']}}");
    cluster.change(
        "pods", WEB, pod -> pod.withObject("metadata").putObject("labels").put("held", "yes"));
    cluster.pass(20 + MINER);
    String next = replacement(cluster);
    assertThat(cluster.falco()).contains(next);
    cluster.delete("pods", next);
    cluster.pass(25 + MINER);
    assertThat(cluster.falco()).contains(replacement(cluster));
  }

  @Test
  void theAttackerDoesNotComeBackToTheRepairedImage() throws IOException {
    PracticeWorld cluster = new PracticeWorld(MINER);
    cluster.change(
        "deployments",
        "web",
        web ->
            ((ObjectNode) web.at("/spec/template/spec/containers/0"))
                .put("image", "registry.lab.example/shop/web:1.4.3"));
    cluster.pass(120);
    assertThat(cluster.find("pods", WEB)).isEmpty();
    assertThat(cluster.falco()).doesNotContain(replacement(cluster));
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
