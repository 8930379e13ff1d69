package salvor.timeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Observations;
import salvor.workload.Container;
import salvor.workload.Inventory;
import salvor.workload.Location;
import salvor.workload.Pod;

/**
 * Anchors that a kubelet set: when a container started, and when it made an event.
 *
 * <p>A sensor that came after a container saw none of its start. So only the start of process 1 of
 * the container's own process namespace counts, and only the first: the entry point may replace
 * itself. Cluster objects are one voice, in which snapshot soever they stand.
 */
final class KubeletAnchors {
  private static final String NODE = "system:node:";
  private static final int PREFIX = 12;
  private static final int NANOS_IN_HEX = 16;

  private static final class Started {
    private final String id;
    private final @Nullable String node;
    private final long nanos;
    private final Set<Integer> seenBy = new HashSet<>();

    Started(String id, @Nullable String node, long nanos) {
      this.id = id;
      this.node = node;
      this.nanos = nanos;
    }
  }

  private record Made(@Nullable String node, long nanos) {}

  private final Observations all;
  private final AnchorPairs pairs;
  private final Map<String, List<Started>> containers = new HashMap<>();
  private final Map<Integer, Made> ofActivity = new HashMap<>();

  KubeletAnchors(Observations all, Inventory inventory, AnchorPairs pairs) {
    this.all = all;
    this.pairs = pairs;
    for (Pod pod : inventory.pods()) {
      for (Container container : pod.containers()) {
        String id = container.id();
        Long nanos = container.startedNanos();
        if (id != null && nanos != null && id.length() >= PREFIX) {
          containers
              .computeIfAbsent(id.substring(0, PREFIX), _ -> new ArrayList<>())
              .add(new Started(id, pod.node(), nanos));
        }
      }
    }
  }

  /** Takes note of an activity of the evidence, before any row. */
  void activity(int id, Activity.ApiRequest api) {
    String user = api.user();
    String name = api.name();
    if (user != null
        && name != null
        && user.startsWith(NODE)
        && "events".equals(api.resource())
        && api.verb().equals("create")
        && ofActivity.size() < 10 * DetectedOffset.MOST) {
      long nanos = nanos(name);
      if (nanos > 0) {
        ofActivity.put(id, new Made(user.substring(NODE.length()), nanos));
      }
    }
  }

  /** The time in the name of an event, {@code web-1.18ea932331c188ca}; 0 when there is none. */
  private static long nanos(String name) {
    String hex = name.substring(name.lastIndexOf('.') + 1);
    if (hex.length() != NANOS_IN_HEX) {
      return 0;
    }
    try {
      return Long.parseLong(hex, 16);
    } catch (NumberFormatException _) {
      return 0; // another name
    }
  }

  /** A row with an API request. */
  void asked(int row) {
    Made made = ofActivity.get(all.activityId(row));
    if (made != null) {
      pairs
          .of(all.sourceId(row), new AnchoredClock.OfKubelet(made.node), AnchorKind.KUBELET_EVENT)
          .add(new Anchor(row, all.time(row), made.nanos, -1));
    }
  }

  /** A row with the start of a process. */
  void started(int row) {
    if (containers.isEmpty()
        || all.columns().containerPid().get(row) != 1
        || all.ranBeforeSensor(row)) {
      return;
    }
    String id = all.location(all.locationId(row)).containerId();
    if (id == null || id.length() < PREFIX) {
      return;
    }
    for (Started started : containers.getOrDefault(id.substring(0, PREFIX), List.of())) {
      if (Location.sameContainer(started.id, id) && started.seenBy.add(all.sourceId(row))) {
        pairs
            .of(
                all.sourceId(row),
                new AnchoredClock.OfKubelet(started.node),
                AnchorKind.CONTAINER_START)
            .add(new Anchor(row, all.time(row), started.nanos, -1));
      }
    }
  }
}
