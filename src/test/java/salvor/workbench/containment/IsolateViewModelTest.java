package salvor.workbench.containment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.Change;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterObjects;
import salvor.cluster.Confirmed;
import salvor.cluster.Greeting;
import salvor.cluster.KubeContext;
import salvor.cluster.Kubeconfigs;
import salvor.cluster.LivePod;
import salvor.cluster.LivePods;
import salvor.cluster.ObjectKind;
import salvor.cluster.Right;
import salvor.cluster.Trouble;
import salvor.cluster.Watching;
import salvor.cluster.fabric8.Fabric8Clusters;
import salvor.containment.Aftermath;
import salvor.containment.Applied;
import salvor.containment.ChosenPod;
import salvor.containment.Containment;
import salvor.containment.Suspicion;
import salvor.custody.LedgerRecord;
import salvor.jobs.Jobs;
import salvor.live.ActingSwitch;
import salvor.live.LiveCase;
import salvor.live.LiveJudging;
import salvor.timeline.DrawingClass;
import salvor.training.PracticeCluster;
import salvor.training.Recording;
import salvor.training.ReplayClock;
import salvor.training.apiserver.ApiResources;
import salvor.workbench.containment.Undertaking.Stage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Cuts pods of a practice cluster off, without a window. */
@Timeout(120)
class IsolateViewModelTest {
  private static final String VICTIM = "web-5468d8c4df-8ppl7";
  private static final String SIBLING = "web-5468d8c4df-79mhf";

  private static final ApiResources RESOURCES = new ApiResources();
  private static Recording recording;

  @TempDir Path folder;
  private final LinkedBlockingQueue<Runnable> turns = new LinkedBlockingQueue<>();
  private final Jobs jobs = new Jobs();
  private PracticeCluster practice;
  private AlteredCluster cluster;
  private LiveCase live;
  private ActingViewModel acting;

  @BeforeAll
  static void read() throws Exception {
    recording = Recording.read(Path.of("evidence-samples/webshell"), RESOURCES);
  }

