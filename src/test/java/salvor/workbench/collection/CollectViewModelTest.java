package salvor.workbench.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.Cluster;
import salvor.cluster.Confirmed;
import salvor.cluster.KubeContext;
import salvor.cluster.Kubeconfigs;
import salvor.cluster.LivePod;
import salvor.cluster.ObjectKind;
import salvor.cluster.fabric8.Fabric8Clusters;
import salvor.custody.Standing;
import salvor.jobs.Jobs;
import salvor.live.ActingSwitch;
import salvor.live.LiveCase;
import salvor.live.LiveJudging;
import salvor.timeline.DrawingClass;
import salvor.training.PracticeCluster;
import salvor.training.Recording;
import salvor.training.ReplayClock;
import salvor.training.apiserver.ApiResources;
import salvor.training.apiserver.Faults;
import salvor.workbench.containment.ActingViewModel;
import salvor.workbench.containment.Candidate;
import salvor.workbench.containment.ToolboxChoice;

/** Takes evidence of pods of a practice cluster, without a window. */
@Timeout(180)
class CollectViewModelTest {
  private static final String VICTIM = "web-5468d8c4df-8ppl7";
  private static final String SIBLING = "web-5468d8c4df-79mhf";
  private static final ApiResources RESOURCES = new ApiResources();
  private static Recording recording;

  @TempDir Path folder;
  private final LinkedBlockingQueue<Runnable> turns = new LinkedBlockingQueue<>();
  private final Jobs jobs = new Jobs();
  private PracticeCluster practice;
  private Cluster cluster;
  private LiveCase live;
  private ActingViewModel acting;

  @BeforeAll
  static void read() throws Exception {
    recording = Recording.read(Path.of("evidence-samples/webshell"), RESOURCES);
  }

  @BeforeEach
  void begin() throws Exception {
    InstantSource wall = InstantSource.system();
    practice =
        new PracticeCluster(
            recording, RESOURCES, 0, new ReplayClock(wall, recording.begin(), 0), wall);
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
    live = new LiveCase(cluster, folder.resolve("case"), unused, jobs, wall);
    cluster.list(ObjectKind.PODS, "").forEach(live.pods()::added);
    live.custody().greeted("practice", cluster.greet());
    acting = new ActingViewModel(live.custody().acting(), "practice", jobs, turns::add);
  }

  @AfterEach
  void end() throws Exception {
    acting.end(ActingSwitch.End.SWITCHED_OFF);
    until(() -> acting.leave().isEmpty());
    cluster.close();
    practice.close();
  }

  private void until(BooleanSupplier holds) throws InterruptedException {
    while (!holds.getAsBoolean()) {
      Runnable next = turns.poll(60, TimeUnit.SECONDS);
      assertThat(next).as("something more happens").isNotNull();
      next.run();
    }
  }

