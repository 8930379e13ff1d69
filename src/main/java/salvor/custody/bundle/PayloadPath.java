package salvor.custody.bundle;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names of files in a bag: what a manifest may hold (RFC 8493, section 2.1.3), and what is safe to
 * unpack on any system.
 */
final class PayloadPath {
  private static final Pattern DEVICE =
      Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?", Pattern.CASE_INSENSITIVE);
  private static final int LONGEST = 4096;

  private PayloadPath() {}

  /** Why a name would be dangerous to unpack. */
  enum Danger {
    EMPTY,
    TOO_LONG,
    ABSOLUTE,
    PARENT,
    BACKSLASH,
    CONTROL_CHARACTER,
    DRIVE,
    DEVICE_NAME
  }

  /** What is dangerous about a name; null when nothing is. */
  static @Nullable Danger danger(String name) {
    if (name.isEmpty()) {
      return Danger.EMPTY;
    }
    if (name.length() > LONGEST) {
      return Danger.TOO_LONG;
    }
    if (name.startsWith("/")) {
      return Danger.ABSOLUTE;
    }
    if (name.indexOf('\\') >= 0) {
      return Danger.BACKSLASH;
    }
    if (name.codePoints().anyMatch(PayloadPath::steers)) {
      return Danger.CONTROL_CHARACTER;
    }
    for (String part : name.split("/", -1)) {
      if (part.equals("..") || part.equals(".") || part.isEmpty()) {
        return Danger.PARENT;
      }
      if (part.length() > 1 && part.charAt(1) == ':' && Character.isLetter(part.charAt(0))) {
        return Danger.DRIVE;
      }
      if (DEVICE.matcher(part).matches()) {
        return Danger.DEVICE_NAME;
      }
    }
    return null;
  }

  private static boolean steers(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /** What two names that some system takes for one have in common. */
  static String folded(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  /** As a manifest writes it. */
  static String encoded(String name) {
    return name.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  /** As a manifest means it. */
  static String decoded(String written) {
    return written.replaceAll("(?i)%0d", "\r").replaceAll("(?i)%0a", "\n").replace("%25", "%");
  }

  /** Makes names that are safe and of which no two are alike. */
  static final class Names {
    private final Set<String> taken = new HashSet<>();

    /** A name for a file, as close to its own as is safe; what is not is written {@code ~hex}. */
    String safe(String wanted) {
      StringBuilder out = new StringBuilder();
      for (String part : wanted.split("/", -1)) {
        out.append(out.isEmpty() ? "" : "/").append(part(part));
      }
      String name = out.toString();
      int dot = name.lastIndexOf('.');
      int at = dot > name.lastIndexOf('/') + 1 ? dot : name.length();
      String free = name;
      for (int n = 2; !taken.add(folded(free)); n++) {
        free = name.substring(0, at) + "-" + n + name.substring(at);
      }
      return free;
    }

    private static String part(String part) {
      StringBuilder out = new StringBuilder();
      part.codePoints()
          .forEach(c -> {
            // a list would have to write % otherwise, and sha256sum would not find the file
            if (steers(c) || c == '\\' || c == '~' || c == ':' || c == '%') {
              out.append('~').append(Integer.toHexString(c)).append('~');
            } else {
              out.appendCodePoint(c);
            }
          });
      boolean bare = part.isEmpty() || part.equals(".") || part.equals("..");
      return bare || DEVICE.matcher(part).matches() ? "~" + out : out.toString();
    }
  }
}
