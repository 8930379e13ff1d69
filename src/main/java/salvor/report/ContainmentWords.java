package salvor.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import salvor.cluster.NetworkPlugin;
import salvor.cluster.ObjectKind;
import salvor.cluster.PodReach;
import salvor.cluster.PolicyRules.Direction;
import salvor.cluster.Right;
import salvor.containment.Backend;
import salvor.containment.ChosenPod;
import salvor.containment.QuarantinePlan.Affected;
import salvor.containment.QuarantinePlan.Effect;
import salvor.containment.QuarantinePlan.PassedOver;
import salvor.containment.QuarantinePlan.Refused;
import salvor.containment.QuarantinePlan.Remark;
import salvor.containment.QuarantinePlan.Residual;
import salvor.containment.Step;
import salvor.evidence.Visible;

/** What a plan to cut pods off does, in words. */
public final class ContainmentWords {
  private static final int LIMIT = 200;
  private static final int NAMED = 5;
  private static final ChosenPod NOBODY = new ChosenPod("", "", "");

  private ContainmentWords() {}

  /** What cuts the pods off. */
  public static String backend(Backend backend) {
    return kind(backend)
        + switch (backend) {
          case CLUSTER_NETWORK_POLICY, ADMIN_NETWORK_POLICY ->
              ", judged before all NetworkPolicies";
          case CILIUM -> ", whose denial wins";
          case CALICO_POLICY -> ", the first of the first tier";
          case NETWORK_POLICY -> ", with labels removed";
        };
  }

  /** The same by the kind of its objects alone. */
  public static String kind(Backend backend) {
    return switch (backend) {
      case CLUSTER_NETWORK_POLICY -> "ClusterNetworkPolicy";
      case ADMIN_NETWORK_POLICY -> "AdminNetworkPolicy";
      case CILIUM -> "CiliumNetworkPolicy";
      case CALICO_POLICY -> "Calico's GlobalNetworkPolicy";
      case NETWORK_POLICY -> "NetworkPolicy";
    };
  }

  /** Why a backend is not taken. */
  public static String passedOver(PassedOver why) {
    return switch (why) {
      case PassedOver.NotServed() -> "the cluster does not serve it";
      case PassedOver.NotSeen(var trouble) ->
          "whether there are any is not known: " + ClusterWords.trouble(trouble);
      case PassedOver.NotMadeToHold(Set<NetworkPlugin> plugins) ->
          "the network plugin here is not known to make it hold (" + plugins(plugins) + ")";
      case PassedOver.NotAllowed(List<Right> missing) -> "you may not " + rights(missing);
      case PassedOver.Outranked(String policy) ->
          v(policy) + " has the same rank: which of both would win is not defined";
      case PassedOver.NotNeeded() -> "not needed";
    };
  }

  /** Rights by verb and resource. */
  public static String rights(List<Right> rights) {
    return rights.stream()
        .map(right -> right.verb() + " " + right.target())
        .collect(Collectors.joining(", "));
  }

