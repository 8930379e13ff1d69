package salvor.playbook;

/**
 * What must be so before a step counts as done.
 *
 * @param fact of what
 * @param value the value that it must have at least; of a number, at most
 */
public record Condition(Fact fact, String value) {
  /**
   * Refuses what can never be so.
   *
   * @throws IllegalArgumentException for a value that the fact cannot have
   */
  public Condition {
    if (!fact.takes(value)) {
      throw new IllegalArgumentException(fact.word() + " is never " + value);
    }
  }

  /** Whether it is so. */
  public boolean holds(Facts facts) {
    return facts.value(fact).filter(this::isReached).isPresent();
  }

  private boolean isReached(String is) {
    return fact.takes(is)
        && (fact.possible().isEmpty()
            ? Integer.parseInt(is) <= Integer.parseInt(value)
            : fact.strength(is) >= fact.strength(value));
  }

  @Override
  public String toString() {
    return fact.word() + ": " + value;
  }
}
