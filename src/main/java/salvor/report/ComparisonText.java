package salvor.report;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Facet;
import salvor.baseline.Judgement;
import salvor.baseline.Matching;
import salvor.evidence.Visible;
import salvor.triage.Alignment;
import salvor.triage.ComparedAct;
import salvor.triage.ComparedAct.Presence;
import salvor.triage.ComparedBaseline;
import salvor.triage.ComparedRows;
import salvor.triage.Comparison;
import salvor.triage.Sighting;

/** A comparison for people, in a terminal. */
public final class ComparisonText {
  private ComparisonText() {}

  /** Writes what only one side did, the worst first, then what both did. */
  static void write(ComparisonReport report, PrintWriter out) {
    Comparison compared = report.compared();
    ComparedBaseline baseline = compared.baseline().orElse(null);
    side(out, "A", compared.a(), report);
    if (baseline == null) {
      side(out, "B", compared.b(), report);
    } else {
      baseline(out, baseline);
    }
    if (compared.ofDifferentImages()) {
      out.println("The images differ: a new version may do other things for good reasons.");
    }
    if (compared.ofUnknownImage()) {
      out.println("It is not known of all of A which image ran: the baseline proves nothing here.");
    }
    for (Presence presence : Presence.values()) {
      if (presence != Presence.UNTOLD || baseline != null) {
        list(report, presence, title(presence, baseline != null), out);
      }
    }
    if (report.filter() != null) {
      out.printf(Locale.ROOT, "%nHidden by the filter: %,d%n", report.hidden());
    }
    if (compared.differences() == 0) {
      out.println(nothing(compared, baseline));
    }
    out.flush();
  }

  private static String title(Presence presence, boolean baseline) {
    return switch (presence) {
      case ONLY_A -> baseline ? "Done, not known" : "Only A";
      case ONLY_B -> baseline ? "Expected, not seen" : "Only B";
      case UNTOLD -> "Cannot be told";
      case BOTH -> baseline ? "Known and done" : "Both";
    };
  }

  private static String nothing(Comparison compared, @Nullable ComparedBaseline baseline) {
    if (baseline != null && baseline.stable().isEmpty()) {
      return "Nothing can be claimed.";
    }
    if (compared.acts().isEmpty()) {
      return "Neither side did anything that can be compared.";
    }
    int untold = compared.count(Presence.UNTOLD);
    return untold == 0
        ? "Nothing differs."
        : String.format(
            Locale.ROOT, "Nothing that can be told differs; %,d cannot be told.", untold);
  }

  private static void baseline(PrintWriter out, ComparedBaseline baseline) {
    out.printf(
        Locale.ROOT,
        "B  baseline %s (%s): %,d known, %,d of them done%n",
        Visible.text(baseline.profile().name(), 160),
        Visible.text(baseline.profile().origin(), 80),
        baseline.known(),
        baseline.met());
    if (baseline.stable().isEmpty()) {
      out.println(
          "   No part of it is stable for this image: nothing is expected, nothing is unknown to it.");
    } else {
      out.println("   stable: " + names(baseline.stable()));
    }
    if (baseline.rule() == Matching.Rule.SAME_IMAGE) {
      out.println("   It is of another workload with the same image.");
    }
    Set<Facet> missing = baseline.stable();
    missing.removeAll(baseline.recorded());
    if (!missing.isEmpty()) {
      out.println("   not recorded here, so that nothing of it can be missed: " + names(missing));
    }
  }

  private static String names(Set<Facet> facets) {
    return facets.stream()
        .map(facet -> facet.name().toLowerCase(Locale.ROOT).replace('_', ' '))
        .collect(Collectors.joining(", "));
  }

  private static void side(
      PrintWriter out, String letter, ComparedRows side, ComparisonReport report) {
    out.printf(
        Locale.ROOT,
        "%s  %s: %,d events, %,d compared, %,d out of profile%n",
        letter,
        Visible.text(String.valueOf(side.side().lane()), 160),
        side.all(),
        side.compared(),
        side.out());
    if (side.isPartlyRecorded(report.timeline())) {
      out.println("   " + letter + " was recorded only for a part of this time.");
    }
  }

  private static void list(
      ComparisonReport report, Presence presence, String title, PrintWriter out) {
    List<ComparedAct> acts =
        report.acts().stream().filter(act -> act.presence() == presence).toList();
    out.printf(Locale.ROOT, "%n%s: %,d%n", title, acts.size());
    for (ComparedAct act : acts) {
      out.printf(
          Locale.ROOT,
          "  %-9s %s  %s  %s%n",
          act.isUnseen() ? "" : act.worst().name().toLowerCase(Locale.ROOT),
          act.isUnseen()
              ? "   no time    "
              : since(act.firstOffset(), report.compared().alignment()),
          sides(act),
          Visible.text(act.trait().text(), 200));
      for (Judgement.Difference difference : act.differences()) {
        out.println(
            "            "
                + Visible.text(difference.field(), 40)
                + (act.expected() == null ? " on the other side: " : " in the baseline: ")
                + Visible.text(difference.expected(), 160));
      }
    }
  }

  private static String sides(ComparedAct act) {
    ComparedAct.Expected expected = act.expected();
    return "A "
        + (act.a() == null && expected != null ? unseen(expected) : count(act.a()))
        + "  B "
        + (expected == null
            ? count(act.b())
            : switch (expected.answer()) {
              case KNOWN -> "known";
              case NOT_KNOWN -> "not known";
              case CANNOT_TELL -> "cannot tell (" + Wording.why(expected.reason()) + ")";
              case NOT_RECORDED -> "known, but such things were not recorded";
            });
  }

  /** Never is said only where it would have been seen. */
  private static String unseen(ComparedAct.Expected expected) {
    return switch (expected.answer()) {
      case KNOWN, NOT_KNOWN -> "never";
      case CANNOT_TELL -> "not seen";
      case NOT_RECORDED -> "not recorded";
    };
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