  private static String plugins(Set<NetworkPlugin> plugins) {
    return plugins.stream()
        .map(ContainmentWords::plugin)
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String plugin(NetworkPlugin plugin) {
    return switch (plugin) {
      case CALICO -> "Calico";
      case CANAL -> "Canal";
      case CILIUM -> "Cilium";
      case OVN_KUBERNETES -> "OVN-Kubernetes";
      case ANTREA -> "Antrea";
      case KUBE_OVN -> "Kube-OVN";
      case KUBE_NETWORK_POLICIES -> "kube-network-policies";
      case KUBE_ROUTER -> "kube-router";
      case WEAVE -> "Weave";
      case KINDNET -> "kindnet";
      case AWS -> "the AWS network policy agent";
      case FLANNEL -> "flannel";
    };
  }

  /** What a step does. */
  public static String step(Step step) {
    String name = (step.namespace().isEmpty() ? "" : v(step.namespace()) + "/") + v(step.name());
    return switch (step) {
      case Step.Create create ->
          "create " + v(create.manifest().path("kind").asString("")) + " " + name;
      case Step.Delete _ -> "delete " + v(step.kind().plural()) + " " + name;
      case Step.Patch patch -> patched(patch.why()) + " " + name;
    };
  }

  private static String patched(Step.Why why) {
    return switch (why) {
      case NARROW_POLICY -> "leave these pods out of NetworkPolicy";
      case MARK_POD -> "label pod";
      case CORDON -> "place no more pods on node";
      case TAINT -> "taint node";
      case SCALE -> "scale";
      case PAUSE -> "pause the roll-out of";
      case SUSPEND -> "suspend";
      case REVOKE -> "take away what was given by";
      case ROLL_OUT -> "set the fixed image of";
      case CUT_OFF, HOLD, DENY_IMAGE, BLOCK, DELETE_POD -> "change";
    };
  }

  /** What could still pass. */
  public static String residual(Residual residual) {
    return switch (residual) {
      case Residual.Allowed(
              List<ChosenPod> pods,
              Direction direction,
              String namespace,
              String policy,
              List<PodReach.Allowed> rules) ->
          pods(pods)
              + (direction == Direction.IN ? " may still be reached by " : " may still reach ")
              + rules.stream()
                  .map(rule -> ReachWords.allowed(rule, direction == Direction.IN ? "from" : "to"))
                  .collect(Collectors.joining("; "))
              + ", by NetworkPolicy "
              + v(namespace + "/" + policy);
      case Residual.NotSeen(ObjectKind kind, var why) ->
          "what " + v(kind.plural()) + " allow is not known: " + ClusterWords.trouble(why);
      case Residual.OtherPolicies(ObjectKind kind, int count) ->
          (count == 1 ? "there is one of " : "there are " + count + " ")
              + v(kind.plural())
              + "."
              + v(kind.group())
              + (count == 1 ? ", which is" : ", which are")
              + " not judged here and may allow something";
      case Residual.NodeTraffic() ->
          "a pod and the node it runs on always reach each other: the kubelet's probes, and what else"
              + " runs there";
      case Residual.NodeDns() ->
          "the cache for names on each node answers still: data can be carried through it";
      case Residual.OtherProtocols() ->
          "only TCP, UDP and SCTP are denied for sure; what becomes of ICMP is not defined";
    };
  }

  /** A and B; A, B and C; A, B, C and 4 more. */
  static String pods(List<ChosenPod> pods) {
    List<String> named =
        pods.stream()
            .limit(NAMED)
            .map(pod -> v(pod.namespace() + "/" + pod.name()))
            .collect(Collectors.toCollection(ArrayList::new));
    if (pods.size() > NAMED) {
      named.add(pods.size() - NAMED + " more");
    }
    String last = named.removeLast();
    return named.isEmpty() ? last : String.join(", ", named) + " and " + last;
  }

  /** Why a pod cannot be cut off, and what to do instead. */
  public static String refused(Refused.Why why) {
    return switch (why) {
      case HOST_NETWORK ->
          "it is in its node's network, where policies of pods do not hold. Cordon the node, use the"
              + " node's firewall, or delete the pod once its evidence is sealed.";
      case NOT_THERE ->
          "it is not there any more, or another pod has its name. Look at the pods anew.";
      case ENDED -> "it does not run any more: nothing of it reaches anybody.";
      case QUARANTINED -> "it is cut off already: take that back first, or verify it.";
      case QUARANTINED_ELSEWHERE ->
          "another case cut it off already, and that stands: take it back there first, or verify it.";
      case NO_BACKEND -> "nothing that could cut it off is there, or may be made.";
    };
  }

  /** Who notices. */
  public static String affected(Affected affected) {
    return switch (affected) {
      case Affected.Service(
              String namespace,
              String name,
              int before,
              int after,
              boolean stillSelects) ->
          "Service "
              + v(namespace + "/" + name)
              + ": "
              + before
              + (before == 1 ? " pod answers now, " : " pods answer now, ")
              + (after == 0 ? "none is left" : after + (after == 1 ? " is left" : " are left"))
              + (stillSelects
                  ? "; it goes on to send connections to the pod that is cut off, which hang"
                  : "");
      case Affected.Owner(String kind, String namespace, String name, int pods, Effect effect) ->
          v(kind) + " " + v(namespace + "/" + name) + " " + effect(effect, pods);
      case Affected.Budget(String namespace, String name, int allowed) ->
          "PodDisruptionBudget "
              + v(namespace + "/" + name)
              + " counts the pods; it allows "
              + allowed
              + (allowed == 1 ? " disruption" : " disruptions")
              + " now";
    };
  }

  private static String effect(Effect effect, int pods) {
    String them = pods == 1 ? "the pod" : "the " + pods + " pods";
    String replaced =
        "lets "
            + them
            + (pods == 1 ? " go and starts another" : " go and starts as many others")
            + " of the same image";
    return switch (effect) {
      case KEEPS_IT ->
          "keeps " + them + ": a roll-out or a smaller scale deletes the evidence with it";
      case REPLACES_IT -> replaced + ", which can be entered in the same way";
      case REPLACES_IT_ON_NODE -> replaced + ", on the same node";
      case REPLACES_IT_PORT_CLASH ->
          replaced + ", on the same node, where both want the same port: the new one cannot start";
      case WAITS_FOR_ITS_NAME ->
          "lets "
              + them
              + " go; it can start no other until that one is gone, as the name is taken";
      case COUNTS_IT_AS_LOST ->
          "lets " + them + " go; its work counts as not done, and is done again";
      case UNKNOWN -> "may replace " + them + ": how it selects its pods was not seen";
    };
  }

  /** What to know beforehand; what is the same of several pods is said once. */
  public static List<String> remarks(List<Remark> remarks) {
    Map<Remark, List<ChosenPod>> alike = new LinkedHashMap<>();
    for (Remark remark : remarks) {
      ChosenPod pod = pod(remark);
      alike.computeIfAbsent(of(remark, NOBODY), _ -> new ArrayList<>()).add(pod);
    }
    return alike.entrySet().stream().map(each -> remark(each.getKey(), each.getValue())).toList();
  }

  private static ChosenPod pod(Remark remark) {
    return switch (remark) {
      case Remark.RestartRisk risk -> risk.pod();
      case Remark.Mesh mesh -> mesh.pod();
      case Remark.Ending ending -> ending.pod();
      case Remark.LabelsRemoved removed -> removed.pod();
      case Remark.LabelReplaced replaced -> replaced.pod();
      case Remark.Plugins _ -> NOBODY;
    };
  }

  private static Remark of(Remark remark, ChosenPod pod) {
    return switch (remark) {
      case Remark.RestartRisk(var _, String container, var after) ->
          new Remark.RestartRisk(pod, container, after);
      case Remark.Mesh(var _, String container) -> new Remark.Mesh(pod, container);
      case Remark.Ending _ -> new Remark.Ending(pod);
      case Remark.LabelsRemoved(var _, List<String> labels) ->
          new Remark.LabelsRemoved(pod, labels);
      case Remark.LabelReplaced(var _, var behind) -> new Remark.LabelReplaced(pod, behind);
      case Remark.Plugins plugins -> plugins;
    };
  }

  /** What to know beforehand. */
  public static String remark(Remark remark) {
    return remark(remark, List.of(pod(remark)));
  }

  private static String remark(Remark remark, List<ChosenPod> pods) {
    String who = pods(pods);
    boolean one = pods.size() == 1;
    return switch (remark) {
      case Remark.RestartRisk(var _, String container, var after) ->
          who
              + ": container "
              + v(container)
              + (one ? "" : " of each")
              + " has a liveness probe. If it fails without what the container depends on, the kubelet"
              + " restarts it after "
              + after.toSeconds()
              + " s or more, and its memory and files are gone: collect these first if that is likely";
      case Remark.Mesh(var _, String container) ->
          who
              + ": "
              + v(container)
              + (one ? "" : " in each")
              + " is the proxy of a service mesh, which keeps connections of its own: look at its"
              + " sockets as well";
      case Remark.Ending _ ->
          who
              + (one
                  ? " is being deleted: its evidence goes with it. Collect at once"
                  : " are being deleted: their evidence goes with them. Collect at once");
      case Remark.LabelsRemoved(var _, List<String> labels) ->
          who
              + (one ? " loses" : " lose")
              + (labels.size() == 1 ? " the label " : " the labels ")
              + v(String.join(", ", labels))
              + (one ? " (kept in its" : " (kept in their")
              + " annotation salvor.io/original-labels): logs and sensors that are chosen"
              + (labels.size() == 1 ? " by it" : " by them")
              + " may lose sight of "
              + (one ? "it" : "them");
      case Remark.LabelReplaced(var _, var behind) ->
          who + BackingWords.labels(one) + BackingWords.replaced(behind);
      case Remark.Plugins(Set<NetworkPlugin> plugins) -> holds(plugins);
    };
  }

  private static String holds(Set<NetworkPlugin> plugins) {
    if (plugins.stream().noneMatch(NetworkPlugin::enforces)) {
      return plugins.isEmpty()
          ? "whether anything makes policies hold here is not known: only a probe can tell"
          : plugins(plugins) + " does not make policies hold: the quarantine would do nothing";
    }
    String name = plugins(plugins);
    boolean survive =
        plugins.stream()
            .anyMatch(
                plugin -> plugin.enforces() && plugin.standing() != NetworkPlugin.Standing.CUT);
    return name
        + " seems to make policies hold; only a probe proves it. "
        + (survive
            ? "Connections that stand go on: they are to be ended afterwards."
            : "Connections that stand are cut, as far as is known.");
  }

  private static String v(String text) {
    return Visible.text(text, LIMIT);
  }
}
