package salvor.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import salvor.training.Happening.OpenSocket;
import salvor.training.Happening.RunningProcess;
import tools.jackson.databind.node.ObjectNode;

/** The attacker enters a sibling of the pod as well, as the scenario says. */
class AttackerSpreadsTest {
  private static final String WEB = "web-5468d8c4df-8ppl7";
  private static final String SIBLING = "web-5468d8c4df-79mhf";
  private static final int BEFORE = 39;
  private static final String MINER = "203.0.113.77:3333";

  /** Whether a sensor saw the first step in the pod. */
  private static boolean isEntered(PracticeWorld cluster, String pod) {
    return cluster
        .falco()
        .lines()
        .anyMatch(lines ->
            List.of(lines.split("(?<=})(?=\\{)")).stream()
                .anyMatch(line ->
                    line.contains("cat /etc/passwd")
                        && line.contains("\"k8s.pod.name\":\"" + pod + "\"")));
  }

  private static OpenSocket miner(World.Box box) {
    return box.sockets.stream()
        .filter(socket -> socket.remote().equals(MINER))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aPodOfTheSameImageAndWorkloadIsEnteredInItsTime() throws IOException {
    PracticeWorld cluster = new PracticeWorld(BEFORE);
    assertThat(isEntered(cluster, WEB)).isTrue();
    assertThat(isEntered(cluster, SIBLING)).isFalse();
    cluster.pass(3);
    assertThat(isEntered(cluster, SIBLING)).isTrue();
    cluster.pass(34);
    World.Box box = cluster.box(SIBLING, "web");
    OpenSocket miner = miner(box);
    assertThat(Addresses.host(miner.local()))
        .isEqualTo(cluster.find("pods", SIBLING).orElseThrow().at("/status/podIP").asString(""));
    RunningProcess program = Objects.requireNonNull(box.processes.get(miner.pid()));
    assertThat(program.executable()).isEqualTo("/tmp/kworkerds");
    RunningProcess recorded =
        Objects.requireNonNull(
            cluster.box(WEB, "web").processes.get(miner(cluster.box(WEB, "web")).pid()));
    assertThat(Duration.between(recorded.start(), program.start())).hasSeconds(40);
    assertThat(program.pid()).isNotEqualTo(recorded.pid());
    assertThat(box.lines()).anyMatch(line -> line.text().startsWith("203.0.113.66"));
    String told = cluster.falco();
    assertThat(told).contains(box.id).doesNotContain("2026-11-23T");
  }

  @Test
  void onlyTheFirstStepsHappenInIt() throws IOException {
    PracticeWorld cluster = new PracticeWorld(BEFORE + 60);
    World.Box box = cluster.box(SIBLING, "web");
    assertThat(box.sockets).noneMatch(socket -> socket.remote().equals("203.0.113.66:4444"));
    assertThat(box.processes.values()).noneMatch(process -> process.arguments().contains("nc"));
    assertThat(cluster.falco()).contains("203.0.113.66:4444");
    assertThat(cluster.spreads.isOver()).isTrue();
  }

  @Test
  void aPodThatIsIsolatedBeforeIsNotEntered() throws IOException {
    PracticeWorld cluster = new PracticeWorld(BEFORE);
    cluster.add(
        "networkpolicies",
        "{metadata: {name: 'q', namespace: 'shop'}, spec: {podSelector: {matchLabels: {held: 'yes'}},"
            + " policyTypes: ['Ingress', 'Egress']}}");
    cluster.change(
        "pods", SIBLING, pod -> pod.withObject("metadata").withObject("labels").put("held", "yes"));
    cluster.pass(5);
    cluster.change(
        "pods", SIBLING, pod -> ((ObjectNode) pod.at("/metadata/labels")).remove("held"));
    cluster.pass(55);
    assertThat(isEntered(cluster, SIBLING)).isFalse();
    assertThat(cluster.box(SIBLING, "web").sockets)
        .as("nor when it is let go later")
        .noneMatch(socket -> socket.remote().equals(MINER));
    assertThat(cluster.box(WEB, "web").sockets).contains(miner(cluster.box(WEB, "web")));
    assertThat(cluster.spreads.isOver()).isTrue();
  }

  @Test
  void aPodThatIsDeletedBeforeIsNotEnteredNorIsItsReplacement() throws IOException {
    PracticeWorld cluster = new PracticeWorld(BEFORE - 20);
    cluster.delete("pods", SIBLING);
    cluster.pass(90);
    assertThat(cluster.pods("web")).hasSize(2);
    assertThat(cluster.pods("web").stream().map(Pods::name).filter(pod -> isEntered(cluster, pod)))
        .containsExactly(WEB);
  }

  @Test
  void theReplacementOfTheFirstIsEnteredBesideIt() throws IOException {
    PracticeWorld cluster = new PracticeWorld(BEFORE - 20);
    cluster.delete("pods", WEB);
    cluster.pass(75);
    assertThat(cluster.pods("web"))
        .hasSize(2)
        .allSatisfy(pod -> {
          assertThat(isEntered(cluster, Pods.name(pod))).isTrue();
          assertThat(miner(cluster.box(Pods.name(pod), "web")).pid())
              .isIn(cluster.box(Pods.name(pod), "web").processes.keySet());
        });
    assertThat(
            cluster.pods("web").stream()
                .map(pod -> miner(cluster.box(Pods.name(pod), "web")).pid()))
        .doesNotHaveDuplicates();
  }

  @Test
  void asItWasRecordedNobodyElseIsEntered() throws IOException {
    Recording recording = new PracticeWorld(0).recording;
    AlsoEntered also = Objects.requireNonNull(recording.also());
    assertThat(also.name()).isEqualTo(SIBLING);
    assertThat(also.at()).isEqualTo(Instant.parse("2026-11-23T04:44:26Z"));
    assertThat(recording.asRecorded().also()).isNull();
    assertThat(recording.asRecorded().happenings()).isEqualTo(recording.happenings());
  }
}
