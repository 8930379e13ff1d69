package salvor.workbench.fx;

import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/** The clipboard. */
public final class Clip {
  private Clip() {}

  /** Has a text there, in place of what was; on the JavaFX thread. */
  public static void put(String text) {
    ClipboardContent content = new ClipboardContent();
    content.putString(text);
    Clipboard.getSystemClipboard().setContent(content);
  }

  /** The text that is there; empty when none is. On the JavaFX thread. */
  public static String text() {
    String text = Clipboard.getSystemClipboard().getString();
    return text == null ? "" : text;
  }
}
