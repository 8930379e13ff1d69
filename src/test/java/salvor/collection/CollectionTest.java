package salvor.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.Change;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Exec;
import salvor.cluster.ExecRequest;
import salvor.cluster.ObjectKind;
import salvor.cluster.Permission;
import salvor.cluster.Rights;
import salvor.cluster.Trouble;
import salvor.cluster.UnaskedCluster;
import salvor.collection.Attempt.Result;
import salvor.custody.CaseLedger;
import salvor.jobs.Progress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What becomes of a collection when the pod is not as it was. */
class CollectionTest {
  private static final String POD =
      """
      {"metadata": {"namespace": "shop", "name": "web", "uid": "u"},
       "spec": {"nodeName": "n", "containers": [{"name": "app"}]},
       "status": {"containerStatuses": [{"name": "app", "containerID": "containerd://one",
         "restartCount": 0, "state": {"running": {}}}]}}
      """;

  private static final CollectionWish WISH =
      new CollectionWish(
          "0123abcd",
          new ToolboxImage("salvor-toolbox@sha256:" + "a".repeat(64)),
          1000,
          10,
          List.of(),
          List.of(),
          0,
          Duration.ofSeconds(5));

  private @TempDir Path dir;
  private final Fake cluster = new Fake();

  /** One pod, whose containers start as a test says. */
  private static final class Fake extends UnaskedCluster {
    final ObjectNode pod = (ObjectNode) JsonMapper.shared().readTree(POD);
    final List<Change.Patch> sent = new ArrayList<>();
    final Deque<Trouble> refusals = new ArrayDeque<>();
    String state = "{\"running\": {}}";
    Consumer<ObjectNode> whileRunning = _ -> {};

    @Override
    public JsonNode get(ObjectKind kind, String namespace, String name) {
      return pod.deepCopy();
    }

    @Override
    public JsonNode change(Change change, boolean dryRun, Permission permission)
        throws ClusterFailure {
      Change.Patch patch = (Change.Patch) change;
      if (dryRun) {
        Trouble refusal = refusals.poll();
        if (refusal != null) {
          throw new ClusterFailure(refusal);
        }
        return pod;
      }
      sent.add(patch);
      ObjectNode container =
          (ObjectNode) patch.patch().at("/spec/ephemeralContainers").get(0).deepCopy();
      pod.withObject("spec").withArray("ephemeralContainers").add(container);
      ObjectNode status =
          pod.withObject("status").withArray("ephemeralContainerStatuses").addObject();
      status.put("name", container.path("name").asString());
      status.set("state", JsonMapper.shared().readTree(state));
      return pod;
    }

    @Override
    public Exec exec(ExecRequest request, Permission permission) {
      whileRunning.accept(pod);
      return new Exec() {
        private boolean told;

        @Override
        public @Nullable Piece next(Duration silence) {
          if (told) {
            return null;
          }
          told = true;
          return new Piece(Channel.OUT, new byte[] {1, 2, 3});
        }

        @Override
        public void input(byte[] bytes) {
          throw new UnsupportedOperationException();
        }

        @Override
        public End end() {
          return new End.Exited(0);
        }

        @Override
        public void close() {}
      };
    }
  }

  private DebugContainer.Brought bring() throws ClusterFailure {
    return new DebugContainer(cluster, () -> {}, InstantSource.system(), (_, _) -> {})
        .bring(
            new DebugContainer.Wish(
                "shop", "web", "app", WISH.image(), "x", false, 60, Duration.ofSeconds(5)),
            Progress.NONE);
  }

