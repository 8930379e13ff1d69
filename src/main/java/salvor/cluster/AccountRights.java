package salvor.cluster;

import static salvor.cluster.PodReading.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What a service account may do, by the roles that are bound to it, to its groups or to everybody.
 * Other authorizers of a cluster, and webhooks, are not asked.
 *
 * @param grants each binding that holds for it, the gravest first
 * @param unseen kinds that may not be seen: what they grant is not known
 */
public record AccountRights(
    String namespace, String account, List<Grant> grants, List<ObjectKind> unseen) {
  private static final List<ObjectKind> KINDS =
      List.of(
          ObjectKind.ROLES,
          ObjectKind.ROLE_BINDINGS,
          ObjectKind.CLUSTER_ROLES,
          ObjectKind.CLUSTER_ROLE_BINDINGS);

  /** Copies the lists. */
  public AccountRights {
    grants = List.copyOf(grants);
    unseen = List.copyOf(unseen);
  }

  /**
   * What one binding grants.
   *
   * @param namespace where it holds, empty for the whole cluster
   * @param binding its name
   * @param role the role that is bound, as {@code ClusterRole admin}
   * @param subject by what it holds for the account: itself, or a group
   * @param seen whether the role itself is there; if not, what it grants is not known
   */
  public record Grant(
      String namespace,
      String binding,
      String role,
      String subject,
      boolean seen,
      List<Rule> rules) {
    /** Copies the list. */
    public Grant {
      rules = List.copyOf(rules);
    }

    /** What an attacker would make of it. */
    public Set<Power> powers() {
      Set<Power> powers = EnumSet.noneOf(Power.class);
      rules.forEach(rule -> powers.addAll(rule.powers()));
      return powers;
    }
  }

  /** A rule of a role. */
  public record Rule(
      List<String> verbs,
      List<String> groups,
      List<String> resources,
      List<String> names,
      List<String> urls) {
    /** Copies the lists. */
    public Rule {
      verbs = List.copyOf(verbs);
      groups = List.copyOf(groups);
      resources = List.copyOf(resources);
      names = List.copyOf(names);
      urls = List.copyOf(urls);
    }

    private boolean allows(String verb, String group, String resource) {
      return has(verbs, verb)
          && has(groups, group)
          && (has(resources, resource)
              || (resource.contains("/")
                  && has(resources, "*" + resource.substring(resource.indexOf('/')))));
    }

    private static boolean has(List<String> list, String wanted) {
      return list.contains("*") || list.contains(wanted);
    }

    Set<Power> powers() {
      Set<Power> powers = EnumSet.noneOf(Power.class);
      for (Power power : Power.values()) {
        if (power.of.stream()
            .anyMatch(each -> allows(each.verb(), each.group(), each.resource()))) {
          powers.add(power);
        }
      }
      return powers;
    }
  }

  private record Act(String verb, String group, String resource) {}

  /** Rights with which an attacker gets further, the gravest first. */
  public enum Power {
    EVERYTHING(new Act("*", "*", "*")),
    BIND_ROLES(
        new Act("bind", "rbac.authorization.k8s.io", "clusterroles"),
        new Act("escalate", "rbac.authorization.k8s.io", "clusterroles"),
        new Act("escalate", "rbac.authorization.k8s.io", "roles"),
        new Act("bind", "rbac.authorization.k8s.io", "roles")),
    IMPERSONATE(
        new Act("impersonate", "", "users"),
        new Act("impersonate", "", "groups"),
        new Act("impersonate", "", "serviceaccounts")),
    USE_NODES(new Act("get", "", "nodes/proxy"), new Act("create", "", "nodes/proxy")),
    READ_SECRETS(
        new Act("get", "", "secrets"),
        new Act("list", "", "secrets"),
        new Act("watch", "", "secrets")),
    MAKE_TOKENS(new Act("create", "", "serviceaccounts/token")),
    EXEC(
        new Act("create", "", "pods/exec"),
        new Act("get", "", "pods/exec"),
        new Act("create", "", "pods/attach"),
        new Act("patch", "", "pods/ephemeralcontainers"),
        new Act("update", "", "pods/ephemeralcontainers")),
    START_PODS(
        new Act("create", "", "pods"),
        new Act("create", "apps", "deployments"),
        new Act("patch", "apps", "deployments"),
        new Act("update", "apps", "deployments"),
        new Act("create", "apps", "daemonsets"),
        new Act("patch", "apps", "daemonsets"),
        new Act("create", "apps", "statefulsets"),
        new Act("create", "batch", "jobs"),
        new Act("create", "batch", "cronjobs")),
    CHANGE_ADMISSION(
        new Act("create", "admissionregistration.k8s.io", "mutatingwebhookconfigurations"),
        new Act("patch", "admissionregistration.k8s.io", "mutatingwebhookconfigurations"),
        new Act("update", "admissionregistration.k8s.io", "mutatingwebhookconfigurations")),
    CHANGE_POLICIES(
        new Act("create", "networking.k8s.io", "networkpolicies"),
        new Act("delete", "networking.k8s.io", "networkpolicies"),
        new Act("patch", "networking.k8s.io", "networkpolicies")),
    READ_CONFIG(new Act("list", "", "configmaps"));

    @SuppressWarnings("ImmutableEnumChecker") // a list that cannot be changed
    private final List<Act> of;

    Power(Act... of) {
      this.of = List.of(of);
    }
  }

  /** Of the account of a pod. */
  public static AccountRights of(JsonNode pod, ClusterObjects objects) {
    String namespace = text(pod.path("metadata"), "namespace");
    String named = text(pod.path("spec"), "serviceAccountName");
    String account = named.isEmpty() ? "default" : named;
    List<Grant> grants = new ArrayList<>();
    Stream.concat(
            objects.all(ObjectKind.CLUSTER_ROLE_BINDINGS, ""),
            objects.all(ObjectKind.ROLE_BINDINGS, namespace))
        .forEach(binding ->
            subject(binding, namespace, account)
                .ifPresent(subject -> grants.add(grant(binding, subject, objects))));
    grants.sort(
        Comparator.comparingInt((Grant grant) ->
                grant.powers().stream().mapToInt(Power::ordinal).min().orElse(Integer.MAX_VALUE))
            .thenComparing(Grant::namespace)
            .thenComparing(Grant::binding));
    return new AccountRights(
        namespace, account, grants, KINDS.stream().filter(kind -> !objects.isWhole(kind)).toList());
  }

  /** By what a binding holds for an account, as an API server decides it. */
  private static Optional<String> subject(JsonNode binding, String namespace, String account) {
    Set<String> groups =
        Set.of(
            "system:serviceaccounts",
            "system:serviceaccounts:" + namespace,
            "system:authenticated");
    for (JsonNode subject : binding.path("subjects")) {
      String name = text(subject, "name");
      String of = text(subject, "namespace");
      boolean holds =
          switch (text(subject, "kind")) {
            case "ServiceAccount" ->
                name.equals(account)
                    && (of.isEmpty() ? text(binding.path("metadata"), "namespace") : of)
                        .equals(namespace);
            case "Group" -> groups.contains(name);
            case "User" -> name.equals("system:serviceaccount:" + namespace + ":" + account);
            default -> false;
          };
      if (holds) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  private static Grant grant(JsonNode binding, String subject, ClusterObjects objects) {
    JsonNode metadata = binding.path("metadata");
    String kind = binding.at("/roleRef/kind").asString("");
    String name = binding.at("/roleRef/name").asString("");
    Optional<JsonNode> role =
        kind.equals("ClusterRole")
            ? objects.find(ObjectKind.CLUSTER_ROLES, "", name)
            : objects.find(ObjectKind.ROLES, text(metadata, "namespace"), name);
    return new Grant(
        text(metadata, "namespace"),
        text(metadata, "name"),
        kind + " " + name,
        subject,
        role.isPresent(),
        role.stream()
            .flatMap(found -> found.path("rules").valueStream())
            .map(AccountRights::rule)
            .toList());
  }

  private static Rule rule(JsonNode rule) {
    return new Rule(
        texts(rule, "verbs"),
        texts(rule, "apiGroups"),
        texts(rule, "resources"),
        texts(rule, "resourceNames"),
        texts(rule, "nonResourceURLs"));
  }

  private static List<String> texts(JsonNode rule, String field) {
    return rule.path(field).valueStream().map(value -> value.asString("")).toList();
  }
}
