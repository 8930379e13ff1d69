package salvor.report;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import salvor.containment.Measure;
import salvor.custody.Deed;
import salvor.custody.LedgerRecord;
import salvor.evidence.Visible;
import salvor.timeline.Response.State;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a record of a ledger tells of the response, in words: what was done to the cluster or to
 * know of it, and what a run of a playbook says. That a case was opened or edited is none of it.
 */
final class ResponseActWords {
  private static final int LIMIT = 160;
  private static final String ALARM = "alarm";
  private static final String ALARM_OVER = "alarm-over";

  private ResponseActWords() {}

  /** What was done; empty where the record is of something else. */
  static Optional<String> what(LedgerRecord record) {
    Map<String, String> asked = record.request();
    boolean alarm = record.verb().equals(ALARM) || record.verb().equals(ALARM_OVER);
    String words =
        asked.containsKey("measure") && !alarm
            ? measure(record)
            : switch (record.verb()) {
              case "look-inside" -> look(record);
              case ALARM -> "alarm: " + alarm(asked.getOrDefault("kind", ""));
              case ALARM_OVER -> "an alarm is over; that proves nothing until it is looked again";
              case "get", "exec" ->
                  asked.containsKey("kind") ? "collect " + asked("kind", record) : "";
              case "patch" ->
                  asked.getOrDefault("path", "").equals("ephemeralcontainers")
                      ? "bring the toolbox into the pod"
                      : "";
              case "seal" -> "seal the evidence";
              case "verify" ->
                  "verify the bundle"
                      + colon(
                          v(ResultWords.standing(record.response().getOrDefault("standing", ""))));
              case "siblings" -> "list who else runs the image";
              case "triage" ->
                  asked.containsKey("uid") ? "decide" + colon(answer("result", record)) : "";
              case "hotfix" -> "hotfix, " + asked("act", record) + colon(answer("result", record));
              case "count-digest" ->
                  "count pods on the bad digest" + colon(answer("open", record)) + " in the open";
              case "playbook" -> playbook(record);
              case "acting-on" -> "acting on the cluster is allowed";
              case "acting-off" -> "acting on the cluster ends";
              default -> "";
            };
    return Optional.of(words).filter(text -> !text.isEmpty());
  }

  private static String measure(LedgerRecord record) {
    String kind = record.request().getOrDefault("kind", "");
    String words =
        Stream.of(Measure.Kind.values())
            .filter(each -> each.name().equals(kind))
            .findFirst()
            .map(MeasureWords::kind)
            .orElse(v(kind));
    boolean back = record.request().containsKey("back") || record.verb().equals("contain-undo");
    String step = record.request().getOrDefault("step", "");
    return (back ? "take back the " : "")
        + words
        + (step.isEmpty() ? "" : ", step " + v(step) + ", " + v(record.verb()))
        + colon(
            kind.equals("ROLL_OUT") && step.isEmpty() && !back
                ? set(answer("result", record)) // that it is through only its pods tell
                : v(ResultWords.of(record)));
  }

  private static String set(String extent) {
    return switch (extent) {
      case "WHOLE" -> "the image is set";
      case "PART" -> "the image is set of a part";
      default -> extent;
    };
  }

  /** Why what was verified does not count any more. */
  private static String alarm(String kind) {
    return switch (kind) {
      case "pod-gone" -> "the pod is not there any more";
      case "pod-replaced" -> "another pod has its name, which nothing cuts off";
      case "labels-changed" -> "the labels were changed by which it is cut off";
      case "restarted" -> "a container was started anew";
      case "means-gone" -> "what cuts it off is gone";
      case "means-changed" -> "what cuts it off was changed";
      case "worse" -> "a look from inside says worse than one before";
      case "outranked" -> "a policy is judged before what cuts it off";
      case "may-pass" -> "a policy may let something pass";
      default -> v(kind);
    };
  }

  private static String look(LedgerRecord record) {
    String purpose = record.request().getOrDefault("purpose", "");
    return switch (purpose) {
          case "before" -> "look from inside before anything is done";
          case "beside" -> "look from inside what answers, in place of a pod that is cut off";
          case "end" -> "end connections that go on";
          default -> "look from inside whether it is cut off";
        }
        + colon(v(ResultWords.of(record)));
  }

  private static String playbook(LedgerRecord record) {
    String name = "playbook " + asked("playbook", record) + ", ";
    return switch (record.request().getOrDefault("act", "")) {
      case "begin" -> name + "begun";
      case "end" -> name + "ended before its last step";
      case "done" -> name + asked("step", record) + " done";
      case "skip" -> name + asked("step", record) + " left out";
      case "state" -> name + asked("fact", record) + " stated: " + asked("value", record);
      case "deviation" -> name + "deviation: " + asked("deviation", record);
      default -> name + asked("act", record);
    };
  }

  /**
   * What became of it. What was looked for from inside a pod and not found has failed, and so has
   * an isolation of which an alarm says that it may not hold.
   */
  static State state(LedgerRecord record) {
    Deed event = record.event();
    String result = record.response().getOrDefault("result", "");
    if (event == Deed.FAILED) {
      return State.FAILED;
    } else if (event == Deed.PLANNED) {
      return State.PLANNED;
    } else if (record.verb().equals(ALARM)) {
      return State.FAILED;
    } else if (record.verb().equals("look-inside")
        && (result.equals("not-enforced") || result.equals("partial"))) {
      return State.FAILED;
    }
    return event == Deed.UNDO ? State.UNDONE : State.DONE;
  }

  /** What it was done to; empty where the record does not say. */
  static String on(LedgerRecord record) {
    JsonNode target = json(record).path("target");
    String pod = target.path("pod").asString("");
    if (!pod.isEmpty()) {
      return v(target.path("namespace").asString("") + "/" + pod);
    }
    String path = record.request().getOrDefault("path", "");
    return path.equals("ephemeralcontainers") ? "" : v(path);
  }

  private static JsonNode json(LedgerRecord record) {
    try {
      return JsonMapper.shared().readTree(record.raw());
    } catch (JacksonException _) {
      return JsonMapper.shared().createObjectNode(); // it says nothing
    }
  }

  private static String colon(String text) {
    return text.isEmpty() ? "" : ": " + text;
  }

  private static String asked(String field, LedgerRecord record) {
    return v(record.request().getOrDefault(field, ""));
  }

  private static String answer(String field, LedgerRecord record) {
    return v(record.response().getOrDefault(field, ""));
  }

  /** A ledger from elsewhere may say anything. */
  static String v(String text) {
    return Visible.text(text, LIMIT);
  }
}
