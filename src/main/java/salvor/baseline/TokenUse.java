package salvor.baseline;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Observations;
import salvor.evidence.Outcome;
import salvor.evidence.ProcessInfo;
import salvor.workload.Inventory;
import salvor.workload.Location;
import salvor.workload.Pod;

/**
 * Judges requests to the Kubernetes API that were made with a pod's own token; others are no
 * workload's behaviour.
 */
final class TokenUse {
  private static final Actor NOBODY = Actor.of(ProcessInfo.UNKNOWN, 0);

  private final Inventory inventory;
  private final Peers peers;
  private final Matching matching;
  private final List<Known> known;
  private final Map<String, Map<Integer, Judgement>> answered = new HashMap<>();

  TokenUse(Inventory inventory, Peers peers, Matching matching, List<Known> known) {
    this.inventory = inventory;
    this.peers = peers;
    this.matching = matching;
    this.known = known;
  }

  Judgement judge(Observations observations, int row) {
    String cluster = observations.location(observations.locationId(row)).cluster();
    return answered
        .computeIfAbsent(cluster == null ? "" : cluster, _ -> new HashMap<>())
        .computeIfAbsent(
            observations.activityId(row),
            id ->
                observations.activity(id) instanceof Activity.ApiRequest api
                    ? api.onBehalfOfPod() == null
                        ? Judgement.of(isUser(api.user()) ? Reason.USER_REQUEST : Reason.NOT_JUDGED)
                        : judge(api, observations.outcome(id), api.onBehalfOfPod(), cluster)
                    : Judgement.of(Reason.NOT_JUDGED));
  }

  /** A person, or a tool with a person's certificate; what Kubernetes itself is begins alike. */
  private static boolean isUser(@Nullable String name) {
    return name != null && (!name.startsWith("system:") || name.equals("system:admin"));
  }

  private Judgement judge(
      Activity.ApiRequest api, Outcome outcome, String namespaceAndPod, @Nullable String cluster) {
    int slash = namespaceAndPod.indexOf('/');
    String namespace = namespaceAndPod.substring(0, Math.max(0, slash));
    String name = namespaceAndPod.substring(slash + 1);
    Pod pod = inventory.in(cluster).pod(namespace, name).orElse(null);
    Seen.ApiCall seen =
        new Seen.ApiCall(
            api.verb(), api.resource() == null ? "" : api.resource(), api.subresource());
    List<Judgement.Modifier> raised = raised(seen, outcome);
    if (pod != null && elsewhere(pod, api.sourceAddress(), peers.in(cluster))) {
      return Answer.of(Reason.TOKEN_USED_ELSEWHERE, null, seen, NOBODY)
          .judgement(Reason.TOKEN_USED_ELSEWHERE, raised, null);
    }
    return ofBaseline(
        new Location(null, namespace, name, null, null, null, null, null, null).in(cluster),
        pod,
        seen,
        raised);
  }

  private static List<Judgement.Modifier> raised(Seen.ApiCall call, Outcome outcome) {
    if (!Sensitive.request(call.verb(), call.resource(), call.subresource())) {
      return List.of();
    }
    return outcome.result() == Outcome.Result.SUCCEEDED
        ? List.of(Judgement.Modifier.SENSITIVE_RESOURCE, Judgement.Modifier.GRANTED)
        : List.of(Judgement.Modifier.SENSITIVE_RESOURCE);
  }

  /** A node's address may stand for many pods (source NAT, host network): it proves nothing. */
  private static boolean elsewhere(Pod pod, @Nullable String address, Peers peers) {
    return address != null
        && !pod.addresses().isEmpty()
        && !pod.addresses().contains(address)
        && !peers.isNode(address)
        && !address.startsWith("127.")
        && pod.addresses().stream().noneMatch(peers::isNode);
  }

  /** A token belongs to the pod: what any container of it is known to ask for fits. */
  private Judgement ofBaseline(
      Location of, @Nullable Pod pod, Seen seen, List<Judgement.Modifier> raised) {
    Answer best = Answer.of(Reason.NO_BASELINE, null, seen, NOBODY);
    List<String> containers =
        pod == null
            ? known.stream()
                .map(k -> k.profile().key().container())
                .filter(c -> c != null)
                .distinct()
                .toList()
            : pod.containers().stream().map(c -> c.name()).distinct().toList();
    for (String container : containers) {
      Matching.Match match =
          matching.match(
              new Location(
                  null,
                  of.namespace(),
                  of.pod(),
                  null,
                  container,
                  null,
                  null,
                  null,
                  null,
                  of.cluster()));
      if (match.number() >= 0) {
        boolean same = match.rule() != Matching.Rule.OTHER_DIGEST;
        Answer answer = Questions.compare(same, known.get(match.number()), seen, NOBODY);
        boolean better = best.reason() == Reason.NO_BASELINE || best.reason() == Reason.FACET_NONE;
        best = answer.reason() == Reason.MATCHED || better ? answer : best;
      }
    }
    boolean out = best.reason().verdict() == Verdict.OUT;
    return best.judgement(best.reason(), out ? raised : List.of(), null);
  }
}
