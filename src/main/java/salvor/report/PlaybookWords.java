package salvor.report;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import salvor.evidence.Visible;
import salvor.playbook.Condition;
import salvor.playbook.Course;
import salvor.playbook.Deviation;
import salvor.playbook.Fact;
import salvor.playbook.PlaybookProblem;
import salvor.playbook.PlaybookText;
import salvor.playbook.Task;

/** Playbooks and their runs in words. */
public final class PlaybookWords {
  private static final int LIMIT = 200;

  private PlaybookWords() {}

  private static String v(String text) {
    return Visible.text(text, LIMIT);
  }

  /** What is wrong with a playbook: place, cause and remedy. */
  public static String problem(String file, PlaybookProblem problem) {
    return v(file)
        + (problem.line() > 0 ? ":" + problem.line() : "")
        + (problem.place().isEmpty() ? "" : ": " + v(problem.place()))
        + ": "
        + cause(problem);
  }

  private static String cause(PlaybookProblem problem) {
    String detail = v(problem.detail());
    return switch (problem.cause()) {
      case TOO_LARGE ->
          "is larger than a playbook may be (" + detail + " characters); split it, or shorten it";
      case NOT_YAML -> "is not YAML: " + detail;
      case TOO_DEEP -> "is nested too deep; a playbook has a list of steps with a gate each";
      case SEVERAL_DOCUMENTS -> "has several documents; write each playbook into a file of its own";
      case NOT_PLAIN -> "has a tag, an anchor or an alias; write the value itself";
      case WRONG_TYPE -> "is no " + detail + "; write one";
      case UNKNOWN_ENTRY -> "is no entry of a playbook; see salvor playbook check --schema";
      case DUPLICATE -> detail + " is there twice; rename or remove one";
      case MISSING -> "has no " + detail + "; add it";
      case BAD_NAME -> detail + " is no name; use lower case letters, digits and hyphens";
      case TOO_LONG -> "is longer than " + detail + " characters; shorten it";
      case TOO_MANY -> "has more than " + detail + " members; shorten it";
      case BAD_KIND -> "is not " + PlaybookText.KIND + ".0.0; this program reads no other form";
      case UNKNOWN_TASK ->
          detail + " is no task; use one of " + words(Stream.of(Task.values()).map(Task::word));
      case UNKNOWN_FACT ->
          detail + " is no fact; use one of " + words(Stream.of(Fact.values()).map(Fact::word));
      case BAD_VALUE -> "is never " + (detail.isEmpty() ? "empty" : detail) + values(problem);
      case BAD_TIME -> detail + " is no length of time; write 15m, 4h or 2d";
      case BAD_ORDER -> detail + " is no step above this one; name one, or move it up";
      case NO_STEPS -> "has no steps; add a list of them";
    };
  }

  private static String values(PlaybookProblem problem) {
    String fact = problem.place().substring(problem.place().lastIndexOf('.') + 1);
    return Fact.of(fact)
        .map(each ->
            each.possible().isEmpty()
                ? "; write a number"
                : "; use one of " + String.join(", ", each.possible()))
        .orElse("");
  }

  private static String words(Stream<String> words) {
    return words.collect(Collectors.joining(", "));
  }

  /** A condition of a gate, with what is known. */
  public static String condition(Condition condition, Course course) {
    return GateWords.condition(condition, course.facts()) + " (" + condition.fact().word() + ")";
  }

  /** How far a step is. */
  public static String state(Course.State state) {
    return switch (state) {
      case OPEN -> "[ ]";
      case READY -> "[?]";
      case DONE -> "[x]";
      case SKIPPED -> "[-]";
    };
  }

  /** A deviation, and why it matters. */
  public static String deviation(Deviation deviation) {
    return switch (deviation) {
      case Deviation.CollectedBeforeIsolating(long at) ->
          "state was taken (record "
              + at
              + ") before the pod was seen to be cut off: the attacker could watch, and act";
      case Deviation.DeletedBeforeSealing(long at) ->
          "a pod was deleted (record "
              + at
              + ") before its evidence was sealed and found valid: what was not taken is gone";
      case Deviation.RolledOutBeforeSealing(long at) ->
          "a fix was rolled out (record "
              + at
              + ") before the evidence was sealed and found valid: what ran in the replaced pods is"
              + " gone";
      case Deviation.Skipped(String step, String who, String why) ->
          v(step) + " was left out by " + v(who) + ": " + v(why);
      case Deviation.OutOfOrder(String step, String before) ->
          v(step) + " was done before " + v(before);
      case Deviation.Late(String step, Duration by) ->
          v(step) + " was done " + length(by) + " later than planned";
      case Deviation.Stated(String step, Fact fact, String value) ->
          v(step) + ": that " + fact.word() + " is " + v(value) + " was stated, not observed";
      case Deviation.WithoutGate(String step, long at) ->
          "record " + at + " says that " + v(step) + " is done while its gate did not hold";
      case Deviation.UndoneBeforeFixed(long at) ->
          "the quarantine was taken back (record " + at + ") before the fix was rolled out";
      case Deviation.OtherText(String began, String now) ->
          "the playbook is not the text that the run began with: "
              + v(began.substring(0, Math.min(12, began.length())))
              + " then, "
              + now.substring(0, 12)
              + " now";
    };
  }

  /** A length of time, as people say it. */
  public static String length(Duration length) {
    return length.toDays() > 0
        ? length.toDays() + "d " + length.toHoursPart() + "h"
        : length.toHours() > 0
            ? length.toHours() + "h " + length.toMinutesPart() + "m"
            : length.toMinutes() > 0
                ? length.toMinutes() + "m " + length.toSecondsPart() + "s"
                : length.toSeconds() + "s";
  }

  static String word(Deviation deviation) {
    String key = deviation.key();
    return key.indexOf(':') < 0 ? key : key.substring(0, key.indexOf(':'));
  }
}
