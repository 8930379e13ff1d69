package salvor.baseline;

import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.evidence.RecordRef;

/**
 * A verdict with everything that was considered for it.
 *
 * @param reason why; it decides the verdict
 * @param severity the sum of the reason's base and the modifiers
 * @param modifiers what raised the severity, in the order applied
 * @param baseline the name of the baseline that was asked, null when none applied
 * @param element the element that matches (IN) or comes nearest (OUT), in the baseline's words;
 *     null when there is none
 * @param support how many of how many units showed that element, for example {@code 3 of 4}; null
 *     when unknown
 * @param differences where the observation differs from that element, field by field
 * @param rules the ids of the canonicalisation rules that changed something
 * @param cause the record that explains it (EXPLAINED), for example the audit event of an exec;
 *     null when there is none
 * @param image what the image says of the executed program, null when it says nothing
 */
public record Judgement(
    Reason reason,
    Severity severity,
    List<Modifier> modifiers,
    @Nullable String baseline,
    @Nullable String element,
    @Nullable String support,
    List<Difference> differences,
    List<String> rules,
    @Nullable RecordRef cause,
    @Nullable ImageFact image) {

  /** A judgement of which no image says anything. */
  public Judgement(
      Reason reason,
      Severity severity,
      List<Modifier> modifiers,
      @Nullable String baseline,
      @Nullable String element,
      @Nullable String support,
      List<Difference> differences,
      List<String> rules,
      @Nullable RecordRef cause) {
    this(reason, severity, modifiers, baseline, element, support, differences, rules, cause, null);
  }

  /** What raises a severity by one step each. */
  public enum Modifier {
    PUBLIC_PEER,
    SHELL_ANCESTOR,
    SENSITIVE_FILE,
    SAME_LINEAGE_AS_EARLIER_OUT,
    /** The request asks for credentials or rights, see {@link Sensitive#request}. */
    SENSITIVE_RESOURCE,
    /** Such a request, and the API granted it. */
    GRANTED
  }

  /**
   * One field that differs.
   *
   * @param field for example {@code parent}
   * @param expected what the nearest element has
   * @param observed what was seen
   */
  public record Difference(String field, String expected, String observed) {}

  public Judgement {
    modifiers = List.copyOf(modifiers);
    differences = List.copyOf(differences);
    rules = List.copyOf(rules);
  }

  /** A judgement that only its reason accounts for. */
  public static Judgement of(Reason reason) {
    return new Judgement(
        reason, reason.base(), List.of(), null, null, null, List.of(), List.of(), null);
  }

  /** The verdict. */
  public Verdict verdict() {
    return reason.verdict();
  }
}
