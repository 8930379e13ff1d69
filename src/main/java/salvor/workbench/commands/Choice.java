package salvor.workbench.commands;

import java.util.List;

/** What a menu about something offers. */
public sealed interface Choice {
  /**
   * Something that can be done.
   *
   * @param text what is done, safe to show
   * @param act does it, on the JavaFX thread
   */
  record Act(String text, Runnable act) implements Choice {}

  /**
   * A command; where there is none with this name, nothing is offered.
   *
   * @param id of the command
   */
  record Known(String id) implements Choice {}

  /**
   * Further choices.
   *
   * @param text what they have in common
   * @param choices in order
   */
  record More(String text, List<Choice> choices) implements Choice {
    public More {
      choices = List.copyOf(choices);
    }
  }

  /** A line between groups. */
  record Line() implements Choice {}
}