  @BeforeEach
  void begin() throws Exception {
    InstantSource wall = InstantSource.system();
    ReplayClock clock = new ReplayClock(wall, recording.begin(), 0);
    practice = new PracticeCluster(recording, RESOURCES, 0, clock, wall);
    Path kubeconfig = folder.resolve("kubeconfig");
    practice.writeKubeconfig(kubeconfig);
    Kubeconfigs read = Kubeconfigs.read(List.of(kubeconfig), KubeContext.Origin.USER);
    Cluster real =
        new Fabric8Clusters(new Jobs()).connect(read.contexts().getFirst(), Confirmed.NOTHING);
    cluster = new AlteredCluster(real);
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
    live.custody().greeted("practice", real.greet());
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

  private JsonNode pod(String name) throws Exception {
    return cluster.get(ObjectKind.PODS, "shop", name);
  }

  private Candidate candidate(JsonNode pod) {
    return new Candidate(
        pod.at("/metadata/uid").asString(""),
        pod.at("/metadata/namespace").asString(""),
        pod.at("/metadata/name").asString(""),
        "OUT high 3",
        DrawingClass.OUT,
        null);
  }

  private IsolateViewModel model(JsonNode... pods) {
    List<Candidate> all = new ArrayList<>();
    List.of(pods).forEach(pod -> all.add(candidate(pod)));
    return new IsolateViewModel(
        live, acting, all, Set.of(all.getFirst().uid()), jobs, turns::add, InstantSource.system());
  }

  private static boolean isBusy(IsolateViewModel model) {
    return model.stage().get() instanceof Stage.Busy
        || model.stage().get().equals(new Stage.NoPlan(""));
  }

  private IsolateViewModel ready(JsonNode... pods) throws Exception {
    IsolateViewModel model = model(pods);
    model.begin();
    until(() -> model.stage().get() instanceof Stage.Planned);
    acting.allow("incident 7");
    until(() ->
        acting.leave().isPresent()
            && !isBusy(model)
            && !(model.stage().get() instanceof Stage.Planned));
    return model;
  }

  private static String against(IsolateViewModel model) {
    return IsolateWords.against(
        model.stage().get(), model.planned().get(), model.acting().leave().isPresent());
  }

  private Applied isolated(IsolateViewModel model) throws InterruptedException {
    model.isolate();
    until(() -> model.stage().get() instanceof Stage.Done);
    return ((Stage.Done) model.stage().get()).applied();
  }

  @Test
  void showsAPlanAndSendsNothingWhileItIsReadOnly() throws Exception {
    IsolateViewModel model = model(pod(VICTIM));
    model.begin();
    until(() -> model.stage().get() instanceof Stage.Planned);
    assertThat(against(model)).startsWith("Read-only.");
    assertThat(IsolateWords.button(model.stage().get(), model.planned().get(), false))
        .isEqualTo("_Isolate 1 pod");
    assertThat(model.steps().get())
        .extracting(StepRow::told)
        .containsExactly("\u25cb planned", "\u25cb planned");
    model.isolate();
    assertThat(cluster.sent()).isEmpty();
    assertThat(practice.requests())
        .noneMatch(request -> request.method().matches("PATCH|DELETE|PUT"));
  }

  @Test
  void makesThePolicyFirstAndLabelsThePodLast() throws Exception {
    IsolateViewModel model = ready(pod(VICTIM));
    assertThat(model.stage().get()).isInstanceOf(Stage.Ready.class);
    assertThat(cluster.sent()).as("so far it was only asked").isEmpty();
    Applied applied = isolated(model);
    assertThat(applied.extent()).isEqualTo(Applied.Extent.WHOLE);
    assertThat(cluster.sent())
        .extracting(Change::kind)
        .containsExactly(ObjectKind.NETWORK_POLICIES, ObjectKind.PODS);
    assertThat(pod(VICTIM).at("/metadata/labels").has(LivePod.QUARANTINE)).isTrue();
    assertThat(pod(SIBLING).at("/metadata/labels").has(LivePod.QUARANTINE)).isFalse();
    assertThat(IsolateWords.chip(model.stage().get())).isEqualTo("\u25d1 ACCEPTED, not verified");
    assertThat(IsolateWords.result(applied)).contains("Accepted is not contained");
  }

  @Test
  void provesItByAPodLikeItWhereNobodyLookedBefore() throws Exception {
    isolated(ready(pod(VICTIM)));
    VerifyViewModel.Row row =
        new VerifyViewModel.Row(
            ChosenPod.of(pod(VICTIM)), Containment.ACCEPTED, new VerifyViewModel.State.NotLooked());
    VerifyViewModel verify =
        new VerifyViewModel(
            live,
            acting,
            new ToolboxChoice(true, folder.resolve("toolbox"), jobs, turns::add),
            List.of(row),
            () -> {},
            jobs,
            turns::add,
            InstantSource.system());
    verify.compare();
    assertThat(verify.doing().get()).as("nothing to compare yet").isNull();
    verify.look();
    until(() -> verify.doing().get() == null);
    assertThat(VerifyWords.chip(verify.rows().get())).isEqualTo("? NOT PROVED");
    String like = verify.counterparts().getFirst().name();
    assertThat(like).startsWith("web-5468d8c4df-").isNotEqualTo(VICTIM);
    assertThat(VerifyWords.compare(verify.counterparts())).isEqualTo("Com_pare with " + like);
    assertThat(VerifyWords.unproved(verify.rows().get().getFirst()))
        .contains("the toolbox is brought into " + like);
    verify.compare();
    until(() -> verify.doing().get() == null);
    assertThat(VerifyWords.chip(verify.rows().get())).isEqualTo("\u25cf VERIFIED");
    assertThat(VerifyWords.about(verify.rows().get().getFirst())).contains("beside " + like);
    assertThat(verify.counterparts()).isEmpty();
  }

  @Test
  void namesTheMissingVerb() throws Exception {
    cluster.denying(Right.LABEL_POD);
    IsolateViewModel model = model(pod(VICTIM));
    model.begin();
    until(() -> model.stage().get() instanceof Stage.Planned);
    assertThat(against(model)).isEqualTo("You may not patch pods.");
    acting.allow("incident 7");
    until(() -> acting.leave().isPresent());
    assertThat(model.stage().get())
        .as("what is forbidden is not asked for")
        .isEqualTo(new Stage.Planned());
  }

  @Test
  void namesTheVerbForWantOfWhichThereIsNoPlan() throws Exception {
    cluster.denying(Right.CREATE_NETWORK_POLICY);
    IsolateViewModel model = model(pod(VICTIM));
    model.begin();
    until(() -> model.stage().get() instanceof Stage.Planned);
    assertThat(against(model)).isEqualTo("You may not create networkpolicies.networking.k8s.io.");
  }

  @Test
  void refusesAPodOfTheNodesNetworkAndSaysWhatToDoInstead() throws Exception {
    JsonNode host =
        cluster.list(ObjectKind.PODS, "").stream()
            .filter(pod -> pod.at("/spec/hostNetwork").asBoolean(false))
            .findFirst()
            .orElseThrow();
    IsolateViewModel model = model(host);
    model.begin();
    until(() -> model.stage().get() instanceof Stage.Planned);
    assertThat(model.planned().get().refused().getFirst())
        .contains("node's network", "Cordon the node");
    assertThat(against(model)).isEqualTo("No pod of these can be isolated.");
  }

  @Test
  void saysInWordsWhatTheServerWouldRefuse() throws Exception {
    cluster.refusing(2, new Trouble.Forbidden("patch", "pods", "shop", "no"));
    IsolateViewModel model = ready(pod(VICTIM));
    assertThat(against(model)).contains("The server would not do it");
    assertThat(model.steps().get().get(1).told()).contains("Not allowed: patch pods in shop");
    model.isolate();
    assertThat(cluster.sent()).isEmpty();
  }

  @Test
  void aFaultAtTheSecondStepIsToldAndLeavesThePodAsItWas() throws Exception {
    cluster.failing(2, new Trouble.Forbidden("patch", "pods", "shop", "no"));
    Applied applied = isolated(ready(pod(VICTIM)));
    assertThat(applied.extent()).isEqualTo(Applied.Extent.PART);
    assertThat(StepRow.of(applied).get(0).told()).startsWith("\u2713 done");
    assertThat(StepRow.of(applied).get(1).told())
        .startsWith("\u2715 not done: Not allowed: patch pods in shop");
    assertThat(IsolateWords.result(applied)).contains("0 of 1 pod", "no pod is more open");
    assertThat(pod(VICTIM).at("/metadata/labels").has(LivePod.QUARANTINE)).isFalse();
  }

  @Test
  void cancelledItStopsBetweenTwoStepsAndSaysWhatWasDone() throws Exception {
    IsolateViewModel model = ready(pod(VICTIM));
    cluster.before(model::cancel);
    Applied applied = isolated(model);
    assertThat(cluster.sent()).as("the step under way is done").hasSize(1);
    assertThat(StepRow.of(applied).get(1).told()).contains("it was cancelled");
    assertThat(IsolateWords.chip(model.stage().get())).isEqualTo("\u25b2 PARTLY ACCEPTED");
  }

  @Test
  void plansAnewForOtherPodsAndAsksAnewUnderAnotherReason() throws Exception {
    JsonNode victim = pod(VICTIM);
    JsonNode sibling = pod(SIBLING);
    IsolateViewModel model = ready(victim, sibling);
    assertThat(model.steps().get()).hasSize(2);
    model.choose(
        Set.of(victim.at("/metadata/uid").asString(""), sibling.at("/metadata/uid").asString("")));
    until(() -> model.stage().get() instanceof Stage.Ready);
    assertThat(model.steps().get()).hasSize(3);
    assertThat(IsolateWords.button(model.stage().get(), model.planned().get(), false))
        .isEqualTo("_Isolate 2 pods");
    acting.end(ActingSwitch.End.SWITCHED_OFF);
    until(() -> model.stage().get() instanceof Stage.Planned);
    model.isolate();
    acting.allow("incident 8");
    until(() -> model.stage().get() instanceof Stage.Ready);
    assertThat(isolated(model).measure().reason()).isEqualTo("incident 8");
    assertThat(cluster.sent()).hasSize(3);
  }

  @Test
  void takesBackWhatItDid() throws Exception {
    JsonNode before = pod(VICTIM).at("/metadata/labels");
    Applied applied = isolated(ready(pod(VICTIM)));
    MeasuresViewModel measures =
        new MeasuresViewModel(
            live, acting, cluster.greet(), jobs, turns::add, InstantSource.system());
    measures.look();
    until(() -> !measures.rows().get().isEmpty());
    assertThat(measures.rows().get().getFirst().state()).isEqualTo("\u25d1 accepted, not verified");
    UndoViewModel undo = measures.undoing(applied.measure().mark());
    undo.begin();
    until(() -> undo.stage().get() instanceof UndoViewModel.Stage.Seen);
    assertThat(UndoWords.against(undo.stage().get(), true, false)).isEmpty();
    undo.undo();
    until(() -> undo.stage().get() instanceof UndoViewModel.Stage.Done);
    assertThat(UndoWords.result(((UndoViewModel.Stage.Done) undo.stage().get()).undone()))
        .startsWith("Taken back");
    assertThat(pod(VICTIM).at("/metadata/labels")).isEqualTo(before);
    until(() -> measures.rows().get().getFirst().state().equals("\u25cb taken back"));
  }

  private static LivePod alive(JsonNode pod) {
    ClusterObjects objects = new ClusterObjects();
    objects.listed(ObjectKind.PODS, List.of(pod));
    return LivePods.of(objects).all().iterator().next();
  }

  @Test
  void aLabelAloneIsToldAndSoIsTheQuarantineOfAnotherCase() throws Exception {
    MeasuresViewModel measures =
        new MeasuresViewModel(
            live, acting, cluster.greet(), jobs, turns::add, InstantSource.system());
    ObjectNode labelled = (ObjectNode) pod(VICTIM).deepCopy();
    labelled.withObject("/metadata/labels").put(LivePod.QUARANTINE, "IR-6-00000000");
    LivePod pod = alive(labelled);
    live.pods().added(labelled);
    assertThat(measures.standing(pod)).as("before it is known").isEqualTo("? label, not proved");
    live.known().listed(ObjectKind.NETWORK_POLICIES, List.of());
    ObjectKind.POLICIES_OF_PLUGINS.forEach(
        kind -> live.known().unseen(kind, new Trouble.Missing("none")));
    assertThat(measures.standing(pod)).isEqualTo("\u25b2 label alone");
    assertThat(LabelledPods.isIsolated(measures.standing(pod))).isFalse();
    measures.looked(List.of());
    until(() -> measures.trouble().get().contains("nothing stands behind that label"));
    assertThat(measures.trouble().get()).contains("shop/" + VICTIM);
    live.known()
        .listed(
            ObjectKind.NETWORK_POLICIES,
            List.of(
                JsonMapper.shared()
                    .readTree(
                        """
                        {"metadata": {"namespace": "shop", "name": "q", "uid": "q", "labels": {"salvor.io/made-for": "IR-6-00000000"}},
                         "spec": {"podSelector": {"matchLabels": {"salvor.io/quarantine": "IR-6-00000000"}}, "policyTypes": ["Ingress", "Egress"]}}
                        """)));
    assertThat(measures.standing(pod)).isEqualTo("\u25d1 another case");
    assertThat(LabelledPods.isIsolated(measures.standing(pod))).isTrue();
    measures.looked(List.of());
    until(() -> measures.trouble().get().contains("Another case has cut off shop/" + VICTIM));
  }

  @Test
  void takesNothingBackUnaskedThroughWhichARedPodMayEnd() throws Exception {
    LivePods pods = new LivePods();
    Applied applied;
    try (Watching watch = cluster.watch(ObjectKind.PODS, "shop", pods)) {
      pods.awaitSynced(60_000);
      int before = pods.all().size();
      applied = isolated(ready(pod(VICTIM)));
      while (pods.all().size() <= before) {
        pods.awaitChange(60_000); // another is started in its place
      }
      assertThat(watch).isNotNull();
    }
    Map<String, Suspicion> known = new ConcurrentHashMap<>();
    MeasuresViewModel measures =
        new MeasuresViewModel(
            live,
            acting,
            cluster.greet(),
            pod -> known.getOrDefault(pod.name(), Suspicion.IN_PROFILE),
            jobs,
            turns::add,
            InstantSource.system());
    UndoViewModel undo = measures.undoing(applied.measure().mark());
    undo.begin();
    until(() -> undo.stage().get() instanceof UndoViewModel.Stage.Seen);
    assertThat(UndoWords.aftermath(back(undo)))
        .contains("shop/" + VICTIM)
        .contains("; in profile; NO SEALED EVIDENCE OF IT VERIFIES");
    known.put(VICTIM, Suspicion.OUT_OF_PROFILE); // as what is recorded goes on
    undo.evenEvidence().set(true);
    int sent = cluster.sent().size();
    undo.undo();
    assertThat(undo.stage().get())
        .as("of this one it was not said")
        .isInstanceOf(UndoViewModel.Stage.Seen.class);
    assertThat(cluster.sent()).hasSize(sent);
    assertThat(undo.evenEvidence().get()).isFalse();
    assertThat(UndoWords.against(undo.stage().get(), true, false)).isEqualTo(UndoWords.LOCKED);
    assertThat(UndoWords.aftermath(back(undo)))
        .contains("\u25b2 shop/" + VICTIM, "; OUT OF PROFILE; NO SEALED EVIDENCE");
    undo.evenEvidence().set(true);
    assertThat(UndoWords.against(undo.stage().get(), true, true)).isEmpty();
    undo.undo();
    until(() -> undo.stage().get() instanceof UndoViewModel.Stage.Done);
    assertThat(Files.readString(folder.resolve("case/custody.jsonl")))
        .contains("\"verb\":\"even-evidence\"", VICTIM);
  }

  private static Aftermath back(UndoViewModel undo) {
    return ((UndoViewModel.Stage.Seen) undo.stage().get()).back();
  }

  @Test
  void aPracticeClusterThatIsStartedAnewIsAnotherAndSaysNothingOfTheOld() throws Exception {
    isolated(ready(pod(VICTIM)));
    InstantSource wall = InstantSource.system();
    ReplayClock clock = new ReplayClock(wall, recording.begin(), 0);
    try (PracticeCluster anew = new PracticeCluster(recording, RESOURCES, 0, clock, wall)) {
      Path kubeconfig = folder.resolve("anew");
      anew.writeKubeconfig(kubeconfig);
      Kubeconfigs read = Kubeconfigs.read(List.of(kubeconfig), KubeContext.Origin.USER);
      try (Cluster other =
          new Fabric8Clusters(new Jobs()).connect(read.contexts().getFirst(), Confirmed.NOTHING)) {
        MeasuresViewModel measures =
            new MeasuresViewModel(live, acting, other.greet(), jobs, turns::add, wall);
        measures.look();
        until(() -> !measures.rows().get().isEmpty());
        MeasureRow row = measures.rows().get().getFirst();
        assertThat(row.state())
            .startsWith("? of ANOTHER cluster (" + cluster.greet().clusterUid() + ")");
        assertThat(row.canBeUndone()).isFalse();
        assertThat(measures.alarms()).isZero();
        assertThat(measures.cutOff()).isEmpty();
      }
    }
  }

  @Test
  void aClusterThatDoesNotAnswerHasChangedNothingAndForbidsNothing() throws Exception {
    Applied applied = isolated(ready(pod(VICTIM)));
    Greeting greeting = cluster.greet();
    MeasuresViewModel measures =
        new MeasuresViewModel(live, acting, greeting, jobs, turns::add, InstantSource.system());
    measures.look();
    until(() -> !measures.rows().get().isEmpty());
    LivePod victim = alive(pod(VICTIM));
    practice.close();
    measures.look();
    until(() -> measures.rows().get().getFirst().standing() == MeasureRow.Standing.UNSEEN);
    assertThat(measures.alarms()).isZero();
    assertThat(measures.standing(victim)).isEqualTo("? not seen now");
    assertThat(measures.rows().get().getFirst().state())
        .startsWith("? not seen now: ")
        .containsOnlyOnce("Nobody listens");
    List<String> verbs = new ArrayList<>();
    live.custody().ledger().check(node -> verbs.add(LedgerRecord.of(node).verb()));
    assertThat(verbs).contains("contain").doesNotContain("alarm", "alarm-over");
    UndoViewModel undo = measures.undoing(applied.measure().mark());
    undo.begin();
    until(() -> undo.stage().get() instanceof UndoViewModel.Stage.NotSeen);
    assertThat(UndoWords.against(undo.stage().get(), true, false))
        .contains("Nobody listens")
        .doesNotContain("You may not");
    assertThat(UndoWords.button(undo.stage().get())).isEqualTo("_Look again");
  }
}
