package salvor.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.Change;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Exec;
import salvor.cluster.ExecRequest;
import salvor.cluster.LivePods;
import salvor.cluster.LogLine;
import salvor.cluster.LogRequest;
import salvor.cluster.LogStream;
import salvor.cluster.ObjectKind;
import salvor.cluster.Permission;
import salvor.cluster.Right;
import salvor.cluster.Rights;
import salvor.cluster.Trouble;
import salvor.cluster.UnaskedCluster;
import salvor.custody.CaseLedger;
import salvor.custody.Standing;
import salvor.custody.bundle.BundleCheck;
import salvor.custody.bundle.Sealing;
import salvor.jobs.Job;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Several pods at once, one that is stopped half-way, and what may not be done. */
@Timeout(120)
class SeveralPodsTest {
  private static final CollectionWish WISH =
      new CollectionWish(
          "0123abcd",
          new ToolboxImage("salvor-toolbox@sha256:" + "a".repeat(64)),
          100_000,
          10,
          List.of(),
          List.of(),
          0,
          false,
          Duration.ofSeconds(5),
          null);

  private @TempDir Path dir;
  private final Fake cluster = new Fake();

  /** What a program in a pod does; for each run anew. */
  private interface Running {
    Exec.@Nullable Piece next() throws ClusterFailure;

    default void close() {}
  }

  /** Pods whose toolbox does as a test says. */
  private static final class Fake extends UnaskedCluster {
    final Map<String, ObjectNode> pods = new TreeMap<>();
    final Map<ObjectKind, Trouble> refused =
        new TreeMap<>(java.util.Comparator.comparing(ObjectKind::toString));
    final AtomicInteger served = new AtomicInteger();
    final Map<Right, Rights.Answer> denied = new EnumMap<>(Right.class);
    @Nullable Trouble dryRun;
    @Nullable Trouble log;
    Running running = once();

    void pod(String name, String container) {
      pods.put(
          name,
          (ObjectNode)
              JsonMapper.shared()
                  .readTree(
                      """
                      {"metadata": {"namespace": "shop", "name": "%s", "uid": "u-%s"},
                       "spec": {"nodeName": "n", "containers": [{"name": "%s"}]},
                       "status": {"containerStatuses": [{"name": "%s",
                         "containerID": "containerd://one", "restartCount": 0,
                         "state": {"running": {}}}]}}
                      """
                          .formatted(name, name, container, container)));
    }

    static Running once() {
      return new Running() {
        private boolean told;

        @Override
        public Exec.@Nullable Piece next() {
          boolean before = told;
          told = true;
          return before
              ? null
              : new Exec.Piece(Exec.Channel.OUT, "some".getBytes(StandardCharsets.UTF_8));
        }
      };
    }

    @Override
    public synchronized JsonNode get(ObjectKind kind, String namespace, String name) {
      return pods.get(name).deepCopy();
    }

    @Override
    public Collection<JsonNode> list(ObjectKind kind, String namespace) throws ClusterFailure {
      Trouble trouble = refused.get(kind);
      if (trouble != null) {
        throw new ClusterFailure(trouble);
      }
      return List.of();
    }

    @Override
    public boolean serves(ObjectKind kind) {
      served.incrementAndGet();
      return !kind.group().endsWith("cilium.io");
    }

    @Override
    public Rights rights(Collection<Right> wanted, String namespace) {
      Map<Right, Rights.Answer> answers = new EnumMap<>(Right.class);
      wanted.forEach(
          right -> answers.put(right, denied.getOrDefault(right, new Rights.Answer.Allowed())));
      return new Rights(namespace, answers);
    }

    @Override
    public synchronized JsonNode change(Change change, boolean dry, Permission permission)
        throws ClusterFailure {
      permission.require();
      Change.Patch patch = (Change.Patch) change;
      ObjectNode pod = pods.get(patch.name());
      if (dryRun != null) {
        throw new ClusterFailure(dryRun);
      }
      if (!dry) {
        ObjectNode container =
            (ObjectNode) patch.patch().at("/spec/ephemeralContainers").get(0).deepCopy();
        pod.withObject("spec").withArray("ephemeralContainers").add(container);
        ObjectNode status =
            pod.withObject("status").withArray("ephemeralContainerStatuses").addObject();
        status.put("name", container.path("name").asString());
        status.putObject("state").putObject("running");
      }
      return pod.deepCopy();
    }

