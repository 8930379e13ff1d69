package salvor.workbench.evidence;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** The raw record of the selected observation, as far as it is there. */
public sealed interface RawText {
  /** It is being fetched. */
  record Fetching() implements RawText {}

  /**
   * It is here.
   *
   * @param text laid out, with what is invisible made visible
   * @param exact the record as text, for the clipboard
   * @param note what is to be known about the text shown, empty when it is complete
   */
  record Here(String text, String exact, String note) implements RawText {}

  /** It could not be fetched. */
  record Missing(String why) implements RawText {}

  /** As many bytes are shown; a text area that is to stay quick takes no more. */
  int SHOWN = 48 * 1024;

  /** The text of these bytes. */
  static RawText of(byte[] bytes) {
    String exact = new String(bytes, StandardCharsets.UTF_8);
    boolean cut = bytes.length > SHOWN;
    String part = cut ? new String(Arrays.copyOf(bytes, SHOWN), StandardCharsets.UTF_8) : exact;
    String note =
        cut
            ? "The first "
                + Moments.count(SHOWN)
                + " of "
                + Moments.count(bytes.length, "byte")
                + ". Copy takes all of them."
            : "";
    return new Here(VisibleText.lines(JsonLayout.of(part)), exact, note);
  }
}
