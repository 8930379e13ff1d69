package salvor.report;

import java.util.List;

/**
 * A part of what is told of a pod, in words that are safe to be shown.
 *
 * @param title its heading
 * @param lines what it tells
 */
public record PodSection(String title, List<Line> lines) {
  /** Copies the list. */
  public PodSection {
    lines = List.copyOf(lines);
  }

  /**
   * One thing.
   *
   * @param title what it is of; the same as the line before where several things are of one
   * @param text what is said; may have line ends
   * @param grave whether it is to be looked at first
   */
  public record Line(String title, String text, boolean grave) {
    static Line grave(String title, String text) {
      return new Line(title, text, true);
    }

    static Line of(String title, String text) {
      return new Line(title, text, false);
    }
  }
}
