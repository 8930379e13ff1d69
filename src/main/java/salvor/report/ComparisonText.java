package salvor.report;

import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Judgement;
import salvor.evidence.Visible;
import salvor.triage.Alignment;
import salvor.triage.ComparedAct;
import salvor.triage.ComparedAct.Presence;
import salvor.triage.ComparedRows;
import salvor.triage.Comparison;
import salvor.triage.Sighting;

/** A comparison for people, in a terminal. */
public final class ComparisonText {
  private ComparisonText() {}

  /** Writes what only one side did, the worst first, then what both did. */
  public static void write(Comparison compared, PrintWriter out) {
    side(out, "A", compared.a());
    side(out, "B", compared.b());
    if (compared.ofDifferentImages()) {
      out.println("The images differ: a new version may do other things for good reasons.");
    }
    list(compared, Presence.ONLY_A, "Only A", out);
    list(compared, Presence.ONLY_B, "Only B", out);
    list(compared, Presence.BOTH, "Both", out);
    if (compared.differences() == 0) {
      out.println(
          compared.acts().isEmpty()
              ? "Neither side did anything that can be compared."
              : "Nothing differs.");
    }
    out.flush();
  }

  private static void side(PrintWriter out, String letter, ComparedRows side) {
    out.printf(
        Locale.ROOT,
        "%s  %s: %,d events, %,d compared, %,d out of profile%n",
        letter,
        Visible.text(String.valueOf(side.side().lane()), 160),
        side.all(),
        side.compared(),
        side.out());
  }

  private static void list(Comparison compared, Presence presence, String title, PrintWriter out) {
    out.printf(Locale.ROOT, "%n%s: %,d%n", title, compared.count(presence));
    for (ComparedAct act : compared.acts()) {
      if (act.presence() == presence) {
        out.printf(
            Locale.ROOT,
            "  %-9s %s  A %s  B %s  %s%n",
            act.worst().name().toLowerCase(Locale.ROOT),
            since(act.firstOffset(), compared.alignment()),
            count(act.a()),
            count(act.b()),
            Visible.text(act.trait().text(), 200));
        for (Judgement.Difference difference : act.differences()) {
          out.println(
              "            "
                  + Visible.text(difference.field(), 40)
                  + " on the other side: "
                  + Visible.text(difference.expected(), 160));
        }
      }
    }
  }

  private static String since(long offset, Alignment alignment) {
    return alignment instanceof Alignment.Clock
        ? String.valueOf(TriageJson.time(offset))
        : String.format(Locale.ROOT, "%+12.3f s", offset / 1e9);
  }

  private static String count(@Nullable Sighting sighting) {
    return sighting == null ? "never" : String.format(Locale.ROOT, "%,d", sighting.count());
  }
}
