package salvor.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.Change;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Exec;
import salvor.cluster.ExecRequest;
import salvor.cluster.LogRequest;
import salvor.cluster.LogStream;
import salvor.cluster.ObjectKind;
import salvor.cluster.Permission;
import salvor.cluster.Rights;
import salvor.cluster.Trouble;
import salvor.cluster.UnaskedCluster;
import salvor.custody.CaseLedger;
import salvor.jobs.Progress;
import salvor.report.CollectionWords;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is taken, and written down, where a pod was replaced by one of the same name. */
class AnotherPodTest {
  private static final CollectionWish WISH =
      new CollectionWish(
          "0123abcd",
          new ToolboxImage("salvor-toolbox@sha256:" + "a".repeat(64)),
          100_000,
          10,
          List.of(),
          List.of(),
          0,
          true,
          Duration.ofSeconds(5),
          null);

  private @TempDir Path dir;
  private final Fake cluster = new Fake();
  private CollectionPlan plan = new CollectionPlan(WISH, List.of(), List.of());

  /** A pod without a toolbox, whose programs answer. */
  private static final class Fake extends UnaskedCluster {
    final ObjectNode pod =
        (ObjectNode)
            JsonMapper.shared()
                .readTree(
                    """
                    {"metadata": {"namespace": "shop", "name": "web", "uid": "planned"},
                     "spec": {"nodeName": "n", "containers": [{"name": "app"}]},
                     "status": {"containerStatuses": [{"name": "app",
                       "containerID": "containerd://one", "restartCount": 0,
                       "state": {"running": {}}}]}}
                    """);
    final List<ExecRequest> ran = new ArrayList<>();
    Runnable whileRunning = () -> {};
    int unanswered;

    void replace() {
      pod.withObject("metadata").put("uid", "another");
    }

    @Override
    public JsonNode get(ObjectKind kind, String namespace, String name) throws ClusterFailure {
      if (unanswered-- > 0) {
        throw new ClusterFailure(new Trouble.TimedOut("server", Duration.ofSeconds(30)));
      }
      return pod.deepCopy();
    }

    @Override
    public Collection<JsonNode> list(ObjectKind kind, String namespace) {
      return List.of();
    }

    @Override
    public LogStream logs(LogRequest request) throws ClusterFailure {
      throw new ClusterFailure(new Trouble.Missing("log"));
    }

    @Override
    public JsonNode change(Change change, boolean dryRun, Permission permission) {
      return pod; // where a checkpoint lies
    }

    @Override
    public Exec exec(ExecRequest request, Permission permission) {
      ran.add(request);
      whileRunning.run();
      return new Exec() {
        private boolean told;

        @Override
        public @Nullable Piece next(Duration silence) {
          boolean before = told;
          told = true;
          return before ? null : new Piece(Channel.OUT, "some".getBytes(StandardCharsets.UTF_8));
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

  /** A plan for the pod as it was, with one program and what is around it. */
  @BeforeEach
  void plan() {
    CollectionPlan.OfPod pod =
        CollectionPlan.of(
                WISH,
                Map.of(cluster.pod.deepCopy(), Map.of("app", List.<Attempt>of())),
                new Rights("shop", Map.of()))
            .pods()
            .getFirst();
    List<Item> items =
        pod.items().stream()
            .filter(item -> item.kind() != Item.Kind.OBJECTS || item.file().contains("events"))
            .filter(item -> item.kind() != Item.Kind.STATE)
            .filter(item -> item.kind() != Item.Kind.OUTPUT || item.file().endsWith("ps.txt"))
            .toList();
    plan =
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
            List.of());
  }

  private salvor.collection.Collection.Result collected() throws Exception {
    return new salvor.collection.Collection(
            cluster,
            () -> {},
            CaseLedger.in(dir, InstantSource.system()),
            dir,
            "why",
            InstantSource.system(),
            (_, _) -> {},
            CollectionListener.NONE)
        .run(plan, Progress.NONE);
  }

  private List<String> written(String event) throws Exception {
    return Files.readAllLines(dir.resolve("custody.jsonl")).stream()
        .filter(line -> line.contains("\"event\":\"" + event + "\""))
        .toList();
  }

  @Test
  void takesNothingOfAnotherPodButWhatIsAroundIt() throws Exception {
    cluster.replace();
    salvor.collection.Collection.Result result = collected();
    assertThat(cluster.ran).as("nothing is run in it").isEmpty();
    assertThat(result.isWhole()).isFalse();
    assertThat(result.taken())
        .filteredOn(each -> each.item().kind() != Item.Kind.OBJECTS)
        .hasSize(5)
        .allSatisfy(each -> {
          assertThat(each.result()).isEqualTo(Taken.Result.REPLACED);
          assertThat(each.isFile()).isFalse();
          assertThat(CollectionWords.taken(each)).contains("another has its name");
        });
    assertThat(result.continuity()).noneMatch(Continuity::isSame);
    assertThat(written("collected")).hasSize(1).first().asString().contains("events");
    assertThat(written("failed"))
        .hasSize(5)
        .allSatisfy(line -> assertThat(line).contains("\"podUid\":\"another\""));
  }

  private Taken output() throws Exception {
    return collected().taken().stream()
        .filter(each -> each.item().kind() == Item.Kind.OUTPUT)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void saysThatWhatWasReadMeanwhileMayBeOfEither() throws Exception {
    cluster.whileRunning = cluster::replace;
    Taken output = output();
    assertThat(output.result()).isEqualTo(Taken.Result.REPLACED);
    assertThat(output.isFile()).isTrue();
    assertThat(written("failed").getFirst())
        .contains("\"podUid\":\"planned\"", "\"podUidSeen\":\"another\"");
  }

  @Test
  void looksAgainWhereALookIsNotAnswered() throws Exception {
    cluster.unanswered = 2;
    assertThat(output().result()).isEqualTo(Taken.Result.COLLECTED);
  }

  @Test
  void countsNothingAsOfThePodThatWasNotSeen() throws Exception {
    cluster.unanswered = 6; // before it, and after it
    assertThat(output().result()).isEqualTo(Taken.Result.REPLACED);
  }
}
