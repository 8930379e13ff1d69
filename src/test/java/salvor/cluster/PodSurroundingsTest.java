package salvor.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import salvor.cluster.AccountRights.Grant;
import salvor.cluster.AccountRights.Power;
import salvor.cluster.PodDetail.Origin;
import salvor.cluster.PodDetail.Owner;
import salvor.cluster.PodDetail.Variable;
import salvor.training.apiserver.Json;
import salvor.workload.WorkloadRef;
import tools.jackson.databind.JsonNode;

/** What a pod's object tells, and what the objects around it do. */
class PodSurroundingsTest {
  private final ClusterObjects objects = new ClusterObjects();

  private void there(ObjectKind kind, String... each) {
    objects.listed(kind, List.of(each).stream().map(Json::of).toList());
  }

  private static JsonNode pod(String spec, String status) {
    return Json.of(
        ("{metadata: {namespace: 'shop', name: 'web-1', uid: 'p', labels: {app: 'web'}, ownerReferences:"
                + " [{kind: 'ReplicaSet', name: 'web-abc', uid: 'rs', controller: true}]}, spec: {%s},"
                + " status: {%s}}")
            .formatted(spec, status));
  }

  @Test
  void theChainOfOwnersEndsWhereNothingIsSeen() {
    there(
        ObjectKind.REPLICA_SETS,
        "{metadata: {namespace: 'shop', name: 'web-abc', uid: 'rs', ownerReferences: [{kind: 'Deployment',"
            + " name: 'web', uid: 'd', controller: true}]}}");
    there(
        ObjectKind.DEPLOYMENTS, "{metadata: {namespace: 'shop', name: 'web', uid: 'd of before'}}");
    assertThat(PodDetail.of(pod("", ""), objects).owners())
        .as("another Deployment of that name is not the owner")
        .containsExactly(
            new Owner(new WorkloadRef("shop", "ReplicaSet", "web-abc"), true),
            new Owner(new WorkloadRef("shop", "Deployment", "web"), false));
  }

  @Test
  void aServiceLeadsToAPodWhenItsEndpointsSaySo() {
    there(
        ObjectKind.SERVICES,
        "{metadata: {namespace: 'shop', name: 'web'}, spec: {selector: {app: 'web'}, clusterIP: '10.96.0.1',"
            + " ports: [{port: 80, targetPort: 'http'}]}}",
        "{metadata: {namespace: 'shop', name: 'other'}, spec: {selector: {app: 'other'}}}",
        "{metadata: {namespace: 'else', name: 'web'}, spec: {selector: {app: 'web'}}}");
    JsonNode pod = pod("containers: [{ports: [{name: 'http', containerPort: 8080}]}]", "");
    PodDetail.ServiceOf service = PodDetail.of(pod, objects).services().getFirst();
    assertThat(service.ports()).containsExactly("80/TCP → 8080");
    assertThat(service.endpoint()).as("not listed").isEqualTo(PodDetail.Endpoint.UNKNOWN);
    assertThat(PodDetail.of(pod, objects).services()).hasSize(1);
    there(ObjectKind.ENDPOINT_SLICES);
    assertThat(PodDetail.of(pod, objects).services().getFirst().endpoint())
        .isEqualTo(PodDetail.Endpoint.NONE);
    there(
        ObjectKind.ENDPOINT_SLICES,
        "{metadata: {namespace: 'shop', name: 'web-x', labels: {'kubernetes.io/service-name': 'web'}},"
            + " endpoints: [{conditions: {ready: false}, targetRef: {uid: 'p'}}]}");
    assertThat(PodDetail.of(pod, objects).services().getFirst().endpoint())
        .isEqualTo(PodDetail.Endpoint.NOT_READY);
  }

  @Test
  void tellsContainersWithTheirRunBeforeAndMasksSecrets() {
    PodDetail.Container app =
        PodDetail.of(
                pod(
                    "containers: [{name: 'app', image: 'web:1', args: ['--password=x'], envFrom: [{secretRef: {name:"
                        + " 's'}}], env: [{name: 'A', value: 'b'}, {name: 'DB_PASSWORD', value: 'hunter2'}, {name:"
                        + " 'T', valueFrom: {secretKeyRef: {name: 's', key: 'k'}}}, {name: 'IP', valueFrom:"
                        + " {fieldRef: {fieldPath: 'status.podIP'}}}]}]",
                    "containerStatuses: [{name: 'app', restartCount: 2, state: {running: {startedAt:"
                        + " '2026-11-23T04:44:10Z'}}, lastState: {terminated: {exitCode: 137, reason: 'OOMKilled',"
                        + " signal: 9, finishedAt: '2026-11-23T04:44:09Z'}}}]"),
                objects)
            .containers()
            .getFirst();
    assertThat(app.now().started()).isEqualTo(Instant.parse("2026-11-23T04:44:10Z"));
    assertThat(app.before())
        .isEqualTo(
            new PodDetail.Run(
                LiveContainer.State.TERMINATED,
                "OOMKilled",
                "",
                null,
                Instant.parse("2026-11-23T04:44:09Z"),
                137,
                9));
    assertThat(app.command()).containsExactly("--password=" + Secrets.MASK);
    assertThat(app.environment())
        .containsExactly(
            new Variable("*", Origin.ALL_OF_SECRET, "s"),
            new Variable("A", Origin.PLAIN, "b"),
            new Variable("DB_PASSWORD", Origin.PLAIN, Secrets.MASK),
            new Variable("T", Origin.SECRET, "s / k"),
            new Variable("IP", Origin.FIELD, "status.podIP"));
  }

