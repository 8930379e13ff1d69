package salvor.containment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterObjects;
import salvor.cluster.ObjectKind;
import salvor.cluster.Right;
import salvor.cluster.fabric8.PracticeApi;
import salvor.custody.CaseLedger;
import salvor.custody.Deed;
import salvor.jobs.Pause;
import salvor.jobs.Progress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A practice server with an attacked pod, {@code shop/web}, its like {@code shop/web2}, what
 * selects them, and a client of it.
 */
final class Attacked implements AutoCloseable {
  static final String LABEL = "IR-7-0badcafe";
  static final String POLICY = "salvor-quarantine-ir-7-0badcafe";
  final PracticeApi api = new PracticeApi();
  Path folder;
  final Cluster cluster;

  /** How long would have been waited. */
  final List<java.time.Duration> waits = new CopyOnWriteArrayList<>();

  final Pause pause = (length, _) -> waits.add(length);

  Attacked(Path dir) throws Exception {
    folder = dir.resolve("case");
    api.create("namespaces", "{\"metadata\": {\"name\": \"shop\"}}");
    pod("web");
    pod("web2");
    api.create(
        "pods",
        """
        {"metadata": {"namespace": "shop", "name": "client", "labels": {"app": "client"}},
         "spec": {"containers": [{"name": "app", "image": "client:1"}]},
         "status": {"phase": "Running", "podIP": "10.0.0.9"}}
        """);
    api.create(
        "networkpolicies",
        """
        {"metadata": {"namespace": "shop", "name": "web"},
         "spec": {"podSelector": {"matchLabels": {"app": "web"}}, "policyTypes": ["Ingress", "Egress"],
          "ingress": [{"from": [{"podSelector": {"matchLabels": {"app": "client"}}}]}],
          "egress": [{"to": [{"ipBlock": {"cidr": "198.51.100.0/24"}}]}]}}
        """);
    api.create(
        "services",
        """
        {"metadata": {"namespace": "shop", "name": "web"}, "spec": {"selector": {"app": "web"}}}
        """);
    cluster = api.connect(dir, PracticeApi.ADMIN);
  }

  private void pod(String name) {
    api.create(
        "pods",
        """
        {"metadata": {"namespace": "shop", "name": "%s",
          "labels": {"app": "web", "team": "a/b~c", "pod-template-hash": "5468d8c4df"},
          "ownerReferences": [{"kind": "ReplicaSet", "name": "web", "uid": "rs", "controller": true}]},
         "spec": {"containers": [{"name": "app", "image": "web:1"}]},
         "status": {"phase": "Running", "podIP": "10.0.0.%d"}}
        """
            .formatted(name, 10 + name.length()));
  }

  ClusterObjects objects() throws Exception {
    Set<ObjectKind> kinds = new LinkedHashSet<>(Quarantine.KINDS);
    return ClusterObjects.listed(cluster, kinds, ObjectKind.PODS, "");
  }

  /** A plan for these pods of {@code shop}. */
  QuarantinePlan plan(boolean narrow, String... pods) throws Exception {
    List<String> uids = new ArrayList<>();
    for (String pod : pods) {
      uids.add(api.uid("pods", "shop", pod));
    }
    return Quarantine.plan(
        objects(),
        cluster.rights(Right.of(Right.Use.CONTAIN), "shop"),
        new QuarantineWish("IR-7", "0badcafe", uids, null, narrow, narrow));
  }

  Measure quarantine(String... pods) throws Exception {
    return Measure.of(plan(false, pods), "a web shell");
  }

  /** A policy that selects every pod allows something: no pod escapes it by its labels. */
  void allowEverybody() {
    api.create(
        "networkpolicies",
        """
        {"metadata": {"namespace": "shop", "name": "everybody"},
         "spec": {"podSelector": {}, "policyTypes": ["Ingress", "Egress"],
          "ingress": [{"ports": [{"port": 80}]}], "egress": [{"ports": [{"port": 443}]}]}}
        """);
  }

