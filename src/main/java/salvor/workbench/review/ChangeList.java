package salvor.workbench.review;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import salvor.baseline.Trait;
import salvor.report.CaseReview;
import salvor.report.CaseReview.Part;
import salvor.report.ChangeSet;
import salvor.report.ReviewWords;
import salvor.report.policy.PolicyForm;
import salvor.review.Field;
import salvor.review.Rendering;
import salvor.review.Replay;
import salvor.review.Review;
import salvor.review.ReviewFiles;
import salvor.review.RuleException;
import salvor.review.Tightening;
import salvor.workbench.review.Change.Gate;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** What a review proposes to change, line by line. */
final class ChangeList {
  private static final int LIMIT = 160;

  private final Review review;
  private final List<Change> lines = new ArrayList<>();

  private ChangeList(Review review) {
    this.review = review;
  }

  static List<Change> of(CaseReview whole, CaseReview.Prepared all) {
    ChangeList list = new ChangeList(whole.review());
    list.rules();
    list.exceptions();
    list.tightenings();
    list.policies(all);
    return List.copyOf(list.lines);
  }

  private void rules() {
    if (review.proposals().isEmpty()) {
      return;
    }
    add(0, "Rules to add", Moments.count(review.proposals().size(), "rule"));
    for (int n = 0; n < review.proposals().size(); n++) {
      Review.Proposal proposal = review.proposals().get(n);
      add(1, ReviewWords.purpose(proposal.rule().purpose()), ReviewWords.place(proposal.rule()));
      for (Rendering rendering : proposal.renderings()) {
        lines.add(
            switch (rendering) {
              case Rendering.Written written -> written(n, written);
              case Rendering.Refused(var format, var cause) ->
                  Change.of(
                      lines.size(),
                      null,
                      name(format),
                      sentence(ReviewWords.refused(cause)),
                      Gate.REFUSED,
                      "");
            });
      }
    }
  }

  private Change written(int number, Rendering.Written written) {
    Replay replay = written.replay();
    Gate gate = replay.isSilent() ? Gate.SILENT : replay.recorded() ? Gate.FIRES : Gate.NOT_PROVED;
    return new Change(
        lines.size(),
        2,
        new Part.Written(number, written.format()),
        name(written.format()),
        sentence(ReviewWords.replay(replay)),
        replay.falseAlarms() > 0 || !replay.elements().isEmpty() ? Gate.FIRES : gate,
        written.text(),
        replay.caught());
  }

  private static String name(Rendering.Format format) {
    return switch (format) {
      case FALCO -> "Falco rule";
      case TETRAGON -> "Tetragon policy";
      case KUBEARMOR -> "KubeArmor policy";
      case SIGMA -> "Sigma draft";
    };
  }

  private void exceptions() {
    if (review.exceptions().isEmpty()) {
      return;
    }
    add(0, "Falco rules that fired on normal life", "exceptions from them");
    for (int n = 0; n < review.exceptions().size(); n++) {
      RuleException exception = review.exceptions().get(n);
      String text = ReviewFiles.text(exception).orElse("");
      boolean offered = exception.isSafe() && !text.isEmpty();
      String told =
          exception.isSafe()
              ? "Silences "
                  + Moments.count(exception.silenced(), "alert")
                  + "; "
                  + Moments.count(exception.left())
                  + " of the attacker's by this rule are left"
              : "Silences "
                  + Moments.count(exception.silenced(), "alert")
                  + ", and "
                  + Moments.count(exception.hidden())
                  + " that are not known to be normal";
      lines.add(
          Change.of(
              lines.size(),
              offered ? new Part.Excepted(n) : null,
              VisibleText.of(exception.rule(), LIMIT) + ": " + values(exception),
              told + (text.isEmpty() ? "; Falco cannot hold its texts" : ""),
              offered ? Gate.SILENT : Gate.REFUSED,
              text));
    }
  }

  private static String values(RuleException exception) {
    return exception.values().stream()
        .filter(value -> value.field() != Field.DIGEST)
        .map(value -> VisibleText.of(String.join(" | ", value.oneOf()), LIMIT))
        .collect(Collectors.joining(", "));
  }

  private void tightenings() {
    if (review.tightenings().isEmpty()) {
      return;
    }
    add(
        0,
        "Baselines that are too wide",
        review.tightenings().stream().noneMatch(Tightening::changes)
            ? "none of it can be tightened by this recording"
            : "Changed, they find "
                + Moments.count(review.retried().found())
                + " more of the attacker's by themselves, and "
                + Moments.count(review.retried().falseAlarms(), "other")
                + " newly out of profile");
    for (int n = 0; n < review.tightenings().size(); n++) {
      Tightening each = review.tightenings().get(n);
      lines.add(
          Change.of(
              lines.size(),
              each.changes() ? new Part.Tightened(n) : null,
              VisibleText.of(each.baseline().name(), LIMIT)
                  + ": "
                  + VisibleText.of(each.element().trait().text(), LIMIT),
              sentence(ReviewWords.proposal(each.proposal())),
              each.changes() ? Gate.NONE : Gate.REFUSED,
              text(each)));
    }
  }

  private static String text(Tightening of) {
    return "- "
        + of.element().trait().text()
        + (of.proposal() instanceof Tightening.Proposal.Replace(List<Trait> by)
            ? by.stream().map(trait -> "\n+ " + trait.text()).collect(Collectors.joining())
            : "");
  }

  private void policies(CaseReview.Prepared all) {
    boolean headed = false;
    for (PolicyForm form : PolicyForm.values()) {
      String folder = ChangeSet.folder(form);
      long files = all.files().keySet().stream().filter(name -> name.startsWith(folder)).count();
      if (files == 0) {
        continue;
      }
      if (!headed) {
        add(
            0,
            "The changed baselines in other forms",
            "they allow what is known and are not replayed");
        headed = true;
      }
      lines.add(
          Change.of(
              lines.size(),
              new Part.Policies(form),
              name(form),
              files == 1
                  ? "Nothing of it can be written; its notes say why"
                  : Moments.count(files - 1, "document") + ", and notes on what they cannot hold",
              Gate.NONE,
              ""));
    }
  }

  private static String name(PolicyForm form) {
    return switch (form) {
      case KUBESCAPE -> "Kubescape ContainerProfile";
      case KUBESCAPE_APPLICATION -> "Kubescape ApplicationProfile";
      case SECCOMP -> "Seccomp profile";
      case SPO_SECCOMP -> "SeccompProfile of the operator";
      case NETWORKPOLICY -> "NetworkPolicy";
      case CILIUM -> "CiliumNetworkPolicy";
      case KUBEARMOR -> "KubeArmorPolicy";
    };
  }

  private void add(int level, String title, String told) {
    lines.add(Change.heading(lines.size(), level, title, told));
  }

  private static String sentence(String words) {
    return words.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + words.substring(1);
  }
}
