package salvor.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salvor.cluster.ObjectKind;
import salvor.containment.Alarm;
import salvor.containment.AlarmLog;
import salvor.containment.Measure;
import salvor.containment.QuarantinePlan.Residual;

/** An alarm in a JSON document. */
final class AlarmDocument {
  private AlarmDocument() {}

  private record Policy(ObjectKind kind, String namespace, String name, Alarm.@Nullable News news) {
    private String become() {
      return news == null
          ? "not-known"
          : news.isNew() ? "new" : news.fields().isEmpty() ? "as-it-was" : "changed";
    }
  }

  /**
   * Writes the fields of one.
   *
   * @param noticed when it was written down
   * @param verified when looks since then have verified all pods that it is about again
   */
  static void write(
      JsonDocument json,
      Alarm alarm,
      Measure measure,
      Optional<Instant> noticed,
      Optional<Instant> verified) {
    Policy policy = policy(alarm);
    Alarm.News news = policy == null ? null : policy.news();
    json.text("kind", AlarmLog.kind(alarm));
    json.text("words", AlarmWords.alarm(alarm));
    json.text("policyKind", policy == null ? null : policy.kind().target());
    json.text("policyNamespace", policy == null ? null : policy.namespace());
    json.text("policyName", policy == null ? null : policy.name());
    json.text("policy", policy == null ? null : policy.become());
    json.texts("fields", fields(alarm, news));
    json.texts(
        "pods",
        AlarmLog.pods(alarm, measure).stream()
            .map(pod -> pod.namespace() + "/" + pod.name())
            .toList());
    Instant since = news == null ? null : news.since();
    json.text("since", since == null ? null : since.toString());
    json.text("noticed", noticed.map(Instant::toString).orElse(null));
    json.text("verified", verified.map(Instant::toString).orElse(null));
    json.text("toDo", verified.isPresent() ? AlarmWords.toDo(alarm) : "verify again");
  }

  private static @Nullable Policy policy(Alarm alarm) {
    return switch (alarm) {
      case Alarm.MeansGone(var kind, String namespace, String name) ->
          new Policy(kind, namespace, name, null);
      case Alarm.MeansChanged(var kind, String namespace, String name, var _, var _) ->
          new Policy(kind, namespace, name, null);
      case Alarm.Outranked(var kind, String namespace, String name, var _, var news) ->
          new Policy(kind, namespace, name, news);
      case Alarm.PolicyOpens(var kind, String namespace, String name, var _, var news) ->
          new Policy(kind, namespace, name, news);
      case Alarm.MayPass(Residual.Allowed allowed, var news) ->
          new Policy(ObjectKind.NETWORK_POLICIES, allowed.namespace(), allowed.policy(), news);
      case Alarm.MayPass _,
          Alarm.PodGone _,
          Alarm.PodReplaced _,
          Alarm.LabelsChanged _,
          Alarm.Restarted _,
          Alarm.Worse _ ->
          null;
    };
  }

  private static List<String> fields(Alarm alarm, Alarm.@Nullable News news) {
    return switch (alarm) {
      case Alarm.MeansChanged(var _, var _, var _, var fields, var _) -> fields;
      case Alarm.LabelsChanged(var _, var fields, var _) -> fields;
      case Alarm.Outranked _,
          Alarm.PolicyOpens _,
          Alarm.MayPass _,
          Alarm.MeansGone _,
          Alarm.PodGone _,
          Alarm.PodReplaced _,
          Alarm.Restarted _,
          Alarm.Worse _ ->
          news == null ? List.of() : news.fields();
    };
  }
}
