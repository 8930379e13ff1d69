package salvor.containment;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salvor.cluster.ClusterObjects;
import salvor.cluster.ObjectKind;
import salvor.containment.Alarm.News;
import salvor.containment.QuarantinePlan.Residual;
import salvor.custody.Sha256;
import tools.jackson.databind.JsonNode;

/**
 * What became of policies since pods were cut off. How they were is kept with the measure by signs
 * ({@link #signs}), as what they allow does not have to be told to be known again.
 */
final class PolicyNews {
  /** A measure that has it was planned with all policies that were there noted, one by one. */
  private static final String NOTED = "policies one by one";

  private static final String THERE = "there ";
  private static final String OPENS = "opens ";
  private static final String SELECTS = "selects ";
  private static final String FIELD = "field ";

  private final Set<String> known;
  private final ClusterObjects now;
  private final Openings openings;

  PolicyNews(Set<String> known, ClusterObjects now) {
    this.known = known;
    this.now = now;
    this.openings = new Openings(now);
  }

  /**
   * How the policies are, by signs.
   *
   * @param pods the pods as they will be
   * @param narrowed policies that will leave them out
   */
  static Set<String> signs(
      ClusterObjects objects, Collection<JsonNode> pods, Collection<JsonNode> narrowed) {
    Set<String> signs = new TreeSet<>();
    signs.add(NOTED);
    Openings openings = new Openings(objects);
    Set<String> namespaces = new HashSet<>(Set.of(""));
    pods.forEach(pod -> namespaces.add(Selected.namespace(pod)));
    for (ObjectKind kind : WatchedPolicies.KINDS) {
      for (JsonNode policy : objects.all(kind, "").toList()) {
        if (namespaces.contains(Selected.namespace(policy))) {
          String id = id(kind, policy);
          signs.add(THERE + id);
          Openings.fields(policy).forEach((at, sign) -> signs.add(FIELD + id + at + " " + sign));
          Set<String> opens = openings.of(kind, policy);
          if (!opens.isEmpty() && !narrowed.contains(policy)) {
            opens.forEach(sign -> signs.add(OPENS + id + sign));
            pods.stream()
                .filter(pod -> openings.selects(kind, policy, pod))
                .forEach(pod -> signs.add(SELECTS + id + ChosenPod.of(pod).uid()));
          }
        }
      }
    }
    return signs;
  }

  private static String id(ObjectKind kind, JsonNode policy) {
    return kind.target() + " " + Selected.namespace(policy) + "/" + name(policy) + " ";
  }

  private static String name(JsonNode policy) {
    return policy.at("/metadata/name").asString("");
  }

  /** Whether how the policies were is known at all; a measure of before does not say it. */
  boolean isKnown() {
    return known.contains(NOTED);
  }

  /**
   * The pods for which a policy lets more pass than it did when they were cut off, with what became
   * of it.
   */
  private Optional<Map.Entry<List<ChosenPod>, News>> opened(
      ObjectKind kind, JsonNode policy, Set<String> opens, List<JsonNode> pods) {
    String id = id(kind, policy);
    boolean more = opens.stream().anyMatch(sign -> !known.contains(OPENS + id + sign));
    List<ChosenPod> selected =
        opens.isEmpty()
            ? List.of()
            : pods.stream()
                .filter(pod -> openings.selects(kind, policy, pod))
                .map(ChosenPod::of)
                .filter(pod -> more || !known.contains(SELECTS + id + pod.uid()))
                .toList();
    return selected.isEmpty()
        ? Optional.empty()
        : Optional.of(Map.entry(selected, of(kind, policy)));
  }

  /** That a NetworkPolicy lets more pass for some of the pods than it did. */
  Optional<Alarm> ofKubernetes(Residual.Allowed allowed, List<JsonNode> pods) {
    return now.find(ObjectKind.NETWORK_POLICIES, allowed.namespace(), allowed.policy())
        .flatMap(policy ->
            opened(
                ObjectKind.NETWORK_POLICIES,
                policy,
                Openings.kubernetes(policy, allowed.direction()),
                pods))
        .flatMap(found -> {
          List<ChosenPod> concerned =
              allowed.pods().stream().filter(found.getKey()::contains).toList();
          return concerned.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  new Alarm.MayPass(
                      new Residual.Allowed(
                          concerned,
                          allowed.direction(),
                          allowed.namespace(),
                          allowed.policy(),
                          allowed.rules()),
                      found.getValue()));
        });
  }

  /**
   * Policies that let more pass for one of the pods than they did.
   *
   * @param kinds which of them
   * @param ours those that cut the pods off
   */
  List<Alarm> ofPlugins(
      Map<ObjectKind, Predicate<JsonNode>> kinds,
      List<JsonNode> pods,
      BiPredicate<ObjectKind, JsonNode> ours) {
    List<Alarm> alarms = new ArrayList<>();
    kinds.forEach((kind, which) ->
        now.all(kind, "")
            .filter(policy -> which.test(policy) && !ours.test(kind, policy))
            .forEach(policy ->
                opened(kind, policy, openings.of(kind, policy), pods)
                    .ifPresent(found ->
                        alarms.add(
                            new Alarm.PolicyOpens(
                                kind,
                                Selected.namespace(policy),
                                name(policy),
                                found.getKey(),
                                found.getValue())))));
    return alarms;
  }

  /** That a policy is judged before what cuts pods off, or beside it. */
  Alarm outranked(ObjectKind kind, JsonNode policy, List<JsonNode> pods) {
    return new Alarm.Outranked(
        kind,
        Selected.namespace(policy),
        name(policy),
        pods.stream()
            .filter(pod -> openings.selects(kind, policy, pod))
            .map(ChosenPod::of)
            .toList(),
        of(kind, policy));
  }

  private News of(ObjectKind kind, JsonNode policy) {
    String there = id(kind, policy);
    String id = FIELD + there;
    Map<String, String> was = new LinkedHashMap<>();
    for (String sign : known) {
      if (sign.startsWith(id)) {
        int end = sign.lastIndexOf(' ');
        was.put(sign.substring(id.length(), end), sign.substring(end + 1));
      }
    }
    Map<String, String> is = new TreeMap<>(Openings.fields(policy));
    List<String> changed =
        Stream.concat(was.keySet().stream(), is.keySet().stream())
            .distinct()
            .filter(field -> !java.util.Objects.equals(was.get(field), is.get(field)))
            .sorted()
            .toList();
    boolean isNew = !known.contains(THERE + there);
    return new News(
        isNew,
        isNew ? List.of() : changed,
        isNew
            ? time(policy.at("/metadata/creationTimestamp"))
            : changed.isEmpty() ? null : written(policy),
        Sha256.ofText(is.toString()));
  }

  /** When its content was last written, as far as the cluster keeps that. */
  private static @Nullable Instant written(JsonNode policy) {
    Instant last = null;
    for (JsonNode fields : policy.at("/metadata/managedFields")) {
      Instant at = time(fields.path("time"));
      boolean content =
          fields.path("fieldsV1").has("f:spec") || fields.path("fieldsV1").has("f:specs");
      if (at != null && content && (last == null || at.isAfter(last))) {
        last = at;
      }
    }
    return last;
  }

  private static @Nullable Instant time(JsonNode text) {
    try {
      return Instant.parse(text.asString(""));
    } catch (DateTimeException _) {
      return null;
    }
  }
}
