package salvor.cluster;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * All that is known of one pod now, from its own object and those around it.
 *
 * @param object its object, as it may be shown: without secrets and bookkeeping
 * @param events what was said of it, the newest first
 * @param eventsUnseen why events are not known, null when they are
 * @param siblings who else runs its images
 * @param notCompared kinds that may not be seen, whose templates may be siblings as well
 */
public record PodDossier(
    LivePod pod,
    JsonNode object,
    PodDetail detail,
    List<PodSecurity.Fact> security,
    PodReach reach,
    AccountRights rights,
    List<PodEvent> events,
    @Nullable Trouble eventsUnseen,
    List<Siblings.Sibling> siblings,
    List<ObjectKind> notCompared) {
  /** The kinds that tell something of a pod, itself and its owners among them. */
  public static final List<ObjectKind> KINDS =
      List.of(
          ObjectKind.PODS,
          ObjectKind.REPLICA_SETS,
          ObjectKind.JOBS,
          ObjectKind.DEPLOYMENTS,
          ObjectKind.STATEFUL_SETS,
          ObjectKind.DAEMON_SETS,
          ObjectKind.CRON_JOBS,
          ObjectKind.SERVICES,
          ObjectKind.ENDPOINT_SLICES,
          ObjectKind.NODES,
          ObjectKind.NAMESPACES,
          ObjectKind.NETWORK_POLICIES,
          ObjectKind.ROLES,
          ObjectKind.ROLE_BINDINGS,
          ObjectKind.CLUSTER_ROLES,
          ObjectKind.CLUSTER_ROLE_BINDINGS,
          ObjectKind.EVENTS);

  private static final List<ObjectKind> COMPARED =
      List.of(
          ObjectKind.DEPLOYMENTS,
          ObjectKind.STATEFUL_SETS,
          ObjectKind.DAEMON_SETS,
          ObjectKind.REPLICA_SETS,
          ObjectKind.JOBS,
          ObjectKind.CRON_JOBS,
          ObjectKind.NODES);

  /** Copies the lists. */
  public PodDossier {
    security = List.copyOf(security);
    events = List.copyOf(events);
    siblings = List.copyOf(siblings);
    notCompared = List.copyOf(notCompared);
  }

  /** Of a pod; empty when its object is no longer there. */
  public static Optional<PodDossier> of(
      LivePod pod, Collection<LivePod> pods, ClusterObjects objects) {
    return objects
        .find(ObjectKind.PODS, pod.uid())
        .map(object ->
            new PodDossier(
                pod,
                Secrets.shown(object),
                PodDetail.of(object, objects),
                PodSecurity.of(object),
                PodReach.of(object, objects),
                AccountRights.of(object, objects),
                PodEvent.of(object, objects),
                objects.isWhole(ObjectKind.EVENTS)
                    ? null
                    : objects
                        .unseen(ObjectKind.EVENTS)
                        .orElse(new Trouble.Other("they were not listed")),
                Siblings.of(pod, pods, objects),
                COMPARED.stream().filter(kind -> !objects.isWhole(kind)).toList()));
  }
}
