package salvor.report;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.cluster.ObjectKind;
import salvor.containment.Measure;
import salvor.containment.RecordedMeasure;
import salvor.containment.Step;
import salvor.containment.Undoing;
import salvor.custody.Actor;
import salvor.evidence.Visible;
import tools.jackson.databind.JsonNode;

/**
 * What taking a measure back does, and by whose word. The case may be anybody's: what it calls a
 * step says nothing, so that each is told by the object that is changed.
 */
public final class RestorationWords {
  private static final int LIMIT = 200;
  private static final int NAMED = 20;

  private RestorationWords() {}

  /** What becomes of a step. */
  public static String what(Step step) {
    String object = object(step);
    return switch (step) {
      case Step.Create _ -> "delete " + object + ", if it is still ours";
      case Step.Patch _ -> "set back " + object;
      case Step.Delete _ ->
          Undoing.isMadeAgain(step.kind())
              ? "MAKE AGAIN " + object + ", which was deleted"
              : "cannot be brought back: " + object;
    };
  }

  private static String object(Step step) {
    String name = step.namespace().isEmpty() ? step.name() : step.namespace() + "/" + step.name();
    return v(step.kind().plural()) + " " + v(name);
  }

  /** The rights that it gives back, each with who gets them; none for most. */
  public static List<String> given(Step step) {
    boolean binds =
        step.kind().equals(ObjectKind.ROLE_BINDINGS)
            || step.kind().equals(ObjectKind.CLUSTER_ROLE_BINDINGS);
    return switch (step) {
      case Step.Create _ -> List.of();
      case Step.Delete delete ->
          binds ? given(delete.before(), subjects(delete.before().path("subjects"))) : List.of();
      case Step.Patch patch -> binds ? given(patch.before(), lost(patch)) : List.of();
    };
  }

  private static List<String> given(JsonNode binding, List<JsonNode> subjects) {
    String role =
        v(
            binding.at("/roleRef/kind").asString("")
                + " "
                + binding.at("/roleRef/name").asString(""));
    List<String> lines = new ArrayList<>();
    subjects.stream()
        .limit(NAMED)
        .forEach(each -> lines.add("GIVES RIGHTS BACK: " + role + " to " + subject(each)));
    if (subjects.size() > NAMED) {
      lines.add("GIVES RIGHTS BACK: " + role + " to " + (subjects.size() - NAMED) + " more");
    }
    return lines;
  }

  private static List<JsonNode> subjects(JsonNode subjects) {
    return subjects.valueStream().toList();
  }

  /** The subjects that a patch took away. */
  private static List<JsonNode> lost(Step.Patch patch) {
    List<JsonNode> lost = new ArrayList<>();
    for (JsonNode each : patch.patch()) {
      String path = each.path("path").asString("");
      boolean changes = !each.path("op").asString("").equals("test");
      if (changes && path.startsWith("/subjects") && !path.endsWith("/-")) {
        JsonNode before = patch.before().at(path);
        JsonNode after = each.path("value");
        (before.isArray() ? before.valueStream() : List.of(before).stream())
            .filter(subject -> !subject.isMissingNode())
            .filter(subject -> after.valueStream().noneMatch(kept -> kept.equals(subject)))
            .forEach(lost::add);
      }
    }
    return lost;
  }

  private static String subject(JsonNode subject) {
    String namespace = subject.path("namespace").asString("");
    return v(
        subject.path("kind").asString("")
            + " "
            + (namespace.isEmpty() ? "" : namespace + "/")
            + subject.path("name").asString(""));
  }

  /**
   * Who wrote the measure down, for which case and why.
   *
   * @return in capitals what the reader has to know first: that it was not he, at this machine
   */
  public static String origin(RecordedMeasure recorded) {
    return (isForeign(recorded)
            ? "NOT WRITTEN DOWN BY YOU ON THIS MACHINE, but by "
            : "Written down by ")
        + v(recorded.who())
        + ", "
        + since(recorded)
        + ", for the case \""
        + v(recorded.measure().caseId())
        + "\": "
        + v(recorded.measure().reason());
  }

