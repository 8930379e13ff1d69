package salvor.workbench.containment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.InstantSource;
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
import salvor.cluster.Change;
import salvor.cluster.Cluster;
import salvor.cluster.Confirmed;
import salvor.cluster.Gap;
import salvor.cluster.Greeting;
import salvor.cluster.KubeContext;
import salvor.cluster.Kubeconfigs;
import salvor.cluster.ObjectKind;
import salvor.cluster.WatchListener;
import salvor.cluster.WatchState;
import salvor.cluster.fabric8.Fabric8Clusters;
import salvor.custody.LedgerRecord;
import salvor.jobs.Jobs;
import salvor.live.LiveCase;
import salvor.live.LiveJudging;
import salvor.timeline.DrawingClass;
import salvor.training.PracticeCluster;
import salvor.training.Recording;
import salvor.training.ReplayClock;
import salvor.training.apiserver.ApiResource;
import salvor.training.apiserver.ApiResources;
import salvor.training.apiserver.Json;
import salvor.workbench.containment.Undertaking.Stage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A policy of the whole cluster is heard of by its watch, where the cluster has the kind. */
@Timeout(300)
class PolicyWatchTest {
  private static final String VICTIM = "web-5468d8c4df-8ppl7";

  @TempDir Path folder;
  private final LinkedBlockingQueue<Runnable> turns = new LinkedBlockingQueue<>();
  private final Jobs jobs = new Jobs();
  private PracticeCluster practice;
  private Cluster cluster;
  private LiveCase live;
  private ActingViewModel acting;
  private MeasuresViewModel measures;
  private volatile List<LiveCase.Watch> watches = List.of();

  @BeforeEach
  void begin() throws Exception {
    ApiResources resources = new ApiResources();
    resources.add(
        new ApiResource(
            "cilium.io",
            "v2",
            "ciliumclusterwidenetworkpolicies",
            "CiliumClusterwideNetworkPolicy",
            false,
            List.of("ccnp"),
            List.of()));
    resources.add(
        new ApiResource(
            "projectcalico.org",
            "v3",
            "networkpolicies",
            "NetworkPolicy",
            true,
            List.of("caliconetworkpolicies"),
            List.of()));
    Recording recording = Recording.read(Path.of("evidence-samples/webshell"), resources);
    InstantSource wall = InstantSource.system();
    practice =
        new PracticeCluster(
            recording, resources, 0, new ReplayClock(wall, recording.begin(), 0), wall);
    Path kubeconfig = folder.resolve("kubeconfig");
    practice.writeKubeconfig(kubeconfig);
    Kubeconfigs read = Kubeconfigs.read(List.of(kubeconfig), KubeContext.Origin.USER);
    cluster =
        heard(
            new Fabric8Clusters(new Jobs()).connect(read.contexts().getFirst(), Confirmed.NOTHING));
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
    live.begin(
        "",
        now -> {
          watches = now.watches();
          turns.add(() -> measures.looked(watches));
        });
  }

  @AfterEach
  void end() throws Exception {
    live.close();
    cluster.close();
    practice.close();
  }

  /** The same cluster, whose watches give the model a turn, as the window does. */
  private Cluster heard(Cluster real) {
    return (Cluster)
        Proxy.newProxyInstance(
            Cluster.class.getClassLoader(),
            new Class<?>[] {Cluster.class},
            (_, method, arguments) -> {
              if (method.getName().equals("watch")) {
                arguments[2] = new Heard((WatchListener) arguments[2]);
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException cause) {
                throw cause.getCause();
              }
            });
  }

  private final class Heard implements WatchListener {
    private final WatchListener next;

    Heard(WatchListener next) {
      this.next = next;
    }

    private void turn() {
      turns.add(() -> measures.looked(watches));
    }

    @Override
    public void added(JsonNode object) {
      next.added(object);
      turn();
    }

    @Override
    public void changed(JsonNode object) {
      next.changed(object);
      turn();
    }

    @Override
    public void gone(JsonNode object) {
      next.gone(object);
      turn();
    }

    @Override
    public void synced() {
      next.synced();
      turn();
    }

    @Override
    public void state(WatchState state) {
      next.state(state);
      turn();
    }

