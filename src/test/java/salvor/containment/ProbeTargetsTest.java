package salvor.containment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import salvor.cluster.ClusterObjects;
import salvor.cluster.ObjectKind;
import salvor.training.apiserver.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is tried from inside a pod. */
class ProbeTargetsTest {
  private static final JsonNode POD = pod("web", "10.1.0.2", "10.0.0.9", "web");

  private static ObjectNode pod(String name, String ip, String node, String uid) {
    return Json.object(
        """
        {"metadata": {"namespace": "shop", "name": "%s", "uid": "%s"},
         "spec": {"containers": [{"name": "app", "ports": [{"containerPort": 8080}]}]},
         "status": {"podIP": "%s", "hostIP": "%s", "conditions": [{"type": "Ready", "status": "True"}]}}
        """
            .formatted(name, uid, ip, node));
  }

  private static ClusterObjects cluster(JsonNode... peers) {
    ClusterObjects objects = new ClusterObjects();
    objects.listed(
        ObjectKind.SERVICES,
        List.of(
            Json.object(
                """
                {"metadata": {"namespace": "default", "name": "kubernetes", "uid": "a"},
                 "spec": {"clusterIPs": ["10.96.0.1", "fd00::1"], "ports": [{"name": "https", "port": 443}]}}
                """),
            Json.object(
                """
                {"metadata": {"namespace": "kube-system", "name": "rke2-dns", "uid": "b", "labels": {"k8s-app": "kube-dns"}},
                 "spec": {"clusterIP": "10.96.0.10", "ports": [{"name": "dns", "port": 53}]}}
                """)));
    objects.listed(
        ObjectKind.ENDPOINT_SLICES,
        List.of(
            Json.object(
                """
                {"metadata": {"namespace": "default", "name": "kubernetes", "uid": "c",
                  "labels": {"kubernetes.io/service-name": "kubernetes"}},
                 "ports": [{"name": "https", "port": 6443}],
                 "endpoints": [{"addresses": ["10.0.0.9"]}, {"addresses": ["10.0.0.8"]}]}
                """)));
    objects.listed(ObjectKind.PODS, List.of(peers));
    return objects;
  }

  private static List<String> words(List<ProbeTarget> targets) {
    return targets.stream().map(ProbeTarget::word).toList();
  }

  @Test
  void whatEveryPodReachesIsTriedAndWhatIsBehindIt() {
    List<ProbeTarget> targets = ProbeTargets.of(POD, cluster(POD), null, List.of("192.0.2.7:443"));
    assertThat(words(targets))
        .containsExactly(
            "tcp:10.96.0.1:443",
            "tcp:10.0.0.9:6443",
            "tcp:10.0.0.8:6443",
            "dns:10.96.0.10:53:kubernetes.default.svc.cluster.local",
            "tcp:10.96.0.10:53",
            "dns:169.254.20.10:53:kubernetes.default.svc.cluster.local",
            "http:169.254.169.254:80:/",
            "tcp:192.0.2.7:443",
            "tcp:10.0.0.9:10250");
  }

  @Test
  void whatThePodsOwnNodeMayAnswerIsMarkedSo() {
    assertThat(ProbeTargets.of(POD, cluster(POD), null, List.of()))
        .filteredOn(ProbeTarget::ofNode)
        .extracting(ProbeTarget::word)
        .containsExactly(
            "tcp:10.96.0.1:443", // it may lead to the node's own server
            "tcp:10.0.0.9:6443",
            "dns:169.254.20.10:53:kubernetes.default.svc.cluster.local",
            "tcp:10.0.0.9:10250");
  }

  @Test
  void peersAreFewReadyAndNotCutOffThemselves() {
    ObjectNode quarantined = pod("q", "10.1.0.3", "10.0.0.9", "q");
    quarantined.withObject("/metadata/labels").put("salvor.io/quarantine", "x");
    ObjectNode starting = pod("s", "10.1.0.4", "10.0.0.9", "s");
    starting.withObject("/status").remove("conditions");
    assertThat(
            ProbeTargets.of(
                POD,
                cluster(
                    POD,
                    quarantined,
                    starting,
                    pod("p1", "10.1.1.1", "n", "p1"),
                    pod("p2", "10.1.1.2", "n", "p2"),
                    pod("p3", "10.1.1.3", "n", "p3"),
                    pod("p4", "10.1.1.4", "n", "p4")),
                null,
                List.of()))
        .filteredOn(target -> target.role() == ProbeTarget.Role.PEER)
        .extracting(ProbeTarget::word)
        .containsExactly("tcp:10.1.1.1:8080", "tcp:10.1.1.2:8080", "tcp:10.1.1.3:8080");
  }

  @Test
  void theOtherEndsOfItsOwnConnectionsAreTriedOnce() {
    SocketTable sockets =
        new SocketTable(
            Instant.EPOCH,
            List.of(
                socket("tcp", "0.0.0.0:80", "0.0.0.0:0", "LISTEN"),
                socket("tcp", "10.1.0.2:80", "10.1.0.77:4000", "ESTABLISHED"),
                socket("tcp", "10.1.0.2:40000", "198.51.100.7:3333", "ESTABLISHED"),
                socket("tcp", "10.1.0.2:40001", "198.51.100.7:3333", "ESTABLISHED"),
                socket("tcp", "127.0.0.1:1", "127.0.0.1:2", "ESTABLISHED"),
                socket("udp", "10.1.0.2:5", "203.0.113.1:53", "ESTABLISHED")),
            true);
    assertThat(ProbeTargets.of(POD, cluster(POD), sockets, List.of()))
        .filteredOn(target -> target.role() == ProbeTarget.Role.REMOTE)
        .extracting(ProbeTarget::word)
        .containsExactly("tcp:198.51.100.7:3333");
  }

  private static PodSocket socket(String protocol, String local, String remote, String state) {
    return new PodSocket(protocol, local, remote, state, 1, null, null, null, null);
  }

  @Test
  void whatIsNoAddressIsNeverHandedOn() {
    ObjectNode hostile = pod("h", "10.1.1.1 --timeout-ms", "n", "h");
    assertThat(words(ProbeTargets.of(POD, cluster(POD, hostile), null, List.of("x; reboot:1"))))
        .noneMatch(word -> word.contains(" ") || word.contains("reboot"));
  }
}
