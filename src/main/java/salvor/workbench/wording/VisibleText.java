package salvor.workbench.wording;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import salvor.evidence.Visible;

/**
 * Evidence made safe to look at by {@link Visible}: whole texts, and command lines with the
 * boundaries of their arguments.
 */
public final class VisibleText {
  private static final String CUT = "\u2026";

  private VisibleText() {}

  /** The text on one line, every character of it visible. */
  public static String of(String text) {
    return leftToRight(Visible.text(text));
  }

  /**
   * Letters that are written from right to left are spelt out: they put what stands beside them in
   * another order, and JavaFX 26.0.2 throws where a line breaks among them ({@code
   * PrismTextLayout.computeTrailingSpaceWidth}), which would let evidence stop the window.
   */
  private static String leftToRight(String text) {
    if (text.codePoints().noneMatch(VisibleText::isRightToLeft)) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length() + 32);
    text.codePoints()
        .forEach(c -> {
          if (isRightToLeft(c)) {
            shown.append(String.format(Locale.ROOT, c > 0xffff ? "\\U%08x" : "\\u%04x", c));
          } else {
            shown.appendCodePoint(c);
          }
        });
    return shown.toString();
  }

  private static boolean isRightToLeft(int c) {
    if (c < 0x590) {
      return false; // the first such letter is Hebrew
    }
    return switch (Character.getDirectionality(c)) {
      case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
          Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC,
          Character.DIRECTIONALITY_ARABIC_NUMBER ->
          true;
      default -> false;
    };
  }

  /** The text on one line, cut after so many characters; a sign says that it was cut. */
  public static String of(String text, int limit) {
    return text.length() <= limit ? of(text) : of(text.substring(0, limit)) + CUT;
  }

  /** The text, or when it is longer its beginning and its end with a sign between them. */
  public static String middle(String text, int limit) {
    if (text.length() <= limit) {
      return text;
    }
    int head = whole(text, (limit - 1) / 2);
    int tail = whole(text, text.length() - (limit - 1 - head));
    return text.substring(0, head) + CUT + text.substring(tail);
  }

  /** A place that does not part a surrogate pair. */
  private static int whole(String text, int at) {
    return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at + 1 : at;
  }

  /** Several lines: line feeds and tabs are kept, all else as in {@link #of(String)}. */
  public static String lines(String text) {
    StringBuilder shown = new StringBuilder(text.length() + 16);
    int from = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == '\n' || text.charAt(i) == '\t') {
        shown.append(of(text.substring(from, i)));
        if (i < text.length()) {
          shown.append(text.charAt(i));
        }
        from = i + 1;
      }
    }
    return shown.toString();
  }

  /**
   * A command line on one line. Arguments that the source keeps apart (by U+0000) are quoted when
   * they hold spaces or are empty, so that the boundaries stay visible.
   */
  public static String command(String commandLine) {
    if (commandLine.indexOf('\0') < 0) {
      return of(commandLine);
    }
    StringBuilder shown = new StringBuilder(commandLine.length() + 8);
    for (String argument : arguments(commandLine)) {
      if (!shown.isEmpty()) {
        shown.append(' ');
      }
      boolean quote = argument.isEmpty() || argument.indexOf(' ') >= 0;
      shown.append(quote ? "'" + of(argument) + "'" : of(argument));
    }
    return shown.toString();
  }

  /**
   * The arguments of a command line whose source keeps them apart by U+0000; a trailing separator
   * ends the last one.
   */
  public static List<String> arguments(String commandLine) {
    List<String> arguments = new ArrayList<>();
    int from = 0;
    for (int at = commandLine.indexOf('\0'); at >= 0; at = commandLine.indexOf('\0', from)) {
      arguments.add(commandLine.substring(from, at));
      from = at + 1;
    }
    if (from < commandLine.length()) {
      arguments.add(commandLine.substring(from));
    }
    return arguments;
  }
}