  private LivePod pod(String name) {
    return live.pods().all().stream()
        .filter(pod -> pod.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private CollectViewModel model(String... names) {
    return model(new ToolboxChoice(true, folder.resolve("toolbox"), jobs, turns::add), names);
  }

  private CollectViewModel model(ToolboxChoice toolbox, String... names) {
    List<Candidate> all = new ArrayList<>();
    for (String name : names) {
      LivePod pod = pod(name);
      all.add(
          new Candidate(
              pod.uid(), pod.namespace(), pod.name(), "OUT high 3", DrawingClass.OUT, null));
    }
    return new CollectViewModel(
        live,
        acting,
        toolbox,
        all,
        Set.of(all.getFirst().uid()),
        folder.resolve("signing.pem"),
        jobs,
        turns::add,
        InstantSource.system());
  }

  private CollectViewModel ready(String... names) throws Exception {
    CollectViewModel model = model(names);
    model.begin();
    acting.allow("incident 7");
    until(() -> model.stage().get() instanceof CollectStage.Ready);
    return model;
  }

  private static String against(CollectViewModel model) {
    return CollectWords.against(
        model.stage().get(), model.wrong().get(), model.acting().leave().isPresent());
  }

  private long sent(boolean dry) {
    return practice.requests().stream()
        .filter(request -> request.path().endsWith("/ephemeralcontainers"))
        .filter(request -> request.query().contains("dryRun") == dry)
        .count();
  }

  private Finished done(CollectViewModel model) throws InterruptedException {
    until(() -> model.stage().get() instanceof CollectStage.Done);
    return ((CollectStage.Done) model.stage().get()).finished();
  }

  @Test
  void showsAPlanAndAsksForNothingWhileItIsReadOnly() throws Exception {
    CollectViewModel model = model(VICTIM);
    model.begin();
    until(() -> model.stage().get() instanceof CollectStage.Planned);
    assertThat(against(model)).startsWith("Read-only.");
    assertThat(PlanText.verdict(model.planned().get())).contains("Nobody has asked");
    assertThat(model.planned().get().pods().getFirst().footprint()).hasSize(2);
    model.collect(null, folder.resolve("b"));
    assertThat(sent(true) + sent(false)).isZero();
    assertThat(folder.resolve("b")).doesNotExist();
  }

  @Test
  void takesSeveralPodsAndSealsThem() throws Exception {
    CollectViewModel model = ready(VICTIM, SIBLING);
    model.choose(Set.of(pod(VICTIM).uid(), pod(SIBLING).uid()));
    until(() -> model.stage().get() instanceof CollectStage.Ready);
    assertThat(CollectWords.button(model.planned().get())).isEqualTo("_Collect from 2 pods");
    assertThat(sent(false)).as("so far it was only asked").isZero();
    model.collect(null, folder.resolve("b"));
    Finished finished = done(model);
    assertThat(finished.sealed().check().standing()).isEqualTo(Standing.VALID_UNSIGNED);
    assertThat(finished.result().folders()).hasSize(2);
    assertThat(CollectWords.chip(model.stage().get())).isEqualTo("\u25d0 SEALED, VALID-UNSIGNED");
    assertThat(CollectWords.result(finished))
        .contains("nothing is wanting", "All 2 containers are the same before and after");
    assertThat(model.rows().get()).allMatch(row -> row.told().matches("[\u2713\u2013] .*"));
    assertThat(model.opening(finished.sealed())).containsExactly(folder.resolve("b"));
    assertThat(Files.readString(folder.resolve("case/custody.jsonl")))
        .contains("\"verb\":\"verify\"", "\"verb\":\"seal\"", "incident 7");
  }

  @Test
  void theBundleGoesWhereTheTerminalPutsIt() throws Exception {
    CollectViewModel model = model(VICTIM);
    Path folder = Files.createDirectories(live.folder());
    assertThat(model.out().getParent()).isEqualTo(folder.resolve("bundles"));
    Files.writeString(folder.resolve("recording.json"), "{}");
    assertThat(model.out().getParent()).isEqualTo(folder.resolveSibling("case-bundles"));
  }

  @Test
  void cancelledItSealsWhatWasGot() throws Exception {
    CollectViewModel model = ready(VICTIM);
    model.collect(null, folder.resolve("b"));
    until(() ->
        model.rows().get().stream().anyMatch(row -> row.standing() == ItemRow.Standing.TAKEN));
    model.cancel();
    Finished finished = done(model);
    assertThat(finished.result().cancelled()).isTrue();
    assertThat(finished.sealed().check().standing()).isEqualTo(Standing.VALID_UNSIGNED);
    assertThat(CollectWords.result(finished)).startsWith("CANCELLED half-way.");
    assertThat(model.rows().get().getFirst().told()).isEqualTo("\u2715 not taken: cancelled");
  }

  @Test
  void takesNothingWhereTheKeyIsNotOpened() throws Exception {
    CollectViewModel model = ready(VICTIM);
    model.collect("a long one".toCharArray(), folder.resolve("b"));
    assertThat(done(model).sealed().check().signer()).isNotNull();
    long before = sent(false);
    CollectViewModel second = ready(VICTIM);
    second.collect("another one".toCharArray(), folder.resolve("c"));
    until(() -> !against(second).isEmpty() && !(second.stage().get() instanceof CollectStage.Busy));
    assertThat(against(second)).startsWith("Nothing was taken: ");
    assertThat(second.stage().get()).isInstanceOf(CollectStage.Ready.class);
    assertThat(sent(false)).isEqualTo(before);
    second.collect("a long one".toCharArray(), folder.resolve("b"));
    until(() -> against(second).contains("name another bundle"));
    assertThat(sent(false)).isEqualTo(before);
  }

  @Test
  void asksAnewOnlyWhereTheAnswerMayBeAnother() throws Exception {
    CollectViewModel model = ready(VICTIM);
    assertThat(sent(true)).isEqualTo(1);
    model.write(new Written("1", "20", "/etc/passwd; /app", "2026-11-23 04:40:00", "", "", false));
    assertThat(model.stage().get()).isInstanceOf(CollectStage.Ready.class);
    assertThat(model.planned().get().wish().paths()).containsExactly("/etc/passwd", "/app");
    assertThat(model.planned().get().pods().getFirst().items().getFirst().argv())
        .containsSubsequence("--max-bytes", "1048576", "--changed-since", "1795408800");
    model.write(new Written("x", "20", "", "", "", "", false));
    assertThat(against(model)).startsWith("The most of a file is a number");
    model.collect(null, folder.resolve("b"));
    assertThat(sent(false)).isZero();
    model.write(new Written("1", "20", "", "", "", "5", false));
    until(() -> model.stage().get() instanceof CollectStage.Ready);
    assertThat(sent(true)).as("packets need other rights").isEqualTo(2);
  }

  @Test
  void tellsWhatTheClusterWouldNotLetInAndTakesTheRest() throws Exception {
    practice
        .faults()
        .plan(
            3,
            request -> request.path().endsWith("/ephemeralcontainers"),
            new Faults.Fault.Failure(403, "Forbidden", "violates PodSecurity \"restricted\"", 0));
    CollectViewModel model = ready(VICTIM);
    assertThat(PlanText.verdict(model.planned().get()))
        .contains("The toolbox is not let into 1 of 1 container");
    assertThat(PlanText.ways(model.planned().get()))
        .hasSize(5)
        .startsWith(VICTIM + " / web:")
        .filteredOn(line -> line.startsWith("\u2715"))
        .hasSize(3)
        .allMatch(line -> line.contains("violates PodSecurity \"restricted\""));
    model.collect(null, folder.resolve("b"));
    assertThat(done(model).sealed().check().standing()).isEqualTo(Standing.VALID_UNSIGNED);
    assertThat(sent(false)).as("what would be refused is not sent").isZero();
  }

  @Test
  void theImageIsNamedOnceForAllThatIsBroughtIn() throws Exception {
    String image = "registry.example/toolbox@sha256:" + "a".repeat(64);
    Path kept = folder.resolve("config/toolbox");
    ToolboxChoice toolbox = new ToolboxChoice(false, kept, jobs, turns::add);
    CollectViewModel model = model(toolbox, VICTIM);
    model.begin();
    until(() -> model.stage().get() instanceof CollectStage.Planned);
    assertThat(against(model)).startsWith("Name the toolbox's image by its digest");
    assertThat(model.planned().get()).isNull();
    toolbox.text().set(image);
    assertThat(model.planned().get().wish().image().reference()).isEqualTo(image);
    assertThat(model.planned().get().pods().getFirst().footprint().getLast()).contains(image);
    acting.allow("incident 7");
    until(() -> model.stage().get() instanceof CollectStage.Ready);
    assertThat(kept).as("it was only asked about").doesNotExist();
    model.collect(null, folder.resolve("b"));
    done(model);
    until(() -> toolbox.kept().equals(image));
    ToolboxChoice next = new ToolboxChoice(false, kept, jobs, turns::add);
    CollectViewModel second = model(next, VICTIM);
    second.begin();
    until(() -> second.planned().get() != null);
    assertThat(second.planned().get().wish().image().reference()).isEqualTo(image);
    assertThat(PlanText.footprint(second.planned().get()).toString())
        .contains("@sha256:aaaaaaaaaaaa\u2026");
  }

  @Test
  void tellsWhatACheckpointTakesBeforeItIsAskedFor() throws Exception {
    CollectViewModel model = ready(VICTIM);
    assertThat(PlanText.remarks(model.planned().get()).toString()).doesNotContain("nodes/proxy");
    model.write(new Written("1", "20", "", "", "", "", true));
    assertThat(model.stage().get())
        .as("nobody is asked anew")
        .isInstanceOf(CollectStage.Ready.class);
    assertThat(PlanText.items(model.planned().get()).getLast()).startsWith("checkpoint of web");
    assertThat(PlanText.remarks(model.planned().get()).getFirst())
        .contains("nodes/proxy", "can end processes", "stays on the node");
    assertThat(PlanText.footprint(model.planned().get()).getLast())
        .contains("/var/lib/kubelet/checkpoints on ");
    assertThat(model.planned().get().missing()).isEmpty();
  }

  @Test
  void namesWhatIsTakenOnDemandInThePlan() throws Exception {
    CollectViewModel model = ready(VICTIM);
    model.write(new Written("1", "20", "/etc/passwd; /app", "", "7:400000-401000", "9", false));
    until(() -> model.stage().get() instanceof CollectStage.Ready);
    assertThat(PlanText.items(model.planned().get()))
        .contains(
            "memory of web: process 7, 400000-401000",
            "packets of the pod, for 9 s",
            "files of web: /etc/passwd, /app");
  }

  @Test
  void saysThatAChosenPodIsGone() {
    CollectViewModel model = model(VICTIM);
    live.pods().all().stream()
        .filter(pod -> pod.name().equals(VICTIM))
        .forEach(pod -> {
          try {
            live.pods().gone(cluster.get(ObjectKind.PODS, "shop", VICTIM));
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
    model.begin();
    assertThat(against(model)).isEqualTo("A chosen pod is not there any more.");
  }
}
