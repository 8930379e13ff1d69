package salvor.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The least role for a use, as a manifest: the lines of {@link Right} and no more. */
public final class RoleManifest {
  private RoleManifest() {}

  /** The name of the role. */
  public static String name(Right.Use use) {
    return "salvor-" + use.name().toLowerCase(Locale.ROOT);
  }

  /** The manifest: a ClusterRole, to be bound for the cluster or in one namespace. */
  public static String of(Right.Use use) {
    StringBuilder out =
        new StringBuilder(
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata:
              name: %s
              labels:
                app.kubernetes.io/managed-by: salvor
            rules:
            """
                .formatted(name(use)));
    rules(use)
        .forEach((target, verbs) ->
            out.append("- apiGroups: [\"")
                .append(target.group())
                .append("\"]\n")
                .append("  resources: [\"")
                .append(target.resource())
                .append("\"]\n")
                .append("  verbs: [")
                .append(String.join(", ", quoted(verbs)))
                .append("]\n"));
    return out.toString();
  }

  private record Target(String group, String resource) {}

  private static Map<Target, Set<String>> rules(Right.Use use) {
    Map<Target, Set<String>> rules = new LinkedHashMap<>();
    for (Right right : Right.of(use)) {
      String below = right.subresource().isEmpty() ? "" : "/" + right.subresource();
      rules
          .computeIfAbsent(
              new Target(right.group(), right.resource() + below), t -> new LinkedHashSet<>())
          .add(right.verb());
    }
    return rules;
  }

  private static List<String> quoted(Set<String> verbs) {
    List<String> quoted = new ArrayList<>();
    verbs.forEach(verb -> quoted.add("\"" + verb + "\""));
    return quoted;
  }
}
