package salvor.playbook;

/**
 * What is wrong with a playbook, as values; {@code report} has the sentences.
 *
 * @param line the line from 1, 0 where it is about the whole text
 * @param place the entry, such as {@code steps[2].gate.contained}; empty for the whole text
 * @param cause what is wrong
 * @param detail the name or value that it is about, raw; empty when there is none
 */
public record PlaybookProblem(int line, String place, Cause cause, String detail) {
  /** What can be wrong. */
  public enum Cause {
    TOO_LARGE,
    NOT_YAML,
    TOO_DEEP,
    SEVERAL_DOCUMENTS,
    /** An anchor, an alias or a tag: a playbook has none. */
    NOT_PLAIN,
    /** A text where a list is due, and the like; detail is what is due. */
    WRONG_TYPE,
    /** An entry that a playbook does not have; detail is its name. */
    UNKNOWN_ENTRY,
    DUPLICATE,
    /** An entry that must be there; detail is its name. */
    MISSING,
    /** Not a name: lower case letters, digits and hyphens. */
    BAD_NAME,
    TOO_LONG,
    TOO_MANY,
    /** Not a version that is understood. */
    BAD_KIND,
    UNKNOWN_TASK,
    UNKNOWN_FACT,
    /** A value that the fact never has; detail is the value. */
    BAD_VALUE,
    /** Not a length of time such as 15m. */
    BAD_TIME,
    /** A step before it that is not there, or comes later. */
    BAD_ORDER,
    NO_STEPS
  }
}