  @Test
  void takesTheNextWayWhereOneIsRefused() throws Exception {
    Trouble refusal = new Trouble.Forbidden("", "pods", "", "violates PodSecurity");
    cluster.refusals.addAll(List.of(refusal, refusal));
    cluster.pod.withObject("spec").putObject("securityContext").put("runAsNonRoot", true);
    DebugContainer.Brought brought = bring();
    assertThat(brought.attempts())
        .extracting(Attempt::rung)
        .containsExactly(Rung.TRACING, Rung.SAME_USER, Rung.RESTRICTED);
    assertThat(brought.name()).isEqualTo("salvor-x");
    JsonNode context =
        cluster.sent.getFirst().patch().at("/spec/ephemeralContainers/0/securityContext");
    assertThat(context.path("runAsUser").asLong()).as("never root").isNotZero();
    assertThat(context.path("runAsNonRoot").asBoolean()).isTrue();
    assertThat(context.at("/capabilities/drop/0").asString()).isEqualTo("ALL");
  }

  @Test
  void addsNoSecondAfterOneThatDoesNotStart() throws Exception {
    cluster.state =
        "{\"waiting\": {\"reason\": \"CreateContainerConfigError\", \"message\": \"as root\"}}";
    Attempt first = bring().attempts().getLast();
    assertThat(first.result()).isEqualTo(Result.DOES_NOT_START);
    assertThat(first.waiting()).isEqualTo("CreateContainerConfigError: as root");
    assertThat(bring().attempts().getLast().result()).isEqualTo(Result.ONE_IS_BAD);
    assertThat(cluster.sent).hasSize(1);
  }

  @Test
  void asksOnceWhereTheRightIsMissing() throws Exception {
    cluster.refusals.add(new Trouble.Forbidden("patch", "pods/ephemeralcontainers", "shop", "no"));
    assertThat(bring().attempts()).hasSize(1);
    assertThat(cluster.sent).isEmpty();
  }

  private Collection.Result collected() throws Exception {
    Map<JsonNode, Map<String, List<Attempt>>> pods =
        Map.of(cluster.pod, Map.of("app", List.of(Attempt.of(Rung.TRACING, Result.READY))));
    CollectionPlan whole = CollectionPlan.of(WISH, pods, new Rights("shop", Map.of()));
    CollectionPlan.OfPod pod = whole.pods().getFirst();
    List<Item> items = pod.items().stream().filter(item -> item.kind() == Item.Kind.STATE).toList();
    CollectionPlan plan =
        new CollectionPlan(
            WISH,
            List.of(
                new CollectionPlan.OfPod(
                    pod.namespace(),
                    pod.name(),
                    pod.uid(),
                    pod.node(),
                    pod.targets(),
                    items,
                    pod.tried(),
                    pod.footprint())),
            whole.missing());
    return new Collection(
            cluster,
            () -> {},
            CaseLedger.in(dir, InstantSource.system()),
            dir,
            "why",
            InstantSource.system(),
            (_, _) -> {},
            _ -> {})
        .run(plan, Progress.NONE);
  }

  @Test
  void writesDownTheContainerBeforeAndAfter() throws Exception {
    Taken taken = collected().taken().getFirst();
    assertThat(taken.result()).isEqualTo(Taken.Result.COLLECTED);
    assertThat(dir.resolve(taken.path())).hasBinaryContent(new byte[] {1, 2, 3});
    assertThat(Files.readString(dir.resolve("custody.jsonl")))
        .contains("\"containerIdAfter\":\"containerd://one\"", taken.sha256())
        .contains("ephemeralContainers salvor-0123abcd-0");
  }

  @Test
  void isNoSuccessWhereTheContainerWasReplaced() throws Exception {
    cluster.whileRunning =
        pod ->
            ((ObjectNode) pod.at("/status/containerStatuses/0"))
                .put("containerID", "containerd://two")
                .put("restartCount", 1);
    Taken taken = collected().taken().getFirst();
    assertThat(taken.result()).isEqualTo(Taken.Result.REPLACED);
    String ledger = Files.readString(dir.resolve("custody.jsonl"));
    assertThat(ledger)
        .contains("\"containerIdBefore\":\"containerd://one\"", "\"restartCountAfter\":1")
        .contains("\"result\":\"replaced\"")
        .doesNotContain("\"event\":\"collected\"");
  }
}
