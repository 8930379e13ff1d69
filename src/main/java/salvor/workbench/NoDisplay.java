package salvor.workbench;

import org.jspecify.annotations.Nullable;

/** There is no display to show a window on, or the libraries for it are missing. */
public final class NoDisplay extends Exception {
  private static final long serialVersionUID = 1;

  NoDisplay(Throwable cause) {
    super(reason(cause), cause);
  }

  private static String reason(Throwable cause) {
    @Nullable String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
