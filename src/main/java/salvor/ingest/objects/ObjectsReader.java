package salvor.ingest.objects;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Observation;
import salvor.evidence.ObservedTime;
import salvor.evidence.RecordRef;
import salvor.ingest.FewNames;
import salvor.ingest.Fields;
import salvor.ingest.RecordReader;
import salvor.ingest.Sink;
import salvor.workload.Inventory;
import salvor.workload.Pod;
import salvor.workload.Service;
import salvor.workload.WorkloadRef;
import tools.jackson.databind.JsonNode;

/**
 * Observes Events and what the changes of pods tell, and gathers the inventory. It is given at the
 * end, because a pod's owner may stand behind the pod. Of kinds that it does not need nothing is
 * kept, so no secret's value is.
 */
final class ObjectsReader implements RecordReader {
  /** A pod with its nearest owner, and the label that tells the one above. */
  private record Seen(Pod pod, @Nullable String templateHash) {}

  /** So many pods are held at most for owners that come later. */
  private static final int HELD = 20_000;

  private final List<Seen> pods = new ArrayList<>();
  private final List<Service> services = new ArrayList<>();
  private final Map<String, List<String>> nodes = new LinkedHashMap<>();
  private final Owners owners = new Owners();
  private final FewNames kinds = new FewNames();
  private final PodChanges changes = new PodChanges();
  private final Once events = new Once(HELD);
  private final Once containers = new Once(HELD);

  @Override
  public void read(JsonNode record, RecordRef ref, Sink sink) {
    JsonNode changed = ObjectsFormat.changed(record);
    String kind = ObjectsFormat.kind(changed == null ? record : changed);
    JsonNode items = Fields.at(record, "items");
    if (kind == null) {
      sink.unreadable(ref, "no kind");
    } else if (changed != null) {
      changed(kind, changed, record, ref, sink);
    } else if (kind.equals("Event")) {
      event(record, ref, sink);
    } else if (kind.endsWith("List") && items != null && items.isArray()) {
      list(kind, items, ref, sink);
    } else {
      object(kind, record, ref, sink);
    }
    if (pods.size() + services.size() >= HELD) {
      give(sink);
    }
  }

  private void list(String kind, JsonNode items, RecordRef ref, Sink sink) {
    String each = kind.equals("List") ? null : kind.substring(0, kind.length() - "List".length());
    int used = 0;
    int events = 0;
    for (JsonNode item : items) {
      String stated = Fields.text(item, "kind");
      String of = stated != null ? stated : each;
      if ("Event".equals(of)) {
        event(item, ref, sink);
        events++;
      } else {
        used += of != null && take(of, item) ? 1 : 0;
      }
    }
    if (events == 0 || events < items.size()) {
      sink.skipped(
          used > 0
              ? "list of cluster objects, used as context"
              : "list of cluster objects, not used");
    }
  }

  private void object(String kind, JsonNode object, RecordRef ref, Sink sink) {
    if (Fields.text(object, "metadata", "name") == null && isUsed(kind)) {
      sink.unreadable(ref, kind + " without metadata.name");
    } else {
      sink.skipped(
          "cluster object, "
              + (take(kind, object) ? "used as context: " : "not used: ")
              + kinds.of(kind));
    }
  }

  private void event(JsonNode event, RecordRef ref, Sink sink) {
    String missing = ClusterEvents.missing(event);
    if (missing != null) {
      sink.unreadable(ref, missing);
    } else if (events.put(ClusterEvents.identity(event))) {
      sink.observed(ClusterEvents.observation(event, ref));
    } else {
      sink.skipped("the same Event, told again");
    }
  }

  private void changed(String kind, JsonNode object, JsonNode change, RecordRef ref, Sink sink) {
    String type = Fields.text(change, "type");
    if (type == null || type.equals("BOOKMARK")) {
      sink.skipped("bookmark of a watch");
    } else if (kind.equals("Event")) {
      if (type.equals("DELETED")) {
        sink.skipped("an Event that the cluster forgot"); // an hour later; it says nothing new
      } else {
        event(object, ref, sink);
      }
    } else if (kind.equals("Pod") && Fields.text(object, "metadata", "name") != null) {
      pod(type, object, Fields.time(change, "received"), ref, sink);
    } else {
      object(kind, object, ref, sink);
    }
  }

