package salvor.review;

import java.util.List;

/**
 * An exception from a rule of Falco that fired on normal life.
 *
 * @param rule its name, as the sensor said it
 * @param values the fields with their values, all of which must be equal
 * @param silenced how many alerts on normal life it silences
 * @param hidden how many alerts about anything else it would silence too: offered only when none
 * @param left how many of the attacker's alerts by that rule are left
 */
public record RuleException(String rule, List<Value> values, int silenced, int hidden, int left) {

  /** A field that must be one of several values. */
  public record Value(Field field, List<String> oneOf) {
    public Value {
      oneOf = List.copyOf(oneOf);
    }
  }

  public RuleException {
    values = List.copyOf(values);
  }

  /** Whether it can be offered. */
  public boolean isSafe() {
    return hidden == 0;
  }
}
