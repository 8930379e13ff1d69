package salvor.review;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import salvor.evidence.Kind;

/** Writes policies of KubeArmor. They only audit: nothing is stopped by them. */
final class KubeArmorPolicies {
  /** As its resource definition has it. */
  private static final Pattern PATH = Pattern.compile("/+.*[^/]");

  private static final Set<Kind> FILES =
      Set.of(Kind.FILE_OPENED, Kind.FILE_WRITTEN, Kind.FILE_DELETED);

  private KubeArmorPolicies() {}

  /** What it can say: a rule for files is for all that is done to them. */
  static Condition held(Condition condition) {
    return FILES.containsAll(condition.kinds())
        ? new Condition(FILES, condition.scope(), condition.ways())
        : condition;
  }

  static Map<String, Object> document(Rule rule, Condition condition, Replay replay)
      throws NotHeld {
    boolean files = condition.kinds().equals(FILES);
    if (!files && !condition.kinds().equals(Set.of(Kind.PROCESS_STARTED))) {
      throw new NotHeld(Rendering.Why.KIND, condition.kinds().iterator().next().words());
    }
    List<Object> paths = new ArrayList<>();
    for (List<Asked> way : condition.ways()) {
      paths(
          way,
          files ? Field.FILE : Field.EXECUTABLE,
          files ? Field.EXECUTABLE : Field.PARENT,
          paths);
    }
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("severity", 5);
    spec.put("message", Description.of(rule, replay));
    spec.put("tags", List.of("salvor"));
    spec.put(
        "selector",
        Map.of(
            "matchLabels",
            Map.of("kubearmor.io/container.name", place(condition, Field.CONTAINER))));
    spec.put(files ? "file" : "process", Map.of("matchPaths", paths));
    spec.put("action", "Audit");
    Map<String, Object> policy = new LinkedHashMap<>();
    policy.put("apiVersion", "security.kubearmor.com/v1");
    policy.put("kind", "KubeArmorPolicy");
    policy.put(
        "metadata",
        TetragonPolicies.ordered(
            "name", rule.id(), "namespace", place(condition, Field.NAMESPACE)));
    policy.put("spec", spec);
    return policy;
  }

  private static String place(Condition condition, Field wanted) throws NotHeld {
    for (Asked asked : condition.scope()) {
      if (asked instanceof Asked.In(Field field, var values) && field == wanted) {
        return values.first();
      }
    }
    throw new NotHeld(Rendering.Why.PLACE, wanted.name());
  }

  private static void paths(List<Asked> way, Field what, Field who, List<Object> paths)
      throws NotHeld {
    Set<String> targets = Set.of();
    List<Object> sources = new ArrayList<>();
    for (Asked asked : way) {
      if (!(asked instanceof Asked.In(Field field, var values))) {
        throw new NotHeld(Rendering.Why.OPERATION, asked.toString());
      }
      if (field == what) {
        targets = values;
      } else if (field == who) {
        for (String value : values) {
          sources.add(Map.of("path", path(value)));
        }
      } else {
        throw new NotHeld(Rendering.Why.FIELD, field.name());
      }
    }
    if (targets.isEmpty()) {
      throw new NotHeld(Rendering.Why.OPERATION, what.name());
    }
    for (String target : targets) {
      Map<String, Object> path = TetragonPolicies.ordered("path", path(target));
      if (!sources.isEmpty()) {
        path.put("fromSource", sources);
      }
      paths.add(path);
    }
  }

  private static String path(String path) throws NotHeld {
    if (!PATH.matcher(path).matches() || !Yaml.isWhole(path)) {
      throw new NotHeld(Rendering.Why.VALUE, path);
    }
    return path;
  }
}