  private void pod(
      String type, JsonNode pod, @Nullable ObservedTime received, RecordRef ref, Sink sink) {
    List<Observation> found = changes.of(type, pod, received, ref);
    found.forEach(sink::observed);
    boolean taken = isContext(pod) && take("Pod", pod);
    if (found.isEmpty()) {
      sink.skipped(
          taken ? "change of a pod, used as context" : "change of a pod that tells nothing new");
    }
  }

  /** Whether a pod is new, or has containers that are new. */
  private boolean isContext(JsonNode pod) {
    String ids = containers(pod);
    boolean fresh = containers.put(Fields.text(pod, "metadata", "uid") + "");
    return ids.isEmpty() ? fresh : containers.put(Fields.text(pod, "metadata", "uid") + ids);
  }

  private static String containers(JsonNode pod) {
    StringBuilder ids = new StringBuilder();
    for (String statuses : PodChanges.STATUSES) {
      JsonNode all = Fields.at(pod, "status", statuses);
      if (all != null && all.isArray()) {
        for (JsonNode status : all) {
          String id = Fields.text(status, "containerID");
          ids.append(id == null ? "" : " " + id);
        }
      }
    }
    return ids.toString();
  }

  private static boolean isUsed(String kind) {
    return switch (kind) {
      case "Pod", "Service", "Node", "ReplicaSet", "Job" -> true;
      default -> false;
    };
  }

  private boolean take(String kind, JsonNode object) {
    String name = Fields.text(object, "metadata", "name");
    String namespace = Fields.text(object, "metadata", "namespace");
    if (name == null || (namespace == null && !kind.equals("Node"))) {
      return false;
    }
    String space = namespace == null ? "" : namespace;
    return switch (kind) {
      case "Pod" ->
          pods.add(
              new Seen(
                  Pods.pod(space, name, object),
                  Fields.text(object, "metadata", "labels", "pod-template-hash")));
      case "Service" -> services.add(service(space, name, object));
      case "Node" -> {
        nodes.put(name, addresses(object));
        yield true;
      }
      case "ReplicaSet", "Job" -> {
        owners.add(kind, space, name, object);
        yield true;
      }
      default -> false;
    };
  }

  private static Service service(String namespace, String name, JsonNode object) {
    List<String> addresses = new ArrayList<>(Fields.texts(object, "spec", "clusterIPs"));
    String address = Fields.text(object, "spec", "clusterIP");
    if (addresses.isEmpty() && address != null) {
      addresses.add(address);
    }
    addresses.removeIf(a -> a.isEmpty() || a.equals("None"));
    Map<String, String> selector = new LinkedHashMap<>();
    JsonNode chosen = Fields.at(object, "spec", "selector");
    if (chosen != null && chosen.isObject()) {
      for (Map.Entry<String, JsonNode> label : chosen.properties()) {
        String value = Fields.text(label.getValue());
        selector.put(label.getKey(), value == null ? "" : value);
      }
    }
    return new Service(namespace, name, addresses, selector);
  }

  private static List<String> addresses(JsonNode node) {
    List<String> addresses = new ArrayList<>();
    JsonNode all = Fields.at(node, "status", "addresses");
    if (all != null && all.isArray()) {
      for (JsonNode each : all) {
        String type = Fields.text(each, "type");
        String address = Fields.text(each, "address");
        if (address != null && type != null && type.endsWith("IP")) {
          addresses.add(address);
        }
      }
    }
    return List.copyOf(addresses);
  }

  @Override
  public void end(Sink sink) {
    give(sink);
  }

  private void give(Sink sink) {
    if (pods.isEmpty() && services.isEmpty() && nodes.isEmpty()) {
      return;
    }
    List<Pod> owned = pods.stream().map(this::owned).toList();
    sink.inventory(Inventory.EMPTY.and(new Inventory(owned, services, nodes)));
    pods.clear();
    services.clear();
    nodes.clear();
  }

  private Pod owned(Seen seen) {
    Pod pod = seen.pod;
    WorkloadRef owner = pod.owner() == null ? null : owners.top(pod.owner(), seen.templateHash);
    return new Pod(
        pod.namespace(),
        pod.name(),
        pod.uid(),
        pod.node(),
        pod.addresses(),
        pod.serviceAccount(),
        owner,
        pod.containers(),
        pod.cluster(),
        pod.life());
  }
}
