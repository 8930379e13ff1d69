package salvor.report;

import java.util.List;
import java.util.stream.Collectors;
import salvor.containment.Step;
import salvor.evidence.Visible;
import salvor.recovery.InForce;

/** The roll-outs of a case, each by its mark. */
final class EarlierRollOuts {
  private static final int LIMIT = 200;
  private static final int NAMED = 5;

  private EarlierRollOuts() {}

  static void json(JsonDocument json, InForce each) {
    json.text("mark", each.recorded().measure().mark());
    json.text("since", each.recorded().since());
    json.text("who", each.recorded().who());
    json.text("reason", each.recorded().measure().reason());
    json.text("takenBack", each.recorded().takenBack());
    json.text("done", RollOutWords.word(each.done()));
    json.text("inForce", each.held().map(RollOutWords::word).orElse("not-looked-at"));
    json.texts("workloads", workloads(each));
    json.text("words", words(each));
  }

  private static List<String> workloads(InForce each) {
    return each.recorded().measure().steps().stream()
        .map(step -> step.kind().plural() + " " + step.namespace() + "/" + step.name())
        .toList();
  }

  static String words(InForce each) {
    List<Step> steps = each.recorded().measure().steps();
    return each.recorded().measure().mark()
        + "  "
        + v(each.recorded().since())
        + "  "
        + v(each.recorded().who())
        + ": "
        + v(each.recorded().measure().reason())
        + "; "
        + done(each)
        + "; "
        + held(each)
        + " ("
        + workloads(each).stream()
            .limit(NAMED)
            .map(EarlierRollOuts::v)
            .collect(Collectors.joining(", "))
        + (steps.size() > NAMED ? " and " + (steps.size() - NAMED) + " more" : "")
        + ")";
  }

  private static String done(InForce each) {
    return switch (each.done()) {
      case WHOLE -> "set whole";
      case PARTLY -> "SET IN PART";
      case NOT_DONE -> "nothing was set";
      case ROLLED_BACK -> "rolled back " + v(String.valueOf(each.recorded().takenBack()));
    };
  }

  private static String held(InForce each) {
    return each.held()
        .map(held ->
            switch (held) {
              case ALL -> "in force";
              case SOME -> "in force in part";
              case NONE -> "not in force any more";
              case NOT_SEEN ->
                  "not all of it is seen"
                      + each.unseen().map(why -> ": " + ClusterWords.trouble(why)).orElse("");
            })
        .orElse("of another cluster, not looked at");
  }

  private static String v(String text) {
    return Visible.text(text, LIMIT);
  }
}
