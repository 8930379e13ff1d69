package salvor.workbench.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.Cluster;
import salvor.cluster.Confirmed;
import salvor.cluster.KubeContext;
import salvor.cluster.Kubeconfigs;
import salvor.cluster.ObjectKind;
import salvor.cluster.fabric8.Fabric8Clusters;
import salvor.jobs.Jobs;
import salvor.live.LiveCase;
import salvor.live.LiveJudging;
import salvor.playbook.BuiltIn;
import salvor.playbook.Fact;
import salvor.playbook.RunLog;
import salvor.recovery.Hitch;
import salvor.recovery.HotfixLog;
import salvor.recovery.RollOutPlan;
import salvor.training.PracticeCluster;
import salvor.training.Recording;
import salvor.training.ReplayClock;
import salvor.training.apiserver.ApiResources;
import salvor.workbench.containment.ActingViewModel;
import salvor.workload.ImageDigest;

/**
 * Rolls a fixed image out in a practice cluster, whose controllers replace pods, without a window.
 */
@Timeout(240)
class RollOutViewModelTest {
  private static final String BAD =
      "sha256:19e1abb80260fe991034a31d09783b8ca8527b5317811a83345a0f0931ae573d";
  private static final String FIXED =
      "sha256:8cc973f45cbd121cb895b4c906f0455e97fae9e874727422165db3d88dc74810";
  private static final int FASTER = 10;

  @TempDir Path folder;
  private final LinkedBlockingQueue<Runnable> turns = new LinkedBlockingQueue<>();
  private final Jobs jobs = new Jobs();
  private PracticeCluster practice;
  private Cluster cluster;
  private LiveCase live;
  private ActingViewModel acting;
  private final Set<String> suspects = new HashSet<>();
  private RollOutViewModel model;

  @BeforeEach
  void begin() throws Exception {
    ApiResources resources = new ApiResources();
    Recording recording = Recording.read(Path.of("evidence-samples/webshell"), resources);
    Instant began = Instant.now();
    InstantSource wall =
        () -> began.plus(Duration.between(began, Instant.now()).multipliedBy(FASTER));
    practice =
        new PracticeCluster(
            recording, resources, 0, new ReplayClock(wall, recording.begin(), 0), wall);
    Path kubeconfig = folder.resolve("kubeconfig");
    practice.writeKubeconfig(kubeconfig);
    Kubeconfigs read = Kubeconfigs.read(List.of(kubeconfig), KubeContext.Origin.USER);
    cluster =
        new Fabric8Clusters(new Jobs()).connect(read.contexts().getFirst(), Confirmed.NOTHING);
    LiveJudging unused =
        new LiveJudging(
            (_, _) -> {
              throw new AssertionError("nothing is read here");
            },
            (_, _, _) -> {
              throw new AssertionError("nothing is judged here");
            },
            List.of(),
            LiveJudging.ORDINARY_TAIL);
    live = new LiveCase(cluster, folder.resolve("case"), unused, jobs, InstantSource.system());
    live.custody().greeted("practice", cluster.greet());
    acting = new ActingViewModel(live.custody().acting(), "practice", jobs, turns::add);
    model =
        new RollOutViewModel(
            live,
            acting,
            BAD,
            suspects::contains,
            () -> {},
            jobs,
            turns::add,
            InstantSource.system());
  }

  @AfterEach
  void end() {
    cluster.close();
    practice.close();
  }

  private void until(BooleanSupplier holds) throws InterruptedException {
    while (!holds.getAsBoolean()) {
      Runnable next = turns.poll(120, TimeUnit.SECONDS);
      assertThat(next).as("something more happens: " + model.stage().get()).isNotNull();
      next.run();
    }
  }

  private String image() throws Exception {
    return cluster
        .get(ObjectKind.DEPLOYMENTS, "shop", "web")
        .at("/spec/template/spec/containers/0/image")
        .asString();
  }

