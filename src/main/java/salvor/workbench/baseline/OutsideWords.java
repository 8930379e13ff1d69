package salvor.workbench.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import salvor.baseline.Judgement;
import salvor.baseline.Trait;
import salvor.baseline.Verdict;
import salvor.report.Wording;
import salvor.timeline.DrawingClass;
import salvor.triage.BaselineUse.Met;
import salvor.triage.BaselineUse.Outside;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;
import salvor.workbench.wording.Words;

/** What a case did outside of a baseline, in words. */
final class OutsideWords {
  private OutsideWords() {}

  /** An act, and of the chosen one all that is known of it. */
  static PageLine of(BaselinesViewModel model, Outside outside, PageNode node, boolean chosen) {
    Judgement judgement = outside.judgement();
    List<PageLine.Remark> remarks = new ArrayList<>();
    remarks.add(
        PageLine.muted(
            Words.brief(judgement.reason())
                + (outside.verdict() == Verdict.OUT
                    ? ", " + Words.severity(judgement.severity()).toLowerCase(Locale.ROOT)
                    : "")
                + (isNear(outside) ? difference(judgement) : "")));
    if (chosen) {
      about(model, outside).forEach(text -> remarks.add(PageLine.muted(text)));
    }
    int left = model.left(outside);
    return new PageLine(
        left == 0 ? "page-quiet" : "page-line-known",
        PageLine.text(node, chosen),
        "page-text",
        DrawingClass.of(judgement),
        null,
        false,
        "",
        "",
        "",
        model.inSight().isFiltered()
            ? Moments.count(left) + " of " + Moments.count(outside.rows().count())
            : Moments.count(outside.rows().count(), "event"),
        remarks,
        judgement.baseline() != null);
  }

  /** Another program, file, peer or name altogether is no neighbour. */
  private static boolean isNear(Outside act) {
    Set<String> far =
        switch (act.trait()) {
          case Trait.Exec _ -> Set.of("program", "applet");
          case Trait.File _ -> Set.of("path");
          case Trait.Network _ -> Set.of("peer");
          case Trait.ApiCall _ -> Set.of("resource");
          case Trait.Lookup _, Trait.Capability _, Trait.Syscall _ ->
              Set.of("name", "capability", "syscall");
          case null -> Set.of();
        };
    return act.judgement().differences().stream().noneMatch(d -> far.contains(d.field()));
  }

  /** Where it differs from what comes nearest. */
  private static String difference(Judgement judgement) {
    List<String> fields = new ArrayList<>();
    for (Judgement.Difference d : judgement.differences()) {
      fields.add(
          "; "
              + VisibleText.of(d.field(), 40)
              + " "
              + (d.observed().isEmpty() ? "none" : VisibleText.of(d.observed(), 160))
              + (d.expected().isEmpty() ? "" : ", known is " + VisibleText.of(d.expected(), 160)));
    }
    return String.join("", fields);
  }

  private static List<String> about(BaselinesViewModel model, Outside outside) {
    Judgement judgement = outside.judgement();
    List<String> about = new ArrayList<>();
    if (judgement.element() != null) {
      about.add(
          "Nearest known: "
              + VisibleText.of(judgement.element(), PageWords.LIMIT)
              + (judgement.support() == null ? "" : " (seen in " + judgement.support() + ")")
              + (isNear(outside) ? "" : difference(judgement)));
    }
    about.add(inCase(model, outside.rows()));
    if (judgement.verdict() == Verdict.OUT) {
      about.add(
          "Severity: "
              + (judgement.modifiers().isEmpty() ? "by its reason alone" : Wording.sum(judgement)));
    }
    return about;
  }

  /** How often something was done in the case, and when. */
  static String inCase(BaselinesViewModel model, Met met) {
    return "In this case "
        + Moments.count(met.count(), "event")
        + ", from "
        + model.time(met.first())
        + " to "
        + model.time(met.last())
        + " "
        + Moments.zone();
  }
}
