package salvor.ingest.audit;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Observation;
import salvor.evidence.ObservedTime;
import salvor.evidence.Outcome;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;
import salvor.evidence.RecordRef;
import salvor.ingest.Fields;
import salvor.workload.Location;
import tools.jackson.databind.JsonNode;

/**
 * An audit event as an observation; the place is that of the doer's pod, known when a token bound
 * to it was used.
 */
final class ApiRequests {
  private static final List<String> TIMES =
      List.of("requestReceivedTimestamp", "stageTimestamp", "timestamp");

  private static final String SERVICE_ACCOUNT = "system:serviceaccount:";
  private static final String EXTRA = "authentication.kubernetes.io/";

  private ApiRequests() {}

  static Observation observation(JsonNode event, RecordRef ref) {
    JsonNode object = Fields.at(event, "objectRef");
    String user = Fields.text(event, "user", "username");
    String pod = extra(event, "pod-name");
    String namespace = namespace(user);
    Integer code = Fields.integer(event, "responseStatus", "code");
    String verb = Fields.text(event, "verb");
    Activity request =
        new Activity.ApiRequest(
            verb == null ? "" : verb,
            Fields.text(object, "resource"),
            Fields.text(object, "subresource"),
            Fields.text(object, "namespace"),
            Fields.text(object, "name"),
            user,
            Fields.text(event, "impersonatedUser", "username"),
            pod == null || namespace == null ? null : namespace + "/" + pod,
            first(Fields.at(event, "sourceIPs")),
            Fields.text(event, "userAgent"),
            code == null ? 0 : code,
            Fields.text(event, "requestURI"));
    return new Observation(
        time(event),
        place(event, namespace, pod),
        ProcessInfo.UNKNOWN,
        request,
        outcome(event, code == null ? 0 : code),
        quality(event),
        ref);
  }

  private static @Nullable ObservedTime time(JsonNode event) {
    ObservedTime time = null;
    for (String member : TIMES) {
      time = time != null ? time : Fields.time(event, member);
    }
    for (String member : TIMES) {
      time = Fields.orWithoutZone(time, event, member);
    }
    return time;
  }

  private static Location place(JsonNode event, @Nullable String namespace, @Nullable String pod) {
    return pod == null
        ? Location.UNKNOWN
        : new Location(
            extra(event, "node-name"),
            namespace,
            pod,
            extra(event, "pod-uid"),
            null,
            null,
            null,
            null,
            null);
  }

  private static Outcome outcome(JsonNode event, int code) {
    Outcome answered = Outcome.ofStatus(code);
    return "forbid".equals(Fields.text(event, "annotations", "authorization.k8s.io/decision"))
        ? new Outcome(Outcome.Result.DENIED, answered.said())
        : answered;
  }

  private static Set<Quality> quality(JsonNode event) {
    return Fields.isTrue(event, "annotations", "audit.k8s.io/truncated")
        ? Set.of(Quality.TRUNCATED)
        : Set.of();
  }

  /**
   * The namespace of a service account's user name, {@code system:serviceaccount:NAMESPACE:NAME}.
   */
  private static @Nullable String namespace(@Nullable String user) {
    if (user == null || !user.startsWith(SERVICE_ACCOUNT)) {
      return null;
    }
    int end = user.indexOf(':', SERVICE_ACCOUNT.length());
    return end <= SERVICE_ACCOUNT.length() ? null : user.substring(SERVICE_ACCOUNT.length(), end);
  }

  private static @Nullable String extra(JsonNode event, String name) {
    return first(Fields.at(event, "user", "extra", EXTRA + name));
  }

  private static @Nullable String first(@Nullable JsonNode list) {
    return list != null && list.isArray() && !list.isEmpty() ? Fields.text(list.get(0)) : null;
  }
}