  private String against() {
    return RollWords.against(model.stage().get(), 1, acting.leave().isPresent());
  }

  @Test
  void takesTheDigestThatThePipelineToldAndCountsThePodsDown() throws Exception {
    String before = image();
    new HotfixLog(live.custody().ledger())
        .confirmed(new ImageDigest(BAD), new ImageDigest(FIXED), "the registry says so");
    model.planning().begin();
    until(() -> model.stage().get() instanceof RollStage.Planned);
    assertThat(model.fixed().get()).isEqualTo(FIXED);
    assertThat(model.rows().get()).extracting(RollRow::name).containsExactly("Deployment shop/web");
    assertThat(model.rows().get().getFirst().after()).endsWith("@" + FIXED);
    assertThat(model.counter().get().figures()).isEqualTo("3");
    assertThat(model.unsealed())
        .startsWith("2 pods end with what is in them, and no sealed evidence of them verifies: ")
        .contains("shop/web-5468d8c4df-8ppl7");
    assertThat(against()).startsWith("Read-only.");
    assertThat(practice.requests()).noneMatch(request -> request.method().equals("PATCH"));
    acting.allow("CVE-2026-1");
    until(() -> model.stage().get() instanceof RollStage.Ready);
    assertThat(image()).as("so far it was only asked").isEqualTo(before);
    List<String> told = new ArrayList<>();
    model.counter().addListener((_, _, now) -> told.add(now.figures()));
    model.roll();
    until(() -> model.stage().get() instanceof RollStage.Ended);
    assertThat(image()).endsWith("@" + FIXED);
    assertThat(told).contains("3 \u2192 2", "3 \u2192 1");
    assertThat(model.rows().get().getFirst().told())
        .isEqualTo("\u2713 all 2 replaced and available");
    assertThat(against()).as("a pod that nothing replaces").startsWith("\u25b2 All workloads");
    var facts =
        new RunLog(live.custody().ledger())
            .course(BuiltIn.named("vulnerable-image").orElseThrow())
            .facts();
    assertThat(facts.value(Fact.ROLL_OUT)).contains("through");
    assertThat(facts.value(Fact.BAD_DIGEST_PODS)).contains("1");
    model.rollBack();
    until(() ->
        model.stage().get() instanceof RollStage.Ended(String words, boolean canBack)
            && !canBack
            && words.startsWith("\u25cb Rolled back"));
    assertThat(image()).isEqualTo(before);
    assertThat(model.rows().get().getFirst().told()).isEqualTo(RollWords.BACK);
  }

  @Test
  void heldItTouchesNothingAndStoppedItSaysSo() throws Exception {
    model.fixed().set(FIXED);
    model.planning().begin();
    acting.allow("CVE-2026-1");
    until(() -> model.stage().get() instanceof RollStage.Ready);
    String before = image();
    model.turn(model.rows().get().getFirst());
    assertThat(model.stage().get()).isInstanceOf(RollStage.Planned.class);
    assertThat(RollWords.against(model.stage().get(), 0, true)).startsWith("Choose a workload");
    model.roll();
    assertThat(model.stage().get()).as("nothing is chosen").isInstanceOf(RollStage.Planned.class);
    model.turn(model.rows().get().getFirst());
    until(() -> model.stage().get() instanceof RollStage.Ready);
    model.roll();
    model.hold(true);
    assertThat(model.stage().get()).isEqualTo(new RollStage.Rolling(true));
    model.cancel();
    until(() -> model.stage().get() instanceof RollStage.Ended);
    assertThat(against()).startsWith("\u25b2 Stopped.");
    assertThat(image()).isIn(before, before.replaceFirst("[:@].*", "") + "@" + FIXED);
  }

