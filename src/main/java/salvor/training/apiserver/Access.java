package salvor.training.apiserver;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Who may do what: the roles and bindings that are stored, as RBAC reads them. */
final class Access {
  private final ObjectStore store;
  private final ApiResource roles;
  private final ApiResource roleBindings;
  private final ApiResource clusterRoles;
  private final ApiResource clusterRoleBindings;

  Access(ObjectStore store, ApiResources resources) {
    this.store = store;
    this.roles = resources.named("roles");
    this.roleBindings = resources.named("rolebindings");
    this.clusterRoles = resources.named("clusterroles");
    this.clusterRoleBindings = resources.named("clusterrolebindings");
  }

  /** What is to be done: verb and resource, or verb and path of no resource. */
  record Act(
      String verb,
      String group,
      String resource,
      String subresource,
      String namespace,
      String name) {
    String qualified() {
      return subresource.isEmpty() ? resource : resource + "/" + subresource;
    }
  }

  boolean may(Identity who, Act act) {
    return who.groups().contains("system:masters")
        || rules(who, act.namespace()).stream().anyMatch(rule -> allows(rule, act));
  }

  /** The rules that hold for someone in a namespace, those of the whole cluster among them. */
  List<JsonNode> rules(Identity who, String namespace) {
    List<JsonNode> rules = new ArrayList<>();
    for (ObjectNode binding : store.list(clusterRoleBindings, "")) {
      if (binds(binding, who, "")) {
        role(binding, "").ifPresent(role -> role.path("rules").forEach(rules::add));
      }
    }
    if (!namespace.isEmpty()) {
      for (ObjectNode binding : store.list(roleBindings, namespace)) {
        if (binds(binding, who, namespace)) {
          role(binding, namespace).ifPresent(role -> role.path("rules").forEach(rules::add));
        }
      }
    }
    return rules;
  }

  private java.util.Optional<ObjectNode> role(JsonNode binding, String namespace) {
    String name = binding.at("/roleRef/name").asString("");
    return binding.at("/roleRef/kind").asString("").equals("ClusterRole")
        ? store.find(clusterRoles, "", name)
        : store.find(roles, namespace, name);
  }

  private static boolean binds(JsonNode binding, Identity who, String namespace) {
    for (JsonNode subject : binding.path("subjects")) {
      String name = subject.path("name").asString("");
      boolean is =
          switch (subject.path("kind").asString("")) {
            case "User" -> who.user().equals(name);
            case "Group" -> who.groups().contains(name);
            case "ServiceAccount" ->
                who.user()
                    .equals(
                        "system:serviceaccount:"
                            + subject.path("namespace").asString(namespace)
                            + ":"
                            + name);
            default -> false;
          };
      if (is) {
        return true;
      }
    }
    return false;
  }

  private static boolean allows(JsonNode rule, Act act) {
    JsonNode names = rule.path("resourceNames");
    return has(rule.path("verbs"), act.verb())
        && has(rule.path("apiGroups"), act.group())
        && (has(rule.path("resources"), act.qualified())
            || (!act.subresource().isEmpty()
                && has(rule.path("resources"), "*/" + act.subresource())))
        && (names.isEmpty()
            || names.valueStream().anyMatch(name -> name.asString("").equals(act.name())));
  }

  private static boolean has(JsonNode list, String wanted) {
    return list.valueStream()
        .map(value -> value.asString(""))
        .anyMatch(value -> value.equals("*") || value.equals(wanted));
  }
}
