package salvor.containment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import salvor.cluster.ObjectKind;
import salvor.cluster.Right;
import salvor.containment.QuarantinePlan.Affected;
import salvor.containment.QuarantinePlan.PassedOver;
import salvor.containment.QuarantinePlan.Refused;
import salvor.containment.QuarantinePlan.Remark;
import salvor.containment.QuarantinePlan.Residual;
import salvor.training.apiserver.Json;
import tools.jackson.databind.node.ObjectNode;

/** What a plan says of one pod, {@code shop/web}, case by case. */
class QuarantineTest {
  private static final String OWNED =
      ", ownerReferences: [{kind: '%s', name: 'own', uid: '%s-shop-own', controller: true}]";

  /** The pod, with more in its metadata and its spec. */
  private static Snapshot web(String metadata, String spec) {
    return new Snapshot()
        .with("Namespace", "{metadata: {name: 'shop', labels: {team: 'shop'}}}")
        .with(
            "Pod",
            "{metadata: {namespace: 'shop', name: 'web', labels: {app: 'web', tier: 'front'}%s}, spec: {containers: [{name:"
                    .formatted(metadata)
                + " 'c', image: 'web:1'}]%s}, status: {phase: 'Running', podIP: '10.0.0.1', conditions: [{type: 'Ready', status:"
                    .formatted(spec)
                + " 'True'}]}}");
  }

  private static Snapshot web() {
    return web("", "");
  }

  private static Snapshot policies(Snapshot snapshot, String... specs) {
    for (int i = 0; i < specs.length; i++) {
      snapshot.with(
          "NetworkPolicy",
          "{metadata: {namespace: 'shop', name: 'p%d'}, spec: %s}".formatted(i, specs[i]));
    }
    return snapshot;
  }

  private static String removed(QuarantinePlan plan) {
    Step.Patch patch = (Step.Patch) plan.steps().getLast();
    return patch
        .patch()
        .valueStream()
        .filter(each -> each.path("op").asString().equals("remove"))
        .map(each -> each.path("path").asString().replace("/metadata/labels/", ""))
        .collect(Collectors.joining(" "));
  }

  // --- which pods can be cut off ---

  static Stream<Arguments> refusals() {
    return Stream.of(
        arguments("runs", web(), "web", null),
        arguments(
            "node's network", web("", ", hostNetwork: true"), "web", Refused.Why.HOST_NETWORK),
        arguments("host network said to be false", web("", ", hostNetwork: false"), "web", null),
        arguments("not there", web(), "other", Refused.Why.NOT_THERE),
        arguments("succeeded", phase("Succeeded"), "web", Refused.Why.ENDED),
        arguments("failed", phase("Failed"), "web", Refused.Why.ENDED),
        arguments("pending", phase("Pending"), "web", null),
        arguments("unknown phase", phase("Unknown"), "web", null),
        arguments("a label that nothing stands behind", labelled(QUARANTINED), "web", null),
        arguments("cut off already", cutOff("IR-7", "{}"), "web", Refused.Why.QUARANTINED),
        arguments(
            "cut off by another case",
            cutOff("IR-6", "{}"),
            "web",
            Refused.Why.QUARANTINED_ELSEWHERE),
        arguments(
            "cut off once, and opened by somebody", cutOff("IR-7", "{ingress: [{}]}"), "web", null),
        arguments(
            "no right to policies",
            web().denying(Right.CREATE_NETWORK_POLICY),
            "web",
            Refused.Why.NO_BACKEND));
  }

  private static final String QUARANTINED = "salvor.io/quarantine: 'IR-7-00000000'";

  /** The pod bears the label of a case, whose policy is there, with more in its spec. */
  private static Snapshot cutOff(String caseId, String more) {
    ObjectNode policy =
        new Manifests(new QuarantineWish(caseId, "00000000", List.of(), null, false, false))
            .networkPolicy("shop")
            .manifest()
            .deepCopy();
    policy.withObject("/spec").setAll(Json.object(more));
    return labelled(QUARANTINED.replace("IR-7", caseId)).with(policy);
  }

