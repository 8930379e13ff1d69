package salvor.review;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Kind;

/**
 * Writes drafts of Sigma rules (specification 2.1). Its fields know no container, so that a draft
 * watches every host and pod; and it knows command lines as a whole.
 */
final class SigmaRules {
  private SigmaRules() {}

  /** What it can say. */
  static Condition held(Condition condition) {
    Condition anywhere =
        condition.within(asked ->
            !(asked instanceof Asked.In(Field field, _)
                && (field == Field.NAMESPACE || field == Field.CONTAINER)));
    List<List<Asked>> ways =
        anywhere.ways().stream().map(way -> way.stream().map(SigmaRules::whole).toList()).toList();
    return new Condition(anywhere.kinds(), anywhere.scope(), ways);
  }

  private static Asked whole(Asked asked) {
    return asked instanceof Asked.Contains(Field field, String text) && field == Field.ARGUMENTS
        ? new Asked.Contains(Field.COMMAND_LINE, text)
        : asked;
  }

  static Map<String, Object> document(Rule rule, Condition condition, Replay replay)
      throws NotHeld {
    Kind kind = condition.kinds().iterator().next();
    Map<String, Object> detection = new LinkedHashMap<>();
    List<String> ways = new ArrayList<>();
    for (List<Asked> way : condition.ways()) {
      ways.add(way(way, kind, detection, ways.size() + 1));
    }
    detection.put(
        "condition", ways.size() == 1 ? ways.getFirst() : "(" + String.join(") or (", ways) + ")");
    Map<String, Object> draft = new LinkedHashMap<>();
    draft.put("title", title(rule.purpose()));
    draft.put(
        "id",
        UUID.nameUUIDFromBytes((rule.id() + condition).getBytes(StandardCharsets.UTF_8))
            .toString());
    draft.put("name", rule.id().replace('-', '_'));
    draft.put("status", "experimental");
    draft.put("description", Description.of(rule, replay));
    draft.put("logsource", logsource(kind, condition.kinds().size()));
    draft.put("detection", detection);
    draft.put("falsepositives", List.of(Description.replay(replay)));
    draft.put("level", replay.isSilent() ? "high" : "low");
    return draft;
  }

  private static String title(Rule.Purpose purpose) {
    String words = purpose.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    return "Out of profile: " + words;
  }

  private static Map<String, Object> logsource(Kind kind, int kinds) throws NotHeld {
    if (kinds != 1) {
      throw new NotHeld(Rendering.Why.KIND, "several");
    }
    return switch (kind) {
      case PROCESS_STARTED -> source("process_creation");
      case CONNECTION_OPENED -> source("network_connection");
      case FILE_WRITTEN -> source("file_event");
      case FILE_DELETED -> source("file_delete");
      case NAME_LOOKED_UP -> Map.of("category", "dns");
      case API_REQUEST -> TetragonPolicies.ordered("product", "kubernetes", "service", "audit");
      case PROCESS_ENDED,
          CONNECTION_ACCEPTED,
          LISTENING,
          FILE_OPENED,
          KERNEL_ACTION,
          ALERT,
          EVENTS_LOST,
          CLUSTER_EVENT,
          NOT_HEARD,
          LOGGED ->
          throw new NotHeld(Rendering.Why.KIND, kind.words());
    };
  }

  private static Map<String, Object> source(String category) {
    return TetragonPolicies.ordered("product", "linux", "category", category);
  }

  /** Adds what one way asks; how it is named in the condition. */
  private static String way(List<Asked> way, Kind kind, Map<String, Object> detection, int number)
      throws NotHeld {
    Map<String, Object> selection = new LinkedHashMap<>();
    Map<String, Object> filter = new LinkedHashMap<>();
    @Nullable List<Object> resources = null;
    for (Asked asked : way) {
      switch (asked) {
        case Asked.In(Field field, var values) when field == Field.RESOURCE ->
            resources = resources(values);
        case Asked.In(Field field, var values) -> selection.put(name(field, kind), escaped(values));
        case Asked.NotIn(Field field, var values) -> filter.put(name(field, kind), escaped(values));
        case Asked.Contains(Field field, String text) ->
            selection.put(name(field, kind) + "|contains", escaped(text));
        case Asked.Marked(var quality) -> throw new NotHeld(Rendering.Why.FIELD, quality.name());
      }
    }
    if (selection.isEmpty()) { // all that is left would be every event
      throw new NotHeld(Rendering.Why.PLACE, "NAMESPACE");
    }
    List<String> names = new ArrayList<>();
    detection.put("selection_" + number, selection);
    names.add("selection_" + number);
    if (resources != null) {
      detection.put("resource_" + number, resources);
      names.add("resource_" + number);
    }
    if (!filter.isEmpty()) {
      detection.put("filter_" + number, filter);
      names.add("not filter_" + number);
    }
    return String.join(" and ", names);
  }

  /** {@code pods} must not fire on {@code pods/exec}. */
  private static List<Object> resources(Set<String> values) throws NotHeld {
    List<Object> all = new ArrayList<>();
    for (String value : values) {
      int slash = value.indexOf('/');
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("objectRef.resource", escaped(slash < 0 ? value : value.substring(0, slash)));
      one.put("objectRef.subresource", slash < 0 ? null : escaped(value.substring(slash + 1)));
      all.add(one);
    }
    return all;
  }

  private static List<Object> escaped(Set<String> values) throws NotHeld {
    List<Object> all = new ArrayList<>();
    for (String value : values) {
      all.add(escaped(value));
    }
    return all;
  }

  /** Stars and question marks stand for others there, unless a backslash stands before them. */
  private static String escaped(String value) throws NotHeld {
    if (!Yaml.isWhole(value)) {
      throw new NotHeld(Rendering.Why.VALUE, value);
    }
    return value.replace("\\", "\\\\").replace("*", "\\*").replace("?", "\\?");
  }

  private static String name(Field field, Kind kind) throws NotHeld {
    return switch (field) {
      case EXECUTABLE -> "Image";
      case PARENT -> "ParentImage";
      case COMMAND_LINE -> "CommandLine";
      case FILE -> "TargetFilename";
      case PEER -> "DestinationIp";
      case PORT -> "DestinationPort";
      case LOOKUP -> "query";
      case VERB -> "verb";
      case USER -> "user.username";
      case USER_AGENT -> "userAgent";
      case NAMESPACE, CONTAINER, DIGEST, NAME, PARENT_NAME, ARGUMENTS, RESOURCE, CALL ->
          throw new NotHeld(Rendering.Why.FIELD, field.name() + " " + kind.words());
    };
  }
}
