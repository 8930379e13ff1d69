package salvor.review;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import salvor.evidence.Kind;

/**
 * Writes policies of Tetragon. They only post events: nothing is stopped by them. A hook before an
 * execution runs in the process that executes, which is still its parent's program.
 */
final class TetragonPolicies {
  /** So many selectors has a hook. */
  private static final int WAYS = 5;

  private static final Map<String, Object> POST = Map.of("action", "Post");

  private TetragonPolicies() {}

  static Map<String, Object> document(Rule rule, Condition condition, Replay replay)
      throws NotHeld {
    Kind kind = condition.kinds().iterator().next();
    Map<String, Object> hook = hook(kind, condition.kinds().size());
    if (condition.ways().size() > WAYS) {
      throw new NotHeld(Rendering.Why.TOO_MANY, Integer.toString(condition.ways().size()));
    }
    List<Object> selectors = new ArrayList<>();
    for (List<Asked> way : condition.ways()) {
      selectors.add(selector(way, kind));
    }
    hook.put("selectors", selectors);
    Map<String, Object> spec = new LinkedHashMap<>();
    String namespace = null;
    for (Asked asked : condition.scope()) {
      if (asked instanceof Asked.In(Field field, var values) && field == Field.NAMESPACE) {
        namespace = plain(values.first());
      } else if (asked instanceof Asked.In(Field field, var values) && field == Field.CONTAINER) {
        spec.put("containerSelector", container(plain(values.first())));
      } else {
        throw new NotHeld(Rendering.Why.FIELD, asked.toString());
      }
    }
    spec.put("kprobes", List.of(hook));
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", rule.id());
    if (namespace != null) {
      metadata.put("namespace", namespace);
    }
    metadata.put("annotations", Map.of("salvor/description", Description.of(rule, replay)));
    Map<String, Object> policy = new LinkedHashMap<>();
    policy.put("apiVersion", "cilium.io/v1alpha1");
    policy.put("kind", namespace == null ? "TracingPolicy" : "TracingPolicyNamespaced");
    policy.put("metadata", metadata);
    policy.put("spec", spec);
    return policy;
  }

  private static Map<String, Object> container(String name) {
    return Map.of(
        "matchExpressions",
        List.of(ordered("key", "name", "operator", "In", "values", List.of(name))));
  }

  private static Map<String, Object> hook(Kind kind, int kinds) throws NotHeld {
    if (kinds != 1) {
      throw new NotHeld(Rendering.Why.KIND, "several");
    }
    return switch (kind) {
      case PROCESS_STARTED -> call("security_bprm_check", "linux_binprm");
      case CONNECTION_OPENED -> call("tcp_connect", "sock");
      case FILE_OPENED, FILE_WRITTEN -> call("security_file_permission", "file", "int");
      case PROCESS_ENDED,
          CONNECTION_ACCEPTED,
          LISTENING,
          NAME_LOOKED_UP,
          FILE_DELETED,
          KERNEL_ACTION,
          API_REQUEST,
          ALERT,
          EVENTS_LOST,
          CLUSTER_EVENT,
          NOT_HEARD,
          LOGGED ->
          throw new NotHeld(Rendering.Why.KIND, kind.words());
    };
  }

  private static Map<String, Object> call(String function, String... types) {
    List<Object> args = new ArrayList<>();
    for (int i = 0; i < types.length; i++) {
      args.add(ordered("index", i, "type", types[i]));
    }
    Map<String, Object> hook = ordered("call", function, "syscall", false);
    hook.put("args", args);
    return hook;
  }

  private static Map<String, Object> selector(List<Asked> way, Kind kind) throws NotHeld {
    List<Object> arguments = new ArrayList<>();
    List<Object> binaries = new ArrayList<>();
    for (Asked asked : way) {
      switch (asked) {
        case Asked.In(Field field, var values) -> {
          if (isCaller(field, kind)) {
            binaries.add(ordered("operator", "In", "values", paths(values)));
          } else {
            boolean path = field == Field.EXECUTABLE || field == Field.FILE;
            arguments.add(argument(operator(field, kind), path ? paths(values) : plain(values)));
          }
        }
        case Asked.NotIn(Field field, var values) -> {
          if (field != Field.EXECUTABLE || kind != Kind.PROCESS_STARTED) {
            throw new NotHeld(Rendering.Why.OPERATION, field.name());
          }
          arguments.add(argument("NotEqual", paths(values)));
        }
        case Asked.Contains(Field field, _) ->
            throw new NotHeld(Rendering.Why.OPERATION, field.name());
        case Asked.Marked(var quality) -> throw new NotHeld(Rendering.Why.FIELD, quality.name());
      }
    }
    if (kind == Kind.FILE_OPENED || kind == Kind.FILE_WRITTEN) {
      // MAY_READ and MAY_WRITE of the kernel
      arguments.add(
          ordered(
              "index",
              1,
              "operator",
              "Equal",
              "values",
              List.of(kind == Kind.FILE_OPENED ? "4" : "2")));
    }
    Map<String, Object> selector = new LinkedHashMap<>();
    if (!binaries.isEmpty()) {
      selector.put("matchBinaries", binaries);
    }
    if (!arguments.isEmpty()) {
      selector.put("matchArgs", arguments);
    }
    selector.put("matchActions", List.of(POST));
    return selector;
  }

  /** Whether a field is the program that the kernel is called by. */
  private static boolean isCaller(Field field, Kind kind) {
    return kind == Kind.PROCESS_STARTED ? field == Field.PARENT : field == Field.EXECUTABLE;
  }

  private static String operator(Field field, Kind kind) throws NotHeld {
    boolean start = kind == Kind.PROCESS_STARTED;
    return switch (field) {
      case EXECUTABLE -> {
        if (!start) {
          throw new NotHeld(Rendering.Why.FIELD, field.name());
        }
        yield "Equal";
      }
      case FILE -> "Equal";
      case PEER -> "DAddr";
      case PORT -> "DPort";
      case NAMESPACE,
          CONTAINER,
          DIGEST,
          NAME,
          PARENT,
          PARENT_NAME,
          ARGUMENTS,
          COMMAND_LINE,
          LOOKUP,
          VERB,
          RESOURCE,
          USER,
          USER_AGENT,
          CALL ->
          throw new NotHeld(Rendering.Why.FIELD, field.name());
    };
  }

  private static Map<String, Object> argument(String operator, List<String> values) {
    return ordered("index", 0, "operator", operator, "values", values);
  }

  /** What is in memory only has another name for each sensor. */
  private static List<String> paths(Set<String> values) throws NotHeld {
    for (String value : values) {
      if (!value.startsWith("/")) {
        throw new NotHeld(Rendering.Why.VALUE, value);
      }
    }
    return plain(values);
  }

  private static List<String> plain(Set<String> values) throws NotHeld {
    List<String> all = new ArrayList<>();
    for (String value : values) {
      all.add(plain(value));
    }
    return all;
  }

  private static String plain(String value) throws NotHeld {
    if (!Yaml.isWhole(value)) {
      throw new NotHeld(Rendering.Why.VALUE, value);
    }
    return value;
  }

  /** A map in this order: keys and values take turns. */
  static Map<String, Object> ordered(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
