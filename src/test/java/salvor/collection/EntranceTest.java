package salvor.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.Change;
import salvor.cluster.ClusterFailure;
import salvor.cluster.ObjectKind;
import salvor.cluster.Permission;
import salvor.cluster.Trouble;
import salvor.cluster.UnaskedCluster;
import salvor.collection.Attempt.Result;
import salvor.custody.CaseLedger;
import salvor.custody.Deed;
import salvor.jobs.Progress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is written down of a container that may be in a pod, whatever could be seen of it. */
class EntranceTest {
  private static final Trouble LATE = new Trouble.TimedOut("server", Duration.ofSeconds(30));
  private static final Trouble BUSY = new Trouble.Busy(Duration.ZERO, "too many requests");

  private @TempDir Path dir;
  private final Fake cluster = new Fake();

  /** One pod in which every container runs at once. */
  private static final class Fake extends UnaskedCluster {
    final ObjectNode pod =
        (ObjectNode)
            JsonMapper.shared()
                .readTree(
                    """
                    {"metadata": {"namespace": "shop", "name": "web", "uid": "u"},
                     "spec": {"nodeName": "n", "containers": [{"name": "app"}]},
                     "status": {"containerStatuses": [{"name": "app",
                       "containerID": "containerd://one", "restartCount": 0,
                       "state": {"running": {}}}]}}
                    """);
    final Deque<Trouble> unseen = new ArrayDeque<>();
    boolean arrives = true;
    @Nullable Trouble answer;
    final List<JsonNode> patches = new ArrayList<>();
    private boolean sent;

    @Override
    public JsonNode get(ObjectKind kind, String namespace, String name) throws ClusterFailure {
      Trouble trouble = sent ? unseen.poll() : null;
      if (trouble != null) {
        throw new ClusterFailure(trouble);
      }
      return pod.deepCopy();
    }

    @Override
    public JsonNode change(Change change, boolean dryRun, Permission permission)
        throws ClusterFailure {
      patches.add(((Change.Patch) change).patch());
      if (dryRun) {
        return pod;
      }
      sent = true;
      if (arrives) {
        JsonNode container =
            ((Change.Patch) change).patch().at("/spec/ephemeralContainers").get(0).deepCopy();
        pod.withObject("spec").withArray("ephemeralContainers").add(container);
        ObjectNode status =
            pod.withObject("status").withArray("ephemeralContainerStatuses").addObject();
        status.put("name", container.path("name").asString());
        status.withObject("state").putObject("running");
      }
      if (answer != null) {
        throw new ClusterFailure(answer);
      }
      return pod;
    }
  }

  private Attempt brought() throws Exception {
    CaseLedger ledger = CaseLedger.in(dir, InstantSource.system());
    return new Entrance(
            new DebugContainer(cluster, () -> {}, InstantSource.system(), (_, _) -> {}),
            ledger,
            ledger.entry(Deed.PLANNED, "why"))
        .into(
            new DebugContainer.Wish(
                "shop",
                "web",
                "u",
                "app",
                new ToolboxImage("salvor-toolbox@sha256:" + "a".repeat(64)),
                "x",
                false,
                60,
                Duration.ofSeconds(60)),
            "n",
            Progress.NONE)
        .attempts()
        .getLast();
  }

  private String ledger() throws Exception {
    return Files.readString(dir.resolve("custody.jsonl"));
  }

  @Test
  void looksAgainWhereALookIsNotAnswered() throws Exception {
    cluster.unseen.addAll(List.of(LATE, BUSY));
    assertThat(brought().result()).isEqualTo(Result.READY);
    assertThat(ledger()).contains("ephemeralContainers salvor-x");
  }

  @Test
  void leavesItsFootprintWhereNobodySeesWhatBecameOfIt() throws Exception {
    cluster.unseen.addAll(Collections.nCopies(9, BUSY));
    Attempt last = brought();
    assertThat(last).isEqualTo(new Attempt(Rung.TRACING, Result.UNSEEN, BUSY, ""));
    assertThat(last.isLeft()).isTrue();
    assertThat(last.isUsable()).isFalse();
    assertThat(ledger())
        .contains("ephemeralContainers salvor-x", "image salvor-toolbox@sha256", "UNSEEN")
        .doesNotContain("REFUSED");
  }

  @Test
  void doesNotAskOnForWhatMayNotBeSeen() throws Exception {
    Trouble forbidden = new Trouble.Forbidden("get", "pods", "shop", "no");
    cluster.unseen.addAll(Collections.nCopies(9, forbidden));
    assertThat(brought().said()).isEqualTo(forbidden);
    assertThat(cluster.unseen).hasSize(8);
  }

  @Test
  void findsWhatIsThereAlthoughItsAnswerWasLost() throws Exception {
    cluster.answer = LATE;
    assertThat(brought().result()).isEqualTo(Result.READY);
  }

  @Test
  void doesNotSayThatNothingIsThereWhereTheAnswerWasLost() throws Exception {
    cluster.answer = LATE;
    cluster.arrives = false;
    assertThat(brought().result()).as("it can arrive yet").isEqualTo(Result.UNSEEN);
  }

  @Test
  void saysThatARefusalMadeNothing() throws Exception {
    cluster.answer = new Trouble.Refused(422, "Invalid", "no");
    cluster.arrives = false;
    Attempt last = brought();
    assertThat(last.result()).isEqualTo(Result.NOT_MADE);
    assertThat(last.isLeft()).isFalse();
    assertThat(ledger()).doesNotContain("salvor-x");
  }

  @Test
  void bringsNothingIntoAnotherPodOfTheName() throws Exception {
    cluster.pod.withObject("metadata").put("uid", "another");
    Attempt last = brought();
    assertThat(last.result()).isEqualTo(Result.OTHER_POD);
    assertThat(last.isLeft() || last.isUsable()).isFalse();
    assertThat(cluster.patches).isEmpty();
    assertThat(ledger()).doesNotContain("ephemeralContainers salvor-x");
  }

  @Test
  void tellsTheServerWhichPodIsMeant() throws Exception {
    brought();
    assertThat(cluster.patches).hasSize(2);
    assertThat(cluster.patches)
        .allSatisfy(patch -> assertThat(patch.at("/metadata/uid").asString()).isEqualTo("u"));
  }
}
