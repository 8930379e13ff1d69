package salvor.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salvor.baseline.Judge;
import salvor.cluster.LivePods;
import salvor.cluster.Right;
import salvor.cluster.Rights;
import salvor.live.Readiness.Answer;
import salvor.live.Readiness.Cause;
import salvor.live.Readiness.Question;
import salvor.live.Readiness.State;
import salvor.report.ReadinessReport;
import salvor.report.ReadinessWords;
import salvor.workload.Inventory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReadinessCheckTest {
  private final List<JsonNode> pods = new ArrayList<>();
  private final List<JsonNode> namespaces = new ArrayList<>();
  private final List<JsonNode> nodes = new ArrayList<>();
  private final Map<Right, Rights.Answer> answers = new EnumMap<>(Right.class);

  ReadinessCheckTest() {
    for (Right right : Right.values()) {
      answers.put(right, new Rights.Answer.Allowed());
    }
    node("a", "containerd://2.1.9");
    node("b", "containerd://2.1.9");
    namespace("shop", "");
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  private void node(String name, String runtime) {
    nodes.add(
        json(
            """
            {"metadata": {"name": "%s"}, "status": {"nodeInfo": {"containerRuntimeVersion": "%s"}}}
            """
                .formatted(name, runtime)));
  }

  private void namespace(String name, String level) {
    namespaces.add(
        json(
            """
            {"metadata": {"name": "%s", "labels": {"pod-security.kubernetes.io/enforce": "%s"}}}
            """
                .formatted(name, level)));
  }

  private void pod(String namespace, String name, String node, String container, String image) {
    pods.add(
        json(
            """
            {"metadata": {"namespace": "%1$s", "name": "%2$s", "uid": "%1$s-%2$s"},
             "spec": {"nodeName": "%3$s", "containers": [{"name": "%4$s", "image": "%5$s"}]}}
            """
                .formatted(namespace, name, node, container, image)));
  }

  private Readiness check() {
    LivePods live = new LivePods();
    pods.forEach(live::changed);
    return new ReadinessCheck(
            live.all(),
            pods,
            namespaces,
            nodes,
            new Rights("", answers),
            new Judge(List.of(), Inventory.EMPTY).matching())
        .check("");
  }

  private Answer answer(Question question) {
    return check().workloads().stream()
        .filter(of -> of.workload().name().equals("web"))
        .findFirst()
        .orElseThrow()
        .answers()
        .get(question);
  }

  @Test
  void aSensorOnOneOfTwoNodesIsPartly() {
    pod("shop", "web", "a", "web", "shop/web:1");
    assertThat(answer(Question.SENSOR).cause()).isEqualTo(Cause.NO_SENSOR);
    pod("falco", "falco-b", "b", "falco", "docker.io/falcosecurity/falco:0.40.0");
    assertThat(answer(Question.SENSOR))
        .isEqualTo(new Answer(State.NO, Cause.NO_SENSOR, List.of("a")));
    pod("falco", "falco-a", "a", "falco", "docker.io/falcosecurity/falco:0.40.0");
    assertThat(answer(Question.SENSOR).state()).isEqualTo(State.YES);
  }

  @ParameterizedTest
  @CsvSource({
    "docker.io/calico/node:v3.30, PARTLY, PLUGIN_ENFORCES",
    "quay.io/cilium/cilium:v1.18, PARTLY, PLUGIN_ENFORCES",
    "ghcr.io/flannel-io/flannel:v0.27, NO, PLUGIN_DOES_NOT",
    "example/other:1, UNKNOWN, PLUGIN_NOT_KNOWN"
  })
  void aPluginIsAHintNeverAYes(String image, State state, Cause cause) {
    pod("shop", "web", "a", "web", "shop/web:1");
    pod("kube-system", "net", "a", "net", image);
    assertThat(answer(Question.POLICIES_ENFORCED).state()).isEqualTo(state);
    assertThat(answer(Question.POLICIES_ENFORCED).cause()).isEqualTo(cause);
  }

  @ParameterizedTest
  @CsvSource({
    "restricted, PARTLY, DEBUG_RESTRICTED",
    "baseline, PARTLY, DEBUG_AS_USER",
    "privileged, YES, DEBUG_ALLOWED"
  })
  void podSecurityDecidesOverADebugContainer(String level, State state, Cause cause) {
    namespaces.clear();
    namespace("shop", level);
    pod("shop", "web", "a", "web", "shop/web:1");
    assertThat(answer(Question.DEBUG_CONTAINER).state()).isEqualTo(state);
    assertThat(answer(Question.DEBUG_CONTAINER).cause()).isEqualTo(cause);
    answers.put(Right.ADD_EPHEMERAL, new Rights.Answer.Denied("no"));
    assertThat(answer(Question.DEBUG_CONTAINER).cause()).isEqualTo(Cause.DEBUG_FORBIDDEN);
  }

  @ParameterizedTest
  @CsvSource({
    "containerd://1.7.27, NO",
    "containerd://2.0.0, UNKNOWN",
    "cri-o://1.33.0, UNKNOWN",
    "docker://27.0, NO",
    "'', NO",
    "containerd://, NO",
    "containerd://99999999999, UNKNOWN"
  })
  void anOldRuntimeCannotCheckpoint(String runtime, State state) {
    nodes.clear();
    node("a", runtime);
    pod("shop", "web", "a", "web", "shop/web:1");
    assertThat(answer(Question.CHECKPOINT).state()).isEqualTo(state);
  }

  @Test
  void aCheckpointTakesRightsOnNodes() {
    nodes.clear();
    node("a", "containerd://2.0.0");
    pod("shop", "web", "a", "web", "shop/web:1");
    assertThat(answer(Question.CHECKPOINT).cause()).isEqualTo(Cause.CHECKPOINT_MAY_WORK);
    answers.put(Right.CREATE_NODE_PROXY, new Rights.Answer.Denied("no"));
    assertThat(answer(Question.CHECKPOINT).cause()).isEqualTo(Cause.CHECKPOINT_NEEDS_NODE_RIGHTS);
    assertThat(answer(Question.CHECKPOINT).state()).isEqualTo(State.NO);
    node("a", "containerd://1.7.27");
    assertThat(answer(Question.CHECKPOINT).cause()).isEqualTo(Cause.RUNTIME_TOO_OLD);
    answers.remove(Right.CREATE_NODE_PROXY);
    node("a", "containerd://2.0.0");
    assertThat(answer(Question.CHECKPOINT).cause())
        .as("not answered is not allowed")
        .isEqualTo(Cause.CHECKPOINT_NEEDS_NODE_RIGHTS);
  }

  @Test
  void aRightThatWasNotAnsweredIsMissing() {
    pod("shop", "web", "a", "web", "shop/web:1");
    assertThat(answer(Question.RIGHTS).state()).isEqualTo(State.YES);
    answers.remove(Right.DELETE_POD);
    assertThat(answer(Question.RIGHTS).state()).isEqualTo(State.PARTLY);
    assertThat(answer(Question.RIGHTS).facts()).containsExactly("delete pods");
    answers.remove(Right.LIST_PODS);
    assertThat(answer(Question.RIGHTS).state()).isEqualTo(State.NO);
  }

  @Test
  void theAuditLogIsToldByTheApiServersFlags() {
    pod("shop", "web", "a", "web", "shop/web:1");
    assertThat(answer(Question.AUDIT_LOG).state()).isEqualTo(State.UNKNOWN);
    pods.add(
        json(
            """
            {"metadata": {"namespace": "kube-system", "name": "kube-apiserver-a", "uid": "api"},
             "spec": {"nodeName": "a", "containers": [{"name": "kube-apiserver", "image": "x",
               "command": ["kube-apiserver", "--audit-log-path=/var/log/audit.log"]}]}}
            """));
    assertThat(answer(Question.AUDIT_LOG).cause()).isEqualTo(Cause.AUDIT_CONFIGURED);
  }

  @Test
  void unknownNeverCountsAsYes() {
    pod("shop", "web", "a", "web", "shop/web:1");
    Readiness readiness = check();
    readiness
        .workloads()
        .forEach(of -> {
          long yes = of.answers().values().stream().filter(a -> a.state() == State.YES).count();
          long partly =
              of.answers().values().stream().filter(a -> a.state() == State.PARTLY).count();
          assertThat(of.answers()).hasSize(Question.values().length);
          assertThat(of.score()).isEqualTo(Math.round(100f * (2 * yes + partly) / 20));
        });
    assertThat(readiness.scores()).containsOnlyKeys("shop");
  }

  @Test
  void everyGapSaysHowToCloseIt() {
    for (Cause cause : Cause.values()) {
      assertThat(ReadinessWords.found(cause)).isNotBlank();
    }
    pod("shop", "web", "a", "web", "shop/web:1");
    check()
        .workloads()
        .forEach(of ->
            of.answers().values().stream()
                .filter(answer -> answer.state() != State.YES)
                .forEach(answer ->
                    assertThat(ReadinessWords.remedy(answer.cause()))
                        .as("%s", answer)
                        .isNotBlank()));
  }

  @Test
  void aHostileNameBreaksNeitherTextNorMarkdown() throws Exception {
    pod("shop", "web|<img src=x>](http://evil)", "a", "web", "shop/web:1");
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    new ReadinessReport(check()).markdown(written);
    String text = written.toString(StandardCharsets.UTF_8);
    assertThat(text.replaceAll("\\\\.", "")).doesNotContain("<").doesNotContain("](");
    assertThat(text.lines().filter(line -> line.contains("evil")))
        .allMatch(line -> line.replace("\\|", "").chars().filter(c -> c == '|').count() == 5);
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    new ReadinessReport(check()).json(json);
    assertThat(json.toString(StandardCharsets.UTF_8)).contains("<img src=x>");
  }
}
