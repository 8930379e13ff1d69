package salvor.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salvor.cluster.Change;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Exec;
import salvor.cluster.ExecRequest;
import salvor.cluster.ObjectKind;
import salvor.cluster.Permission;
import salvor.cluster.Rights;
import salvor.cluster.Trouble;
import salvor.cluster.UnaskedCluster;
import salvor.collection.ArchiveEnd.State;
import salvor.collection.Attempt.Result;
import salvor.custody.CaseLedger;
import salvor.jobs.Progress;
import salvor.report.CollectionWords;
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

  /** One pod, whose containers start as a test says. */
  private static final class Fake extends UnaskedCluster {
    final ObjectNode pod = (ObjectNode) JsonMapper.shared().readTree(POD);
    final List<Change.Patch> sent = new ArrayList<>();
    final Deque<Trouble> refusals = new ArrayDeque<>();
    String state = "{\"running\": {}}";
    byte[] output = new byte[] {1, 2, 3};
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
          return new Piece(Channel.OUT, output);
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
                "shop", "web", "u", "app", WISH.image(), "x", false, 60, Duration.ofSeconds(5)),
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
            CollectionListener.NONE)
        .run(plan, Progress.NONE);
  }

  @Test
  void writesDownTheContainerBeforeAndAfter() throws Exception {
    cluster.output = archive(WHOLE);
    Taken taken = collected().taken().getFirst();
    assertThat(taken.result()).isEqualTo(Taken.Result.COLLECTED);
    assertThat(dir.resolve(taken.path())).hasBinaryContent(cluster.output);
    assertThat(Files.readString(dir.resolve("custody.jsonl")))
        .contains("\"containerIdAfter\":\"containerd://one\"", taken.sha256())
        .contains("ephemeralContainers salvor-0123abcd-0");
  }

  @Test
  void isNoSuccessWhereTheContainerWasReplaced() throws Exception {
    cluster.output = archive(WHOLE);
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

  private static final String WHOLE = "{\"complete\":true,\"truncated\":[]}";

  /** What the toolbox gives, whose last entry says this; null for one without it. */
  private static byte[] archive(@Nullable String end) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      entry(tar, "proc/1/stat", "1 (web) S".repeat(200));
      if (end != null) {
        entry(tar, "collected/end.json", end);
      }
    }
    return bytes.toByteArray();
  }

  private static void entry(TarArchiveOutputStream tar, String name, String text) throws Exception {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  /** What is told of an archive with which the toolbox ended as if all were well. */
  private ArchiveEnd end(byte[] output) throws Exception {
    cluster.output = output;
    Collection.Result result = collected();
    Taken taken = result.taken().getFirst();
    ArchiveEnd end = Objects.requireNonNull(taken.end());
    assertThat(taken.exit()).isZero();
    assertThat(result.isWhole()).isEqualTo(end.isWhole());
    assertThat(taken.truncated()).isEqualTo(!end.isWhole() && output.length > 0);
    assertThat(CollectionWords.taken(taken).contains("archive") || end.reasons().size() > 0)
        .isEqualTo(!end.isWhole());
    String state = end.state().name().toLowerCase(Locale.ROOT);
    assertThat(Files.readString(dir.resolve("custody.jsonl")))
        .contains("\"archive\":\"" + state + "\"")
        .contains(String.join("; ", end.reasons()));
    return end;
  }

  @Test
  void believesNoExitCodeOfAnArchiveThatBreaksOff() throws Exception {
    assertThat(end(archive(null)).state()).isEqualTo(State.CUT_OFF);
  }

  @Test
  void believesAnArchiveThatSaysThatItIsWhole() throws Exception {
    assertThat(end(archive(WHOLE)).state()).isEqualTo(State.WHOLE);
  }

  @Test
  void tellsWhatTheToolboxLeftOut() throws Exception {
    ArchiveEnd end = end(archive("{\"complete\":false,\"truncated\":[\"max-bytes: 3\",\"x\"]}"));
    assertThat(end.state()).isEqualTo(State.INCOMPLETE);
    assertThat(end.reasons()).containsExactly("max-bytes: 3", "x");
  }

  @Test
  void isNotWholeWhereSomethingIsNamedOrItSaysSo() throws Exception {
    assertThat(end(archive("{\"complete\":true,\"truncated\":[\"proc\"]}")).state())
        .isEqualTo(State.INCOMPLETE);
  }

  @Test
  void marksAnArchiveThatIsCutInTheMiddleOfAnEntry() throws Exception {
    ArchiveEnd end = end(Arrays.copyOf(archive(WHOLE), 700));
    assertThat(end.state()).isEqualTo(State.DAMAGED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"complete\":true}",
        "{\"truncated\":[]}",
        "{\"complete\":\"true\",\"truncated\":[]}"
      })
  void believesNoEndThatSaysNothing(String said) throws Exception {
    assertThat(end(archive(said)).state()).isEqualTo(State.DAMAGED);
  }

  @Test
  void takesGarbageForNoArchive() throws Exception {
    byte[] garbage = new byte[4096];
    new Random(7).nextBytes(garbage);
    assertThat(end(garbage).state()).isEqualTo(State.DAMAGED);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void takesNextToNothingForNoArchive(int bytes) throws Exception {
    assertThat(end(new byte[bytes]).state()).isEqualTo(State.CUT_OFF);
  }

  @Test
  void believesNoEndThatIsNotTheLastEntry() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      entry(tar, "collected/end.json", WHOLE);
      entry(tar, "proc/1/stat", "");
    }
    assertThat(end(bytes.toByteArray()).state()).isEqualTo(State.CUT_OFF);
  }

  @Test
  void holdsNoHeaderInMemoryHoweverLongItIs() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      TarArchiveEntry name = new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
      name.setSize(3 << 20);
      tar.putArchiveEntry(name);
      tar.write(new byte[3 << 20]);
      tar.closeArchiveEntry();
      entry(tar, "collected/end.json", WHOLE);
    }
    Path file = Files.write(dir.resolve("long.tar"), bytes.toByteArray());
    ArchiveEnd end = ArchiveEnd.of(file);
    assertThat(end.state()).isEqualTo(State.DAMAGED);
    assertThat(end.reasons().getFirst()).contains("longer than 1048576 bytes");
  }
}
