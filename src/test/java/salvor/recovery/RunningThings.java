package salvor.recovery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import salvor.cluster.ClusterObjects;
import salvor.cluster.ObjectKind;
import salvor.workload.ImageDigest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A cluster in a few words: workloads with their templates, and pods with what they run. */
final class RunningThings {
  static final String BAD = "sha256:" + "b".repeat(64);
  static final String GOOD = "sha256:" + "a".repeat(64);
  static final String OTHER = "sha256:" + "c".repeat(64);
  static final Fix FIX = new Fix(new ImageDigest(BAD), new ImageDigest(GOOD), null);

  private final Map<ObjectKind, List<JsonNode>> all = new HashMap<>();

  RunningThings() {
    RollOut.KINDS.forEach(kind -> all.put(kind, new ArrayList<>()));
  }

  private RunningThings with(ObjectKind kind, String json) {
    all.get(kind).add(JsonMapper.shared().readTree(json));
    return this;
  }

  /** A workload with one container; {@code more} goes into its specification. */
  RunningThings workload(RolledKind kind, String name, String image, String more) {
    String template =
        "\"template\": {\"spec\": {\"containers\": [{\"name\": \"app\", \"image\": \"%s\"}]}}"
            .formatted(image);
    String spec =
        kind == RolledKind.CRON_JOB ? "\"jobTemplate\": {\"spec\": {" + template + "}}" : template;
    return with(
        kind.kind(),
        "{\"metadata\": {\"namespace\": \"shop\", \"name\": \"%s\", \"uid\": \"u-%s\", \"resourceVersion\": \"7\"}, \"spec\": {%s%s}}"
            .formatted(name, name, spec, more));
  }

  RunningThings object(ObjectKind kind, String json) {
    return with(kind, json);
  }

  RunningThings replicaSet(String name, String deployment) {
    return with(
        ObjectKind.REPLICA_SETS,
        """
        {"metadata": {"namespace": "shop", "name": "%s", "uid": "u-%s",
          "ownerReferences": [{"kind": "Deployment", "name": "%s", "uid": "u-%s", "controller": true}]},
         "spec": {"template": {"spec": {"containers": []}}}}
        """
            .formatted(name, name, deployment, deployment));
  }

  /** A running pod of an owner; of none where the kind is empty. */
  RunningThings pod(String name, String kind, String owner, String image, String imageId) {
    return pod(name, kind, owner, image, imageId, "Running", "");
  }

  RunningThings pod(
      String name,
      String kind,
      String owner,
      String image,
      String imageId,
      String phase,
      String labels) {
    String owners =
        kind.isEmpty()
            ? ""
            : "\"ownerReferences\": [{\"kind\": \"%s\", \"name\": \"%s\", \"uid\": \"u-%s\", \"controller\": true}],"
                .formatted(kind, owner, owner);
    return with(
        ObjectKind.PODS,
        """
        {"metadata": {"namespace": "shop", "name": "%s", "uid": "p-%s", %s "labels": {%s}},
         "spec": {"containers": [{"name": "app", "image": "%s"}]},
         "status": {"phase": "%s", "containerStatuses":
           [{"name": "app", "image": "%s", "imageID": "%s", "state": {"running": {}}}]}}
        """
            .formatted(name, name, owners, labels, image, phase, image, imageId));
  }

  ClusterObjects seen() {
    ClusterObjects objects = new ClusterObjects();
    all.forEach(objects::listed);
    return objects;
  }

  /** With the policy of a quarantine, which stands behind the label {@code x}. */
  RunningThings cutOff() {
    return with(
        ObjectKind.NETWORK_POLICIES,
        """
        {"metadata": {"namespace": "shop", "name": "q", "uid": "q", "labels": {"salvor.io/made-for": "x"}},
         "spec": {"podSelector": {"matchLabels": {"salvor.io/quarantine": "x"}}, "policyTypes": ["Ingress", "Egress"]}}
        """);
  }

  RollOutPlan plan() {
    return RollOut.plan(seen(), FIX);
  }
}
