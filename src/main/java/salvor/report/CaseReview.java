package salvor.report;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Judge;
import salvor.baseline.Verdicts;
import salvor.baseline.Window;
import salvor.casefile.OpenedCase;
import salvor.evidence.Evidence;
import salvor.jobs.Progress;
import salvor.report.policy.PolicyForm;
import salvor.review.Rendering;
import salvor.review.Review;
import salvor.timeline.DwellRuler;
import salvor.timeline.Milestone;

/**
 * The review of an open case, as the terminal and the window make it.
 *
 * @param review what it says
 * @param evidence what it is of
 * @param verdicts that it was made from
 * @param milestones that it was made from
 */
public record CaseReview(
    Review review, Evidence evidence, Verdicts verdicts, Review.Milestones milestones) {

  /** One thing that a change set holds or leaves out; numbers are places in the review's lists. */
  public sealed interface Part {
    /** A change to a baseline. */
    record Tightened(int tightening) implements Part {}

    /** A rule in one format. */
    record Written(int proposal, Rendering.Format format) implements Part {}

    /** An exception from a rule. */
    record Excepted(int exception) implements Part {}

    /** The baselines of the attacked workloads in a form of another tool. */
    record Policies(PolicyForm form) implements Part {}
  }

  /**
   * What a change set is made of.
   *
   * @param report what its document says
   * @param files by their names in it
   */
  public record Prepared(ReviewReport report, Map<String, byte[]> files) {}

  /** Which milestones of a ruler say when it began, the one that counts first. */
  private static final List<Milestone> BEGAN =
      List.of(Milestone.COMPROMISE_POSSIBLE, Milestone.COMPROMISE_CONFIRMED);

  /** Reviews a case by its own milestones. */
  public static CaseReview of(OpenedCase opened, Progress progress) {
    return of(opened, null, null, progress);
  }

  /**
   * Reviews a case.
   *
   * @param began nanoseconds since 1970; null when the case's own milestone says so, if any
   * @param noticed the same of its detection, else the first alert
   */
  public static CaseReview of(
      OpenedCase opened, @Nullable Long began, @Nullable Long noticed, Progress progress) {
    var all = opened.evidence().observations();
    DwellRuler ruler =
        DwellRuler.of(all, opened.verdicts())
            .with(opened.marks().milestones(), all)
            .with(ResponseReading.of(opened).cutOff());
    Milestone set = began(ruler);
    Long own = set == null ? null : ruler.point(set).orElseThrow().time();
    boolean isSet = noticed != null || ruler.isSet(Milestone.FIRST_ALERT);
    Long seen =
        noticed != null
            ? noticed
            : ruler.point(Milestone.FIRST_ALERT).map(DwellRuler.Point::time).orElse(null);
    Window suspected =
        began == null ? opened.basis().suspected() : new Window(began, Long.MAX_VALUE);
    // what a baseline learned after the compromise that was named proves nothing
    Verdicts verdicts =
        began == null
            ? opened.verdicts()
            : new Judge(opened.baselines(), opened.evidence().inventory(), suspected)
                .judge(all, progress);
    Review.Milestones milestones =
        new Review.Milestones(
            began == null ? own : began,
            seen,
            isSet,
            ruler.point(Milestone.ISOLATED).map(DwellRuler.Point::time).orElse(null),
            suspected);
    return new CaseReview(
        Review.of(
            opened.evidence(),
            verdicts,
            opened.baselines(),
            opened.marks().accepted(),
            milestones,
            progress),
        opened.evidence(),
        verdicts,
        milestones);
  }

  /** The milestone that says when it began; null when none was set. */
  public static @Nullable Milestone began(DwellRuler ruler) {
    return BEGAN.stream().filter(ruler::isSet).findFirst().orElse(null);
  }

  /** The report of it. */
  public ReviewReport report() {
    return new ReviewReport(review, evidence);
  }

  /** A change set of all but some parts. */
  public Prepared without(Set<Part> left, Progress progress) {
    Review chosen =
        review.only(
            kept(review.tightenings(), n -> !left.contains(new Part.Tightened(n))),
            rules(left),
            kept(review.exceptions(), n -> !left.contains(new Part.Excepted(n))),
            evidence,
            verdicts,
            milestones.suspected(),
            progress);
    Set<PolicyForm> forms = EnumSet.allOf(PolicyForm.class);
    forms.removeIf(form -> left.contains(new Part.Policies(form)));
    ReviewReport report = new ReviewReport(chosen, evidence);
    return new Prepared(report, ChangeSet.files(report, forms));
  }

  /** A rule of which no written format is left is left out itself. */
  private List<Review.Proposal> rules(Set<Part> left) {
    List<Review.Proposal> rules = new ArrayList<>();
    for (int n = 0; n < review.proposals().size(); n++) {
      Review.Proposal whole = review.proposals().get(n);
      int number = n;
      List<Rendering> kept =
          whole.renderings().stream()
              .filter(r -> !left.contains(new Part.Written(number, r.format())))
              .toList();
      if (kept.size() == whole.renderings().size()
          || kept.stream().anyMatch(Rendering.Written.class::isInstance)) {
        rules.add(new Review.Proposal(whole.rule(), kept));
      }
    }
    return rules;
  }

  private static <T> List<T> kept(List<T> all, Predicate<Integer> wanted) {
    return IntStream.range(0, all.size()).filter(wanted::test).mapToObj(all::get).toList();
  }
}
