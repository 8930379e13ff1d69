package salvor.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import salvor.cluster.ObjectKind;
import salvor.cluster.PolicyRules.Direction;
import salvor.containment.Alarm;
import salvor.containment.ChosenPod;
import salvor.containment.QuarantinePlan.Residual;
import salvor.containment.WatchedPolicies;
import salvor.evidence.Visible;

/** Why a pod that was cut off is to be looked at anew, in words. */
public final class AlarmWords {
  private static final int LIMIT = 200;

  private AlarmWords() {}

  /** Why a pod is to be looked at anew, and since when that is known. */
  public static String alarm(Alarm alarm, Optional<Instant> noticed) {
    return alarm(alarm)
        + noticed.map(at -> " (noticed " + at.truncatedTo(ChronoUnit.SECONDS) + ")").orElse("");
  }

  /** Why a pod is to be looked at anew. */
  public static String alarm(Alarm alarm) {
    return switch (alarm) {
      case Alarm.PodGone(ChosenPod pod) -> "Pod " + pod(pod) + " is not there any more";
      case Alarm.PodReplaced(ChosenPod pod, String uid) ->
          "Another pod is called " + pod(pod) + " now (" + v(uid) + "), which nothing cuts off";
      case Alarm.LabelsChanged(ChosenPod pod, var fields, var _) ->
          "The labels of pod "
              + pod(pod)
              + " are not those that it was given: "
              + v(String.join(", ", fields));
      case Alarm.Restarted(ChosenPod pod, String container, int times) ->
          "Container "
              + v(container)
              + " of pod "
              + pod(pod)
              + " was started anew "
              + (times == 1 ? "once" : times + " times")
              + ": its memory and files are gone, its connections are others";
      case Alarm.MeansGone(var kind, String namespace, String name) ->
          "What cuts it off is gone: " + object(kind.plural(), namespace, name);
      case Alarm.MeansChanged(var kind, String namespace, String name, var fields, var _) ->
          "Somebody changed "
              + object(kind.plural(), namespace, name)
              + ": "
              + v(String.join(", ", fields));
      case Alarm.Outranked(var kind, String namespace, String name, var pods, var news) ->
          "A policy is judged before the one that cuts "
              + pods(pods)
              + " off, or beside it: "
              + object(kind.target(), namespace, name)
              + news(news);
      case Alarm.PolicyOpens(var kind, String namespace, String name, var pods, var news) ->
          (news.isNew() ? "New: " : "Changed: ")
              + object(kind.target(), namespace, name)
              + " lets something pass, or may, that was cut off from "
              + pods(pods)
              + news(news);
      case Alarm.Worse(ChosenPod pod, var was, var is) ->
          "Seen from inside, pod "
              + pod(pod)
              + " stands worse than before: "
              + InsideWords.brief(is)
              + ", where it was "
              + InsideWords.brief(was);
      case Alarm.MayPass(var residual, var news) ->
          (news == null || news.isNew() ? "New: " : "Changed: ")
              + ContainmentWords.residual(residual)
              + (news == null ? "" : news(news));
    };
  }

  /**
   * What ends an alarm, where looks since it was raised have verified the pods again: nothing
   * passes now, and what raised it is still there.
   */
  public static String toDo(Alarm alarm) {
    return switch (alarm) {
      case Alarm.MayPass(Residual.Allowed allowed, var _) ->
          (allowed.direction() == Direction.IN
                  ? "a look from inside does not try who reaches the pod: take NetworkPolicy "
                  : "take NetworkPolicy ")
              + v(allowed.namespace() + "/" + allowed.policy())
              + " away, or have it leave the pod out; or undo, and isolate anew";
      case Alarm.MayPass(Residual.NotSeen(var kind, var _), var _) ->
          "have " + v(kind.plural()) + " seen: ask for the right to list them";
      case Alarm.MayPass(Residual.OtherPolicies(var kind, var _), var _) ->
          "read the " + v(kind.target()) + ", which are not judged here";
      case Alarm.MayPass _ -> "undo, and isolate anew";
      case Alarm.PolicyOpens opens ->
          "take "
              + object(opens.kind().target(), opens.namespace(), opens.name())
              + " away, or have it leave the pods out";
      case Alarm.Outranked outranked ->
          "take "
              + object(outranked.kind().target(), outranked.namespace(), outranked.name())
              + " away, or have it judged later";
      case Alarm.LabelsChanged(ChosenPod pod, var _, var _) ->
          "find who changed the labels of "
              + pod(pod)
              + ", and give them back; or undo, and isolate anew";
      case Alarm.MeansGone _ -> "undo what is left of it, and isolate anew";
      case Alarm.MeansChanged(var kind, String namespace, String name, var _, var _) ->
          "find who changed "
              + object(kind.plural(), namespace, name)
              + ", and set it back; or undo, and isolate anew";
      case Alarm.PodGone _, Alarm.PodReplaced _ -> "undo what is left of it";
      case Alarm.Restarted _, Alarm.Worse _ -> "verify again";
    };
  }

  /** What of a policy is other, and since when, as far as that is known. */
  private static String news(Alarm.News news) {
    String since = news.since() == null ? "" : " " + news.since();
    return news.isNew()
        ? "; it is new" + (since.isEmpty() ? "" : ", made" + since)
        : news.fields().isEmpty()
            ? ""
            : "; changed"
                + (since.isEmpty() ? "" : ", last" + since)
                + ": "
                + v(String.join(", ", news.fields()));
  }

  private static String pods(List<ChosenPod> pods) {
    return pods.isEmpty() ? "pods" : ContainmentWords.pods(pods);
  }

  /**
   * Which policies are seen, in one or two sentences: of which one that opens what is cut off
   * raises an alarm.
   */
  public static String watched(WatchedPolicies policies) {
    StringBuilder words = new StringBuilder();
    if (!policies.seen().isEmpty()) {
      words
          .append("A new or changed policy raises an alarm of: ")
          .append(kinds(policies.seen()))
          .append('.');
    }
    if (!policies.absent().isEmpty()) {
      words
          .append(" Not watched, as the cluster does not have them: ")
          .append(kinds(policies.absent()))
          .append('.');
    }
    policies
        .unseen()
        .forEach((kind, why) ->
            words
                .append(" NOT WATCHED: ")
                .append(kinds(List.of(kind)))
                .append(": ")
                .append(ClusterWords.trouble(why)));
    return words.toString().strip();
  }

  private static String kinds(List<ObjectKind> kinds) {
    return kinds.stream().map(ObjectKind::target).collect(Collectors.joining(", "));
  }

  private static String object(String kind, String namespace, String name) {
    return v(kind) + " " + v(namespace.isEmpty() ? name : namespace + "/" + name);
  }

  private static String pod(ChosenPod pod) {
    return v(pod.namespace() + "/" + pod.name());
  }

  private static String v(String text) {
    return Visible.text(text, LIMIT);
  }
}
