package salvor.workbench.review;

import java.nio.IntBuffer;
import org.jspecify.annotations.Nullable;
import salvor.report.CaseReview.Part;

/**
 * A line of the list of changes.
 *
 * @param number its place in the list
 * @param level how deep it stands: the lines below it with a higher one belong to it
 * @param part what of a change set it is; null for a heading and for what is not offered
 * @param title what it is
 * @param told what it does, by the recording
 * @param gate whether that is good
 * @param text it itself; empty when it has to be asked for
 * @param caught the attacker's observations that it fires on
 */
record Change(
    int number,
    int level,
    @Nullable Part part,
    String title,
    String told,
    Gate gate,
    String text,
    IntBuffer caught) {

  /** What the replay on the recording says of a change. */
  enum Gate {
    /** It has none. */
    NONE(""),
    /** It fires on the attacker alone. */
    SILENT("Silent on all else"),
    /** It would have raised false alarms. */
    FIRES("Fires on others too"),
    /** Too little was recorded to say. */
    NOT_PROVED("Not proved"),
    /** It is not offered. */
    REFUSED("Not offered");

    private final String words;

    Gate(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  static Change heading(int number, int level, String title, String told) {
    return new Change(number, level, null, title, told, Gate.NONE, "", IntBuffer.allocate(0));
  }

  static Change of(
      int number, @Nullable Part part, String title, String told, Gate gate, String text) {
    return new Change(number, 2, part, title, told, gate, text, IntBuffer.allocate(0));
  }
}
