package salvor.containment;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which pods are to be cut off, and how.
 *
 * @param caseId the case it is done for
 * @param mark eight hexadecimal digits that no other quarantine has
 * @param pods the uids of the pods
 * @param backend what is to do it, null for the strongest that is there
 * @param keepLabels whether pods keep the labels by which Services and their owner select them
 * @param narrowPolicies whether policies of others that would still allow something are changed so
 *     that they leave these pods out
 */
public record QuarantineWish(
    String caseId,
    String mark,
    List<String> pods,
    @Nullable Backend backend,
    boolean keepLabels,
    boolean narrowPolicies) {
  /** Copies the list, and checks the mark. */
  public QuarantineWish {
    pods = List.copyOf(pods);
    Measure.requireMark(mark);
  }

  /** The value of the label {@code salvor.io/quarantine}: 63 characters that a label may have. */
  public String label() {
    return Measure.label(caseId, mark);
  }

  /** The name of the objects that are made: one that no policy of others has. */
  public String objectName() {
    return "salvor-quarantine-" + label().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
  }
}
