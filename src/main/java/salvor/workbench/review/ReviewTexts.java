package salvor.workbench.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Observations;
import salvor.evidence.RecordRef;
import salvor.report.CaseReview;
import salvor.report.ReviewWords;
import salvor.review.Dwell;
import salvor.review.ReviewedAct;
import salvor.review.Tightening;
import salvor.timeline.DrawingClass;
import salvor.timeline.DwellRuler;
import salvor.timeline.Milestone;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;
import salvor.workbench.wording.Words;

/** What the page of a review says, in words. */
final class ReviewTexts {
  private final CaseReview whole;
  private final ReviewViewModel model;
  private final long first;
  private final long last;

  ReviewTexts(CaseReview whole, ReviewViewModel model) {
    this.whole = whole;
    this.model = model;
    Observations all = whole.evidence().observations();
    this.first = all.timed() == 0 ? 0 : all.time(0);
    this.last = all.timed() == 0 ? 0 : all.time(all.timed() - 1);
  }

  static DrawingClass drawn(ReviewedAct.Answer answer) {
    return switch (answer) {
      case ReviewedAct.Answer.Out _ -> DrawingClass.OUT;
      case ReviewedAct.Answer.Wide _ -> DrawingClass.IN;
      case ReviewedAct.Answer.Unknown _ -> DrawingClass.UNKNOWN;
    };
  }

  /** How many acts have which verdict. */
  String counts() {
    List<String> counts = new ArrayList<>();
    for (String verdict : List.of("OUT", "IN", "UNKNOWN")) {
      long count =
          whole.review().acts().stream()
              .filter(act -> ReviewWords.verdict(act.answer()).equals(verdict))
              .count();
      if (count > 0) {
        counts.add(Moments.count(count) + " " + verdict);
      }
    }
    return String.join(", ", counts);
  }

  /** What is taken for the attacker's, and why. */
  String chosen() {
    var all = whole.evidence().observations();
    Milestone began =
        CaseReview.began(
            DwellRuler.of(all, whole.verdicts()).with(model.opened().marks().milestones(), all));
    Long compromise = whole.milestones().compromise();
    StringBuilder words = new StringBuilder();
    if (began == null || compromise == null) {
      words.append("No compromise is set, so all that is out of profile counts as the attacker's");
    } else {
      words
          .append("What is out of profile from ")
          .append(time(compromise))
          .append(" on (")
          .append(began.words())
          .append(") counts as the attacker's");
    }
    words.append(", with what descends from it.");
    int accepted = model.opened().marks().accepted().cardinality();
    if (accepted > 0) {
      words
          .append(" Left out: ")
          .append(Moments.count(accepted, "event"))
          .append(" accepted as normal.");
    }
    if (whole.review().before() > 0) {
      words
          .append(" Not looked at: ")
          .append(Moments.count(whole.review().before(), "event"))
          .append(" out of profile before the compromise.");
    }
    return words.toString();
  }

  /** A time of the incident, or that there is none. */
  String time(@Nullable Long nanos) {
    return nanos == null ? "not set" : Moments.brief(nanos, first, last);
  }

  /** Who set the detection. */
  static String detection(Dwell dwell) {
    return dwell.detected() == null
        ? "nobody said so, and no sensor raised an alert"
        : dwell.isDetectionSet() ? "as it was set" : "a sensor's first alert";
  }

  /** Where an act was done. */
  static String place(ReviewedAct act) {
    return act.workload() == null
        ? "no workload"
        : VisibleText.of(act.workload().toString(), 80)
            + (act.container() == null ? "" : ":" + VisibleText.of(act.container(), 40));
  }

  /** Who did what. */
  String subject(ReviewedAct act, int limit) {
    String what = VisibleText.of(act.subject(), limit);
    String who = act.program() == null ? "" : VisibleText.of(act.program(), 40);
    return (who.isEmpty() || what.contains(who)
            ? what
            : what.isBlank() ? who : who + " \u2192 " + what)
        + (act.others() == 0 ? "" : " and " + Moments.count(act.others()) + " more");
  }

  /** When it was, and where it is written. */
  String record(ReviewedAct act) {
    RecordRef ref = whole.evidence().observations().source(act.rows().get(0));
    return Moments.count(act.rows().limit(), "event")
        + (act.first() == null
            ? " without a time"
            : ", "
                + time(act.first())
                + (act.last() == null || act.last().equals(act.first())
                    ? ""
                    : " to " + time(act.last())))
        + "; first in "
        + VisibleText.middle(whole.evidence().sources().get(ref.source()).path(), 90)
        + ", line "
        + Moments.count(ref.line());
  }

  /** What the verdict on an act means for the baseline. */
  static String meaning(ReviewedAct.Answer answer) {
    return switch (answer) {
      case ReviewedAct.Answer.Out(_, boolean hard) ->
          hard
              ? "Told without any baseline, so it would have been told at once."
              : "The baseline would have told it at once.";
      case ReviewedAct.Answer.Wide(_, _, boolean lineage) ->
          "The baseline is too wide: it takes this for normal"
              + (lineage ? ". Only what it descends from gives it away." : ".");
      case ReviewedAct.Answer.Unknown(_, var facet, var state, _) ->
          facet == null
              ? "No baseline speaks of such acts."
              : "Collection was missing: of "
                  + Words.facet(facet).toLowerCase(Locale.ROOT)
                  + " the baseline is "
                  + Words.state(state).toLowerCase(Locale.ROOT)
                  + ". To know it, "
                  + ReviewWords.collect(facet)
                  + ".";
    };
  }

  /**
   * What is proposed against an element that is too wide; empty where the act is not in profile.
   */
  List<Tightening> tightenings(ReviewedAct act) {
    return act.answer() instanceof ReviewedAct.Answer.Wide(var baseline, var element, _)
        ? whole.review().tightenings().stream()
            .filter(t -> t.baseline().equals(baseline) && t.element().equals(element))
            .toList()
        : List.of();
  }
}