  /** One that leaves the labels as they are, and changes the policy that allows something. */
  Measure narrowing(String... pods) throws Exception {
    return Measure.of(plan(true, pods), "a web shell");
  }

  CaseLedger ledger() {
    return CaseLedger.in(folder, InstantSource.system());
  }

  Applying applying() {
    return new Applying(cluster, ledger(), () -> {}, InstantSource.system(), pause);
  }

  Applied apply(Measure measure) throws Exception {
    return apply(measure, cluster, InstantSource.system(), Progress.NONE);
  }

  Applied apply(Measure measure, Cluster by, InstantSource clock, Progress progress)
      throws Exception {
    DryRun trial = DryRun.of(measure, cluster, () -> {}, Progress.NONE);
    return new Applying(by, CaseLedger.in(folder, clock), () -> {}, clock, pause)
        .apply(trial, progress);
  }

  /** The measures of the case, as the next program finds them. */
  List<RecordedMeasure> measures() throws Exception {
    CaseLedger ledger = ledger();
    ledger.repair();
    ledger.write(ledger.entry(Deed.ACCESSED, null));
    Measures measures = Measures.in(ledger);
    assertThat(measures.isSound()).as(measures.toString()).isTrue();
    return measures.all();
  }

  Undone undo(RecordedMeasure measure) throws Exception {
    return new Undoing(cluster, ledger(), () -> {}, InstantSource.system(), pause)
        .undo(measure, "it was a test", Progress.NONE);
  }

  /** Takes everything back that is recorded, and says what came of each step. */
  List<Outcome> undo() throws Exception {
    List<Outcome> all = new ArrayList<>();
    for (RecordedMeasure measure : measures()) {
      undo(measure).results().forEach(each -> all.add(each.outcome()));
    }
    return all;
  }

  ObjectNode get(String plural, String name) {
    return api.find(plural, "shop", name).orElseThrow();
  }

  /** Everything that is there, without what the server keeps of each write. */
  Map<String, JsonNode> everything() {
    Map<String, JsonNode> all = new TreeMap<>();
    for (String plural : List.of("pods", "networkpolicies", "services", "namespaces")) {
      for (ObjectNode object : api.all(plural)) {
        ObjectNode metadata = (ObjectNode) object.get("metadata");
        metadata.remove(List.of("resourceVersion", "managedFields", "generation"));
        all.put(plural + "/" + metadata.path("name").asString(), object);
      }
    }
    return all;
  }

  /** Which connections of the attacked pods pass, by the rules of the API. */
  Set<String> open() {
    List<JsonNode> objects = new ArrayList<>(api.all("networkpolicies"));
    objects.addAll(api.all("namespaces"));
    PolicyOracle oracle = new PolicyOracle(objects);
    Set<String> open = new TreeSet<>();
    for (String name : List.of("web", "web2")) {
      Optional<ObjectNode> pod = api.find("pods", "shop", name);
      if (pod.isPresent()) {
        PolicyOracle.End self = end(pod.get());
        for (PolicyOracle.End other : others(name)) {
          for (int port : new int[] {53, 80, 443, 3333}) {
            if (oracle.passes(self, other, "TCP", port)) {
              open.add(name + " > " + other.address() + ":" + port);
            }
            if (oracle.passes(other, self, "TCP", port)) {
              open.add(name + " < " + other.address() + ":" + port);
            }
          }
        }
      }
    }
    return open;
  }

  private List<PolicyOracle.End> others(String than) {
    List<PolicyOracle.End> ends = new ArrayList<>();
    api.all("pods").stream()
        .filter(pod -> !pod.at("/metadata/name").asString().equals(than))
        .forEach(pod -> ends.add(end(pod)));
    for (String address : List.of("198.51.100.7", "203.0.113.5", "2001:db8::7")) {
      ends.add(PolicyOracle.End.outside(address));
    }
    return ends;
  }

  private static PolicyOracle.End end(ObjectNode pod) {
    return new PolicyOracle.End(pod.at("/status/podIP").asString(), pod);
  }

  @Override
  public void close() {
    cluster.close();
    api.close();
  }
}
