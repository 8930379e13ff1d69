package salvor.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Takes out of paths and names what is different in each pod, start or process, so that two
 * observations of the same behaviour become equal.
 *
 * <p>The rules are applied in the order below; each has an id that appears with the verdict. They
 * are versioned as a whole ({@link #VERSION}): a baseline keeps what the rules of its time made of
 * it, and is put through the present ones when read. Applying them twice gives the same as once.
 */
public final class Canonicaliser {
  /** Grows with every change of the rules. */
  public static final int VERSION = 2;

  private static final String DELETED = " (deleted)";
  private static final String POD_CHARACTERS = "bcdfghjklmnpqrstvwxz2456789";
  private static final String POD_SUFFIX = "[" + POD_CHARACTERS + "]";

  /**
   * No rule takes out fewer hexadecimal digits or characters of a pod's suffix in a row, {@code
   * /proc} apart.
   */
  private static final int SHORTEST_ID = 8;

  /** One rule on paths: what it finds becomes the replacement. */
  private record Rule(String id, Pattern find, String replacement) {}

  private static final List<Rule> PATHS =
      List.of(
          rule(
              "rootfs-prefix",
              "^(?:/var)?/run/containerd/[^\\u0000]*?/[0-9a-f]{64}/rootfs(?=/)",
              ""),
          rule("overlay-prefix", "^/[0-9a-f]{12,64}/rootfs(?=/)", ""),
          rule("volume-time", "(?<=/)\\.\\.[0-9]{4}(?:_[0-9]{2}){5}\\.[0-9]+(?=/|$)", "..TS"),
          rule("pod-uid", "(?<=/)pod[0-9a-f]{8}(?:[-_][0-9a-f]{4}){3}[-_][0-9a-f]{12}", "podUID"),
          rule(
              "cgroup-slice", "kubepods[-a-z]*-pod[0-9A-Za-z_-]+\\.slice", "kubepods-podUID.slice"),
          rule(
              "cgroup-scope",
              "(cri-containerd|crio|docker|libpod)-[0-9a-f]{12,64}\\.scope",
              "$1-CID.scope"),
          rule(
              "uuid",
              "(?<![0-9A-Za-z])[0-9a-fA-F]{8}(?:[-_][0-9a-fA-F]{4}){3}[-_][0-9a-fA-F]{12}(?![0-9A-Za-z])",
              "UUID"),
          rule("container-id", "(?<![0-9A-Za-z])[0-9a-f]{64}(?![0-9A-Za-z])", "CID"),
          rule("proc-pid", "^/proc/[0-9]+(?=/|$)", "/proc/PID"),
          rule("task-tid", "(?<=^/proc/(?:self|PID|\u22ef))/task/[0-9]+(?=/|$)", "/task/TID"),
          rule(
              "fd-number",
              "(?<=^/proc/(?:self|PID|\u22ef)(?:/task/TID)?)/fd/[0-9]+(?=/|$)",
              "/fd/N"),
          rule(
              "fdinfo-number",
              "(?<=^/proc/(?:self|PID|\u22ef)(?:/task/TID)?)/fdinfo/[0-9]+(?=/|$)",
              "/fdinfo/N"),
          rule(
              "pod-hash",
              "-(?=[a-z]*[0-9])" + POD_SUFFIX + "{8,10}-" + POD_SUFFIX + "{5}(?![0-9A-Za-z])",
              "-HASH"));

  private static Rule rule(String id, String find, String replacement) {
    return new Rule(id, Pattern.compile(find), replacement);
  }

  /**
   * A text in canonical form.
   *
   * @param rules the ids of the rules that changed it, in order
   */
  public record Canonical(String text, List<String> rules) {
    public Canonical {
      rules = List.copyOf(rules);
    }
  }

  private Canonicaliser() {}

  /** A path in canonical form. */
  public static Canonical path(String path) {
    return isPlain(path) ? new Canonical(path, List.of()) : byRules(path);
  }

  /** A path in canonical form, by trying each rule. */
  static Canonical byRules(String path) {
    List<String> applied = new ArrayList<>(2);
    String text = path;
    for (String before = ""; !before.equals(text); ) { // a prefix taken away may uncover another
      before = text;
      text = once(before, applied);
    }
    return new Canonical(text, applied);
  }

  /**
   * Whether one look tells that no rule can find anything, as it is with most paths; trying the
   * rules is dear.
   */
  private static boolean isPlain(String path) {
    if (path.startsWith("/proc/")) {
      return false;
    }
    int hex = 0;
    int suffix = -1; // how many characters of a pod's suffix since the last hyphen
    for (int at = 0; at < path.length(); at++) {
      char c = path.charAt(at);
      hex = isHex(c) ? hex + 1 : 0;
      suffix = c == '-' ? 0 : suffix >= 0 && POD_CHARACTERS.indexOf(c) >= 0 ? suffix + 1 : -1;
      boolean marked =
          switch (c) {
            case '(' -> true; // of a deleted file
            case '/' -> path.startsWith("/", at + 1) || path.startsWith(".", at + 1);
            case 'k' -> path.startsWith("kubepods", at);
            default -> false;
          };
      if (marked || hex >= SHORTEST_ID || suffix >= SHORTEST_ID) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  private static String once(String path, List<String> applied) {
    String text =
        path.endsWith(DELETED) ? path.substring(0, path.length() - DELETED.length()) : path;
    note("deleted-mark", path, text, applied);
    String direct = lexical(text);
    note("lexical-path", text, direct, applied);
    text = direct;
    for (Rule rule : PATHS) {
      String changed = rule.find().matcher(text).replaceAll(rule.replacement());
      note(rule.id(), text, changed, applied);
      text = changed;
    }
    return text;
  }

  private static void note(String rule, String before, String after, List<String> applied) {
    if (!before.equals(after) && !applied.contains(rule)) {
      applied.add(rule);
    }
  }

  /** A DNS name in canonical form: lower case, no trailing dot. */
  public static Canonical name(String name) {
    String text = name.toLowerCase(Locale.ROOT);
    while (text.endsWith(".") && text.length() > 1) {
      text = text.substring(0, text.length() - 1);
    }
    return new Canonical(text, text.equals(name) ? List.of() : List.of("dns-name"));
  }

  /** An absolute path without empty, {@code .} and {@code ..} segments; others are left alone. */
  private static String lexical(String path) {
    if (!path.startsWith("/") || !(path.contains("//") || path.contains("/."))) {
      return path;
    }
    List<String> kept = new ArrayList<>();
    for (String segment : path.split("/")) {
      if (segment.equals("..")) {
        if (!kept.isEmpty()) {
          kept.removeLast();
        }
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        kept.add(segment);
      }
    }
    return "/" + String.join("/", kept);
  }
}
