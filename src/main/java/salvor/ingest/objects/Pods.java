package salvor.ingest.objects;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.ObservedTime;
import salvor.ingest.Fields;
import salvor.workload.Container;
import salvor.workload.DeclaredCommand;
import salvor.workload.ImageDigest;
import salvor.workload.Lifetime;
import salvor.workload.Location;
import salvor.workload.Pod;
import salvor.workload.WorkloadRef;
import tools.jackson.databind.JsonNode;

/** A Pod object (core/v1): its specification says what is to run, its status what runs. */
final class Pods {
  private static final String[][] CONTAINERS = {
    {"initContainers", "initContainerStatuses"},
    {"containers", "containerStatuses"},
    {"ephemeralContainers", "ephemeralContainerStatuses"}
  };

  private Pods() {}

  /**
   * The pod with its nearest owner: itself when it is bare, or a file on a node (its owner is then
   * the node).
   */
  static Pod pod(String namespace, String name, JsonNode object) {
    JsonNode spec = Fields.at(object, "spec");
    JsonNode status = Fields.at(object, "status");
    WorkloadRef owner = Owners.stated(namespace, object);
    boolean bare = owner == null || "Node".equals(owner.kind());
    List<Container> containers = new ArrayList<>();
    for (String[] members : CONTAINERS) {
      containers(Fields.at(spec, members[0]), Fields.at(status, members[1]), containers);
    }
    return new Pod(
        namespace,
        name,
        Fields.text(object, "metadata", "uid"),
        Fields.text(spec, "nodeName"),
        Fields.isTrue(spec, "hostNetwork") ? List.of() : addresses(status),
        Fields.firstText(spec, "serviceAccountName", "serviceAccount"),
        bare ? new WorkloadRef(namespace, "Pod", name) : owner,
        containers,
        null,
        life(object, status));
  }

  /**
   * A pod that is being deleted is gone at its {@code deletionTimestamp} at the latest, which is
   * when its time to end is over; one that has ended loses its address with its last container.
   */
  private static Lifetime life(JsonNode object, @Nullable JsonNode status) {
    ObservedTime from = Fields.time(object, "metadata", "creationTimestamp");
    ObservedTime deleted = Fields.time(object, "metadata", "deletionTimestamp");
    Long until = deleted == null ? null : Long.valueOf(deleted.nanos());
    String phase = Fields.text(status, "phase");
    if (until == null && ("Succeeded".equals(phase) || "Failed".equals(phase))) {
      until = lastEnd(status);
    }
    return new Lifetime(from == null ? null : Long.valueOf(from.nanos()), until);
  }

  private static @Nullable Long lastEnd(@Nullable JsonNode status) {
    Long last = null;
    for (String[] members : CONTAINERS) {
      JsonNode all = Fields.at(status, members[1]);
      for (JsonNode each : all == null || !all.isArray() ? List.<JsonNode>of() : all) {
        ObservedTime end = Fields.time(each, "state", "terminated", "finishedAt");
        if (end == null) {
          return null; // it may still have run
        }
        last = last == null ? end.nanos() : Math.max(last, end.nanos());
      }
    }
    return last;
  }

  /** The pod's own addresses; one in the node's network has none: the node's is not its. */
  private static List<String> addresses(@Nullable JsonNode status) {
    Set<String> addresses = new LinkedHashSet<>();
    String first = Fields.text(status, "podIP");
    if (first != null) {
      addresses.add(first);
    }
    JsonNode all = Fields.at(status, "podIPs");
    if (all != null && all.isArray()) {
      for (JsonNode each : all) {
        String ip = Fields.text(each, "ip");
        if (ip != null) {
          addresses.add(ip);
        }
      }
    }
    return List.copyOf(addresses);
  }

  private static void containers(
      @Nullable JsonNode specs, @Nullable JsonNode statuses, List<Container> into) {
    Map<String, JsonNode> byName = new HashMap<>();
    if (statuses != null && statuses.isArray()) {
      for (JsonNode status : statuses) {
        String name = Fields.text(status, "name");
        if (name != null) {
          byName.put(name, status);
        }
      }
    }
    if (specs != null && specs.isArray()) {
      for (JsonNode spec : specs) {
        String name = Fields.text(spec, "name");
        if (name != null) {
          instances(name, spec, byName.get(name), into);
        }
      }
    }
  }

  /**
   * The instance before the last restart had another id, which sensors' records of that time carry.
   */
  private static void instances(
      String name, JsonNode spec, @Nullable JsonNode status, List<Container> into) {
    String image = Fields.text(spec, "image");
    ImageDigest digest = ImageDigest.in(Fields.text(status, "imageID")).orElse(null);
    List<DeclaredCommand> declared = declared(spec);
    List<String> mounts = mounts(spec);
    JsonNode before = Fields.at(status, "lastState", "terminated");
    String beforeId = Location.bareContainerId(Fields.text(before, "containerID"));
    String id = Location.bareContainerId(Fields.text(status, "containerID"));
    if (beforeId != null && !beforeId.equals(id)) {
      into.add(new Container(name, beforeId, image, digest, nanos(before), declared, mounts));
    }
    Long running = nanos(Fields.at(status, "state", "running"));
    Long started = running != null ? running : nanos(Fields.at(status, "state", "terminated"));
    into.add(new Container(name, id, image, digest, started, declared, mounts));
  }

  private static List<String> mounts(JsonNode spec) {
    List<String> mounts = new ArrayList<>();
    JsonNode all = Fields.at(spec, "volumeMounts");
    if (all != null && all.isArray()) {
      for (JsonNode each : all) {
        String path = Fields.exact(each, "mountPath");
        if (path != null) {
          mounts.add(path);
        }
      }
    }
    return mounts;
  }

  private static @Nullable Long nanos(@Nullable JsonNode state) {
    ObservedTime started = Fields.time(state, "startedAt");
    return started == null ? null : Long.valueOf(started.nanos());
  }

  /**
   * Arguments without a command go to the image's own entry point, which stands only in the image.
   */
  private static List<DeclaredCommand> declared(JsonNode spec) {
    List<DeclaredCommand> declared = new ArrayList<>();
    List<String> entry = new ArrayList<>(Fields.texts(spec, "command"));
    entry.addAll(Fields.texts(spec, "args"));
    if (!entry.isEmpty() && Fields.present(spec, "command")) {
      declared.add(new DeclaredCommand(DeclaredCommand.Kind.ENTRYPOINT, entry));
    }
    add(DeclaredCommand.Kind.LIVENESS_PROBE, Fields.at(spec, "livenessProbe"), declared);
    add(DeclaredCommand.Kind.READINESS_PROBE, Fields.at(spec, "readinessProbe"), declared);
    add(DeclaredCommand.Kind.STARTUP_PROBE, Fields.at(spec, "startupProbe"), declared);
    add(DeclaredCommand.Kind.POST_START, Fields.at(spec, "lifecycle", "postStart"), declared);
    add(DeclaredCommand.Kind.PRE_STOP, Fields.at(spec, "lifecycle", "preStop"), declared);
    return declared;
  }

  private static void add(
      DeclaredCommand.Kind kind, @Nullable JsonNode handler, List<DeclaredCommand> into) {
    List<String> argv = Fields.texts(handler, "exec", "command");
    if (!argv.isEmpty()) {
      into.add(new DeclaredCommand(kind, argv));
    }
  }
}