    @Override
    public void gap(Gap gap) {
      next.gap(gap);
    }
  }

  private void until(BooleanSupplier holds) throws InterruptedException {
    while (!holds.getAsBoolean()) {
      Runnable next = turns.poll(60, TimeUnit.SECONDS);
      assertThat(next).as("something more happens").isNotNull();
      next.run();
    }
  }

  private void isolate() throws Exception {
    String uid = cluster.get(ObjectKind.PODS, "shop", VICTIM).at("/metadata/uid").asString();
    Candidate victim = new Candidate(uid, "shop", VICTIM, "OUT", DrawingClass.OUT, null);
    IsolateViewModel isolate = measures.isolating(List.of(victim), Set.of(uid));
    isolate.begin();
    until(() -> isolate.stage().get() instanceof Stage.Planned);
    acting.allow("incident 7");
    until(() -> isolate.stage().get() instanceof Stage.Ready);
    isolate.isolate();
    until(() -> isolate.stage().get() instanceof Stage.Done);
    measures.look();
    until(() -> !measures.rows().get().isEmpty());
  }

  private List<String> alarms() throws Exception {
    List<String> alarms = new java.util.ArrayList<>();
    var _ =
        live.custody()
            .ledger()
            .check(node -> {
              LedgerRecord record = LedgerRecord.of(node);
              String verb = record.request().getOrDefault("verb", "");
              if (verb.startsWith("alarm")) {
                alarms.add(verb + " " + record.request().getOrDefault("kind", ""));
              }
            });
    return alarms;
  }

  @Test
  void aNewPolicyOfTheWholeClusterRaisesAnAlarmOnce() throws Exception {
    until(() -> live.known().isWhole(ObjectKind.CILIUM_CLUSTERWIDE_POLICIES));
    isolate();
    until(() -> live.known().unseen(ObjectKind.CALICO_NETWORK_POLICIES).isPresent());
    measures.look();
    until(() -> measures.watched().get().contains("Not watched"));
    assertThat(measures.watched().get())
        .contains(
            "A new or changed policy raises an alarm of: networkpolicies.networking.k8s.io,"
                + " ciliumclusterwidenetworkpolicies.cilium.io, networkpolicies.projectcalico.org.",
            "does not have them: ",
            "globalnetworkpolicies.projectcalico.org");
    assertThat(measures.alarms()).isZero();
    assertThat(measures.left().podsNamed()).contains("shop/" + VICTIM + " (\u25d1 not verified)");

    create(
        ObjectKind.CILIUM_CLUSTERWIDE_POLICIES,
        "",
        """
        {"apiVersion": "cilium.io/v2", "kind": "CiliumClusterwideNetworkPolicy",
         "metadata": {"name": "let-all-out"},
         "spec": {"endpointSelector": {}, "egress": [{"toEntities": ["all"]}]}}
        """);
    until(() -> measures.alarms() == 1);
    assertThat(measures.rows().get().getFirst().state())
        .contains("ciliumclusterwidenetworkpolicies.cilium.io");
    assertThat(measures.left().podsNamed()).contains("shop/" + VICTIM + " (\u25b2 CHANGED)");
    measures.look();
    until(turns::isEmpty);
    assertThat(alarms()).containsExactly("alarm may-pass");
  }

  private void create(ObjectKind kind, String namespace, String json) throws Exception {
    ObjectNode object = Json.object(json);
    String name = object.at("/metadata/name").asString();
    cluster.change(new Change.Create(kind, namespace, name, object), false, () -> {});
  }

  private void patch(ObjectKind kind, String namespace, String name, String patch)
      throws Exception {
    cluster.change(
        new Change.Patch(
            kind,
            namespace,
            name,
            "",
            Change.Patch.Type.JSON,
            Json.object("{is: " + patch + "}").get("is")),
        false,
        () -> {});
  }

  private String state() {
    return measures.rows().get().getFirst().state();
  }

  @Test
  void whatIsNotHeardOfAnyMoreIsNotToldAsStillCutOff() throws Exception {
    until(() -> live.known().isWhole(ObjectKind.NETWORK_POLICIES));
    isolate();
    until(turns::isEmpty);
    practice.close();
    until(() -> measures.rows().get().getFirst().standing() == MeasureRow.Standing.UNSEEN);
    assertThat(measures.alarms()).isZero();
  }

