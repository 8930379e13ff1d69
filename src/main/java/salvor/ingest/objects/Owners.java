package salvor.ingest.objects;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.ingest.Fields;
import salvor.workload.WorkloadRef;
import tools.jackson.databind.JsonNode;

/**
 * From a pod's owner to the top of its chain: over the ReplicaSets and Jobs that were given, else
 * by how they are named.
 */
final class Owners {
  /**
   * A CronJob names its jobs for the minute they were due (kubernetes/pkg/controller/cronjob,
   * getJobName).
   */
  private static final Pattern SCHEDULED = Pattern.compile("(.+)-[0-9]{8,}");

  private static final int KEPT = 100_000;

  private final Map<WorkloadRef, WorkloadRef> above = new HashMap<>();

  /** Remembers who owns an object: itself, when nobody does. */
  void add(String kind, String namespace, String name, JsonNode object) {
    WorkloadRef itself = new WorkloadRef(namespace, kind, name);
    WorkloadRef owner = stated(namespace, object);
    if (above.size() < KEPT) {
      above.put(itself, owner == null ? itself : owner);
    }
  }

  /**
   * The top of the chain.
   *
   * @param templateHash the pod's label {@code pod-template-hash}, which a Deployment puts behind
   *     its own name to name its ReplicaSet
   */
  WorkloadRef top(WorkloadRef owner, @Nullable String templateHash) {
    WorkloadRef given = above.get(owner);
    if (given != null) {
      return given;
    }
    String name = owner.name();
    if ("ReplicaSet".equals(owner.kind())
        && templateHash != null
        && name.endsWith("-" + templateHash)) {
      int length = name.length() - templateHash.length() - 1;
      return length == 0
          ? owner
          : new WorkloadRef(owner.namespace(), "Deployment", name.substring(0, length));
    }
    Matcher scheduled = SCHEDULED.matcher(name);
    return "Job".equals(owner.kind()) && scheduled.matches()
        ? new WorkloadRef(owner.namespace(), "CronJob", scheduled.group(1))
        : owner;
  }

  /**
   * The controller that an object names as its owner, else the first owner; null when it names
   * none.
   */
  static @Nullable WorkloadRef stated(String namespace, JsonNode object) {
    JsonNode all = Fields.at(object, "metadata", "ownerReferences");
    WorkloadRef found = null;
    if (all != null && all.isArray()) {
      for (JsonNode each : all) {
        String kind = Fields.text(each, "kind");
        String name = Fields.text(each, "name");
        if (kind != null && name != null && (found == null || Fields.isTrue(each, "controller"))) {
          found = new WorkloadRef(namespace, kind, name);
        }
      }
    }
    return found;
  }
}