  private static String since(RecordedMeasure recorded) {
    try {
      return Instant.parse(recorded.since()).truncatedTo(ChronoUnit.SECONDS).toString();
    } catch (DateTimeParseException _) { // a ledger may come from anywhere
      return Visible.text(recorded.since(), 40);
    }
  }

  /** Whether it was written down by somebody else, or on another machine. */
  public static boolean isForeign(RecordedMeasure recorded) {
    Actor here = Actor.ofSystem();
    String user = here.osUser() + "@" + here.host();
    return !recorded.who().equals(user) && !recorded.who().startsWith(user + " as ");
  }

  /**
   * Of which cluster it is, compared.
   *
   * @param clusterUid the uid of this one's namespace kube-system; empty where it does not say
   */
  public static String cluster(RecordedMeasure recorded, String clusterUid) {
    @Nullable String said = recorded.clusterUid();
    return said == null
        ? "IT DOES NOT SAY OF WHICH CLUSTER IT IS: that it is this one is not known."
        : clusterUid.isEmpty()
            ? "THIS CLUSTER DOES NOT SAY WHICH IT IS; the measure is of "
                + v(said)
                + ": that it is this one is not known."
            : recorded.isOf(clusterUid)
                ? "Of this cluster: the uid of kube-system is " + v(said) + " in both."
                : "OF ANOTHER CLUSTER: the uid of its kube-system is "
                    + v(said)
                    + ", that of this one "
                    + v(clusterUid)
                    + ".";
  }

  /** What taking a measure of a kind back does. */
  public static String introduction(Measure.Kind kind) {
    return switch (kind) {
          case QUARANTINE ->
              "The pods get their labels back first, and can be reached again; then nothing that"
                  + " was made selects anybody, and it is deleted.";
          case BLOCK -> "What blocks the destination is deleted: the pods can reach it again.";
          case HOLD ->
              "The hold ends: the pods lose its label, and the admission policy that denies their"
                  + " deletion is deleted. Whoever may delete pods can delete them from then on.";
          case DENY_IMAGE ->
              "The denial ends: pods can be started from the image again. Those that were denied"
                  + " are tried again by their owners.";
          case CORDON -> "Pods are placed on the node again.";
          case TAINT ->
              "The taint is taken off the node, and pods are placed there again. Those that left"
                  + " it do not come back by that.";
          case SCALE ->
              "The workload gets the number of pods back that it had. Pods that ended do not come"
                  + " back: others are started, from its template as it is now.";
          case PAUSE ->
              "The roll-out goes on from where it stands: pods of the template before are"
                  + " replaced.";
          case SUSPEND -> "The CronJob or Job starts pods again.";
          case REVOKE ->
              "The accounts get back what bindings gave them: each right is named below. Tokens in"
                  + " Secrets that were deleted do not come back.";
          case DELETE_POD -> "A pod that was deleted does not come back, nor does what was in it.";
          case ROLL_OUT ->
              "The workloads get the images back that they had, which are those with the fault, and"
                  + " their pods are replaced.";
        }
        + " Only what is ours is deleted, only what we changed is set back, and what others"
        + " changed since is left as it is.";
  }

  /** Whose measure it is, of which cluster, and exactly what would be set back. */
  public static void text(
      RecordedMeasure recorded, String clusterUid, PrintWriter out, boolean colour) {
    String origin = origin(recorded);
    out.println(isForeign(recorded) ? TerminalColour.red(origin, colour) : origin);
    out.println(cluster(recorded, clusterUid));
    out.println(introduction(recorded.measure().kind()));
    out.println("Taking it back, where it still is as the measure left it:");
    for (Step step : recorded.measure().steps().reversed()) {
      out.println("  " + what(step));
      given(step).forEach(line -> out.println("    " + TerminalColour.red(line, colour)));
      StepText.restoration(step).lines().forEach(line -> out.println("    " + line));
    }
  }

  private static String v(String text) {
    return Visible.text(text, LIMIT);
  }
}
