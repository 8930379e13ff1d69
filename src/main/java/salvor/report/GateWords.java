package salvor.report;

import java.util.List;
import java.util.Optional;
import salvor.evidence.Visible;
import salvor.playbook.Condition;
import salvor.playbook.Fact;
import salvor.playbook.Facts;

/** What a gate asks for, and what there is of it, in words. */
public final class GateWords {
  private static final int LIMIT = 300;

  private GateWords() {}

  /** A condition of a gate. */
  public static String condition(Condition condition, Facts facts) {
    Optional<Facts.Known> known = facts.known(condition.fact());
    String stated =
        known.filter(each -> each.source() == Facts.Source.STATED).isPresent()
            ? ", stated by a person and not observed"
            : "";
    List<String> lacking = facts.lacking(condition.fact());
    String parts =
        condition.fact() == Fact.COLLECTED && !condition.holds(facts) ? notTaken(facts) : "";
    if (!condition.holds(facts) && !lacking.isEmpty()) {
      return asked(condition)
          + ": not of "
          + Visible.text(String.join(", ", lacking), LIMIT)
          + parts;
    }
    return condition.holds(facts)
        ? asked(condition) + stated
        : asked(condition)
            + ": "
            + known.map(each -> is(condition.fact(), each.value())).orElse(none(condition.fact()))
            + stated
            + parts;
  }

  /** What is missing of processes and sockets, where the ledger says so. */
  private static String notTaken(Facts facts) {
    List<String> missing = facts.notTaken();
    return missing.isEmpty()
        ? ""
        : "; processes and sockets not taken, or not whole: "
            + Visible.text(String.join(", ", missing), LIMIT);
  }

  /** What is asked for, as a sentence without its full stop. */
  public static String asked(Condition condition) {
    String value = condition.value();
    return switch (condition.fact()) {
      case CONTAINED ->
          value.equals("verified")
              ? "The pods are seen from inside to be cut off"
              : "The pods are cut off, at least " + value;
      case COLLECTED ->
          value.equals("part")
              ? "A part of the state was taken from inside the pod"
              : "State was taken from inside the pod";
      case EVIDENCE -> "The evidence lies in a sealed bundle";
      case BUNDLE ->
          value.equals("valid")
              ? "The bundle was checked and is VALID"
              : "The bundle was checked and is at least " + value;
      case SIBLINGS ->
          value.equals("listed")
              ? "Who else runs the image is listed, by digest"
              : "Something is decided of each of them";
      case FIXED_DIGEST -> "The digest of the fixed image is known";
      case ROLL_OUT ->
          value.equals("through") ? "The roll-out is through" : "The roll-out is " + value;
      case BAD_DIGEST_PODS ->
          value.equals("0")
              ? "No pod in the open runs the bad digest"
              : "No more than " + value + " pods in the open run the bad digest";
      case CREDENTIALS -> "The account's tokens and bindings are taken away";
      case DELETED -> "The pods are deleted";
      case REVIEW -> "The review was held";
    };
  }

  private static String none(Fact fact) {
    return switch (fact) {
      case CONTAINED, COLLECTED, ROLL_OUT, CREDENTIALS, DELETED -> "nothing was done so far";
      case EVIDENCE -> "nothing is sealed";
      case BUNDLE -> "it was not checked since";
      case SIBLINGS -> "nobody looked";
      case FIXED_DIGEST -> "none was told";
      case BAD_DIGEST_PODS -> "they were not counted";
      case REVIEW -> "nobody says so";
    };
  }

  private static String is(Fact fact, String value) {
    return switch (fact) {
      case CONTAINED ->
          switch (value) {
            case "undone" -> "that was taken back";
            case "requested" -> "it was asked for, and no more";
            case "accepted" -> "the cluster accepted it, and nobody looked from inside";
            case "partial" -> "something passes still";
            case "not-enforced" -> "the network does not hold to it";
            case "alarmed" -> "an alarm says since that it may not hold any more";
            default -> value;
          };
      case SIBLINGS -> "they are listed, and not all are decided";
      case ROLL_OUT ->
          switch (value) {
            case "undone" -> "it was taken back";
            case "under" -> "it is under way";
            case "stuck" -> "it does not go on";
            default -> value;
          };
      case BAD_DIGEST_PODS ->
          value.equals(Fact.UNKNOWN)
              ? "not all pods were counted"
              : value.equals("1") ? "1 does" : value + " do";
      case COLLECTED -> value.equals("part") ? "only a part of it was" : "it is " + value;
      case EVIDENCE, BUNDLE, FIXED_DIGEST, CREDENTIALS, DELETED, REVIEW ->
          "it is " + value.replace('_', ' ');
    };
  }
}
