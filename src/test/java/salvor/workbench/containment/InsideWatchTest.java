package salvor.workbench.containment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.Change;
import salvor.cluster.Cluster;
import salvor.cluster.Confirmed;
import salvor.cluster.Greeting;
import salvor.cluster.KubeContext;
import salvor.cluster.Kubeconfigs;
import salvor.cluster.ObjectKind;
import salvor.cluster.fabric8.Fabric8Clusters;
import salvor.containment.ChosenPod;
import salvor.custody.LedgerRecord;
import salvor.jobs.Jobs;
import salvor.jobs.Pause;
import salvor.jobs.Progress;
import salvor.live.ActingSwitch;
import salvor.live.LiveCase;
import salvor.live.LiveJudging;
import salvor.timeline.DrawingClass;
import salvor.training.PracticeCluster;
import salvor.training.Recording;
import salvor.training.ReplayClock;
import salvor.training.apiserver.ApiResources;
import salvor.training.apiserver.Json;
import salvor.workbench.containment.Undertaking.Stage;

/** Pods that are cut off are looked at from inside again and again, as often as this test says. */
@Timeout(300)
class InsideWatchTest {
  private static final String VICTIM = "web-5468d8c4df-8ppl7";
  private static final String SIBLING = "web-5468d8c4df-79mhf";

  @TempDir Path folder;
  private final LinkedBlockingQueue<Runnable> turns = new LinkedBlockingQueue<>();
  private final Ticks ticks = new Ticks();
  private final Jobs jobs = new Jobs();
  private PracticeCluster practice;
  private Cluster cluster;
  private LiveCase live;
  private ActingViewModel acting;
  private MeasuresViewModel measures;
  private InsideWatch watch;

  /** Waits until the test lets it go on. */
  private final class Ticks implements Pause {
    private final LinkedBlockingQueue<Boolean> given = new LinkedBlockingQueue<>();
    private final List<Duration> asked = new CopyOnWriteArrayList<>();

    @Override
    public void last(Duration length, Progress progress) {
      asked.add(length);
      turns.add(() -> {});
      progress.onCancel(() -> given.add(false));
      try {
        given.take();
      } catch (InterruptedException cause) {
        throw new IllegalStateException(cause);
      }
    }
  }

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
    LiveJudging none =
        new LiveJudging(
            (_, _) -> {
              throw new IOException("nothing is judged here");
            },
            (_, _, _) -> {
              throw new AssertionError();
            },
            List.of(),
            LiveJudging.ORDINARY_TAIL);
    live = new LiveCase(cluster, folder.resolve("case"), none, jobs, wall);
    Greeting greeting = cluster.greet();
    live.custody().greeted("practice", greeting);
    acting = new ActingViewModel(live.custody().acting(), "practice", jobs, turns::add);
    measures = new MeasuresViewModel(live, acting, greeting, jobs, turns::add, wall);
    watch =
        new InsideWatch(
            live,
            acting,
            new ToolboxChoice(true, folder.resolve("toolbox"), jobs, turns::add),
            measures::cutOff,
            measures::look,
            jobs,
            turns::add,
            wall,
            ticks);
  }

  @AfterEach
  void end() throws Exception {
    watch.end();
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

  private Candidate candidate(String name) throws Exception {
    String uid = cluster.get(ObjectKind.PODS, "shop", name).at("/metadata/uid").asString();
    return new Candidate(uid, "shop", name, "OUT", DrawingClass.OUT, null);
  }

  /** Looks into one of the two pods, cuts both off, and verifies none. */
  private void isolate() throws Exception {
    Candidate victim = candidate(VICTIM);
    Candidate sibling = candidate(SIBLING);
    IsolateViewModel isolate =
        measures.isolating(List.of(victim, sibling), Set.of(victim.uid(), sibling.uid()));
    isolate.begin();
    until(() -> isolate.stage().get() instanceof Stage.Planned);
    acting.allow("incident 7");
    until(() -> isolate.stage().get() instanceof Stage.Ready);
    VerifyViewModel before = measures.verifying(new ChosenPod("shop", VICTIM, victim.uid()));
    before.look();
    until(() ->
        before.doing().get() == null
            && before.rows().get().getFirst().state() instanceof VerifyViewModel.State.Seen);
    isolate.isolate();
    until(() -> isolate.stage().get() instanceof Stage.Done);
    measures.look();
    until(() -> measures.cutOff().size() == 2);
  }

  private List<String> alarms() throws Exception {
    List<String> alarms = new ArrayList<>();
    var check =
        live.custody()
            .ledger()
            .check(node -> {
              LedgerRecord record = LedgerRecord.of(node);
              String verb = record.request().getOrDefault("verb", "");
              if (verb.startsWith("alarm")) {
                alarms.add(verb + " " + record.request().getOrDefault("kind", ""));
              }
            });
    assertThat(check.faults()).isEmpty();
    return alarms;
  }

  private void opens() throws Exception {
    cluster.change(
        new Change.Create(
            ObjectKind.NETWORK_POLICIES,
            "shop",
            "let-them-out",
            Json.object(
                """
                {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy",
                 "metadata": {"namespace": "shop", "name": "let-them-out"},
                 "spec": {"podSelector": {}, "policyTypes": ["Egress"], "egress": [{}]}}
                """)),
        false,
        () -> {});
  }

  @Test
  void looksWhereAToolboxIsAndALookThatSaysWorseIsAnAlarmOnce() throws Exception {
    watch.begin();
    assertThat(watch.on().get()).as("nothing is run without leave").isFalse();
    assertThat(watch.against()).startsWith("Read-only");
    isolate();
    assertThat(watch.against()).isEmpty();

    watch.begin();
    assertThat(watch.on().get()).isTrue();
    until(() -> !watch.said().get().isEmpty());
    assertThat(watch.said().get())
        .startsWith("Last looked ")
        .endsWith(": 1 verified, 1 not looked at, without a toolbox");
    assertThat(practice.requests().toString())
        .as("none is brought in")
        .doesNotContain(SIBLING + "/ephemeralcontainers");
    assertThat(ticks.asked).containsOnly(Duration.ofSeconds(60));
    until(() -> measures.rows().get().getFirst().state().startsWith("\u25d1 verified 1 of 2"));
    assertThat(alarms()).isEmpty();

    opens();
    ticks.given.add(true);
    until(() -> !watch.said().get().contains("1 verified"));
    until(() -> measures.alarms() == 1);
    assertThat(measures.rows().get().getFirst().alarms().toString())
        .contains(
            "Seen from inside, pod shop/" + VICTIM + " stands worse than before: ",
            ", where it was verified");
    assertThat(alarms()).contains("alarm worse").hasSize(2);
    List<MeasureRow> then = measures.rows().get();
    ticks.given.add(true);
    until(() -> ticks.asked.size() == 3 && measures.rows().get() != then);
    assertThat(alarms()).as("written once").hasSize(2);

    acting.end(ActingSwitch.End.SWITCHED_OFF);
    until(() -> !watch.on().get());
    assertThat(watch.against()).startsWith("Read-only");
  }
}
