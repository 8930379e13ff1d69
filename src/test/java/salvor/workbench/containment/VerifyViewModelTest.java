package salvor.workbench.containment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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
import salvor.containment.ChosenPod;
import salvor.containment.Containment;
import salvor.containment.LastLooks;
import salvor.jobs.Jobs;
import salvor.live.ActingSwitch;
import salvor.live.LiveCase;
import salvor.live.LiveJudging;
import salvor.training.PracticeCluster;
import salvor.training.Recording;
import salvor.training.ReplayClock;
import salvor.training.apiserver.ApiResources;
import salvor.training.apiserver.Faults.Fault;
import salvor.workbench.containment.VerifyViewModel.State;

/** Looks from inside of pods of a practice cluster, without a window. */
@Timeout(120)
class VerifyViewModelTest {
  private static final String VICTIM = "web-5468d8c4df-8ppl7";
  private static final String SIBLING = "web-5468d8c4df-79mhf";
  private static final String PAY = "pay-75d8fd44df-klqbd";
  private static final String OTHER_PAY = "pay-75d8fd44df-cwb7k";

  @TempDir Path folder;
  private final LinkedBlockingQueue<Runnable> turns = new LinkedBlockingQueue<>();
  private final Jobs jobs = new Jobs();
  private int ended;
  private PracticeCluster practice;
  private Cluster cluster;
  private LiveCase live;
  private ActingViewModel acting;

  @BeforeEach
  void begin() throws Exception {
    ApiResources resources = new ApiResources();
    Recording recording = Recording.read(Path.of("evidence-samples/webshell"), resources);
    InstantSource wall = InstantSource.system();
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
    live = new LiveCase(cluster, folder.resolve("case"), unused, jobs, wall);
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

  private ToolboxChoice toolbox(boolean isPractice) {
    return new ToolboxChoice(isPractice, folder.resolve("config/toolbox"), jobs, turns::add);
  }

  private VerifyViewModel model(ToolboxChoice toolbox, String... names) throws Exception {
    List<VerifyViewModel.Row> rows = new ArrayList<>();
    for (String name : names) {
      ChosenPod pod = ChosenPod.of(cluster.get(ObjectKind.PODS, "shop", name));
      rows.add(new VerifyViewModel.Row(pod, null, new State.NotLooked()));
    }
    return new VerifyViewModel(
        live, acting, toolbox, rows, () -> ended++, jobs, turns::add, InstantSource.system());
  }

  private static List<String> states(VerifyViewModel model) {
    return model.rows().get().stream().map(VerifyWords::state).toList();
  }

  private void allow() throws InterruptedException {
    acting.allow("incident 7");
    until(() -> acting.leave().isPresent());
  }

  private boolean isOver(VerifyViewModel model) {
    return model.doing().get() == null && ended > 0;
  }

  @Test
  void runsNothingWithoutLeave() throws Exception {
    VerifyViewModel model = model(toolbox(true), VICTIM);
    model.look();
    assertThat(model.doing().get()).isNull();
    assertThat(states(model)).containsExactly("\u25cb not cut off");
    assertThat(VerifyWords.against(null, false, true, model.rows().get())).startsWith("Read-only");
    assertThat(practice.requests().toString()).doesNotContain("ephemeralcontainers");
  }

  @Test
  void looksIntoSeveralPodsAndSaysOfEachWhatCameOfIt() throws Exception {
    VerifyViewModel model = model(toolbox(true), VICTIM, SIBLING);
    practice
        .faults()
        .plan(
            9,
            request -> request.path().endsWith(SIBLING + "/ephemeralcontainers"),
            new Fault.Failure(403, "Forbidden", "not in this namespace", 0));
    allow();
    model.look();
    until(() -> isOver(model));
    assertThat(states(model)).containsExactly("\u25cb 5 answer", "? NOT SEEN");
    assertThat(VerifyWords.about(model.rows().get().getLast())).contains("not in this namespace");
    assertThat(VerifyWords.chip(model.rows().get())).isEqualTo("\u25cb 5 answer 1  ? NOT SEEN 1");
    LastLooks looks = LastLooks.in(live.custody().ledger());
    assertThat(looks.before()).containsOnlyKeys(model.rows().get().getFirst().pod().uid());
    assertThat(looks.after()).isEmpty();
  }

  @Test
  void oneThatHangsHoldsUpNoOtherAndIsStoppedWithTheRest() throws Exception {
    VerifyViewModel model = model(toolbox(true), PAY, VICTIM, SIBLING, OTHER_PAY);
    practice
        .faults()
        .plan(1, request -> request.path().endsWith(PAY + "/exec"), new Fault.HalfOpen());
    allow();
    model.look();
    until(() -> states(model).stream().filter(state -> state.contains(" answer")).count() == 3);
    assertThat(states(model).getFirst()).isEqualTo("\u25d4 LOOKING");
    until(
        () -> String.valueOf(model.doing().get()).startsWith("3 of 4 looked into; " + PAY + ": "));
    model.cancel();
    until(() -> isOver(model));
    assertThat(states(model).getFirst()).isEqualTo("? NOT SEEN");
    assertThat(VerifyWords.about(model.rows().get().getFirst())).contains("cancelled");
    assertThat(states(model).subList(1, 4)).allMatch(state -> state.contains(" answer"));
    LastLooks looks = LastLooks.in(live.custody().ledger());
    assertThat(looks.before()).hasSize(3);
    assertThat(live.custody().ledger().check(_ -> {}).faults()).isEmpty();
  }

  @Test
  void stopsWhenItIsToldToAndSaysSo() throws Exception {
    VerifyViewModel model = model(toolbox(true), VICTIM, SIBLING);
    practice
        .faults()
        .plan(
            9,
            request -> request.path().endsWith("/exec"),
            new Fault.Latency(Duration.ofSeconds(5).toMillis()));
    allow();
    model.look();
    until(() -> "looking from inside".equals(last(model)));
    model.cancel();
    until(() -> isOver(model));
    assertThat(states(model)).containsOnly("? NOT SEEN");
  }

  private static String last(VerifyViewModel model) {
    String doing = model.doing().get();
    return doing == null ? "" : doing.replaceAll(".*: ", "");
  }

  @Test
  void asksForTheToolboxByItsDigestWhereOneIsPulledAndKeepsIt() throws Exception {
    ToolboxChoice toolbox = toolbox(false);
    VerifyViewModel model = model(toolbox, VICTIM);
    allow();
    toolbox.text().set("registry.example/salvor-toolbox:1");
    model.look();
    assertThat(model.doing().get()).isNull();
    assertThat(VerifyWords.against(null, true, false, model.rows().get())).contains("digest");
    String image = "registry.example/salvor-toolbox@sha256:" + "ab".repeat(32);
    toolbox.text().set(" " + image + " ");
    model.look();
    until(() -> isOver(model));
    assertThat(practice.requests().toString()).contains("ephemeralcontainers");
    until(() -> toolbox.kept().equals(image));
    ToolboxChoice next = toolbox(false);
    until(() -> next.text().get().equals(image));
    assertThat(next.image().orElseThrow().reference()).isEqualTo(image);
  }

  @Test
  void saysNothingMoreThanWhatWasSeen() {
    for (Containment state : Containment.values()) {
      assertThat(VerifyWords.cell(state).contains("verified"))
          .isEqualTo(state == Containment.VERIFIED || state == Containment.ACCEPTED);
      assertThat(VerifyWords.cell(state).contains("not verified"))
          .isEqualTo(state == Containment.ACCEPTED);
    }
  }
}