  @Test
  void aPolicyThatIsChangedInPlaceRaisesAnAlarmOfWhatIsOtherAndSinceWhen() throws Exception {
    until(() -> live.known().isWhole(ObjectKind.CILIUM_CLUSTERWIDE_POLICIES));
    until(() -> live.known().isWhole(ObjectKind.CALICO_NAMESPACED_POLICIES));
    create(
        ObjectKind.CILIUM_CLUSTERWIDE_POLICIES,
        "",
        """
        {"apiVersion": "cilium.io/v2", "kind": "CiliumClusterwideNetworkPolicy",
         "metadata": {"name": "edited"},
         "spec": {"endpointSelector": {}, "egressDeny": [{"toEntities": ["world"]}]}}
        """);
    create(
        ObjectKind.CALICO_NAMESPACED_POLICIES,
        "shop",
        """
        {"apiVersion": "projectcalico.org/v3", "kind": "NetworkPolicy",
         "metadata": {"namespace": "shop", "name": "of-others"},
         "spec": {"selector": "app == 'db'", "egress": [{"action": "Allow"}]}}
        """);
    until(() -> live.known().all(ObjectKind.CALICO_NAMESPACED_POLICIES, "shop").count() == 1);
    until(() -> live.known().all(ObjectKind.CILIUM_CLUSTERWIDE_POLICIES, "").count() == 1);
    isolate();
    assertThat(measures.alarms()).isZero();

    patch(
        ObjectKind.CALICO_NAMESPACED_POLICIES,
        "shop",
        "of-others",
        "[{op: 'add', path: '/spec/egress/-', value: {action: 'Allow', protocol: 'UDP'}}]");
    patch(
        ObjectKind.CILIUM_CLUSTERWIDE_POLICIES,
        "",
        "edited",
        "[{op: 'add', path: '/spec/egress', value: [{toEntities: ['world']}]}]");
    until(() -> measures.alarms() == 1);
    assertThat(state())
        .contains("Changed: ciliumclusterwidenetworkpolicies.cilium.io edited", "/spec/egress")
        .contains("shop/" + VICTIM)
        .containsPattern("changed, last \\d{4}-\\d\\d-\\d\\dT")
        .containsPattern("noticed \\d{4}-\\d\\d-\\d\\dT");

    patch(
        ObjectKind.CALICO_NAMESPACED_POLICIES,
        "shop",
        "of-others",
        "[{op: 'replace', path: '/spec/selector', value: 'all()'}]");
    until(() -> state().contains("of-others"));
    assertThat(state()).contains("networkpolicies.projectcalico.org shop/of-others");
    measures.look();
    until(turns::isEmpty);
    assertThat(alarms()).containsExactly("alarm may-pass", "alarm may-pass");
  }

  @Test
  void aPolicyOfOursThatIsEditedOrDeletedRaisesAnAlarm() throws Exception {
    isolate();
    assertThat(measures.alarms()).isZero();
    String ours =
        measures.rows().get().getFirst().recorded().measure().steps().stream()
            .filter(step -> step.kind().equals(ObjectKind.NETWORK_POLICIES))
            .findFirst()
            .orElseThrow()
            .name();
    patch(
        ObjectKind.NETWORK_POLICIES,
        "shop",
        ours,
        "[{op: 'replace', path: '/spec/policyTypes', value: ['Ingress']}]");
    until(() -> state().contains("Somebody changed networkpolicies shop/" + ours));
    assertThat(state()).contains("/spec/policyTypes");
    String uid =
        cluster.get(ObjectKind.NETWORK_POLICIES, "shop", ours).at("/metadata/uid").asString();
    cluster.change(
        new Change.Delete(ObjectKind.NETWORK_POLICIES, "shop", ours, uid, null), false, () -> {});
    until(() -> state().contains("What cuts it off is gone: networkpolicies shop/" + ours));
    assertThat(alarms()).containsExactly("alarm means-changed", "alarm means-gone", "alarm-over ");
  }
}
