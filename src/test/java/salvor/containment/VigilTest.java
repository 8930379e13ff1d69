package salvor.containment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import salvor.cluster.ObjectKind;
import salvor.training.apiserver.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** When a quarantine that stands is to be looked at anew. */
class VigilTest {
  private static final ChosenPod WEB = new ChosenPod("shop", "web", "pods-shop-web");
  private static final String CLIENT_ALLOWED =
      """
      {"metadata": {"namespace": "shop", "name": "%s"}, "spec": {"podSelector": %s,
       "policyTypes": ["Ingress"], "ingress": [{"from": [{"podSelector": {"matchLabels": {"app": "client"}}}]}]}}
      """;

  private final QuarantinePlan plan = planned().plan("web");
  private final Vigil vigil = new Vigil(Measure.of(plan, "IR-7"), Map.of());

  private static ObjectNode pod(String name, String labels) {
    return Json.object(
        """
        {"kind": "Pod", "metadata": {"namespace": "shop", "name": "%s", "labels": %s},
         "spec": {"containers": [{"name": "app", "image": "web:1"}]},
         "status": {"phase": "Running", "podIP": "10.0.0.7",
          "containerStatuses": [{"name": "app", "restartCount": 1}]}}
        """
            .formatted(name, labels));
  }

  /** The pod, and a policy that selects everything and lets a client in. */
  private static Snapshot planned() {
    return new Snapshot()
        .with(pod("web", "{\"app\": \"web\"}"))
        .with(pod("client", "{\"app\": \"client\"}"))
        .with("NetworkPolicy", CLIENT_ALLOWED.formatted("known", "{}"));
  }

  private ObjectNode marked() {
    String label = Json.object("{}").put("is", plan.wish().label()).get("is").toString();
    return pod("web", "{\"salvor.io/quarantine\": %s}".formatted(label));
  }

  private ObjectNode means() {
    return plan.steps().stream()
        .filter(Step.Create.class::isInstance)
        .map(step -> ((Step.Create) step).manifest().deepCopy())
        .findFirst()
        .orElseThrow();
  }

  /** The quarantine, as it was made. */
  private Snapshot stands(JsonNode pod) {
    return new Snapshot()
        .with(pod)
        .with(pod("client", "{\"app\": \"client\"}"))
        .with("NetworkPolicy", CLIENT_ALLOWED.formatted("known", "{}"));
  }

  @Test
  void nothingIsToldWhileEverythingIsAsItWasMade() {
    assertThat(vigil.alarms(stands(marked()).with(means()).objects())).isEmpty();
    ObjectNode more = pod("client2", "{\"app\": \"client\"}");
    assertThat(vigil.alarms(stands(marked()).with(means()).with(more).objects()))
        .as("what was known to pass is no news, whoever it means now")
        .isEmpty();
  }

  @Test
  void aLabelThatIsTakenAwayOrGivenBackIsTold() {
    assertThat(vigil.alarms(stands(pod("web", "{\"app\": \"web\"}")).with(means()).objects()))
        .filteredOn(Alarm.LabelsChanged.class::isInstance)
        .singleElement()
        .satisfies(alarm ->
            assertThat(((Alarm.LabelsChanged) alarm).fields())
                .contains("/metadata/labels/salvor.io~1quarantine"));
  }

  @Test
  void aPodThatIsGoneOrAnotherIsTold() {
    assertThat(vigil.alarms(new Snapshot().with(means()).with(pod("client", "{}")).objects()))
        .containsExactly(new Alarm.PodGone(WEB));
    ObjectNode other = marked();
    other.withObject("/metadata").put("uid", "another").put("resourceVersion", "9");
    assertThat(vigil.alarms(stands(other).with(means()).objects()))
        .containsExactly(new Alarm.PodReplaced(WEB, "another"));
  }

  @Test
  void aContainerThatWasStartedAnewIsTold() {
    ObjectNode again = marked();
    ((ObjectNode) again.at("/status/containerStatuses/0")).put("restartCount", 3);
    assertThat(vigil.alarms(stands(again).with(means()).objects()))
        .containsExactly(new Alarm.Restarted(WEB, "app", 2));
  }

  @Test
  void aStartBeforeThePodWasLastLookedAtIsNoNews() {
    ObjectNode again = marked();
    ObjectNode status = (ObjectNode) again.at("/status/containerStatuses/0");
    status.put("restartCount", 3);
    status.withObject("/state/running").put("startedAt", "2026-11-28T10:00:00Z");
    Measure measure = Measure.of(plan, "IR-7");
    var objects = stands(again).with(means()).objects();
    assertThat(
            new Vigil(measure, Map.of(WEB.uid(), Instant.parse("2026-11-28T10:00:01Z")))
                .alarms(objects))
        .isEmpty();
    assertThat(
            new Vigil(measure, Map.of(WEB.uid(), Instant.parse("2026-11-28T09:59:59Z")))
                .alarms(objects))
        .containsExactly(new Alarm.Restarted(WEB, "app", 2));
  }

