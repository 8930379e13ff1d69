package salvor.ingest.objects;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Observation;
import salvor.evidence.ObservedTime;
import salvor.evidence.ProcessInfo;
import salvor.evidence.RecordRef;
import salvor.ingest.Fields;
import salvor.workload.Location;
import salvor.workload.WorkloadRef;
import tools.jackson.databind.JsonNode;

/**
 * Events of the API (core/v1 and events.k8s.io/v1), which are gone from the cluster after an hour.
 *
 * <p>Their time is that of the last occurrence: {@code series.lastObservedTime}, else {@code
 * lastTimestamp}, else {@code eventTime}, which the scheduler fills alone, else {@code
 * firstTimestamp}. When the object was made or stored is none of them.
 */
final class ClusterEvents {
  private static final Pattern CONTAINER = Pattern.compile("spec\\.\\w*[cC]ontainers\\{(.+)}");
  private static final String[][] LAST = {
    {"series", "lastObservedTime"},
    {"lastTimestamp"},
    {"deprecatedLastTimestamp"},
    {"eventTime"},
    {"firstTimestamp"},
    {"deprecatedFirstTimestamp"}
  };
  private static final String[][] FIRST = {
    {"firstTimestamp"}, {"deprecatedFirstTimestamp"}, {"eventTime"}
  };
  private static final String[][] COUNT = {{"series", "count"}, {"count"}, {"deprecatedCount"}};

  private ClusterEvents() {}

  /** Why an Event says nothing; null when it does. */
  static @Nullable String missing(JsonNode event) {
    return Fields.text(event, "reason") == null ? "Event without reason" : null;
  }

  /** What tells an Event as it was told from the same one told anew. */
  static String identity(JsonNode event) {
    ObservedTime time = time(event, LAST);
    return Fields.text(event, "metadata", "uid")
        + " "
        + Fields.text(event, "metadata", "namespace")
        + "/"
        + Fields.text(event, "metadata", "name")
        + " "
        + count(event)
        + " "
        + (time == null ? "" : time.original());
  }

  static Observation observation(JsonNode event, RecordRef ref) {
    JsonNode of = Fields.at(event, "involvedObject");
    JsonNode about = of != null ? of : Fields.at(event, "regarding");
    int count = count(event);
    ObservedTime last = time(event, LAST);
    ObservedTime first = time(event, FIRST);
    String reason = Fields.text(event, "reason");
    return new Observation(
        last,
        place(event, about),
        ProcessInfo.UNKNOWN,
        new Activity.ClusterEvent(
            reason == null ? "" : reason,
            Fields.text(event, "type"),
            Fields.firstText(event, "message", "note"),
            named(about),
            count < 2 || first == null || first.equals(last) ? null : first.original(),
            count),
        Set.of(),
        ref);
  }

  private static @Nullable ObservedTime time(JsonNode event, String[][] members) {
    for (String[] member : members) {
      ObservedTime time = Fields.time(event, member);
      if (time != null) {
        return time;
      }
    }
    return null;
  }

  private static int count(JsonNode event) {
    for (String[] member : COUNT) {
      Integer count = Fields.integer(event, member);
      if (count != null && count > 0) {
        return count;
      }
    }
    return 0;
  }

  private static @Nullable String named(@Nullable JsonNode about) {
    String kind = Fields.text(about, "kind");
    String namespace = Fields.text(about, "namespace");
    String name = Fields.text(about, "name");
    return kind == null || name == null
        ? null
        : kind + " " + (namespace == null ? "" : namespace + "/") + name;
  }

  private static Location place(JsonNode event, @Nullable JsonNode about) {
    String kind = Fields.text(about, "kind");
    String namespace = Fields.text(about, "namespace");
    String name = Fields.text(about, "name");
    String host = Fields.text(event, "source", "host");
    String node = host != null ? host : Fields.text(event, "deprecatedSource", "host");
    if (kind == null || name == null) {
      return new Location(node, namespace, null, null, null, null, null, null, null);
    }
    return switch (kind) {
      case "Pod" ->
          new Location(
              node,
              namespace,
              name,
              Fields.text(about, "uid"),
              container(Fields.text(about, "fieldPath")),
              null,
              null,
              null,
              null);
      case "Node" -> new Location(name, null, null, null, null, null, null, null, null);
      default ->
          new Location(
              node,
              namespace,
              null,
              null,
              null,
              null,
              null,
              null,
              namespace == null
                  ? null
                  : new Owners().top(new WorkloadRef(namespace, kind, name), null));
    };
  }

  private static @Nullable String container(@Nullable String path) {
    Matcher named = CONTAINER.matcher(path == null ? "" : path);
    return named.matches() ? named.group(1) : null;
  }
}
