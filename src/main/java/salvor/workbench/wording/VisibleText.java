package salvor.workbench.wording;

import java.util.ArrayList;
import java.util.List;

/**
 * Evidence made safe to look at: what a terminal or a text layout would obey (control characters, escape sequences, changes of
 * the writing direction, invisible characters) is shown as a sign of its own instead.
 */
public final class VisibleText {
  private static final String CUT = " \u2026";

  private VisibleText() {}

  /** The text on one line, every character of it visible. */
  public static String of(String text) {
    return of(text, Integer.MAX_VALUE);
  }

  /** The text on one line, cut after so many characters; a sign says that it was cut. */
  public static String of(String text, int limit) {
    int end = Math.min(text.length(), limit);
    for (int i = 0; i < end; i++) {
      if (hidden(text.charAt(i))) {
        return replaced(text, end);
      }
    }
    return end == text.length() ? text : text.substring(0, end) + CUT;
  }

  private static String replaced(String text, int end) {
    StringBuilder shown = new StringBuilder(end + 16);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (!hidden(c)) {
        shown.append(c);
      } else if (Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(text.charAt(i + 1))) {
        shown.append(supplementary(Character.toCodePoint(c, text.charAt(++i))));
      } else {
        shown.append(sign(c));
      }
    }
    return end < text.length() ? shown.append(CUT).toString() : shown.toString();
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
   * A command line on one line. Arguments that the source keeps apart (by U+0000) are quoted when they hold spaces or are empty,
   * so that the boundaries stay visible.
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

  /** The arguments of a command line whose source keeps them apart by U+0000; a trailing separator ends the last one. */
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

  private static boolean hidden(char c) {
    if (c < 0x7f) {
      return c < ' ';
    }
    return c < 0xa0
        || c == 0xad
        || c == 0x61c
        || c == 0x180e
        || (c >= 0x200b && c <= 0x200f)
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2060 && c <= 0x206f)
        || Character.isSurrogate(c)
        || c == 0xfeff
        || (c >= 0xfff9 && c <= 0xfffb);
  }

  private static String supplementary(int point) {
    boolean tag = point >= 0xe0000 && point <= 0xe0fff; // invisible, and able to carry a hidden message
    return tag ? String.format("\u27e8U+%X\u27e9", point) : Character.toString(point);
  }

  private static String sign(char c) {
    if (c < ' ') {
      return Character.toString(0x2400 + c); // Unicode's pictures of the control characters
    }
    return c == 0x7f ? "\u2421" : String.format("\u27e8U+%04X\u27e9", (int) c);
  }
}