  @Test
  void whatWasKnownIsKnownFromTheFileAlone() {
    Measure read = MeasureFile.of(MeasureFile.json(Measure.of(plan, "IR-7")));
    assertThat(new Vigil(read, Map.of()).alarms(stands(marked()).with(means()).objects()))
        .isEmpty();
    assertThat(read.known()).isNotEmpty();
  }

  @Test
  void whatCutsItOffMustBeThereAsItWasSent() {
    assertThat(vigil.alarms(stands(marked()).objects()))
        .hasAtLeastOneElementOfType(Alarm.MeansGone.class);
    ObjectNode opened = means();
    opened.withObject("/spec").putArray("egress").addObject();
    assertThat(vigil.alarms(stands(marked()).with(opened).objects()))
        .hasAtLeastOneElementOfType(Alarm.MayPass.class);
    ObjectNode half = means();
    half.withObject("/spec").putArray("policyTypes").add("Ingress");
    assertThat(vigil.alarms(stands(marked()).with(half).objects()))
        .hasAtLeastOneElementOfType(Alarm.MeansChanged.class);
  }

  @Test
  void whatCannotBeSeenIsNotSaidToBeGone() {
    assertThat(vigil.alarms(stands(marked()).forbidding(ObjectKind.NETWORK_POLICIES).objects()))
        .noneMatch(Alarm.MeansGone.class::isInstance)
        .hasAtLeastOneElementOfType(Alarm.MayPass.class);
  }

  @Test
  void aNewPolicyThatAllowsSomethingIsTold() {
    List<Alarm> alarms =
        vigil.alarms(
            stands(marked())
                .with(means())
                .with("NetworkPolicy", CLIENT_ALLOWED.formatted("new", "{}"))
                .objects());
    assertThat(alarms)
        .singleElement()
        .satisfies(alarm ->
            assertThat(
                    ((QuarantinePlan.Residual.Allowed) ((Alarm.MayPass) alarm).residual()).policy())
                .isEqualTo("new"));
  }

  @Test
  void aNewPolicyOfTheWholeClusterIsTold() {
    for (String kind :
        List.of(
            "CiliumClusterwideNetworkPolicy",
            "CiliumNetworkPolicy",
            "GlobalNetworkPolicy",
            "ClusterNetworkPolicy",
            "AdminNetworkPolicy")) {
      assertThat(
              vigil.alarms(
                  stands(marked())
                      .with(means())
                      .with(kind, "{\"metadata\": {\"name\": \"open\"}}")
                      .objects()))
          .as(kind)
          .singleElement()
          .isInstanceOfSatisfying(
              Alarm.MayPass.class,
              alarm ->
                  assertThat(alarm.residual())
                      .isInstanceOf(QuarantinePlan.Residual.OtherPolicies.class));
    }
  }

  private static final String ADMINS =
      """
      {"metadata": {"name": "%s"}, "spec": {"priority": %d, "tier": "Admin",
       "subject": {"namespaces": {}}, "egress": [{"action": "Accept"}]}}
      """;

  @Test
  void aPolicyBesideThatOfAnAdministratorIsToldAndOneBehindItIsNot() {
    Snapshot before =
        planned()
            .with("Namespace", "{\"metadata\": {\"name\": \"shop\"}}")
            .with("ClusterNetworkPolicy", ADMINS.formatted("behind", 5));
    QuarantinePlan strong = before.plan("web");
    assertThat(strong.backend()).isEqualTo(Backend.CLUSTER_NETWORK_POLICY);
    Vigil over = new Vigil(Measure.of(strong, "IR-7"), Map.of());
    String label = Json.object("{}").put("is", strong.wish().label()).get("is").toString();
    Snapshot now =
        before.with(
            pod("web", "{\"salvor.io/quarantine\": %s, \"app\": \"web\"}".formatted(label)));
    strong.steps().stream()
        .filter(Step.Create.class::isInstance)
        .forEach(step -> now.with(((Step.Create) step).manifest().deepCopy()));
    assertThat(over.alarms(now.objects())).noneMatch(Alarm.Outranked.class::isInstance);
    now.with("ClusterNetworkPolicy", ADMINS.formatted("beside", 0));
    assertThat(over.alarms(now.objects()))
        .contains(new Alarm.Outranked(ObjectKind.CLUSTER_NETWORK_POLICIES, "beside"));
  }

  @Test
  void whichPoliciesAreSeenIsTold() {
    WatchedPolicies policies =
        WatchedPolicies.of(
            stands(marked())
                .with("CiliumNetworkPolicy", "{\"metadata\": {\"name\": \"a\"}}")
                .forbidding(ObjectKind.CALICO_NETWORK_POLICIES)
                .objects());
    assertThat(policies.seen())
        .containsExactly(ObjectKind.NETWORK_POLICIES, ObjectKind.CILIUM_NETWORK_POLICIES);
    assertThat(policies.unseen()).containsOnlyKeys(ObjectKind.CALICO_NETWORK_POLICIES);
    assertThat(policies.absent())
        .containsExactly(
            ObjectKind.CLUSTER_NETWORK_POLICIES,
            ObjectKind.ADMIN_NETWORK_POLICIES,
            ObjectKind.CILIUM_CLUSTERWIDE_POLICIES);
  }
}
