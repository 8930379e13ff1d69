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
  void whatIsChangedOnceMoreIsToldOnceMore() {
    ObjectNode half = means();
    half.withObject("/spec").putArray("policyTypes").add("Ingress");
    ObjectNode none = means();
    none.withObject("/spec").putArray("policyTypes").add("Egress");
    assertThat(signs(half)).isEqualTo(signs(half.deepCopy())).isNotEqualTo(signs(none));
    ObjectNode app = pod("web", "{\"app\": \"web\"}");
    ObjectNode other = pod("web", "{\"app\": \"shop\"}");
    assertThat(labels(app)).isNotEqualTo(labels(other));
  }

  private java.util.Set<String> signs(ObjectNode policy) {
    return vigil.alarms(stands(marked()).with(policy).objects()).stream()
        .filter(Alarm.MeansChanged.class::isInstance)
        .map(Vigil::sign)
        .collect(java.util.stream.Collectors.toSet());
  }

  private java.util.Set<String> labels(ObjectNode pod) {
    return vigil.alarms(stands(pod).with(means()).objects()).stream()
        .filter(Alarm.LabelsChanged.class::isInstance)
        .map(Vigil::sign)
        .collect(java.util.stream.Collectors.toSet());
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

  /** A policy of each kind that lets the pod out, or everybody. */
  private static final List<List<String>> OPENING =
      List.of(
          List.of(
              "CiliumClusterwideNetworkPolicy",
              "{spec: {endpointSelector: {}, egress: [{toEntities: ['all']}]}}"),
          List.of(
              "CiliumNetworkPolicy",
              "{metadata: {namespace: 'shop'}, spec: {endpointSelector: {}, egress: [{toEntities: ['world']}]}}"),
          List.of(
              "GlobalNetworkPolicy", "{spec: {selector: 'all()', egress: [{action: 'Allow'}]}}"),
          List.of(
              "CalicoNetworkPolicy",
              "{metadata: {namespace: 'shop'}, spec: {egress: [{action: 'Allow'}]}}"),
          List.of(
              "StoredGlobalNetworkPolicy",
              "{spec: {selector: \"!has(nothing)\", egress: [{action: 'Pass'}]}}"),
          List.of(
              "StoredNetworkPolicy",
              "{metadata: {namespace: 'shop'}, spec: {egress: [{action: 'Allow'}]}}"),
          List.of(
              "ClusterNetworkPolicy",
              "{spec: {priority: 5, tier: 'Admin', subject: {namespaces: {}}, egress: [{action: 'Accept'}]}}"),
          List.of(
              "AdminNetworkPolicy",
              "{spec: {priority: 5, subject: {namespaces: {}}, egress: [{action: 'Allow'}]}}"));

  private static ObjectNode policy(String kind, String json) {
    ObjectNode policy = Json.object(json);
    policy.put("kind", kind).withObject("/metadata").put("name", "open");
    return policy;
  }

  @Test
  void aNewPolicyOfAPluginOrOfTheWholeClusterIsTold() {
    for (List<String> each : OPENING) {
      ObjectNode policy = policy(each.getFirst(), each.getLast());
      policy.withObject("/metadata").put("creationTimestamp", "2026-11-28T10:00:00Z");
      assertThat(vigil.alarms(stands(marked()).with(means()).with(policy).objects()))
          .as(each.getFirst())
          .singleElement()
          .isInstanceOfSatisfying(
              Alarm.PolicyOpens.class,
              alarm -> {
                assertThat(alarm.pods()).containsExactly(WEB);
                assertThat(alarm.news().isNew()).isTrue();
                assertThat(alarm.news().since()).isEqualTo("2026-11-28T10:00:00Z");
              });
    }
  }

  /** A quarantine by NetworkPolicies alone, planned where a policy of another kind was there. */
  private Vigil over(JsonNode known) {
    QuarantinePlan beside =
        planned().with(known).plan(new Snapshot.Wish().by(Backend.NETWORK_POLICY), "web");
    assertThat(beside.wish().label()).isEqualTo(plan.wish().label());
    return new Vigil(Measure.of(beside, "IR-7"), Map.of());
  }

  @Test
  void aPolicyThatIsChangedInPlaceSoThatItOpensIsToldAndOneThatDoesNotIsNot() {
    for (List<String> each : OPENING) {
      ObjectNode open = policy(each.getFirst(), each.getLast());
      ObjectNode shut = open.deepCopy();
      shut.withObject("/spec").remove("egress");
      assertThat(over(shut.deepCopy()).alarms(stands(marked()).with(means()).with(shut).objects()))
          .as("as it was: %s", each.getFirst())
          .isEmpty();
      ObjectNode opened = open.deepCopy();
      opened
          .withObject("/metadata")
          .putArray("managedFields")
          .add(Json.object("{time: '2026-11-28T10:05:00Z', fieldsV1: {'f:spec': {}}}"))
          .add(Json.object("{time: '2026-11-28T11:00:00Z', fieldsV1: {'f:status': {}}}"));
      assertThat(over(shut).alarms(stands(marked()).with(means()).with(opened).objects()))
          .as("opened: %s", each.getFirst())
          .singleElement()
          .isInstanceOfSatisfying(
              Alarm.PolicyOpens.class,
              alarm -> {
                assertThat(alarm.pods()).containsExactly(WEB);
                assertThat(alarm.news().isNew()).isFalse();
                assertThat(alarm.news().fields()).containsExactly("/spec/egress");
                assertThat(alarm.news().since()).isEqualTo("2026-11-28T10:05:00Z");
              });
      assertThat(over(open.deepCopy()).alarms(stands(marked()).with(means()).with(open).objects()))
          .as("it was known to: %s", each.getFirst())
          .isEmpty();
      assertThat(over(open).alarms(stands(marked()).with(means()).with(shut).objects()))
          .as("shut: %s", each.getFirst())
          .isEmpty();
    }
  }

  @Test
  void aPolicyOfOtherPodsDoesNotMatterUntilItSelectsOne() {
    for (List<String> each :
        List.of(
            List.of(
                "CiliumNetworkPolicy",
                "/spec/endpointSelector",
                "{matchLabels: {'k8s:app': 'db'}}"),
            List.of(
                "CiliumClusterwideNetworkPolicy",
                "/spec/endpointSelector",
                "{matchLabels: {'k8s:io.kubernetes.pod.namespace': 'bank'}}"),
            List.of("GlobalNetworkPolicy", "/spec/selector", "\"app == 'db'\""),
            List.of(
                "GlobalNetworkPolicy",
                "/spec/namespaceSelector",
                "\"projectcalico.org/name in {'bank'}\""),
            List.of("CalicoNetworkPolicy", "/spec/selector", "\"has(app) && app != 'web'\""),
            List.of(
                "ClusterNetworkPolicy",
                "/spec/subject",
                "{pods: {podSelector: {matchLabels: {app: 'db'}}}}"))) {
      ObjectNode wide =
          OPENING.stream()
              .filter(open -> open.getFirst().equals(each.getFirst()))
              .map(open -> policy(open.getFirst(), open.getLast()))
              .findFirst()
              .orElseThrow();
      ObjectNode narrow = wide.deepCopy();
      String field = each.get(1);
      narrow
          .withObject(field.substring(0, field.lastIndexOf('/')))
          .set(
              field.substring(field.lastIndexOf('/') + 1),
              Json.object("{is: " + each.getLast() + "}").get("is"));
      ObjectNode more = narrow.deepCopy();
      more.withArray("/spec/egress").add(Json.object("{action: 'Allow', toEntities: ['host']}"));
      assertThat(
              over(narrow.deepCopy()).alarms(stands(marked()).with(means()).with(more).objects()))
          .as("of others: %s", each)
          .isEmpty();
      assertThat(over(narrow).alarms(stands(marked()).with(means()).with(wide).objects()))
          .as("of this one now: %s", each)
          .singleElement()
          .isInstanceOf(Alarm.PolicyOpens.class);
    }
    ObjectNode elsewhere = policy("CiliumNetworkPolicy", OPENING.get(1).getLast());
    elsewhere.withObject("/metadata").put("namespace", "bank");
    assertThat(vigil.alarms(stands(marked()).with(means()).with(elsewhere).objects())).isEmpty();
  }

  @Test
  void whatIsNoMoreDeniedIsTold() {
    ObjectNode denied = policy("CiliumNetworkPolicy", OPENING.get(1).getLast());
    denied.withArray("/spec/egressDeny").add(Json.object("{toEntities: ['all']}"));
    ObjectNode calico = policy("GlobalNetworkPolicy", OPENING.get(2).getLast());
    calico.withArray("/spec/egress").insert(0, Json.object("{action: 'Deny'}"));
    assertThat(
            over(denied)
                .alarms(
                    stands(marked())
                        .with(means())
                        .with(policy("CiliumNetworkPolicy", OPENING.get(1).getLast()))
                        .objects()))
        .singleElement()
        .isInstanceOf(Alarm.PolicyOpens.class);
    assertThat(
            over(calico)
                .alarms(
                    stands(marked())
                        .with(means())
                        .with(policy("GlobalNetworkPolicy", OPENING.get(2).getLast()))
                        .objects()))
        .singleElement()
        .isInstanceOf(Alarm.PolicyOpens.class);
  }

  /** The policy that was known, as it is after a change. */
  private List<Alarm> changed(String from, String to) {
    String policy =
        """
        {"metadata": {"namespace": "shop", "name": "edited"}, "spec": {"podSelector": {}, %s}}
        """;
    QuarantinePlan beside = planned().with("NetworkPolicy", policy.formatted(from)).plan("web");
    return new Vigil(Measure.of(beside, "IR-7"), Map.of())
        .alarms(
            stands(marked()).with(means()).with("NetworkPolicy", policy.formatted(to)).objects());
  }

  @Test
  void aNetworkPolicyThatIsChangedInPlaceIsToldWhereItAllowsMore() {
    String client = "{\"podSelector\": {\"matchLabels\": {\"app\": \"client\"}}}";
    String all = "\"policyTypes\": [\"Ingress\", \"Egress\"], ";
    String one = all + "\"ingress\": [{\"from\": [" + client + "]}]";
    String two =
        all
            + "\"ingress\": [{\"from\": ["
            + client
            + ", {\"ipBlock\": {\"cidr\": \"10.0.0.0/8\"}}]}]";
    assertThat(changed(one, two))
        .singleElement()
        .isInstanceOfSatisfying(
            Alarm.MayPass.class,
            alarm -> {
              assertThat(alarm.news().fields()).containsExactly("/spec/ingress");
              assertThat(alarm.residual())
                  .isInstanceOfSatisfying(
                      QuarantinePlan.Residual.Allowed.class,
                      allowed -> assertThat(allowed.policy()).isEqualTo("edited"));
            });
    assertThat(changed(two, one)).as("it allows less").isEmpty();
    assertThat(changed(one, all + "\"ingress\": []")).as("it allows nothing").isEmpty();
    assertThat(changed(all + "\"egress\": []", all + "\"egress\": [{}]"))
        .as("everything goes out")
        .singleElement()
        .isInstanceOf(Alarm.MayPass.class);
    assertThat(
            changed(
                "\"policyTypes\": [\"Ingress\"], \"egress\": [{}]",
                "\"policyTypes\": [\"Ingress\", \"Egress\"], \"egress\": [{}]"))
        .as("a rule that did not count counts now")
        .singleElement()
        .isInstanceOf(Alarm.MayPass.class);
  }

  @Test
  void aPolicyOfCalicoThatIsMovedBeforeOursIsTold() {
    String placed =
        "{metadata: {name: '%s', namespace: '%s'}, spec: {order: %s, selector: \"%s\", egress: [{action: 'Allow'}]}}";
    Snapshot before =
        planned()
            .with("Namespace", "{metadata: {name: 'shop'}}")
            .with("Tier", "{metadata: {name: 'default'}, spec: {order: 1000000}}")
            .with("GlobalNetworkPolicy", placed.formatted("all", "", 500, "all()"))
            .with("CalicoNetworkPolicy", placed.formatted("own", "shop", 40, "all()"))
            .with("CalicoNetworkPolicy", placed.formatted("db", "shop", 40, "app == 'db'"));
    QuarantinePlan strong = before.plan(new Snapshot.Wish().by(Backend.CALICO_POLICY), "web");
    Vigil over = new Vigil(Measure.of(strong, "IR-7"), Map.of());
    ObjectNode label = Json.object("{}").put("salvor.io/quarantine", strong.wish().label());
    Snapshot now =
        new Snapshot()
            .with(pod("web", label.put("app", "web").toString()))
            .with("Namespace", "{metadata: {name: 'shop'}}")
            .with("Tier", "{metadata: {name: 'default'}, spec: {order: 1000000}}")
            .with("GlobalNetworkPolicy", placed.formatted("all", "", 500, "all()"));
    strong.steps().stream()
        .filter(Step.Create.class::isInstance)
        .forEach(step -> now.with(((Step.Create) step).manifest().deepCopy()));
    now.with("CalicoNetworkPolicy", placed.formatted("db", "shop", -9, "app == 'db'"));
    assertThat(over.alarms(now.objects())).as("it is of other pods").isEmpty();
    now.with("CalicoNetworkPolicy", placed.formatted("own", "shop", -9, "all()"));
    assertThat(over.alarms(now.objects()))
        .singleElement()
        .isInstanceOfSatisfying(
            Alarm.Outranked.class,
            alarm -> {
              assertThat(alarm.kind()).isEqualTo(ObjectKind.CALICO_NAMESPACED_POLICIES);
              assertThat(alarm.name()).isEqualTo("own");
              assertThat(alarm.pods()).containsExactly(WEB);
              assertThat(alarm.news().fields()).containsExactly("/spec/order");
            });
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
        .singleElement()
        .isInstanceOfSatisfying(
            Alarm.Outranked.class,
            alarm -> {
              assertThat(alarm.kind()).isEqualTo(ObjectKind.CLUSTER_NETWORK_POLICIES);
              assertThat(alarm.name()).isEqualTo("beside");
              assertThat(alarm.news().isNew()).isTrue();
            });
    now.with(
        "ClusterNetworkPolicy", ADMINS.formatted("denying", 0).replace("\"Accept\"", "\"Deny\""));
    assertThat(over.alarms(now.objects())).as("it denies as well").hasSize(1);
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
            ObjectKind.CILIUM_CLUSTERWIDE_POLICIES,
            ObjectKind.CALICO_NAMESPACED_POLICIES,
            ObjectKind.CALICO_STORED_GLOBAL_POLICIES,
            ObjectKind.CALICO_STORED_NAMESPACED_POLICIES);
  }

  @Test
  void policiesOfCalicoThatAreSeenAreNotToldAgainAsItStoresThem() {
    WatchedPolicies policies =
        WatchedPolicies.of(
            stands(marked())
                .serving(ObjectKind.CALICO_NETWORK_POLICIES)
                .forbidding(ObjectKind.CALICO_STORED_GLOBAL_POLICIES)
                .serving(ObjectKind.CALICO_STORED_NAMESPACED_POLICIES)
                .objects());
    assertThat(policies.unseen()).isEmpty();
    assertThat(policies.seen())
        .containsExactly(
            ObjectKind.NETWORK_POLICIES,
            ObjectKind.CALICO_NETWORK_POLICIES,
            ObjectKind.CALICO_STORED_NAMESPACED_POLICIES);
  }
}