    @Override
    public LogStream logs(LogRequest request) throws ClusterFailure {
      if (log != null) {
        throw new ClusterFailure(log);
      }
      return new LogStream() {
        @Override
        public @Nullable LogLine next() {
          return null;
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public Exec exec(ExecRequest request, Permission permission) {
      permission.require();
      Running of = running instanceof Fresh fresh ? fresh.begin() : once();
      return new Exec() {
        @Override
        public @Nullable Piece next(Duration silence) throws ClusterFailure {
          return of.next();
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
        public void close() {
          of.close();
        }
      };
    }
  }

  /** One that is another in each program. */
  private interface Fresh extends Running {
    Running begin();

    @Override
    default Exec.@Nullable Piece next() {
      throw new IllegalStateException();
    }
  }

  private CollectionPlan plan() throws ClusterFailure {
    LivePods pods = new LivePods();
    cluster.pods.values().forEach(pods::added);
    return Planning.of(cluster, List.copyOf(pods.all()), Progress.NONE)
        .asked(cluster, () -> {}, WISH, Progress.NONE)
        .plan(WISH);
  }

  private CaseLedger ledger() {
    return CaseLedger.in(dir.resolve("case"), InstantSource.system());
  }

  private salvor.collection.Collection collection(Permission permission) {
    return new salvor.collection.Collection(
        cluster,
        permission,
        ledger(),
        dir.resolve("case"),
        "why",
        InstantSource.system(),
        (_, _) -> {},
        CollectionListener.NONE);
  }

  private SealedCollection sealed(salvor.collection.Collection.Result result) throws IOException {
    return SealedCollection.of(
        new Sealing(
            new Sealing.Statement("b", "somebody", null, "why"),
            null,
            null,
            InstantSource.system()),
        ledger(),
        result,
        dir.resolve("bundles/b"),
        BundleCheck.Trusted.NOBODY,
        Progress.NONE);
  }

  private static Stream<Taken> states(salvor.collection.Collection.Result result) {
    return result.taken().stream().filter(each -> each.item().kind() == Item.Kind.STATE);
  }

  @Test
  void takesAFewPodsAtOnceAndNoMore() throws Exception {
    IntStream.range(0, 7).forEach(i -> cluster.pod("web-" + i, "app"));
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch three = new CountDownLatch(3);
    cluster.running =
        (Fresh)
            () ->
                new Running() {
                  private int told;

                  @Override
                  public Exec.@Nullable Piece next() {
                    if (told++ > 0) {
                      now.decrementAndGet();
                      return null;
                    }
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    three.countDown();
                    try {
                      assertThat(three.await(60, TimeUnit.SECONDS)).as("three at once").isTrue();
                    } catch (InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                    return new Exec.Piece(Exec.Channel.OUT, new byte[] {1});
                  }
                };
    salvor.collection.Collection.Result result = collection(() -> {}).run(plan(), Progress.NONE);
    assertThat(most.get()).isEqualTo(3);
    assertThat(result.folders()).hasSize(7).doesNotHaveDuplicates();
    assertThat(states(result)).hasSize(7).allMatch(Taken::isFile);
    assertThat(result.continuity()).hasSize(7).allMatch(Continuity::isSame);
    assertThat(result.cancelled()).isFalse();
    assertThat(sealed(result).check().standing()).isEqualTo(Standing.VALID_UNSIGNED);
  }

  @Test
  void cancelledItIsSealedAsWhatWasGot() throws Exception {
    IntStream.range(0, 5).forEach(i -> cluster.pod("web-" + i, "app"));
    CountDownLatch begun = new CountDownLatch(3);
    cluster.running =
        (Fresh)
            () ->
                new Running() {
                  private final CountDownLatch closed = new CountDownLatch(1);
                  private boolean told;

                  @Override
                  public Exec.@Nullable Piece next() throws ClusterFailure {
                    if (!told) {
                      told = true;
                      return new Exec.Piece(Exec.Channel.OUT, new byte[] {1, 2, 3});
                    }
                    begun.countDown();
                    try {
                      assertThat(closed.await(60, TimeUnit.SECONDS)).as("released").isTrue();
                    } catch (InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                    throw new ClusterFailure(new Trouble.Other("closed"));
                  }

                  @Override
                  public void close() {
                    closed.countDown();
                  }
                };
    CollectionPlan plan = plan();
    Job<salvor.collection.Collection.Result> job =
        new Jobs().start("collect", progress -> collection(() -> {}).run(plan, progress));
    assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
    job.cancel();
    salvor.collection.Collection.Result result =
        ((JobState.Succeeded<salvor.collection.Collection.Result>) job.await()).result();
    assertThat(result.cancelled()).isTrue();
    assertThat(result.isWhole()).isFalse();
    assertThat(states(result).filter(each -> each.result() == Taken.Result.PART))
        .hasSize(3)
        .allMatch(each -> each.size() == 3 && each.truncated());
    assertThat(result.taken())
        .as("of every pod each thing that was planned")
        .hasSize(plan.pods().stream().mapToInt(pod -> pod.items().size()).sum())
        .allMatch(each -> each.said().equals("cancelled"));
    assertThat(result.folders()).hasSize(3);
    SealedCollection sealed = sealed(result);
    assertThat(sealed.check().standing()).isEqualTo(Standing.VALID_UNSIGNED);
    assertThat(sealed.bundle().files()).isEqualTo(3);
    long records;
    try (Stream<String> lines = Files.lines(dir.resolve("bundles/b/custody.jsonl"))) {
      records = lines.filter(line -> line.contains("\"said\":\"cancelled\"")).count();
    }
    assertThat(records).isEqualTo(result.taken().size());
  }

  @Test
  void cancelledBeforeAnythingWasTakenItIsSealedAllTheSame() throws Exception {
    cluster.pod("web", "app");
    CollectionPlan plan = plan();
    CountDownLatch cancelled = new CountDownLatch(1);
    Job<salvor.collection.Collection.Result> job =
        new Jobs()
            .start(
                "collect",
                progress -> {
                  assertThat(cancelled.await(60, TimeUnit.SECONDS)).isTrue();
                  return collection(() -> {}).run(plan, progress);
                });
    job.cancel();
    cancelled.countDown();
    salvor.collection.Collection.Result result =
        ((JobState.Succeeded<salvor.collection.Collection.Result>) job.await()).result();
    assertThat(result.folders()).isEmpty();
    assertThat(result.taken()).hasSize(plan.pods().getFirst().items().size());
    assertThat(cluster.pods.get("web").at("/spec").has("ephemeralContainers")).isFalse();
    SealedCollection sealed = sealed(result);
    assertThat(sealed.check().standing()).isEqualTo(Standing.VALID_UNSIGNED);
    assertThat(Files.readString(dir.resolve("bundles/b/custody.jsonl"))).contains("cancelled");
  }

  @Test
  void saysOfEachThingThatMayNotBeDoneWhichRightIsMissing() throws Exception {
    cluster.pod("web", "app");
    cluster.dryRun = new Trouble.Forbidden("patch", "pods/ephemeralcontainers", "shop", "no");
    cluster.log = new Trouble.Forbidden("get", "pods/log", "shop", "no");
    cluster.denied.put(Right.ADD_EPHEMERAL, new Rights.Answer.Denied("no"));
    cluster.denied.put(Right.COLLECT_LOGS, new Rights.Answer.Denied("no"));
    cluster.refused.put(ObjectKind.NODES, new Trouble.Forbidden("list", "nodes", "", "no"));
    cluster.refused.put(ObjectKind.ROLES, new Trouble.Forbidden("list", "roles", "shop", "no"));
    CollectionPlan plan = plan();
    assertThat(plan.missing()).containsExactly(Right.ADD_EPHEMERAL, Right.COLLECT_LOGS);
    assertThat(plan.pods().getFirst().footprint()).isEmpty();
    salvor.collection.Collection.Result result = collection(() -> {}).run(plan, Progress.NONE);
    assertThat(result.taken().stream().filter(each -> !each.isWhole()))
        .extracting(each -> each.item().file())
        .containsExactlyInAnyOrder(
            "namespaces/shop/pods/web/app/logs/current.log",
            "objects/nodes.json",
            "objects/roles.json");
    Path rights = result.folders().getFirst().resolve("objects/account-rights.json");
    assertThat(JsonMapper.shared().readTree(rights).at("/unseen/0").asString()).isEqualTo("roles");
    assertThat(sealed(result).check().standing()).isEqualTo(Standing.VALID_UNSIGNED);
    assertThat(Files.readString(dir.resolve("bundles/b/custody.jsonl")))
        .contains("verb=list, resource=nodes", "\"result\":\"failed\"");
  }

  @Test
  void tellsAKindThatIsNotServedFromOneThatMayNotBeSeen() throws Exception {
    cluster.pod("web", "app");
    Trouble forbidden = new Trouble.Forbidden("list", "policies", "", "no");
    cluster.refused.put(ObjectKind.CILIUM_NETWORK_POLICIES, forbidden);
    cluster.refused.put(ObjectKind.ADMIN_NETWORK_POLICIES, forbidden);
    salvor.collection.Collection.Result result = collection(() -> {}).run(plan(), Progress.NONE);
    assertThat(of(result, "objects/ciliumnetworkpolicies.json"))
        .as("before a kind is looked for, it is asked whether one may see it")
        .isEqualTo(Taken.Result.NOT_SERVED);
    assertThat(of(result, "objects/adminnetworkpolicies.json")).isEqualTo(Taken.Result.FAILED);
    assertThat(of(result, "objects/networkpolicies.projectcalico.org.json"))
        .isEqualTo(Taken.Result.COLLECTED);
    assertThat(cluster.served.get()).as("asked where it was refused alone").isEqualTo(2);
  }

  @Test
  void writesDownThatTheLogOfAToolboxOfOursIsNotTaken() throws Exception {
    cluster.pod("web", "app");
    ObjectNode pod = cluster.pods.get("web");
    ObjectNode ours = pod.withObject("spec").withArray("ephemeralContainers").addObject();
    ours.put("name", "salvor-old-0").put("image", WISH.image().reference());
    ours.putArray("command").add("/salvor-toolbox").add("wait");
    pod.withObject("status")
        .withArray("ephemeralContainerStatuses")
        .addObject()
        .put("name", "salvor-old-0")
        .withObject("state")
        .putObject("terminated");
    salvor.collection.Collection.Result result = collection(() -> {}).run(plan(), Progress.NONE);
    assertThat(of(result, "namespaces/shop/pods/web/salvor-old-0/logs/current.log"))
        .isEqualTo(Taken.Result.OURS);
    assertThat(Files.readString(dir.resolve("case/custody.jsonl")))
        .contains("toolbox_log", "\"result\":\"ours\"");
  }

  private static Taken.Result of(salvor.collection.Collection.Result result, String file) {
    return result.taken().stream()
        .filter(each -> each.item().file().equals(file))
        .map(Taken::result)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void writesNothingOutsideOfTheCaseWhateverAContainerIsCalled() throws Exception {
    cluster.pod("../../web", "../../../../app");
    salvor.collection.Collection.Result result = collection(() -> {}).run(plan(), Progress.NONE);
    assertThat(states(result)).allMatch(each -> each.said().equals("name-leads-out"));
    assertThat(states(result)).noneMatch(Taken::isFile);
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(dir)) {
      all.filter(Files::isRegularFile).forEach(files::add);
    }
    assertThat(files).allMatch(file -> file.startsWith(dir.resolve("case")));
    assertThat(dir.getParent().resolve("app.tar")).doesNotExist();
    assertThat(sealed(result).check().standing()).isEqualTo(Standing.VALID_UNSIGNED);
  }

  @Test
  void saysThatActingWasEndedMeanwhile() throws Exception {
    cluster.pod("web", "app");
    boolean[] allowed = {true};
    cluster.running =
        (Fresh)
            () -> {
              throw new AssertionError("nothing is run any more");
            };
    CollectionPlan plan = plan();
    allowed[0] = false;
    salvor.collection.Collection.Result result =
        collection(
                () -> {
                  if (!allowed[0]) {
                    throw new IllegalStateException("acting on this cluster was ended");
                  }
                })
            .run(plan, Progress.NONE);
    assertThat(states(result)).allMatch(each -> each.said().equals("no-toolbox"));
    assertThat(of(result, "objects/pod.json")).isEqualTo(Taken.Result.COLLECTED);
  }

  @Test
  void asksTheImageItselfFirstWhereTheToolboxDoesNotStartAfterAll() throws Exception {
    cluster.pod("web", "app");
    CollectionPlan plan = plan();
    cluster.dryRun = new Trouble.Refused(500, "", "not now");
    salvor.collection.Collection.Result result = collection(() -> {}).run(plan, Progress.NONE);
    assertThat(result.taken().stream().map(each -> each.item().kind()).distinct().limit(3))
        .as("the most volatile first")
        .containsExactly(Item.Kind.OUTPUT, Item.Kind.STATE, Item.Kind.LOG);
    assertThat(states(result)).allMatch(each -> each.said().equals("no-toolbox"));
  }

  @Test
  void tellsAContainerThatWasStartedAgain() throws Exception {
    cluster.pod("web", "app");
    cluster.running =
        (Fresh)
            () -> {
              synchronized (cluster) {
                ((ObjectNode) cluster.pods.get("web").at("/status/containerStatuses/0"))
                    .put("containerID", "containerd://two")
                    .put("restartCount", 1);
              }
              return Fake.once();
            };
    salvor.collection.Collection.Result result = collection(() -> {}).run(plan(), Progress.NONE);
    Continuity container = result.continuity().getFirst();
    assertThat(container.isSame()).isFalse();
    assertThat(container.before().containerId()).isEqualTo("containerd://one");
    assertThat(container.after().containerId()).isEqualTo("containerd://two");
    assertThat(states(result)).allMatch(each -> each.result() == Taken.Result.REPLACED);
  }
}
