package salvor.workbench.containment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import salvor.cluster.Cluster;
import salvor.cluster.Confirmed;
import salvor.cluster.KubeContext;
import salvor.cluster.Kubeconfigs;
import salvor.cluster.ObjectKind;
import salvor.cluster.Right;
import salvor.cluster.Trouble;
import salvor.cluster.fabric8.Fabric8Clusters;
import salvor.containment.Applied;
import salvor.custody.CaseLedger;
import salvor.custody.Deed;
import salvor.custody.SigningKey;
import salvor.custody.Target;
import salvor.custody.bundle.BundleCheck;
import salvor.custody.bundle.Sealing;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.live.ActingSwitch;
import salvor.live.LiveCase;
import salvor.live.LiveJudging;
import salvor.timeline.DrawingClass;
import salvor.training.PracticeCluster;
import salvor.training.Recording;
import salvor.training.ReplayClock;
import salvor.training.apiserver.ApiResources;
import salvor.workbench.containment.MeasureWish.Deletion;
import salvor.workbench.containment.MeasureWish.Denial;
import salvor.workbench.containment.Undertaking.Stage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Does every measure to pods of a practice cluster, without a window. */
@Timeout(120)
class MeasureViewModelTest {
  private static final String VICTIM = "web-5468d8c4df-8ppl7";
  private static final String SIBLING = "web-5468d8c4df-79mhf";
  private static final ApiResources RESOURCES = new ApiResources();

  /** Whatever a measure makes or changes. */
  private static final List<ObjectKind> TOUCHED =
      List.of(
          ObjectKind.PODS,
          ObjectKind.NODES,
          ObjectKind.DEPLOYMENTS,
          ObjectKind.CRON_JOBS,
          ObjectKind.NETWORK_POLICIES,
          ObjectKind.ROLE_BINDINGS,
          ObjectKind.CLUSTER_ROLE_BINDINGS,
          ObjectKind.ADMISSION_POLICIES,
          ObjectKind.ADMISSION_BINDINGS);

  private static Recording recording;

  @TempDir Path folder;
  private final LinkedBlockingQueue<Runnable> turns = new LinkedBlockingQueue<>();
  private final Jobs jobs = new Jobs();
  private BundleCheck.Trusted trusted = BundleCheck.Trusted.NOBODY;
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

  private JsonNode pod(String begin) throws Exception {
    return cluster.list(ObjectKind.PODS, "").stream()
        .filter(pod -> pod.at("/metadata/name").asString("").startsWith(begin))
        .findFirst()
        .orElseThrow();
  }

  private static String uid(JsonNode object) {
    return object.at("/metadata/uid").asString("");
  }

  private MeasureViewModel model(MeasureChoice choice, JsonNode... pods) {
    List<Candidate> all = new ArrayList<>();
    for (JsonNode pod : pods) {
      all.add(
          new Candidate(
              uid(pod),
              pod.at("/metadata/namespace").asString(""),
              pod.at("/metadata/name").asString(""),
              "OUT high 3",
              DrawingClass.OUT,
              null));
    }
    return new MeasureViewModel(
        live,
        acting,
        new MeasurePlanner(live, true, () -> trusted, _ -> false),
        all,
        Set.of(all.getFirst().uid()),
        choice,
        jobs,
        turns::add,
        InstantSource.system());
  }

  private MeasureViewModel planned(MeasureChoice choice, JsonNode... pods) throws Exception {
    MeasureViewModel model = model(choice, pods);
    model.begin();
    settled(model);
    return model;
  }

  private void settled(MeasureViewModel model) throws InterruptedException {
    until(() ->
        !(model.stage().get() instanceof Stage.Busy)
            && !model.stage().get().equals(new Stage.NoPlan("")));
  }

  private void filled(MeasureViewModel model, UnaryOperator<MeasureWish> how)
      throws InterruptedException {
    model.fill(how.apply(model.wish().get()));
    settled(model);
  }

