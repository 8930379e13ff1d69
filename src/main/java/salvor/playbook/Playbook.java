package salvor.playbook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done about one kind of incident, in which order.
 *
 * @param name by which it is called
 * @param title what it is for, in a few words
 * @param description more of it; may be empty
 * @param steps in their order
 * @param text as it was written, whose hash names this version of it
 */
public record Playbook(
    String name, String title, String description, List<Step> steps, String text) {
  /** Copies the list. */
  public Playbook {
    steps = List.copyOf(steps);
  }

  /**
   * One step.
   *
   * @param id by which it is called
   * @param task what it is about
   * @param instruction what to do, in words; may be empty
   * @param after the steps that come before it
   * @param gate what must be so before it counts as done
   * @param evidence what shows that it was done, in words
   * @param owner who does it, as a role; null for anybody
   * @param within how long after the begin of the run it should be done; null for no limit
   */
  public record Step(
      String id,
      Task task,
      String title,
      String instruction,
      List<String> after,
      List<Condition> gate,
      List<String> evidence,
      @Nullable String owner,
      @Nullable Duration within) {
    /** Copies the lists. */
    public Step {
      after = List.copyOf(after);
      gate = List.copyOf(gate);
      evidence = List.copyOf(evidence);
    }
  }

  /** The step of this id. */
  public Optional<Step> step(String id) {
    return steps.stream().filter(step -> step.id().equals(id)).findFirst();
  }
}
