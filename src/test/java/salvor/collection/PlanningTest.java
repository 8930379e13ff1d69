package salvor.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import salvor.cluster.Right;
import salvor.cluster.Rights;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a plan says of rights. */
class PlanningTest {
  private static final JsonNode POD =
      JsonMapper.shared()
          .readTree(
              """
              {"metadata": {"namespace": "shop", "name": "web", "uid": "u"},
               "spec": {"nodeName": "n", "containers": [{"name": "app"}]},
               "status": {"containerStatuses": [{"name": "app", "containerID": "containerd://one",
                 "restartCount": 0, "state": {"running": {}}}]}}
              """);

  private static CollectionWish wish(boolean checkpoint) {
    return new CollectionWish(
        "0123abcd",
        new ToolboxImage("salvor-toolbox@sha256:" + "a".repeat(64)),
        100_000,
        10,
        List.of(),
        List.of(),
        0,
        checkpoint,
        Duration.ofSeconds(5),
        null);
  }

  private static Planning with(Right... denied) {
    Map<Right, Rights.Answer> answers =
        Arrays.stream(Right.values())
            .collect(
                Collectors.toMap(
                    right -> right,
                    right ->
                        List.of(denied).contains(right)
                            ? new Rights.Answer.Denied("no")
                            : new Rights.Answer.Allowed()));
    return new Planning(List.of(POD), new Rights("shop", answers), Map.of());
  }

  @Test
  void theWayToTheNodeIsMissingOnlyWhereACheckpointIsWanted() {
    Planning planning = with(Right.CREATE_NODE_PROXY);
    assertThat(planning.plan(wish(false)).missing()).isEmpty();
    assertThat(planning.plan(wish(true)).missing()).containsExactly(Right.CREATE_NODE_PROXY);
    assertThat(with().plan(wish(true)).missing()).isEmpty();
  }

  /** What is planned of the logs of a pod with one more container, as kinds and names. */
  private static List<String> logs(String list, String specs, String container) {
    ObjectNode pod = POD.deepCopy().asObject();
    JsonNode one = JsonMapper.shared().readTree(container);
    pod.withObject("spec").withArray(specs).add(one);
    pod.withObject("status")
        .withArray(list)
        .addObject()
        .put("name", one.path("name").asString())
        .put("restartCount", 0);
    CollectionWish wish = wish(false);
    return CollectionPlan.of(wish, Map.of(pod, Map.of()), new Rights("shop", Map.of()))
        .pods()
        .getFirst()
        .items()
        .stream()
        .filter(item -> item.file().contains("/logs/"))
        .map(item -> item.kind() + " " + item.container())
        .toList();
  }

  private static String ephemeral(String image, String command) {
    String list = "ephemeralContainerStatuses";
    String container = "{'name': 'salvor-x', 'image': '%s', 'command': [%s]}";
    return logs(list, "ephemeralContainers", container.formatted(image, command).replace('\'', '"'))
        .getLast();
  }

  @Test
  void aContainerThatIsOnlyNamedAsOursHasItsLogTaken() {
    String ours = wish(false).image().reference();
    String waits = "'/salvor-toolbox', 'wait', '--max-seconds', '40'";
    assertThat(ephemeral(ours, waits)).isEqualTo("TOOLBOX_LOG salvor-x");
    assertThat(ephemeral("evil:1", waits)).isEqualTo("LOG salvor-x");
    assertThat(ephemeral(ours, "'/salvor-toolbox', 'collect'")).isEqualTo("LOG salvor-x");
    String named = "{\"name\": \"salvor-x\", \"image\": \"%s\"}".formatted(ours);
    assertThat(logs("containerStatuses", "containers", named))
        .containsExactly("LOG app", "LOG salvor-x");
    assertThat(logs("initContainerStatuses", "initContainers", named))
        .containsExactly("LOG salvor-x", "LOG app");
  }

  @Test
  void aCheckpointComesLastAndStaysBehind() {
    CollectionPlan.OfPod with = with().plan(wish(true)).pods().getFirst();
    assertThat(with.items().getLast().kind()).isEqualTo(Item.Kind.CHECKPOINT);
    assertThat(with.footprint().getLast())
        .isEqualTo("checkpoint of app in /var/lib/kubelet/checkpoints on n");
    CollectionPlan.OfPod without = with().plan(wish(false)).pods().getFirst();
    assertThat(without.items()).extracting(Item::kind).doesNotContain(Item.Kind.CHECKPOINT);
    assertThat(without.footprint()).hasSize(2);
  }
}
