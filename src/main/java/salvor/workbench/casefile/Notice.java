package salvor.workbench.casefile;

/**
 * What the status bar says about the last edit.
 *
 * @param text what was done, or why it was not
 * @param offer what can be done about it now
 */
public record Notice(String text, Offer offer) {
  /** What a notice offers. */
  public enum Offer {
    UNDO,
    REDO,
    NOTHING,
    /** It went wrong: the notice stays until the next one. */
    FAILED
  }

  /** Nothing is to be said. */
  public static final Notice NONE = new Notice("", Offer.NOTHING);

  /** That something went wrong. */
  public static Notice failed(String why) {
    return new Notice(why, Offer.FAILED);
  }
}
