package salvor.report;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import salvor.baseline.Facet;
import salvor.baseline.Trait;
import salvor.evidence.RecordRef;
import salvor.evidence.Visible;
import salvor.review.Rendering;
import salvor.review.Review;
import salvor.review.ReviewedAct;
import salvor.review.RuleException;
import salvor.review.Tightening;

/** A review for people, in a terminal of 80 columns or more. */
final class ReviewText {
  private static final int ACTS = 100;
  private static final int TRAITS = 8;

  private final Review review;
  private final ReviewReport report;
  private final PrintWriter out;
  private final boolean colour;

  ReviewText(ReviewReport report, PrintWriter out, boolean colour) {
    this.report = report;
    this.review = report.review();
    this.out = out;
    this.colour = colour;
  }

  void write() {
    if (review.acts().isEmpty()) {
      out.println(report.nothing());
      before();
      return;
    }
    dwell();
    acts();
    tightenings();
    rules();
    exceptions();
  }

  private void before() {
    if (review.before() > 0) {
      out.println(
          "  "
              + OverviewText.plural(review.before(), "observation")
              + " out of profile before the compromise as it was set: not looked at");
    }
  }

  private void dwell() {
    heading("Time");
    out.println("  compromise   " + time(review.dwell().compromise()));
    out.println("  first OUT    " + time(review.dwell().firstOut()));
    out.println(
        "  detection    "
            + time(review.dwell().detected())
            + (review.dwell().detected() != null && !review.dwell().isDetectionSet()
                ? " (a sensor's first alert)"
                : ""));
    if (review.dwell().contained() != null) {
      out.println("  isolated     " + time(review.dwell().contained()));
    }
    out.println(
        "  "
            + ReviewWords.dwell(review.dwell())
            + (review.dwell().compromise() == null ? " Or name it: --compromise TIME." : ""));
    before();
    out.println();
  }

  private static String time(@org.jspecify.annotations.Nullable Long nanos) {
    return nanos == null ? "not set" : OverviewText.clock(nanos);
  }

  private void acts() {
    Map<String, Integer> counts = new HashMap<>();
    review.acts().forEach(a -> counts.merge(ReviewWords.verdict(a.answer()), 1, Integer::sum));
    heading(
        String.format(
            Locale.ROOT,
            "What the attacker did: %s in %s (%d OUT, %d IN, %d UNKNOWN)",
            OverviewText.plural(review.acts().size(), "act"),
            OverviewText.plural(review.observations(), "observation"),
            counts.getOrDefault("OUT", 0),
            counts.getOrDefault("IN", 0),
            counts.getOrDefault("UNKNOWN", 0)));
    review.acts().stream().limit(ACTS).forEach(this::act);
    if (review.acts().size() > ACTS) {
      out.printf("  … and %d more; --json lists them all%n", review.acts().size() - ACTS);
    }
    review.missing().stream()
        .sorted()
        .forEach(missing -> out.println("  missing: " + Wording.missing(missing)));
    review.unrecorded().stream()
        .sorted()
        .filter(facet -> facet != Facet.SYSCALL)
        .forEach(facet ->
            out.println(
                "  not recorded by any sensor: "
                    + TriageJson.lower(facet).replace('_', ' ')
                    + "; "
                    + ReviewWords.collect(facet)));
    out.println();
  }

  private void act(ReviewedAct act) {
    RecordRef ref = report.evidence().observations().source(act.rows().get(0));
    out.printf(
        "  %-8s%s  %s  %s%n",
        ReviewWords.verdict(act.answer()),
        OverviewText.clock(act.first()),
        Visible.text(act.workload() == null ? "–" : act.workload().toString(), 60),
        act.kind().words());
    out.println(
        "          "
            + (act.program() == null || act.subject().contains(act.program())
                ? ""
                : Visible.text(act.program(), 40) + " → ")
            + Visible.text(act.subject(), 110)
            + (act.others() == 0 ? "" : " and " + act.others() + " more"));
    out.println(
        "          "
            + ReviewWords.answer(act.answer())
            + "; "
            + OverviewText.plural(act.rows().limit(), "observation")
            + ", first "
            + Visible.text(report.evidence().sources().get(ref.source()).path(), 120)
            + ":"
            + ref.line());
  }

  private void tightenings() {
    if (review.tightenings().isEmpty()) {
      return;
    }
    heading("The baseline is too wide");
    for (Tightening each : review.tightenings()) {
      out.println(
          "  "
              + Visible.text(each.baseline().name(), 80)
              + ": "
              + Visible.text(each.element().trait().text(), 120));
      out.println("    " + ReviewWords.proposal(each.proposal()));
      if (each.proposal() instanceof Tightening.Proposal.Replace(List<Trait> by)) {
        by.stream()
            .limit(TRAITS)
            .forEach(trait -> out.println("    + " + Visible.text(trait.text(), 120)));
        if (by.size() > TRAITS) {
          out.println("    … and " + (by.size() - TRAITS) + " more");
        }
      }
    }
    if (review.tightenings().stream().anyMatch(Tightening::changes)) {
      out.printf(
          Locale.ROOT,
          "  On this recording the changed baseline finds %,d more of the attacker's observations by"
              + " themselves, and %,d others are newly out of profile.%n",
          review.retried().found(),
          review.retried().falseAlarms());
    }
    out.println();
  }

  private void rules() {
    heading("Rules to add: " + review.proposals().size());
    for (Review.Proposal proposal : review.proposals()) {
      out.println("  " + proposal.rule().id());
      out.println(
          "    "
              + ReviewWords.purpose(proposal.rule().purpose())
              + " in "
              + ReviewWords.place(proposal.rule()));
      Map<String, List<Rendering.Written>> alike =
          proposal.renderings().stream()
              .filter(Rendering.Written.class::isInstance)
              .map(Rendering.Written.class::cast)
              .collect(
                  Collectors.groupingBy(
                      written -> ReviewWords.replay(written.replay()),
                      java.util.LinkedHashMap::new,
                      Collectors.toList()));
      alike.forEach((replay, written) ->
          out.println(
              "    "
                  + written.stream().map(w -> w.format().word()).collect(Collectors.joining(", "))
                  + ": "
                  + replay));
      for (Rendering rendering : proposal.renderings()) {
        if (rendering instanceof Rendering.Refused(var format, var cause)) {
          out.println("    " + format.word() + ": no, " + ReviewWords.refused(cause));
        }
      }
    }
    out.println();
  }

  private void exceptions() {
    if (review.exceptions().isEmpty()) {
      return;
    }
    heading("Falco rules that fired on normal life, and exceptions: " + review.exceptions().size());
    for (RuleException each : review.exceptions()) {
      out.println("  " + Visible.text(each.rule(), 100));
      out.println(
          "    "
              + each.values().stream()
                  .filter(value -> value.field() != salvor.review.Field.DIGEST)
                  .map(value -> Visible.text(String.join(" | ", value.oneOf()), 100))
                  .collect(Collectors.joining(", ")));
      if (each.isSafe()) {
        out.printf(
            Locale.ROOT,
            "    silences %,d alerts; %,d of the attacker's by this rule are left%n",
            each.silenced(),
            each.left());
      } else {
        out.printf(
            Locale.ROOT,
            "    NOT OFFERED: silences %,d alerts, and %,d that are not known to be normal%n",
            each.silenced(),
            each.hidden());
      }
    }
    out.println();
  }

  private void heading(String text) {
    OverviewText.heading(text, out, colour);
  }
}