  private void ready(MeasureViewModel model) throws InterruptedException {
    if (acting.leave().isEmpty()) {
      acting.allow("incident 7");
    }
    until(() -> model.stage().get() instanceof Stage.Ready);
  }

  private Applied done(MeasureViewModel model) throws InterruptedException {
    ready(model);
    model.act();
    until(() -> model.stage().get() instanceof Stage.Done);
    return ((Stage.Done) model.stage().get()).applied();
  }

  private static String against(MeasureViewModel model) {
    return MeasureText.against(
        model.stage().get(), model.planned().get(), model.acting().leave().isPresent());
  }

  private static List<String> told(MeasureViewModel model, String heading) {
    return MeasureText.sections(model.stage().get(), model.planned().get(), model.steps().get())
        .stream()
        .filter(each -> each.heading().equals(heading))
        .flatMap(each -> each.lines().stream())
        .toList();
  }

  private void undone(Applied applied) throws InterruptedException {
    MeasuresViewModel measures = measures();
    measures.look();
    until(() -> !measures.rows().get().isEmpty());
    assertThat(measures.rows().get())
        .as("it is among the actions")
        .anySatisfy(row -> {
          assertThat(row.mark()).isEqualTo(applied.measure().mark());
          assertThat(row.state().equals("\u25d1 in place"))
              .isEqualTo(applied.extent() == Applied.Extent.WHOLE);
        });
    UndoViewModel undo = measures.undoing(applied.measure().mark());
    undo.begin();
    until(() -> undo.stage().get() instanceof UndoViewModel.Stage.Seen);
    undo.evenEvidence().set(true); // of a workload that was scaled up pods go
    undo.undo();
    until(() -> undo.stage().get() instanceof UndoViewModel.Stage.Done);
    assertThat(UndoWords.result(((UndoViewModel.Stage.Done) undo.stage().get()).undone()))
        .startsWith("Taken back");
  }

  private MeasuresViewModel measures() {
    try {
      return new MeasuresViewModel(
          live, acting, cluster.greet(), jobs, turns::add, InstantSource.system());
    } catch (salvor.cluster.ClusterFailure cause) {
      throw new AssertionError(cause);
    }
  }

  /** All that a measure could touch, as text, without what a server counts and observes. */
  private Map<String, String> all() throws Exception {
    Map<String, String> all = new LinkedHashMap<>();
    for (ObjectKind kind : TOUCHED) {
      for (JsonNode object : cluster.list(kind, "")) {
        ObjectNode bare = (ObjectNode) object.deepCopy();
        bare.remove("status");
        ((ObjectNode) bare.path("metadata"))
            .remove(List.of("resourceVersion", "generation", "managedFields"));
        all.put(
            kind.plural()
                + " "
                + object.at("/metadata/namespace").asString("")
                + "/"
                + object.at("/metadata/name").asString(""),
            bare.toString());
      }
    }
    return all;
  }

