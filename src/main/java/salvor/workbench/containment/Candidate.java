package salvor.workbench.containment;

import org.jspecify.annotations.Nullable;
import salvor.timeline.DrawingClass;

/**
 * A pod that can be chosen to be acted on. Its texts are safe to show.
 *
 * @param uid its own
 * @param namespace as the cluster has it
 * @param name its name, with its namespace where several differ
 * @param said its verdict in words
 * @param drawn its verdict
 * @param quarantine the label of the quarantine it is in, null without one
 */
public record Candidate(
    String uid,
    String namespace,
    String name,
    String said,
    DrawingClass drawn,
    @Nullable String quarantine) {
  /** Whether it is out of profile. */
  boolean isOut() {
    return drawn.isOut();
  }
}
