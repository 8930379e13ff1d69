package salvor.terminal;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import salvor.casefile.OpenedCase;
import salvor.report.Overview;
import salvor.report.ReviewReport;
import salvor.review.Review;
import salvor.timeline.DwellRuler;
import salvor.timeline.Milestone;

/** {@code salvor review}. */
@Command(
    name = "review",
    description = {
      "Holds what the attacker did against the baselines, and proposes what to change: tighter baselines and rules,"
          + " each replayed on all that was recorded."
    })
final class ReviewCommand implements Callable<Integer> {
  private final Desk desk;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private EvidenceArguments given = new EvidenceArguments();

  @Option(
      names = "--compromise",
      paramLabel = "TIME",
      description = "when it began, RFC 3339; a case's milestone counts otherwise")
  private @Nullable String compromise;

  @Option(
      names = "--detected",
      paramLabel = "TIME",
      description =
          "when it was noticed; a case's milestone, else the first alert, counts otherwise")
  private @Nullable String detected;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write the review as JSON instead; - for standard output")
  private @Nullable String json;

  ReviewCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    Long began = time("--compromise", compromise);
    Long noticed = time("--detected", detected);
    given.mayBeCase();
    return given.open(desk, (overview, opened) -> review(overview, opened, began, noticed));
  }

  private int review(
      Overview overview, OpenedCase opened, @Nullable Long began, @Nullable Long noticed)
      throws IOException {
    Review review =
        Review.of(
            overview.evidence(),
            overview.verdicts(),
            opened.baselines(),
            opened.marks().accepted(),
            milestones(opened, began, noticed),
            desk.progress());
    ReviewReport report = new ReviewReport(review, overview.evidence());
    if (json == null) {
      report.text(desk.out(), desk.colour());
    } else {
      EvidenceArguments.machine(desk, json, report::json);
    }
    return ExitCode.DONE;
  }

  private static Review.Milestones milestones(
      OpenedCase opened, @Nullable Long began, @Nullable Long noticed) {
    var all = opened.evidence().observations();
    DwellRuler ruler = DwellRuler.of(all, opened.verdicts()).with(opened.marks().milestones(), all);
    Long compromise = began;
    for (Milestone each :
        new Milestone[] {Milestone.COMPROMISE_POSSIBLE, Milestone.COMPROMISE_CONFIRMED}) {
      if (compromise == null && ruler.isSet(each)) {
        compromise = ruler.point(each).orElseThrow().time();
      }
    }
    boolean set = noticed != null || ruler.isSet(Milestone.FIRST_ALERT);
    Long detected =
        noticed != null
            ? noticed
            : ruler.point(Milestone.FIRST_ALERT).map(DwellRuler.Point::time).orElse(null);
    return new Review.Milestones(compromise, detected, set);
  }

  private @Nullable Long time(String option, @Nullable String text) {
    CommandLine line = spec == null ? new CommandLine(this) : spec.commandLine();
    return EvidenceArguments.time(line, option, text);
  }
}
