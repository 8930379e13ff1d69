package salvor.report.policy;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import salvor.baseline.Wildcards;

/**
 * Paths of baselines as patterns of other tools. The rules of {@link salvor.baseline.Canonicaliser}
 * put words of their own in the place of what differs in each pod; to others these words are names
 * of files that there are none of, so each becomes a wildcard for one name.
 */
final class WildPaths {
  /** A segment that a rule made, or a part of it. */
  private static final Pattern MADE =
      Pattern.compile(
          "PID|TID|N|\\.\\.TS|.*podUID.*|.*-CID\\.scope.*|(.*[^0-9A-Za-z])?(UUID|CID)([^0-9A-Za-z].*)?|.*-HASH([^0-9A-Za-z].*)?");

  private WildPaths() {}

  /**
   * The path in Kubescape's words, where a wildcard stands for a whole name: {@link Wildcards#ONE}
   * for every name that a rule made, or that has a wildcard within.
   */
  static String wild(String path) {
    return segments(path, true);
  }

  private static String segments(String path, boolean whole) {
    String[] segments = path.split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      if (isMade(segments, i) || (whole && segments[i].contains(Wildcards.ONE))) {
        segments[i] = Wildcards.ONE;
      }
    }
    return String.join("/", segments);
  }

  /** The short words are made only below the folders in which a rule makes them. */
  private static boolean isMade(String[] segments, int at) {
    String before = at == 0 ? "" : segments[at - 1];
    return switch (segments[at]) {
      case "PID" -> at == 2 && before.equals("proc");
      case "TID" -> before.equals("task");
      case "N" -> before.equals("fd") || before.equals("fdinfo");
      default -> MADE.matcher(segments[at]).matches();
    };
  }

  /** Whether a path stands for more than itself. */
  static boolean isPattern(String path) {
    return wild(path).contains(Wildcards.ONE) || Arrays.asList(path.split("/", -1)).contains("*");
  }

  /**
   * The pattern as a glob, where a star is any characters of one name and two are any characters.
   */
  static String glob(String path) {
    return Arrays.stream(segments(path, false).split("/", -1))
        .map(s -> s.equals("*") ? "**" : s.replace(Wildcards.ONE, "*"))
        .collect(Collectors.joining("/"));
  }
}
