package salvor.containment;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.cluster.NetworkPlugin;
import salvor.cluster.ObjectKind;
import salvor.cluster.PodReach;
import salvor.cluster.PolicyRules.Direction;
import salvor.cluster.Right;
import salvor.cluster.Trouble;

/**
 * How pods would be cut off, and what that would and would not do.
 *
 * @param wish what was asked for
 * @param backend what does it, null where nothing can
 * @param passedOver why the others do not
 * @param steps what is done, in this order: the policies first, which select nobody yet, and the
 *     labels of the pods last
 * @param residual what could still pass
 * @param refused pods that cannot be cut off in this way
 * @param affected who else notices
 * @param remarks what to know beforehand
 * @param missing rights that are not given, or were not answered
 * @param noted how the policies are now, by signs: by those it is told later which were changed
 */
public record QuarantinePlan(
    QuarantineWish wish,
    @Nullable Backend backend,
    Map<Backend, PassedOver> passedOver,
    List<Step> steps,
    List<Residual> residual,
    List<Refused> refused,
    List<Affected> affected,
    List<Remark> remarks,
    List<Right> missing,
    Set<String> noted) {
  /** Copies the collections. */
  public QuarantinePlan {
    passedOver = Map.copyOf(passedOver);
    steps = List.copyOf(steps);
    residual = List.copyOf(residual);
    refused = List.copyOf(refused);
    affected = List.copyOf(affected);
    remarks = List.copyOf(remarks);
    missing = List.copyOf(missing);
    noted = Set.copyOf(noted);
  }

  /**
   * Whether no policy that is known would let a connection of the chosen pods pass, with every
   * chosen pod among them. That it holds is proved by a probe alone.
   */
  public boolean isolates() {
    return !steps.isEmpty()
        && refused.isEmpty()
        && residual.stream().allMatch(Residual::isInherent);
  }

  /** Why a backend is not taken. */
  public sealed interface PassedOver {
    /** The cluster does not know such objects. */
    record NotServed() implements PassedOver {}

    /** Whether there are such objects is not known. */
    record NotSeen(Trouble why) implements PassedOver {}

    /** The network plugin that runs here does not make it hold. */
    record NotMadeToHold(Set<NetworkPlugin> plugins) implements PassedOver {
      /** Copies the set. */
      public NotMadeToHold {
        plugins = Set.copyOf(plugins);
      }
    }

    /** It may not be made. */
    record NotAllowed(List<Right> missing) implements PassedOver {
      /** Copies the list. */
      public NotAllowed {
        missing = List.copyOf(missing);
      }
    }

    /** Another policy of the same rank selects a pod: which of both wins is not defined. */
    record Outranked(String policy) implements PassedOver {}

    /** A stronger one is there, or another was asked for. */
    record NotNeeded() implements PassedOver {}
  }

  /** What could still pass. */
  public sealed interface Residual {
    /** Whether every quarantine leaves it, whatever policies there are. */
    default boolean isInherent() {
      return switch (this) {
        case Allowed _, NotSeen _, OtherPolicies _ -> false;
        case NodeTraffic _, NodeDns _, OtherProtocols _ -> true;
      };
    }

    /** A policy that selects the pods still, and what it allows. */
    record Allowed(
        List<ChosenPod> pods,
        Direction direction,
        String namespace,
        String policy,
        List<PodReach.Allowed> rules)
        implements Residual {
      /** Copies the lists. */
      public Allowed {
        pods = List.copyOf(pods);
        rules = List.copyOf(rules);
      }
    }

    /** Policies that could not be read: nobody knows what they allow. */
    record NotSeen(ObjectKind kind, Trouble why) implements Residual {}

    /** Policies of a network plugin, which were not judged and may allow something. */
    record OtherPolicies(ObjectKind kind, int count) implements Residual {}

    /** A pod and its own node always reach each other: the kubelet's probes, what runs on it. */
    record NodeTraffic() implements Residual {}

    /** A cache for names on the node, through which data can be carried. */
    record NodeDns() implements Residual {}

    /** Denied is only TCP, UDP and SCTP for sure; what becomes of ICMP is not defined. */
    record OtherProtocols() implements Residual {}
  }

  /** A pod that cannot be cut off so. */
  public record Refused(ChosenPod pod, Why why) {
    /** Why it cannot. */
    public enum Why {
      /** It is in the node's network, where policies of pods do not hold. */
      HOST_NETWORK,
      /** It is not there, or another has its name. */
      NOT_THERE,
      /** It does not run any more. */
      ENDED,
      /** It is cut off already, by this case. */
      QUARANTINED,
      /** It is cut off already, by another case. */
      QUARANTINED_ELSEWHERE,
      /** Nothing that could do it is there, or may be made. */
      NO_BACKEND
    }
  }

  /** Who else notices. */
  public sealed interface Affected {
    /**
     * A Service.
     *
     * @param before how many of its pods are ready now
     * @param after how many are left
     * @param stillSelects whether it goes on to send connections to a pod that is cut off
     */
    record Service(String namespace, String name, int before, int after, boolean stillSelects)
        implements Affected {}

    /** What owns the pods. */
    record Owner(String kind, String namespace, String name, int pods, Effect effect)
        implements Affected {}

    /** A disruption budget that counts the pods. */
    record Budget(String namespace, String name, int disruptionsAllowed) implements Affected {}
  }

  /** What an owner does. */
  public enum Effect {
    /** It keeps the pod, which takes part in roll-outs and can be scaled away. */
    KEEPS_IT,
    /** It lets the pod go and starts another one of the same image. */
    REPLACES_IT,
    /** As above, on the same node. */
    REPLACES_IT_ON_NODE,
    /** As above, and both want the same port of the node. */
    REPLACES_IT_PORT_CLASH,
    /** It lets the pod go, and can start no other while one of that name is there. */
    WAITS_FOR_ITS_NAME,
    /** It lets the pod go; the work counts as not done, and is done again. */
    COUNTS_IT_AS_LOST,
    /** Nobody knows: how it selects its pods was not seen. */
    UNKNOWN
  }

  /** What to know beforehand. */
  public sealed interface Remark {
    /**
     * Without what it depends on its probe may fail: the kubelet restarts it, and memory is gone.
     */
    record RestartRisk(ChosenPod pod, String container, Duration after) implements Remark {}

    /** A proxy of a service mesh, which keeps connections of its own. */
    record Mesh(ChosenPod pod, String container) implements Remark {}

    /** It is being deleted: its evidence goes with it. */
    record Ending(ChosenPod pod) implements Remark {}

    /** Labels by which others may route logs or select sensors, and which are removed. */
    record LabelsRemoved(ChosenPod pod, List<String> labels) implements Remark {
      /** Copies the list. */
      public LabelsRemoved {
        labels = List.copyOf(labels);
      }
    }

    /** It says that it is cut off, by a label that nothing was seen to stand behind. */
    record LabelReplaced(ChosenPod pod, Backing behind) implements Remark {}

    /** What makes policies hold; empty when nothing known was seen to. */
    record Plugins(Set<NetworkPlugin> plugins) implements Remark {
      /** Copies the set. */
      public Plugins {
        plugins = Set.copyOf(plugins);
      }
    }
  }
}