  @Test
  void aLabelThatNothingStandsBehindIsReplacedAndPutBackByUndo() {
    Snapshot snapshot = labelled(QUARANTINED);
    QuarantinePlan plan = snapshot.plan("web");
    assertThat(plan.remarks())
        .contains(
            new Remark.LabelReplaced(
                new ChosenPod("shop", "web", "pods-shop-web"), Backing.NOTHING));
    Step.Patch patch = (Step.Patch) plan.steps().getLast();
    assertThat(patch.patch().toString())
        .contains("\"test\",\"path\":\"/metadata/uid\"", "\"path\":\"/metadata/resourceVersion\"");
    ObjectNode done = (ObjectNode) patch.before().deepCopy();
    done.withObject("/metadata/labels").put("salvor.io/quarantine", "IR-7-0badcafe");
    done.withObject("/metadata/annotations")
        .put("salvor.io/original-labels", "{\"salvor.io/quarantine\":\"IR-7-00000000\"}");
    Touched touched = Touched.of(patch.patch(), patch.before());
    assertThat(touched.undoneIn(done)).isEmpty();
    assertThat(touched.backward(done).toString())
        .contains("/metadata/labels/salvor.io~1quarantine\",\"value\":\"IR-7-00000000");
    assertThat(snapshot.forbidding(ObjectKind.CILIUM_NETWORK_POLICIES).plan("web").remarks())
        .contains(
            new Remark.LabelReplaced(
                new ChosenPod("shop", "web", "pods-shop-web"), Backing.NOT_SEEN));
  }

  private static Snapshot phase(String phase) {
    return new Snapshot()
        .with(
            "Pod",
            "{metadata: {namespace: 'shop', name: 'web'}, status: {phase: '%s'}}".formatted(phase));
  }

