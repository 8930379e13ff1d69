package salvor.containment;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterObjects;
import salvor.cluster.ObjectKind;
import salvor.cluster.Right;
import salvor.cluster.fabric8.PracticeApi;
import salvor.custody.CaseLedger;
import salvor.jobs.Pause;
import salvor.jobs.Progress;
import tools.jackson.databind.node.ObjectNode;

/**
 * A practice server with an attacked pod, {@code shop/web}, its like {@code shop/web2}, what
 * selects them, and a client of it.
 */
final class Attacked implements AutoCloseable {
  static final String LABEL = "IR-7-0badcafe";
  static final String POLICY = "salvor-quarantine-ir-7-0badcafe";
  final PracticeApi api = new PracticeApi();
  final Path folder;
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

  CaseLedger ledger() {
    return CaseLedger.in(folder, InstantSource.system());
  }

  Applying applying() {
    return new Applying(cluster, ledger(), () -> {}, InstantSource.system(), pause);
  }

  Applied apply(Measure measure) throws Exception {
    Applying applying = applying();
    return applying.apply(applying.dryRun(measure, Progress.NONE), Progress.NONE);
  }

  ObjectNode get(String plural, String name) {
    return api.find(plural, "shop", name).orElseThrow();
  }

  @Override
  public void close() {
    cluster.close();
    api.close();
  }
}