  @Test
  void anAccountMayWhatIsBoundToItOrToItsGroups() {
    there(
        ObjectKind.ROLES,
        "{metadata: {namespace: 'shop', name: 'r'}, rules: [{apiGroups: [''], resources: ['secrets'], verbs:"
            + " ['get']}]}");
    there(
        ObjectKind.ROLE_BINDINGS,
        "{metadata: {namespace: 'shop', name: 'own'}, roleRef: {kind: 'Role', name: 'r'}, subjects: [{kind:"
            + " 'ServiceAccount', name: 'web'}]}",
        "{metadata: {namespace: 'shop', name: 'others'}, roleRef: {kind: 'Role', name: 'r'}, subjects: [{kind:"
            + " 'ServiceAccount', name: 'web', namespace: 'else'}]}",
        "{metadata: {namespace: 'else', name: 'elsewhere'}, roleRef: {kind: 'Role', name: 'r'}, subjects: [{kind:"
            + " 'ServiceAccount', name: 'web', namespace: 'shop'}]}",
        "{metadata: {namespace: 'shop', name: 'lost'}, roleRef: {kind: 'Role', name: 'gone'}, subjects: [{kind:"
            + " 'User', name: 'system:serviceaccount:shop:web'}]}");
    there(
        ObjectKind.CLUSTER_ROLE_BINDINGS,
        "{metadata: {name: 'all'}, roleRef: {kind: 'ClusterRole', name: 'cluster-admin'}, subjects: [{kind:"
            + " 'Group', name: 'system:serviceaccounts:shop'}]}");
    AccountRights rights = AccountRights.of(pod("serviceAccountName: 'web'", ""), objects);
    assertThat(rights.unseen()).containsExactly(ObjectKind.CLUSTER_ROLES);
    assertThat(rights.grants()).extracting(Grant::binding).containsExactly("own", "all", "lost");
    assertThat(rights.grants()).extracting(Grant::seen).containsExactly(true, false, false);
    assertThat(rights.grants().getFirst().powers()).containsExactly(Power.READ_SECRETS);
    there(
        ObjectKind.CLUSTER_ROLES,
        "{metadata: {name: 'cluster-admin'}, rules: [{apiGroups: ['*'], resources: ['*'], verbs: ['*']}]}");
    rights = AccountRights.of(pod("serviceAccountName: 'web'", ""), objects);
    assertThat(rights.unseen()).isEmpty();
    assertThat(rights.grants().getFirst().binding()).isEqualTo("all");
    assertThat(rights.grants().getFirst().powers()).contains(Power.EVERYTHING, Power.EXEC);
    assertThat(AccountRights.of(pod("", ""), objects).account()).isEqualTo("default");
  }

  @Test
  void whatIsGoneIsNoLongerThere() {
    WatchListener heard = objects.listener(ObjectKind.ROLES, new Silent());
    heard.added(Json.of("{metadata: {namespace: 'shop', name: 'r', uid: '1'}}"));
    heard.added(Json.of("{metadata: {namespace: 'shop', name: 'r', uid: '2'}}"));
    heard.gone(Json.of("{metadata: {namespace: 'shop', name: 'r', uid: '1'}}"));
    assertThat(objects.all(ObjectKind.ROLES, "shop")).hasSize(1);
    assertThat(objects.find(ObjectKind.ROLES, "shop", "r")).as("the newer one").isPresent();
    assertThat(objects.isWhole(ObjectKind.ROLES)).isFalse();
    heard.state(new WatchState.Ended(new Trouble.Other("no")));
    assertThat(objects.unseen(ObjectKind.ROLES)).contains(new Trouble.Other("no"));
    heard.synced();
    assertThat(objects.unseen(ObjectKind.ROLES)).isEmpty();
    assertThat(objects.isWhole(ObjectKind.ROLES)).isTrue();
  }

  private static final class Silent implements WatchListener {
    @Override
    public void added(JsonNode object) {}

    @Override
    public void changed(JsonNode object) {}

    @Override
    public void gone(JsonNode object) {}

    @Override
    public void synced() {}

    @Override
    public void state(WatchState state) {}

    @Override
    public void gap(Gap gap) {}
  }
}