  private static Snapshot labelled(String labels) {
    return new Snapshot()
        .with(
            "Pod",
            "{metadata: {namespace: 'shop', name: 'web', labels: {%s}}, status: {phase: 'Running'}}"
                .formatted(labels.replaceAll("([a-z./-]+):", "'$1':")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void refusals(String name, Snapshot snapshot, String pod, Refused.Why why) {
    QuarantinePlan plan = snapshot.plan(pod);
    assertThat(plan.refused())
        .extracting(Refused::why)
        .isEqualTo(why == null ? List.of() : List.of(why));
    assertThat(plan.steps().isEmpty()).isEqualTo(why != null);
    assertThat(plan.isolates()).isEqualTo(why == null);
  }

  @Test
  void onePodThatIsRefusedLeavesTheOthersInThePlanButNotCalledIsolated() {
    QuarantinePlan plan =
        web()
            .with(
                "Pod",
                "{metadata: {namespace: 'shop', name: 'node'}, spec: {hostNetwork: true}, status: {phase: 'Running'}}")
            .plan("web", "node", "web");
    assertThat(plan.steps()).hasSize(2);
    assertThat(plan.refused()).hasSize(1);
    assertThat(plan.isolates()).isFalse();
  }

  // --- what cuts them off ---

  private static final ObjectKind CNP = ObjectKind.CLUSTER_NETWORK_POLICIES;
  private static final ObjectKind ANP = ObjectKind.ADMIN_NETWORK_POLICIES;
  private static final ObjectKind CILIUM = ObjectKind.CILIUM_NETWORK_POLICIES;
  private static final ObjectKind CALICO = ObjectKind.CALICO_NETWORK_POLICIES;

  private static Snapshot running(Snapshot snapshot, String... images) {
    for (String image : images) {
      snapshot.with(
          "Pod",
          "{metadata: {namespace: 'kube-system', name: '%s'}, spec: {containers: [{name: 'a', image: '%s'}]}}"
              .formatted("net" + images.length + image.hashCode(), image));
    }
    return snapshot;
  }

  private static Snapshot admin(String kind, int priority, String subject) {
    return web()
        .with(
            kind,
            "{metadata: {name: 'theirs'}, spec: {tier: 'Admin', priority: %d, subject: %s}}"
                .formatted(priority, subject));
  }

  static Stream<Arguments> backends() {
    return Stream.of(
        arguments("nothing but policies", web(), null, Backend.NETWORK_POLICY),
        arguments("admin tier", web().serving(CNP), null, Backend.CLUSTER_NETWORK_POLICY),
        arguments("its forerunner", web().serving(ANP), null, Backend.ADMIN_NETWORK_POLICY),
        arguments("both", web().serving(CNP, ANP), null, Backend.CLUSTER_NETWORK_POLICY),
        arguments("Cilium", web().serving(CILIUM), null, Backend.CILIUM),
        arguments("Calico", web().serving(CALICO), null, Backend.CALICO_POLICY),
        arguments(
            "Cilium, which has no admin tier",
            running(web().serving(CNP, ANP, CILIUM), "quay.io/cilium/cilium:v1.18"),
            null,
            Backend.CILIUM),
        arguments(
            "Calico, which has",
            running(web().serving(CNP, CALICO), "docker.io/calico/node:v3.32"),
            null,
            Backend.CLUSTER_NETWORK_POLICY),
        arguments(
            "Calico's kinds without it",
            running(web().serving(CALICO), "kindest/kindnetd:v1"),
            null,
            Backend.NETWORK_POLICY),
        arguments(
            "OVN-Kubernetes",
            running(web().serving(CNP, ANP), "ghcr.io/ovn-kubernetes/ovn-kube:1"),
            null,
            Backend.ADMIN_NETWORK_POLICY),
        arguments(
            "Antrea",
            running(web().serving(ANP), "antrea/antrea-agent-ubuntu:2"),
            null,
            Backend.ADMIN_NETWORK_POLICY),
        arguments(
            "kube-router",
            running(web().serving(CNP), "cloudnativelabs/kube-router:2"),
            null,
            Backend.NETWORK_POLICY),
        arguments(
            "flannel with a policy agent",
            running(
                web().serving(CNP),
                "flannel/flannel:1",
                "registry.k8s.io/networking/kube-network-policies:1"),
            null,
            Backend.CLUSTER_NETWORK_POLICY),
        arguments(
            "flannel alone", running(web(), "flannel/flannel:1"), null, Backend.NETWORK_POLICY),
        arguments(
            "may not make it",
            web().serving(CNP).denying(Right.CREATE_CLUSTER_NETWORK_POLICY),
            null,
            Backend.NETWORK_POLICY),
        arguments(
            "may not take it back",
            web().serving(CNP).denying(Right.DELETE_CLUSTER_NETWORK_POLICY),
            null,
            Backend.NETWORK_POLICY),
        arguments(
            "may not see them", web().serving(CNP).forbidding(CNP), null, Backend.NETWORK_POLICY),
        arguments(
            "the same rank, this pod",
            admin("ClusterNetworkPolicy", 0, "{namespaces: {}}"),
            null,
            Backend.NETWORK_POLICY),
        arguments(
            "the same rank, other pods",
            admin("ClusterNetworkPolicy", 0, "{namespaces: {matchLabels: {team: 'ops'}}}"),
            null,
            Backend.CLUSTER_NETWORK_POLICY),
        arguments(
            "the same rank, by a label it loses not",
            admin(
                "ClusterNetworkPolicy",
                0,
                "{pods: {namespaceSelector: {}, podSelector: {matchLabels: {tier: 'front'}}}}"),
            null,
            Backend.NETWORK_POLICY),
        arguments(
            "a lower rank",
            admin("ClusterNetworkPolicy", 1, "{namespaces: {}}"),
            null,
            Backend.CLUSTER_NETWORK_POLICY),
        arguments(
            "the same rank, forerunner",
            admin("AdminNetworkPolicy", 0, "{namespaces: {}}"),
            null,
            Backend.NETWORK_POLICY),
        arguments("asked for", web().serving(CNP), Backend.NETWORK_POLICY, Backend.NETWORK_POLICY),
        arguments("asked for and not there", web(), Backend.CILIUM, null),
        arguments(
            "policies may not be seen",
            web().forbidding(ObjectKind.NETWORK_POLICIES),
            null,
            Backend.NETWORK_POLICY));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void backends(String name, Snapshot snapshot, Backend wanted, Backend chosen) {
    QuarantinePlan plan = snapshot.plan(new Snapshot.Wish().by(wanted), "web");
    assertThat(plan.backend()).isEqualTo(chosen);
    assertThat(plan.passedOver()).doesNotContainKey(chosen);
    assertThat(plan.passedOver().size() + (chosen == null ? 0 : 1))
        .isEqualTo(Backend.values().length);
  }

  @Test
  void saysWhyAnotherMeansWasNotTaken() {
    assertThat(web().plan("web").passedOver().get(Backend.CILIUM))
        .isEqualTo(new PassedOver.NotServed());
    assertThat(
            admin("ClusterNetworkPolicy", 0, "{namespaces: {}}")
                .plan("web")
                .passedOver()
                .get(Backend.CLUSTER_NETWORK_POLICY))
        .isEqualTo(new PassedOver.Outranked("theirs"));
    assertThat(web().serving(CNP).plan("web").passedOver().get(Backend.NETWORK_POLICY))
        .isEqualTo(new PassedOver.NotNeeded());
  }

  // --- which labels it loses, and what is left ---

  private static final String DENY = "{podSelector: {}, policyTypes: ['Ingress', 'Egress']}";
  private static final String APP_WEB =
      "{podSelector: {matchLabels: {app: 'web'}}, policyTypes: ['Egress'], egress: [{}]}";

  static Stream<Arguments> labels() {
    String service =
        "{metadata: {namespace: 'shop', name: 's'}, spec: {selector: {tier: 'front'}}}";
    return Stream.of(
        arguments("no policy", policies(web()), "", 0),
        arguments("one that only denies keeps its pods", policies(web(), DENY), "", 0),
        arguments("one that allows, by a label", policies(web(), APP_WEB), "app", 0),
        arguments(
            "one of ingress only",
            policies(web(), "{podSelector: {matchLabels: {app: 'web'}}, ingress: [{}]}"),
            "app",
            0),
        arguments(
            "egress rules without the type are egress",
            policies(web(), "{podSelector: {matchLabels: {app: 'web'}}, egress: [{}]}"),
            "app",
            0),
        arguments(
            "rules of a type it does not name do not count",
            policies(
                web(),
                "{podSelector: {matchLabels: {app: 'web'}}, policyTypes: ['Ingress'], egress: [{}]}"),
            "",
            0),
        arguments(
            "by an expression",
            policies(
                web(),
                "{podSelector: {matchExpressions: [{key: 'tier', operator: 'In', values: ['front', 'x']}]}, ingress: [{}]}"),
            "tier",
            0),
        arguments(
            "by a label that is there",
            policies(
                web(),
                "{podSelector: {matchExpressions: [{key: 'tier', operator: 'Exists'}]}, ingress: [{}]}"),
            "tier",
            0),
        arguments(
            "by two labels",
            policies(
                web(), "{podSelector: {matchLabels: {app: 'web', tier: 'front'}}, ingress: [{}]}"),
            "app tier",
            0),
        arguments(
            "two policies",
            policies(
                web(), APP_WEB, "{podSelector: {matchLabels: {tier: 'front'}}, ingress: [{}]}"),
            "app tier",
            0),
        arguments(
            "a policy of other pods",
            policies(web(), "{podSelector: {matchLabels: {app: 'db'}}, ingress: [{}]}"),
            "",
            0),
        arguments(
            "all pods allowed: no label helps",
            policies(web(), "{podSelector: {}, ingress: [{}]}"),
            "",
            1),
        arguments(
            "both directions allowed to all",
            policies(web(), "{podSelector: {}, ingress: [{}], egress: [{}]}"),
            "",
            2),
        arguments(
            "by a label that is not there",
            policies(
                web(),
                "{podSelector: {matchExpressions: [{key: 'old', operator: 'DoesNotExist'}]}, ingress: [{}]}"),
            "",
            1),
        arguments(
            "by another value",
            policies(
                web(),
                "{podSelector: {matchExpressions: [{key: 'app', operator: 'NotIn', values: ['db']}]}, ingress: [{}]}"),
            "",
            1),
        arguments(
            "to lose the label would open it",
            policies(
                web(),
                "{podSelector: {matchExpressions: [{key: 'app', operator: 'DoesNotExist'}]}, egress: [{}]}",
                APP_WEB),
            "",
            1),
        arguments(
            "to lose one would open it, the other will do",
            policies(
                web(),
                "{podSelector: {matchExpressions: [{key: 'app', operator: 'DoesNotExist'}]}, egress: [{}]}",
                "{podSelector: {matchLabels: {app: 'web', tier: 'front'}}, policyTypes: ['Egress'], egress: [{}]}"),
            "tier",
            0),
        arguments(
            "to lose it would let others reach the pod",
            policies(web(), ALL_IN, APP_WEB, reaches("Egress", "to", "NotIn', values: ['web']")),
            "",
            2),
        arguments(
            "to lose it would let the pod reach others",
            policies(web(), ALL_OUT, APP_WEB, reaches("Ingress", "from", "DoesNotExist'")),
            "",
            2),
        arguments(
            "others might reach it, but nothing is let in",
            policies(web(), APP_WEB, reaches("Egress", "to", "NotIn', values: ['web']")),
            "app",
            0),
        arguments(
            "others might reach it, but it can only go out",
            policies(web(), ALL_OUT, APP_WEB, reaches("Egress", "to", "NotIn', values: ['web']")),
            "app",
            1),
        arguments(
            "others may reach it already",
            policies(web(), ALL_IN, APP_WEB, reaches("Egress", "to", "NotIn', values: ['db']")),
            "app",
            1),
        arguments("a Service", web().with("Service", service), "tier", 0),
        arguments(
            "a Service without selector",
            web().with("Service", "{metadata: {namespace: 'shop', name: 's'}, spec: {}}"),
            "",
            0),
        arguments(
            "a Service of another namespace",
            web().with("Service", service.replace("shop", "ops")),
            "",
            0),
        arguments("its owner", owned("ReplicaSet", "matchLabels: {app: 'web'}"), "app", 0),
        arguments(
            "its owner, by an expression",
            owned(
                "ReplicaSet",
                "matchExpressions: [{key: 'tier', operator: 'In', values: ['front']}]"),
            "tier",
            0),
        arguments(
            "its owner, which was not seen",
            web(OWNED.formatted("ReplicaSet", "replicasets"), ""),
            "",
            0));
  }

  private static final String ALL_IN = "{podSelector: {}, ingress: [{}]}";
  private static final String ALL_OUT = "{podSelector: {}, policyTypes: ['Egress'], egress: [{}]}";

  /** Others, selected by a policy that lets them reach pods, or be reached by them, so labelled. */
  private static String reaches(String type, String peers, String operator) {
    return "{podSelector: {matchLabels: {role: 'client'}}, policyTypes: ['%s'], %s: [{%s: [{podSelector: {matchExpressions: [{key: 'app', operator: '%s}]}}]}]}"
        .formatted(type, type.toLowerCase(), peers, operator);
  }

  private static Snapshot owned(String kind, String selector) {
    return web(OWNED.formatted(kind, kind.toLowerCase() + "s"), "")
        .with(
            kind,
            "{metadata: {namespace: 'shop', name: 'own'}, spec: {selector: {%s}}}"
                .formatted(selector));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void labels(String name, Snapshot snapshot, String removed, int left) {
    QuarantinePlan plan = snapshot.plan("web");
    assertThat(removed(plan)).isEqualTo(removed);
    assertThat(plan.residual().stream().filter(Residual.Allowed.class::isInstance)).hasSize(left);
    assertThat(plan.isolates()).isEqualTo(left == 0);
    QuarantinePlan narrowed = snapshot.plan(new Snapshot.Wish().narrowing(), "web");
    assertThat(narrowed.isolates()).as("with policies narrowed").isTrue();
    assertThat(narrowed.steps().getLast()).isInstanceOf(Step.Patch.class);
    assertThat(((Step.Patch) narrowed.steps().getLast()).why()).isEqualTo(Step.Why.MARK_POD);
  }

  static Stream<Arguments> kept() {
    return Stream.of(
        arguments(
            "a Service",
            web()
                .with(
                    "Service",
                    "{metadata: {namespace: 'shop', name: 's'}, spec: {selector: {tier: 'front'}}}"),
            null,
            ""),
        arguments("its owner", owned("ReplicaSet", "matchLabels: {app: 'web'}"), null, ""),
        arguments("a policy's label goes all the same", policies(web(), APP_WEB), null, "app"),
        arguments(
            "unless something stronger denies",
            policies(web().serving(CILIUM), APP_WEB),
            Backend.CILIUM,
            ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void kept(String name, Snapshot snapshot, Backend backend, String removed) {
    assertThat(removed(snapshot.plan(new Snapshot.Wish().keepingLabels().by(backend), "web")))
        .isEqualTo(removed);
  }

  static Stream<Arguments> left() {
    Snapshot opened =
        policies(
            web().serving(CNP, CILIUM, CALICO), "{podSelector: {}, ingress: [{}], egress: [{}]}");
    Snapshot pods =
        policies(web().serving(CNP), "{podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}");
    Snapshot block =
        policies(
            web().serving(CNP),
            "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: '0.0.0.0/0'}}]}]}");
    return Stream.of(
        arguments("plain", policies(web()), null, "NodeTraffic OtherProtocols"),
        arguments(
            "an admin's leaves what comes from outside",
            opened,
            Backend.CLUSTER_NETWORK_POLICY,
            "Allowed NodeTraffic OtherProtocols"),
        arguments(
            "an admin's covers pods",
            pods,
            Backend.CLUSTER_NETWORK_POLICY,
            "NodeTraffic OtherProtocols"),
        arguments(
            "an admin's does not cover addresses",
            block,
            Backend.CLUSTER_NETWORK_POLICY,
            "Allowed NodeTraffic OtherProtocols"),
        arguments("Cilium's covers all", opened, Backend.CILIUM, "NodeTraffic"),
        arguments("Calico's covers all", opened, Backend.CALICO_POLICY, "NodeTraffic"),
        arguments(
            "Calico judges an admin's first",
            web()
                .serving(CALICO)
                .with(
                    "AdminNetworkPolicy",
                    "{metadata: {name: 'a'}, spec: {priority: 0, subject: {namespaces: {}}}}"),
            Backend.CALICO_POLICY,
            "OtherPolicies NodeTraffic"),
        arguments(
            "policies not seen",
            web().forbidding(ObjectKind.NETWORK_POLICIES),
            null,
            "NotSeen NodeTraffic OtherProtocols"),
        arguments(
            "a plugin's not seen",
            web().forbidding(CILIUM),
            null,
            "NotSeen NodeTraffic OtherProtocols"),
        arguments(
            "a plugin's may allow",
            web().with("CiliumNetworkPolicy", "{metadata: {namespace: 'shop', name: 'x'}}"),
            Backend.NETWORK_POLICY,
            "OtherPolicies NodeTraffic OtherProtocols"),
        arguments(
            "a cache for names",
            running(web(), "registry.k8s.io/dns/k8s-dns-node-cache:1.23"),
            null,
            "NodeTraffic NodeDns OtherProtocols"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void left(String name, Snapshot snapshot, Backend backend, String left) {
    QuarantinePlan plan = snapshot.plan(new Snapshot.Wish().by(backend), "web");
    assertThat(
            plan.residual().stream()
                .map(each -> each.getClass().getSimpleName())
                .collect(Collectors.joining(" ")))
        .isEqualTo(left);
    assertThat(plan.isolates()).isEqualTo(!left.matches(".*(Allowed|NotSeen|OtherPolicies).*"));
  }

  // --- who notices ---

  static Stream<Arguments> owners() {
    String all = "matchLabels: {app: 'web'}";
    return Stream.of(
        arguments("ReplicaSet", owned("ReplicaSet", all), "REPLACES_IT"),
        arguments("DaemonSet", owned("DaemonSet", all), "REPLACES_IT_ON_NODE"),
        arguments("StatefulSet", owned("StatefulSet", all), "WAITS_FOR_ITS_NAME"),
        arguments("Job", owned("Job", all), "COUNTS_IT_AS_LOST"),
        arguments(
            "not seen",
            web(OWNED.formatted("ReplicaSet", "replicasets"), "")
                .with(
                    "Service",
                    "{metadata: {namespace: 'shop', name: 's'}, spec: {selector: {app: 'web'}}}"),
            "UNKNOWN"),
        arguments(
            "of a kind nobody knows",
            web(OWNED.formatted("Rollout", "rollouts"), "")
                .with(
                    "Service",
                    "{metadata: {namespace: 'shop', name: 's'}, spec: {selector: {app: 'web'}}}"),
            "UNKNOWN"),
        arguments(
            "another of its name",
            owned("ReplicaSet", all)
                .with(
                    "ReplicaSet",
                    "{metadata: {namespace: 'shop', name: 'own', uid: 'other'}, spec: {selector: {matchLabels: {x: 'y'}}}}"),
            "REPLACES_IT"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void owners(String name, Snapshot snapshot, String effect) {
    assertThat(snapshot.plan("web").affected())
        .filteredOn(Affected.Owner.class::isInstance)
        .extracting(each -> ((Affected.Owner) each).effect().name())
        .containsExactly(effect);
    assertThat(snapshot.plan(new Snapshot.Wish().keepingLabels(), "web").affected())
        .filteredOn(Affected.Owner.class::isInstance)
        .extracting(each -> ((Affected.Owner) each).effect().name())
        .containsExactly("KEEPS_IT");
  }

  @Test
  void aPortOfTheNodeIsWantedTwice() {
    Snapshot snapshot =
        new Snapshot()
            .with(
                "DaemonSet",
                "{metadata: {namespace: 'shop', name: 'own'}, spec: {selector: {matchLabels: {app: 'web'}}}}")
            .with(
                "Pod",
                "{metadata: {namespace: 'shop', name: 'web', labels: {app: 'web'}%s}, spec: {containers: [{name: 'c', ports: [{hostPort: 80}]}]}, status: {phase: 'Running'}}"
                    .formatted(OWNED.formatted("DaemonSet", "daemonsets")));
    assertThat(snapshot.plan("web").affected())
        .extracting(each -> ((Affected.Owner) each).effect())
        .containsExactly(QuarantinePlan.Effect.REPLACES_IT_PORT_CLASH);
  }

  @ParameterizedTest
  @CsvSource({"false,2,1,false", "true,2,1,true"})
  void aServiceLosesAnEndpoint(boolean keep, int before, int after, boolean still) {
    Snapshot snapshot =
        web()
            .with(
                "Service",
                "{metadata: {namespace: 'shop', name: 's'}, spec: {selector: {app: 'web'}}}")
            .with(
                "Service",
                "{metadata: {namespace: 'shop', name: 'other'}, spec: {selector: {app: 'db'}}}")
            .with(
                "Pod",
                "{metadata: {namespace: 'shop', name: 'two', labels: {app: 'web'}}, status: {phase: 'Running', conditions: [{type: 'Ready', status: 'True'}]}}");
    Snapshot.Wish wish = keep ? new Snapshot.Wish().keepingLabels() : new Snapshot.Wish();
    assertThat(snapshot.plan(wish, "web").affected())
        .containsExactly(new Affected.Service("shop", "s", before, after, still));
  }

  @Test
  void aBudgetCountsThePod() {
    assertThat(
            web()
                .with(
                    "PodDisruptionBudget",
                    "{metadata: {namespace: 'shop', name: 'b'}, spec: {selector: {matchLabels: {app: 'web'}}}, status: {disruptionsAllowed: 1}}")
                .with(
                    "PodDisruptionBudget",
                    "{metadata: {namespace: 'shop', name: 'c'}, spec: {selector: {matchLabels: {app: 'db'}}}}")
                .plan("web")
                .affected())
        .containsExactly(new Affected.Budget("shop", "b", 1));
  }

  // --- what to know ---

  static Stream<Arguments> remarks() {
    return Stream.of(
        arguments("a probe", "livenessProbe: {httpGet: {port: 80}}", "", "RestartRisk PT30S"),
        arguments(
            "a slow probe",
            "livenessProbe: {failureThreshold: 6, periodSeconds: 20}",
            "",
            "RestartRisk PT2M"),
        arguments(
            "a probe of a pod that is never restarted",
            "livenessProbe: {}",
            ", restartPolicy: 'Never'",
            ""),
        arguments("only of readiness", "readinessProbe: {}", "", ""),
        arguments(
            "a mesh's proxy by its image",
            "x: 1, image: 'docker.io/istio/proxyv2:1.24'",
            "",
            "Mesh c"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void remarks(String name, String container, String spec, String remark) {
    Snapshot snapshot =
        new Snapshot()
            .with(
                "Pod",
                "{metadata: {namespace: 'shop', name: 'web'}, spec: {containers: [{name: 'c', %s}]%s}, status: {phase: 'Running'}}"
                    .formatted(container, spec));
    assertThat(
            snapshot.plan("web").remarks().stream()
                .map(each ->
                    switch (each) {
                      case Remark.RestartRisk risk -> "RestartRisk " + risk.after();
                      case Remark.Mesh mesh -> "Mesh " + mesh.container();
                      case Remark.Ending _ -> "Ending";
                      case Remark.LabelsRemoved _ -> "LabelsRemoved";
                      case Remark.LabelReplaced replaced -> "LabelReplaced " + replaced.behind();
                      case Remark.Plugins _ -> "";
                    })
                .collect(Collectors.joining()))
        .isEqualTo(remark);
  }

  @Test
  void aPodThatIsBeingDeletedIsTold() {
    assertThat(web(", deletionTimestamp: '2026-11-27T00:00:00Z'", "").plan("web").remarks())
        .anyMatch(Remark.Ending.class::isInstance);
  }

  // --- the requests themselves ---

  @Test
  void thePoliciesComeFirstAndThePatchFailsWhereThePodIsAnother() {
    QuarantinePlan plan = policies(web(), APP_WEB).plan("web");
    assertThat(plan.steps())
        .extracting(step -> step.kind().plural())
        .containsExactly("networkpolicies", "pods");
    assertThat(((Step.Patch) plan.steps().getLast()).patch())
        .hasToString(
            "[{'op':'test','path':'/metadata/uid','value':'pods-shop-web'},{'op':'test','path':'/metadata/resourceVersion','value':'7'},{'op':'add','path':'/metadata/annotations','value':{}},{'op':'add','path':'/metadata/annotations/salvor.io~1original-labels','value':'{\\'app\\':\\'web\\',\\'tier\\':\\'front\\'}'},{'op':'remove','path':'/metadata/labels/app'},{'op':'add','path':'/metadata/labels/salvor.io~1quarantine','value':'IR-7-0badcafe'}]"
                .replace('\'', '"'));
  }

  @Test
  void aPolicyIsNarrowedForTheChosenPodsAlone() {
    QuarantinePlan plan =
        policies(
                web(),
                "{podSelector: {}, ingress: [{}]}",
                "{podSelector: {matchExpressions: [{key: 'old', operator: 'DoesNotExist'}]}, ingress: [{}]}")
            .plan(new Snapshot.Wish().narrowing(), "web");
    assertThat(
            plan.steps().stream().skip(1).limit(2).map(step -> ((Step.Patch) step).patch().path(2)))
        .extracting(Object::toString)
        .containsExactly(
            "{'op':'add','path':'/spec/podSelector/matchExpressions','value':[{'key':'salvor.io/quarantine','operator':'NotIn','values':['IR-7-0badcafe']}]}"
                .replace('\'', '"'),
            "{'op':'add','path':'/spec/podSelector/matchExpressions/-','value':{'key':'salvor.io/quarantine','operator':'NotIn','values':['IR-7-0badcafe']}}"
                .replace('\'', '"'));
    assertThat(web().denying(Right.PATCH_NETWORK_POLICY).plan("web").missing()).isEmpty();
    assertThat(
            policies(
                    web().denying(Right.PATCH_NETWORK_POLICY, Right.LABEL_POD),
                    "{podSelector: {}, ingress: [{}]}")
                .plan(new Snapshot.Wish().narrowing(), "web")
                .missing())
        .containsExactly(Right.LABEL_POD, Right.PATCH_NETWORK_POLICY);
  }

  @Test
  void aPolicyForEachNamespaceAndEachPodItsOwnPatch() {
    Snapshot snapshot =
        web()
            .with(
                "Pod",
                "{metadata: {namespace: 'ops', name: 'web', uid: 'pods-shop-far'}, status: {phase: 'Running'}}");
    assertThat(snapshot.plan("web", "far").steps())
        .extracting(step -> step.kind().plural() + " " + step.namespace())
        .containsExactly("networkpolicies ops", "networkpolicies shop", "pods shop", "pods ops");
  }

  @ParameterizedTest
  @CsvSource({
    "IR-7, IR-7-0badcafe",
    "'', 0badcafe",
    "'Fall 12/ä', Fall-12---0badcafe",
    "'--..x', x-0badcafe",
    "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-0badcafe"
  })
  void theLabelIsOneThatALabelMayBe(String caseId, String label) {
    QuarantineWish wish = new QuarantineWish(caseId, "0badcafe", List.of(), null, false, false);
    assertThat(wish.label())
        .isEqualTo(label)
        .matches("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    assertThat(wish.objectName()).matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?").hasSizeLessThan(254);
  }
}