  @Test
  void endsNoPodOfTheIncidentUnaskedWhoseEvidenceIsNotSealed() throws Exception {
    String victim = "web-5468d8c4df-8ppl7";
    String uid = cluster.get(ObjectKind.PODS, "shop", victim).at("/metadata/uid").asString();
    suspects.add(uid);
    model.fixed().set(FIXED);
    model.planning().begin();
    acting.allow("CVE-2026-1");
    until(() -> model.stage().get() instanceof RollStage.Ready);
    assertThat(model.victims().get())
        .extracting(RollOutPlan.Ending::name, RollOutPlan.Ending::uid)
        .containsExactly(tuple(victim, uid));
    assertThat(model.unsealed()).startsWith("1 pod ends").doesNotContain(victim);
    String before = image();
    model.roll();
    assertThat(model.stage().get()).isInstanceOf(RollStage.Ready.class);
    assertThat(image()).isEqualTo(before);
    model.evenEvidence().set(true);
    String other = "web-5468d8c4df-79mhf";
    suspects.add(cluster.get(ObjectKind.PODS, "shop", other).at("/metadata/uid").asString());
    model.roll();
    assertThat(model.stage().get())
        .as("of this one it was not said")
        .isInstanceOf(RollStage.Ready.class);
    assertThat(model.victims().get()).hasSize(2);
    assertThat(model.evenEvidence().get()).isFalse();
    model.turn(model.rows().get().getFirst());
    assertThat(model.victims().get()).as("nothing is chosen").isEmpty();
    model.turn(model.rows().get().getFirst());
    until(() -> model.stage().get() instanceof RollStage.Ready);
    model.evenEvidence().set(true);
    model.roll();
    until(() -> model.stage().get() instanceof RollStage.Ended);
    assertThat(image()).endsWith("@" + FIXED);
    assertThat(Files.readString(folder.resolve("case/custody.jsonl")))
        .contains("\"verb\":\"even-evidence\"", victim, other);
  }

  @Test
  void tellsWhyNewPodsDoNotStartAndRollsBackWhileItGoesOn() throws Exception {
    model.fixed().set("sha256:" + "b".repeat(64));
    model.planning().begin();
    acting.allow("CVE-2026-1");
    until(() -> model.stage().get() instanceof RollStage.Ready);
    String before = image();
    model.roll();
    until(() -> !model.hitches().get().isEmpty());
    assertThat(model.stage().get()).isEqualTo(new RollStage.Rolling(false));
    assertThat(model.hitches().get())
        .allMatch(each -> each.pod().startsWith("web-"))
        .extracting(Hitch::reason)
        .containsOnly("ErrImagePull");
    assertThat(RollWords.against(model.stage().get(), 1, true, model.hitches().get()))
        .startsWith("\u25b2 New pods do not start: ErrImagePull.");
    until(() -> model.rows().get().getFirst().told().contains("DOES NOT START: web-"));
    assertThat(model.rows().get().getFirst().told()).startsWith("\u25b2 ");
    model.rollBack();
    until(() ->
        model.stage().get() instanceof RollStage.Ended(String words, boolean canBack)
            && !canBack
            && words.startsWith("\u25cb Rolled back"));
    assertThat(image()).isEqualTo(before);
    assertThat(model.hitches().get()).isEmpty();
  }

  @Test
  void saysWhatIsWrongWithADigest() throws Exception {
    model.fixed().set("latest");
    model.planning().plan();
    assertThat(against()).startsWith("The new digest is none");
    model.fixed().set(BAD);
    model.planning().plan();
    assertThat(against()).isEqualTo("the new digest is the bad one: " + BAD + ".");
    model.fixed().set(FIXED);
    model.planning().repository.set("no repository!");
    model.planning().plan();
    assertThat(against()).startsWith("not a repository");
    model.planning().repository.set("");
    model.planning().bad.set("sha256:" + "0".repeat(64));
    model.planning().plan();
    until(() -> model.stage().get() instanceof RollStage.Planned);
    assertThat(model.rows().get()).isEmpty();
    assertThat(model.counter().get().isNone()).isTrue();
  }
}