  static Stream<Arguments> offers() {
    return Stream.of(
        arguments(
            VICTIM,
            Map.of("SUSPEND", "Needs a CronJob or Job above the pod; it has Deployment shop/web.")),
        arguments(
            "cache-0",
            Map.of(
                "PAUSE",
                "Needs a Deployment above the pod; it has StatefulSet shop/cache.",
                "SUSPEND",
                "Needs a CronJob or Job above the pod; it has StatefulSet shop/cache.")),
        arguments(
            "web-bare",
            Map.of(
                "SCALE",
                "Nothing owns the pod (any more): there is no workload to scale.",
                "PAUSE",
                "Nothing owns the pod (any more): there is no workload to pause.",
                "SUSPEND",
                "Nothing owns the pod (any more): there is no workload to suspend.")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void offers(String pod, Map<String, String> against) throws Exception {
    MeasureViewModel model = planned(MeasureChoice.HOLD, pod(pod));
    Map<String, String> closed = new LinkedHashMap<>();
    model.offers().get().stream()
        .filter(each -> !each.isOpen())
        .forEach(each -> closed.put(each.choice().name(), each.against()));
    assertThat(closed).containsExactlyInAnyOrderEntriesOf(against);
    assertThat(model.offers().get())
        .extracting(MeasureOffer::choice)
        .containsExactly(MeasureChoice.values());
  }

  @Test
  void offersNothingOfTheNetworkForAPodOfTheNode() throws Exception {
    JsonNode host =
        cluster.list(ObjectKind.PODS, "").stream()
            .filter(pod -> pod.at("/spec/hostNetwork").asBoolean(false))
            .findFirst()
            .orElseThrow();
    MeasureViewModel model = planned(MeasureChoice.BLOCK, host);
    assertThat(against(model))
        .isEqualTo("It is in its node's network, where policies of pods do not hold.");
    model.choose(MeasureChoice.CORDON);
    settled(model);
    assertThat(against(model)).startsWith("Read-only.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HOLD | Nobody could delete or evict 1 pod any more. | 3 | _Hold 1 pod",
        "BLOCK | DOES NOT CONTAIN: single addresses are blocked for 1 pod, everything else passes. | 2 | _Block for 1 pod",
        "DENY_IMAGE | Whoever starts the image would be told of and written down; nothing is denied yet. | 2 | _Tell of the image",
        "CORDON | No more pods would be placed on 1 node. | 1 | _Cordon 1 node",
        "TAINT | Pods that do not bear the taint would no longer be placed on 1 node. | 1 | _Taint 1 node",
        "SCALE | 1 workload would run 5 pods. | 1 | _Scale 1 workload",
        "PAUSE | The roll-out of 1 workload would stand still. | 1 | _Pause 1 workload",
        "REVOKE | 1 grant would be taken from the account of the pod. | 1 | _Revoke 1 grant",
      })
  void showsAPlanAndSendsNothingWhileItIsReadOnly(
      MeasureChoice choice, String verdict, int steps, String button) throws Exception {
    MeasureViewModel model = planned(choice, pod(VICTIM));
    filled(model, wish -> wish.to("203.0.113.66").running(5));
    assertThat(model.planned().get().verdict()).isEqualTo(verdict);
    assertThat(model.steps().get()).hasSize(steps);
    assertThat(MeasureText.button(model.planned().get(), model.wish().get())).isEqualTo(button);
    assertThat(against(model)).startsWith("Read-only.");
    model.act();
    assertThat(cluster.sent()).isEmpty();
    assertThat(practice.requests())
        .noneMatch(request -> request.method().matches("PATCH|DELETE|PUT"));
  }

  @ParameterizedTest
  @CsvSource({
    "HOLD, HOLD_CREATE, create validatingadmissionpolicies",
    "HOLD, LABEL_POD, patch pods",
    "BLOCK, CREATE_NETWORK_POLICY, create networkpolicies",
    "DENY_IMAGE, HOLD_BIND, create validatingadmissionpolicybindings",
    "CORDON, CORDON_NODE, patch nodes",
    "TAINT, CORDON_NODE, patch nodes",
    "SCALE, PATCH_DEPLOYMENT, patch deployments",
    "PAUSE, PATCH_DEPLOYMENT, patch deployments",
    "REVOKE, PATCH_ROLE_BINDING, patch rolebindings",
    "DELETE, DELETE_POD, delete pods",
  })
  void namesTheMissingVerbAndAsksForNothing(MeasureChoice choice, Right right, String verb)
      throws Exception {
    cluster.denying(right);
    MeasureViewModel model = planned(choice, pod(VICTIM));
    filled(
        model,
        wish ->
            wish.to("203.0.113.66")
                .running(5)
                .deleting(new Deletion(false, true, "it is rebuilt")));
    assertThat(against(model)).startsWith("You may not " + verb);
    assertThat(told(model, "You may not")).singleElement().asString().startsWith(verb);
    acting.allow("incident 7");
    until(() -> acting.leave().isPresent());
    assertThat(model.stage().get())
        .as("what is forbidden is not asked for")
        .isEqualTo(new Stage.Planned());
  }

  @ParameterizedTest
  @CsvSource({
    "HOLD, ValidatingAdmissionPolicy",
    "BLOCK, NetworkPolicy",
    "DENY_IMAGE, ValidatingAdmissionPolicy",
    "CORDON, node",
    "TAINT, taint",
    "SCALE, scale",
    "PAUSE, roll-out",
    "REVOKE, take away",
  })
  void isDoneShownAmongTheActionsAndTakenBackToTheByte(MeasureChoice choice, String step)
      throws Exception {
    Map<String, String> before = all();
    MeasureViewModel model = planned(choice, pod(VICTIM), pod(SIBLING));
    filled(model, wish -> wish.to("203.0.113.66").running(3));
    ready(model);
    assertThat(cluster.sent()).as("so far it was only asked").isEmpty();
    Applied applied = done(model);
    assertThat(applied.extent()).isEqualTo(Applied.Extent.WHOLE);
    assertThat(applied.measure().reason()).isEqualTo("incident 7");
    assertThat(model.steps().get().getFirst().what()).containsIgnoringCase(step);
    assertThat(MeasureText.result(applied, model.wish().get()))
        .startsWith("The cluster accepted all of it.");
    assertThat(told(model, "By pod")).allMatch(line -> line.startsWith("\u2713 "));
    assertThat(MeasureText.canBeUndone(applied)).isTrue();
    assertThat(all()).as("something is other").isNotEqualTo(before);
    undone(applied);
    Map<String, String> after = all();
    if (choice == MeasureChoice.SCALE) { // which of its pods go is the controller's
      before.keySet().removeIf(each -> each.startsWith("pods "));
      after.keySet().removeIf(each -> each.startsWith("pods "));
    }
    assertThat(after).isEqualTo(before);
  }

  @Test
  void suspendsTheCronJobOfAPodAndTakesThatBack() throws Exception {
    Map<String, String> before = all();
    Applied applied = done(planned(MeasureChoice.SUSPEND, pod("report-")));
    assertThat(cluster.list(ObjectKind.CRON_JOBS, "shop"))
        .anyMatch(job -> job.at("/spec/suspend").asBoolean(false));
    undone(applied);
    assertThat(all()).isEqualTo(before);
  }

  @Test
  void doesItForAllThatAreChosenByOnePlan() throws Exception {
    MeasureViewModel model = planned(MeasureChoice.HOLD, pod(VICTIM), pod(SIBLING));
    model.choose(Set.of(uid(pod(VICTIM)), uid(pod(SIBLING))));
    settled(model);
    Applied applied = done(model);
    assertThat(applied.measure().pods()).hasSize(2);
    assertThat(told(model, "By pod"))
        .containsExactlyInAnyOrder(
            "\u2713 shop/" + VICTIM + ": done, and read back",
            "\u2713 shop/" + SIBLING + ": done, and read back");
    model.again();
    settled(model);
    assertThat(against(model)).isEqualTo("It is so already.");
  }

  @Test
  void refusesANameAndWhatIsInsideAndSaysWhatToDo() throws Exception {
    MeasureViewModel model = planned(MeasureChoice.BLOCK, pod(VICTIM));
    assertThat(against(model)).isEqualTo("Say which addresses.");
    filled(model, wish -> wish.to("pool.example.net"));
    assertThat(against(model)).isEqualTo("Nothing of this can be done.");
    assertThat(told(model, "Not done")).singleElement().asString().contains("give the addresses");
    filled(model, wish -> wish.to("203.0.113.66; pool.example.net"));
    assertThat(model.steps().get()).hasSize(2);
    assertThat(model.planned().get().verdict()).endsWith("Not for all that was chosen.");
  }

  @Test
  void whatIsBeingWrittenIsNotDoneForWhatStoodThereBefore() throws Exception {
    MeasureViewModel model = planned(MeasureChoice.BLOCK, pod(VICTIM));
    filled(model, wish -> wish.to("203.0.113.66"));
    ready(model);
    model.write();
    assertThat(against(model)).isEqualTo("Enter plans it.");
    model.act();
    assertThat(cluster.sent()).isEmpty();
    model.fill(model.wish().get());
    ready(model);
    assertThat(done(model).extent()).isEqualTo(Applied.Extent.WHOLE);
  }

  @Test
  void refusesToScaleEvidenceAwayUnlessItIsTicked() throws Exception {
    MeasureViewModel model = planned(MeasureChoice.SCALE, pod(VICTIM));
    assertThat(told(model, "Not done"))
        .singleElement()
        .asString()
        .contains("evidence would be deleted by it", "tick that it may be deleted");
    filled(model, wish -> wish.even(true));
    assertThat(told(model, "Mind")).anyMatch(line -> line.contains("so many are deleted"));
    assertThat(against(model)).startsWith("Read-only.");
    model.choose(MeasureChoice.TAINT);
    settled(model);
    assertThat(model.wish().get().evenEvidence()).as("said of one measure alone").isFalse();
  }

  @Test
  void deniesAnImageOnlyAfterItWasToldOf() throws Exception {
    MeasureViewModel model = planned(MeasureChoice.DENY_IMAGE, pod(VICTIM));
    filled(model, wish -> wish.denying(new Denial("", true)));
    assertThat(against(model)).isEqualTo(MeasureText.NOT_TOLD);
    filled(model, wish -> wish.denying(new Denial("", false)));
    assertThat(told(model, "To know")).contains(MeasureText.PRACTICE);
    Applied told = done(model);
    model.again();
    settled(model);
    filled(model, wish -> wish.denying(new Denial("", true)));
    Applied denied = done(model);
    assertThat(actions()).containsExactly("Deny", "Audit");
    undone(denied);
    assertThat(actions()).containsExactly("Audit", "Warn");
    undone(told);
    assertThat(cluster.list(ObjectKind.ADMISSION_BINDINGS, "")).isEmpty();
  }

  private List<String> actions() throws Exception {
    return cluster.list(ObjectKind.ADMISSION_BINDINGS, "").stream()
        .flatMap(binding -> binding.at("/spec/validationActions").valueStream())
        .map(JsonNode::asString)
        .toList();
  }

  @Test
  void deletesOnlyWhatIsSealedOrOverriddenForAReason() throws Exception {
    MeasureViewModel model = planned(MeasureChoice.DELETE, pod(VICTIM));
    assertThat(against(model)).startsWith("Locked.");
    assertThat(told(model, "Not done"))
        .singleElement()
        .asString()
        .contains("Collecting from the pod opens it");
    filled(model, wish -> wish.deleting(new Deletion(false, true, " ")));
    assertThat(against(model)).startsWith("Say why it is deleted although");
    filled(model, wish -> wish.deleting(new Deletion(false, true, "it mines on")));
    assertThat(told(model, "Mind")).anyMatch(line -> line.contains("NO EVIDENCE"));
    assertThat(told(model, "For good")).singleElement().asString().contains("No undo brings");
    filled(model, wish -> wish.deleting(new Deletion(false, false, "it mines on")));
    assertThat(against(model)).as("a reason without the tick opens nothing").startsWith("Locked.");
    model.act();
    assertThat(cluster.sent()).isEmpty();
  }

  @Test
  void sealedEvidenceOpensTheLockAndAChangedBundleClosesIt() throws Exception {
    JsonNode victim = pod(VICTIM);
    Path bundle = seal(victim);
    MeasureViewModel model = planned(MeasureChoice.DELETE, victim);
    assertThat(told(model, "To know"))
        .singleElement()
        .asString()
        .contains("its evidence is sealed and verifies");
    Files.writeString(bundle.resolve("data/taken.txt"), "more", StandardOpenOption.APPEND);
    model.begin();
    settled(model);
    assertThat(against(model)).startsWith("Locked.");
    Files.writeString(bundle.resolve("data/taken.txt"), "state");
    model.begin();
    settled(model);
    Applied applied = done(model);
    assertThat(applied.extent()).isEqualTo(Applied.Extent.WHOLE);
    assertThat(MeasureText.canBeUndone(applied)).isFalse();
    assertThat(cluster.list(ObjectKind.PODS, "shop"))
        .noneMatch(
            pod -> uid(pod).equals(uid(victim)) && !pod.path("metadata").has("deletionTimestamp"));
  }

  private Path seal(JsonNode pod) throws Exception {
    SigningKey key =
        SigningKey.in(folder.resolve("signing.pem"), (_, _) -> "open sesame".toCharArray());
    CaseLedger ledger = live.custody().ledger();
    Path taken = Files.writeString(folder.resolve("taken.txt"), "state");
    ledger.write(
        ledger
            .entry(Deed.COLLECTED, "a drill")
            .on(Target.of("practice", null).in("shop", VICTIM, uid(pod)))
            .asked(
                Map.of("verb", "exec", "kind", "state"),
                Map.of("result", "collected", "archive", "whole"))
            .about(ledger.durable(taken)));
    Path bundle = live.folder().resolve("bundles/collected");
    new Sealing(
            new Sealing.Statement("case 7", "Ann", "", "a drill"),
            key,
            null,
            InstantSource.system())
        .sealOf(ledger, List.of(taken), bundle, Progress.NONE);
    ledger.write(
        ledger
            .entry(Deed.EXPORTED, "a drill")
            .asked(Map.of("verb", "seal", "path", "bundles/collected"), Map.of()));
    trusted = new BundleCheck.Trusted(Map.of(key.fingerprint(), "Ann"), List.of());
    return bundle;
  }

  @Test
  void saysInWordsWhatTheServerWouldRefuse() throws Exception {
    cluster.refusing(1, new Trouble.Forbidden("patch", "nodes", "", "no"));
    MeasureViewModel model = planned(MeasureChoice.CORDON, pod(VICTIM));
    acting.allow("incident 7");
    until(() -> model.stage().get() instanceof Stage.Refused);
    assertThat(against(model)).contains("The server would not do it");
    assertThat(told(model, "The server")).singleElement().asString().contains("Not allowed");
    model.act();
    assertThat(cluster.sent()).isEmpty();
  }

  @Test
  void cancelledItStopsBetweenTwoStepsAndSaysWhatWasDone() throws Exception {
    MeasureViewModel model = planned(MeasureChoice.HOLD, pod(VICTIM));
    ready(model);
    cluster.before(model::cancel);
    Applied applied = done(model);
    assertThat(cluster.sent()).as("the step under way is done").hasSize(1);
    assertThat(MeasureText.result(applied, model.wish().get())).contains("a part of it");
    assertThat(MeasureText.chip(model.stage().get(), MeasureChoice.HOLD))
        .isEqualTo("\u25b2 PARTLY ACCEPTED");
    undone(applied);
    assertThat(cluster.list(ObjectKind.ADMISSION_POLICIES, "")).isEmpty();
  }

  @Test
  void readsSecretsOnlyForWhatNeedsThem() throws Exception {
    MeasureViewModel model = planned(MeasureChoice.HOLD, pod(VICTIM));
    assertThat(practice.requests()).noneMatch(each -> each.path().endsWith("/secrets"));
    Arrays.stream(MeasureChoice.values())
        .filter(choice -> choice != MeasureChoice.REVOKE)
        .forEach(model::choose);
    settled(model);
    assertThat(practice.requests()).noneMatch(each -> each.path().endsWith("/secrets"));
    model.choose(MeasureChoice.REVOKE);
    settled(model);
    assertThat(practice.requests()).anyMatch(each -> each.path().endsWith("/secrets"));
  }
}
