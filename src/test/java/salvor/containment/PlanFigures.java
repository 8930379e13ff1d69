package salvor.containment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import salvor.cluster.ClusterObjects;

/**
 * How long it takes to plan the isolation of many pods of one image in a large cluster: 200 of
 * 10,000, with 500 policies and 500 Services, when nothing is said.
 */
final class PlanFigures {
  private static final int RUNS = 15;
  private static final int NAMESPACES = 50;

  private PlanFigures() {}

  /** Siblings, pods, policies and Services as many. */
  static void main(String[] args) {
    int siblings = args.length > 0 ? Integer.parseInt(args[0]) : 200;
    int pods = args.length > 1 ? Integer.parseInt(args[1]) : 10_000;
    int others = args.length > 2 ? Integer.parseInt(args[2]) : 500;
    Snapshot snapshot = new Snapshot();
    for (int i = 0; i < NAMESPACES; i++) {
      snapshot.with("Namespace", "{\"metadata\": {\"name\": \"n%d\"}}".formatted(i));
    }
    snapshot.with(
        "ReplicaSet",
        "{\"metadata\": {\"namespace\": \"n0\", \"name\": \"web\"}, \"spec\": {\"replicas\": %d}}"
            .formatted(siblings));
    List<String> chosen = new ArrayList<>();
    for (int i = 0; i < pods; i++) {
      boolean sibling = i < siblings;
      int namespace = sibling ? 0 : i % NAMESPACES;
      String name = (sibling ? "web-" : "other-") + i;
      snapshot.with("Pod", pod("n" + namespace, name, sibling ? "web" : "other-" + i % 500, i));
      if (sibling) {
        chosen.add("pods-n0-" + name);
      }
    }
    for (int i = 0; i < others; i++) {
      String namespace = "n" + i % NAMESPACES;
      String app = i % 10 == 0 ? "web" : "other-" + i % 500;
      snapshot.with("NetworkPolicy", policy(namespace, "p" + i, app));
      snapshot.with(
          "Service",
          """
          {"metadata": {"namespace": "%s", "name": "s%d"}, "spec": {"selector": {"app": "%s"}}}
          """
              .formatted(namespace, i, app));
    }
    ClusterObjects objects = snapshot.objects();
    double[] took = new double[RUNS];
    QuarantinePlan plan = null;
    for (int run = 0; run < RUNS; run++) {
      long begin = System.nanoTime();
      plan =
          Quarantine.plan(
              objects,
              snapshot.rights(),
              new QuarantineWish("IR-7", "0badcafe", chosen, null, false, false));
      took[run] = (System.nanoTime() - begin) / 1e6;
    }
    double first = took[0];
    Arrays.sort(took);
    System.out.printf(
        Locale.ROOT,
        "%d of %d pods, %d policies: %d steps; first %.0f ms, median %.0f ms, slowest %.0f ms%n",
        siblings,
        pods,
        others,
        plan.steps().size(),
        first,
        took[RUNS / 2],
        took[RUNS - 1]);
  }

  private static String pod(String namespace, String name, String app, int i) {
    return """
    {"metadata": {"namespace": "%s", "name": "%s",
      "labels": {"app": "%s", "pod-template-hash": "5468d8c4df"},
      "ownerReferences": [{"kind": "ReplicaSet", "name": "web", "uid": "replicasets-n0-web",
        "controller": true}]},
     "spec": {"nodeName": "node-%d", "containers": [{"name": "app", "image": "web:1"}]},
     "status": {"phase": "Running", "podIP": "10.%d.%d.%d",
      "conditions": [{"type": "Ready", "status": "True"}]}}
    """
        .formatted(namespace, name, app, i % 200, i >> 16 & 255, i >> 8 & 255, i & 255);
  }

  private static String policy(String namespace, String name, String app) {
    return """
    {"metadata": {"namespace": "%s", "name": "%s"},
     "spec": {"podSelector": {"matchLabels": {"app": "%s"}},
      "policyTypes": ["Ingress", "Egress"],
      "ingress": [{"from": [{"podSelector": {"matchLabels": {"app": "other-1"}},
        "namespaceSelector": {}}]}],
      "egress": [{"to": [{"ipBlock": {"cidr": "198.51.100.0/24"}}]}]}}
    """
        .formatted(namespace, name, app);
  }
}
