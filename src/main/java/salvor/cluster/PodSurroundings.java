package salvor.cluster;

import static salvor.cluster.PodReading.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import salvor.cluster.PodDetail.Endpoint;
import salvor.cluster.PodDetail.Owner;
import salvor.cluster.PodDetail.ServiceOf;
import salvor.workload.WorkloadRef;
import tools.jackson.databind.JsonNode;

/** What is above a pod, and what leads to it. */
final class PodSurroundings {
  private static final Map<String, ObjectKind> OWNING =
      Map.of(
          "ReplicaSet", ObjectKind.REPLICA_SETS,
          "Deployment", ObjectKind.DEPLOYMENTS,
          "StatefulSet", ObjectKind.STATEFUL_SETS,
          "DaemonSet", ObjectKind.DAEMON_SETS,
          "Job", ObjectKind.JOBS,
          "CronJob", ObjectKind.CRON_JOBS,
          "Node", ObjectKind.NODES);
  private static final int HIGHEST = 8;

  private final ClusterObjects objects;

  PodSurroundings(ClusterObjects objects) {
    this.objects = objects;
  }

  List<Owner> owners(JsonNode pod) {
    List<Owner> chain = new ArrayList<>();
    String namespace = text(pod.path("metadata"), "namespace");
    JsonNode at = pod;
    while (chain.size() < HIGHEST) {
      JsonNode reference = Owners.controller(at.path("metadata"));
      if (!reference.isObject()) {
        break;
      }
      ObjectKind kind = OWNING.get(text(reference, "kind"));
      // by its uid: another of that name is not the owner
      Optional<JsonNode> owner =
          kind == null ? Optional.empty() : objects.find(kind, text(reference, "uid"));
      chain.add(
          new Owner(
              new WorkloadRef(namespace, text(reference, "kind"), text(reference, "name")),
              owner.isPresent()));
      if (owner.isEmpty()) {
        break;
      }
      at = owner.get();
    }
    return chain;
  }

  List<ServiceOf> services(JsonNode pod) {
    JsonNode metadata = pod.path("metadata");
    return objects
        .all(ObjectKind.SERVICES, text(metadata, "namespace"))
        .filter(
            service -> LabelSelector.fitsMap(service.at("/spec/selector"), metadata.path("labels")))
        .map(service ->
            new ServiceOf(
                text(service.path("metadata"), "name"),
                service.at("/spec/type").asString("ClusterIP"),
                service.at("/spec/clusterIP").asString("").replace("None", ""),
                service.at("/spec/ports").valueStream().map(port -> port(port, pod)).toList(),
                endpoint(service, pod)))
        .toList();
  }

  private static String port(JsonNode port, JsonNode pod) {
    int target = PodFacts.targetPort(port, pod);
    String node =
        port.path("nodePort").asInt(0) == 0
            ? ""
            : ", on each node " + port.path("nodePort").asInt(0);
    return port.path("port").asInt(0)
        + "/"
        + port.path("protocol").asString("TCP")
        + " → "
        + (target == 0 ? port.path("targetPort").asString("") : String.valueOf(target))
        + node;
  }

  private Endpoint endpoint(JsonNode service, JsonNode pod) {
    if (!objects.isWhole(ObjectKind.ENDPOINT_SLICES)) {
      return Endpoint.UNKNOWN;
    }
    String name = text(service.path("metadata"), "name");
    String uid = text(pod.path("metadata"), "uid");
    List<JsonNode> of =
        objects
            .all(ObjectKind.ENDPOINT_SLICES, text(pod.path("metadata"), "namespace"))
            .filter(slice ->
                slice
                    .path("metadata")
                    .path("labels")
                    .path("kubernetes.io/service-name")
                    .asString("")
                    .equals(name))
            .flatMap(slice -> slice.path("endpoints").valueStream())
            .filter(endpoint -> endpoint.at("/targetRef/uid").asString("").equals(uid))
            .toList();
    return of.isEmpty()
        ? Endpoint.NONE
        : of.stream().anyMatch(each -> each.at("/conditions/ready").asBoolean(true))
            ? Endpoint.READY
            : Endpoint.NOT_READY;
  }
}
