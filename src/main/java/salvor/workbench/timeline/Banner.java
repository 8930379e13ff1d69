package salvor.workbench.timeline;

import java.util.List;

/**
 * Something that has to be known when the timeline is read; it stands above it.
 *
 * @param id of its node, for example {@code notice-far}
 * @param weight how it is shown
 * @param title in a few words
 * @param text what it means
 * @param acts what can be done about it, at most two or three
 */
public record Banner(String id, Weight weight, String title, String text, List<Act> acts) {
  /** How a notice is shown. */
  public enum Weight {
    /** Good to know. */
    REMARK,
    /** What is read below may be wrong. */
    WARNING
  }

  /**
   * What can be done.
   *
   * @param text on the link
   * @param meaning what it does, in a sentence
   */
  public record Act(String text, String meaning, Runnable run) {}

  public Banner {
    acts = List.copyOf(acts);
  }
}
