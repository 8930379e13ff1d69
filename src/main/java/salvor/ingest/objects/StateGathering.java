package salvor.ingest.objects;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import salvor.evidence.ObservedTime;
import salvor.ingest.Fields;
import salvor.workload.WorkloadRef;
import salvor.workload.drift.Aspect;
import salvor.workload.drift.ClusterState;
import salvor.workload.drift.Fact;
import salvor.workload.drift.ObjectName;
import tools.jackson.databind.JsonNode;

/**
 * Puts the state of a cluster together from its objects. What a controller made is told by the
 * controller: its pods come and go. But only where that controller was taken too, or its kind was
 * not: a pod may claim any owner.
 */
final class StateGathering {
  private static final String[][] TIMES = {
    {"metadata", "creationTimestamp"},
    {"metadata", "deletionTimestamp"},
    {"status", "startTime"},
    {"status", "completionTime"},
    {"status", "lastScheduleTime"},
    {"lastTimestamp"},
    {"eventTime"},
    {"received"}
  };
  private static final int HIGHEST = 5;

  private record Owner(ObjectName name, @Nullable String uid) {}

  private record Seen(
      @Nullable String uid,
      List<Fact> facts,
      @Nullable Owner owner,
      @Nullable String templateHash,
      Map<String, Set<String>> digests) {}

  private final Map<ObjectName, Seen> objects = new HashMap<>();
  private final Set<String> kinds = new HashSet<>();
  private final Map<String, Integer> notCompared = new TreeMap<>();
  private final Owners owners = new Owners();
  private @Nullable String cluster;
  private long latest = Long.MIN_VALUE;

  /** Objects of a kind were asked for. */
  void asked(String kind) {
    kinds.add(kind);
  }

  /** An object as it is now. */
  void take(String kind, String name, JsonNode object) {
    kinds.add(kind);
    times(object);
    if (ObjectFacts.isVolatile(kind)) {
      notCompared.merge(kind, 1, Integer::sum);
      return;
    }
    String namespace = Fields.text(object, "metadata", "namespace");
    String uid = Fields.text(object, "metadata", "uid");
    if (kind.equals("Namespace") && name.equals("kube-system")) {
      cluster = uid;
    }
    Map<String, Set<String>> digests = new TreeMap<>();
    if (kind.equals("Pod")) {
      ObjectFacts.digests(object, digests);
    }
    objects.put(
        new ObjectName(kind, namespace, name),
        new Seen(
            uid,
            ObjectFacts.of(kind, object),
            owner(namespace, object),
            Fields.text(object, "metadata", "labels", "pod-template-hash"),
            digests));
  }

  /** An object that is gone. */
  void gone(String kind, String name, JsonNode object) {
    kinds.add(kind);
    times(object);
    objects.remove(new ObjectName(kind, Fields.text(object, "metadata", "namespace"), name));
  }

  private static @Nullable Owner owner(@Nullable String namespace, JsonNode object) {
    WorkloadRef stated = Owners.stated(namespace == null ? "" : namespace, object);
    if (stated == null || stated.kind() == null) {
      return null;
    }
    String uid = null;
    for (JsonNode each : Facts.each(object, "metadata", "ownerReferences")) {
      if (stated.name().equals(Fields.text(each, "name"))) {
        uid = Fields.text(each, "uid");
      }
    }
    return new Owner(new ObjectName(stated.kind(), namespace, stated.name()), uid);
  }

  private void times(JsonNode object) {
    for (String[] path : TIMES) {
      time(Fields.time(object, path));
    }
    for (JsonNode each : Facts.each(object, "metadata", "managedFields")) {
      time(Fields.time(each, "time"));
    }
    for (JsonNode each : Facts.each(object, "status", "conditions")) {
      time(Fields.time(each, "lastTransitionTime"));
      time(Fields.time(each, "lastHeartbeatTime"));
    }
  }

  private void time(@Nullable ObservedTime time) {
    latest = time == null ? latest : Math.max(latest, time.nanos());
  }

  /** The state of the cluster. */
  ClusterState state() {
    TreeMap<ObjectName, ClusterState.Described> described = new TreeMap<>();
    Map<ObjectName, Map<String, Set<String>>> running = new TreeMap<>();
    objects.forEach((name, seen) -> {
      boolean owned = isOwned(seen) && seen.facts.stream().noneMatch(StateGathering::stands);
      List<Fact> facts = new ArrayList<>(seen.facts);
      if (seen.owner != null) {
        String said = isOwned(seen) ? "made by" : "made by what is not there";
        facts.add(new Fact(Aspect.WORKLOAD, said, seen.owner.name.toString()));
      }
      described.put(
          name, new ClusterState.Described(seen.uid, ObjectFacts.of(name.kind()), owned, facts));
      if (owned && !seen.digests.isEmpty()) {
        Map<String, Set<String>> of = running.computeIfAbsent(top(seen), _ -> new TreeMap<>());
        seen.digests.forEach(
            (container, ids) -> of.computeIfAbsent(container, _ -> new TreeSet<>()).addAll(ids));
      }
    });
    running.forEach(
        (name, digests) -> described.put(name, withDigests(described.get(name), digests)));
    Instant at = latest == Long.MIN_VALUE ? null : Instant.ofEpochSecond(0, latest);
    return new ClusterState(described, kinds, cluster, at, notCompared);
  }

  /** What somebody puts into a pod does not come with the pod. */
  private static boolean stands(Fact fact) {
    return fact.aspect() == Aspect.EPHEMERAL;
  }

  private static ClusterState.Described withDigests(
      ClusterState.@Nullable Described of, Map<String, Set<String>> digests) {
    List<Fact> facts = new ArrayList<>(of == null ? List.of() : of.facts());
    digests.forEach((container, ids) ->
        facts.add(
            new Fact(Aspect.IMAGE, "digests that " + container + " runs", String.join(", ", ids))));
    return of == null
        ? new ClusterState.Described(null, Aspect.WORKLOAD, false, facts)
        : new ClusterState.Described(of.uid(), of.aspect(), of.owned(), facts);
  }

  private boolean isOwned(Seen seen) {
    Owner owner = seen.owner;
    if (owner == null || owner.name.kind().equals("Node")) {
      return false; // a pod that a file on a node makes is nobody's
    }
    Seen by = objects.get(owner.name);
    return by == null
        ? !kinds.contains(owner.name.kind())
        : owner.uid == null || by.uid == null || owner.uid.equals(by.uid);
  }

  private ObjectName top(Seen seen) {
    Seen at = seen;
    ObjectName name = null;
    for (int i = 0; i < HIGHEST && at != null && at.owner != null && isOwned(at); i++) {
      name = at.owner.name;
      at = objects.get(name);
    }
    if (name == null) {
      throw new IllegalStateException("nobody owns it");
    }
    if (at != null) {
      return name;
    }
    String namespace = name.namespace() == null ? "" : name.namespace();
    WorkloadRef top =
        owners.top(new WorkloadRef(namespace, name.kind(), name.name()), seen.templateHash);
    return new ObjectName(String.valueOf(top.kind()), name.namespace(), top.name());
  }
}
