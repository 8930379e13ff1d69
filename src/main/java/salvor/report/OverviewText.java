package salvor.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salvor.evidence.TimeText;
import salvor.evidence.Visible;
import salvor.timeline.DrawingClass;
import salvor.workload.Location;

/** What the texts about processes, peers and images have in common. */
final class OverviewText {
  private OverviewText() {}

  /** Says what the filter hides, when there is one. */
  static void head(Overview overview, PrintWriter out, boolean colour) {
    if (overview.filter() != null) {
      out.printf(
          Locale.ROOT,
          "The filter %s hides %,d of %,d observations%n%n",
          Visible.text(overview.filter()),
          overview.hidden(),
          overview.evidence().observations().size());
    }
  }

  static void heading(String text, PrintWriter out, boolean colour) {
    out.println(colour ? "\u001b[1m" + text + "\u001b[0m" : text);
  }

  /**
   * A verdict in nine columns; in brackets where it is not of what the filter leaves.
   *
   * @param left whether the filter leaves any of it
   */
  static String verdict(DrawingClass drawn, boolean left, boolean colour) {
    String word =
        switch (drawn) {
          case OUT -> "OUT";
          case NEAR -> "NEAR MISS";
          case RATE -> "RATE";
          case EXPLAINED -> "explained";
          case UNKNOWN -> "unknown";
          case IN -> "in";
        };
    String padded = String.format("%-11s", left ? word : "(" + word + ")");
    if (!colour || !drawn.isOut() || !left) {
      return padded;
    }
    return "\u001b[" + (drawn == DrawingClass.OUT ? "1;31" : "1;33") + "m" + padded + "\u001b[0m";
  }

  static String place(Location at) {
    return (at.cluster() == null ? "" : Visible.text(at.cluster(), 80) + " / ")
        + Visible.text(Wording.orDash(at.namespace()), 80)
        + " / "
        + Visible.text(Wording.orDash(at.pod()), 160)
        + " / "
        + Visible.text(
            Wording.orDash(at.container() != null ? at.container() : at.containerId()), 80);
  }

  static String clock(long nanos) {
    return TimeText.rfc3339(nanos, 3).replace('T', ' ');
  }

  static String clock(@Nullable Long nanos) {
    return nanos == null ? "no time" : clock(nanos.longValue());
  }

  /**
   * A command line on one line; arguments that the source keeps apart are quoted where they hold
   * spaces or nothing, so that their bounds are seen.
   */
  static String command(String command, int longest) {
    if (command.indexOf('\0') < 0) {
      return Visible.text(command, longest);
    }
    String whole = command.length() > longest * 8 ? command.substring(0, longest * 8) : command;
    List<String> shown = new ArrayList<>();
    String ended = whole.endsWith("\0") ? whole.substring(0, whole.length() - 1) : whole;
    for (String argument : ended.split("\0", -1)) {
      boolean quote = argument.isEmpty() || argument.indexOf(' ') >= 0;
      shown.add(quote ? "'" + argument + "'" : argument);
    }
    return Visible.text(String.join(" ", shown), longest);
  }

  static String plural(long count, String one) {
    return String.format(Locale.ROOT, "%,d %s%s", count, one, count == 1 ? "" : "s");
  }
}
