package salvor.review;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Reason;
import salvor.baseline.Verdict;
import salvor.baseline.Verdicts;
import salvor.evidence.Activity;
import salvor.evidence.Kind;
import salvor.evidence.Observations;

/**
 * Proposes exceptions from rules that fired on normal life: program, parent, image and namespace.
 * If that would hide an alert about anything else, the arguments are asked for too; if even that
 * does, it is not safe, and said to be so. An exception is bound to the image: another one may be
 * another program under the same name.
 */
final class RuleExceptions {
  private static final List<Field> FIELDS =
      List.of(Field.EXECUTABLE, Field.PARENT_NAME, Field.DIGEST, Field.NAMESPACE);
  private static final int MOST = 16;

  private RuleExceptions() {}

  private record Key(String rule, List<String> values) {}

  /** Alerts that one exception would silence. */
  private static final class Alerts {
    final Set<String> arguments = new TreeSet<>();
    final List<String> otherArguments = new ArrayList<>();
    int silenced;
    boolean complete = true;
  }

  /**
   * The exceptions, by their first alert.
   *
   * @param attacker the attacker's rows
   */
  static List<RuleException> of(
      Observations all, Verdicts verdicts, BitSet accepted, ObservedFacts facts, BitSet attacker) {
    Map<Key, Alerts> alerts = new LinkedHashMap<>();
    Map<String, Integer> attacked = new LinkedHashMap<>();
    for (int row = 0; row < all.size(); row++) {
      if (all.kind(row) == Kind.ALERT) {
        String rule = ((Activity.Alert) all.activity(all.activityId(row))).rule();
        Key key = key(rule, facts.at(row));
        if (attacker.get(row)) {
          attacked.merge(rule, 1, Integer::sum);
        }
        if (key != null) {
          boolean normal =
              !attacker.get(row)
                  && (accepted.get(row) || isNormal(verdicts.judgement(row).reason()));
          add(alerts.computeIfAbsent(key, _ -> new Alerts()), facts, normal);
        }
      }
    }
    List<RuleException> found = new ArrayList<>();
    alerts.forEach((key, of) -> {
      if (of.silenced > 0) {
        found.add(exception(key, of, attacked.getOrDefault(key.rule(), 0)));
      }
    });
    return List.copyOf(found);
  }

  private static @Nullable Key key(String rule, ObservedFacts facts) {
    List<String> values = new ArrayList<>();
    for (Field field : FIELDS) {
      String value = facts.value(field);
      if (value == null) {
        return null; // an exception must not be wider than what was seen
      }
      values.add(value);
    }
    return new Key(rule, values);
  }

  /** What a responder did by hand is explained, but no part of normal life. */
  private static boolean isNormal(Reason reason) {
    return reason.verdict() == Verdict.IN
        || (reason.verdict() == Verdict.EXPLAINED && reason != Reason.OPERATOR_EXEC);
  }

  private static void add(Alerts alerts, ObservedFacts facts, boolean normal) {
    String arguments = facts.value(Field.ARGUMENTS);
    if (!normal) {
      alerts.otherArguments.add(arguments == null ? "" : arguments);
      return;
    }
    alerts.silenced++;
    if (arguments == null) {
      alerts.complete = false;
    } else {
      alerts.arguments.add(arguments);
    }
  }

  private static RuleException exception(Key key, Alerts alerts, int attacked) {
    List<RuleException.Value> values = new ArrayList<>();
    for (int i = 0; i < FIELDS.size(); i++) {
      values.add(new RuleException.Value(FIELDS.get(i), List.of(key.values().get(i))));
    }
    int hidden = alerts.otherArguments.size();
    if (hidden > 0 && alerts.complete && alerts.arguments.size() <= MOST) {
      values.add(new RuleException.Value(Field.ARGUMENTS, List.copyOf(alerts.arguments)));
      hidden = (int) alerts.otherArguments.stream().filter(alerts.arguments::contains).count();
    }
    return new RuleException(key.rule(), values, alerts.silenced, hidden, attacked - hidden);
  }
}
