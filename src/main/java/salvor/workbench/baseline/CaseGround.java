package salvor.workbench.baseline;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Learner;
import salvor.baseline.Learning;
import salvor.baseline.LeftOut;
import salvor.casefile.OpenedCase;
import salvor.custody.CaseLedger;
import salvor.custody.CustodyEntry;
import salvor.custody.Deed;
import salvor.jobs.Progress;
import salvor.report.CaseReview;
import salvor.timeline.DwellRuler;
import salvor.timeline.Milestone;
import salvor.workbench.wording.Moments;

/** The open case: nothing of what was done from the compromise on is ever learned. */
public final class CaseGround implements Ground {
  private final OpenedCase opened;
  private final Consumer<List<Path>> judging;
  private final Suspicion suspicion;

  /**
   * @param judging has the case judged by files of baselines
   */
  public CaseGround(OpenedCase opened, Consumer<List<Path>> judging) {
    this.opened = opened;
    this.judging = judging;
    var all = opened.evidence().observations();
    DwellRuler ruler = DwellRuler.of(all, opened.verdicts()).with(opened.marks().milestones(), all);
    Milestone began = CaseReview.began(ruler);
    @Nullable Long at = began == null ? null : ruler.point(began).orElseThrow().time();
    suspicion =
        new Suspicion(
            at,
            at == null
                ? "No compromise is set. If the incident lies in this window, it is learned as"
                    + " normal: end the window before it, or set the milestone first."
                : "The compromise is set at "
                    + Moments.seconds(at)
                    + ": nothing from then on is learned, whatever the window says.",
            true);
  }

  @Override
  public String title() {
    return "Learn a baseline from this case";
  }

  @Override
  public String none() {
    return "No telemetry of any container lies in this window, so there is nothing to learn. Alerts"
        + " are no log of all there is, unless their rule is one.";
  }

  @Override
  public Made make(Learning learning, Progress progress) {
    var evidence = opened.evidence();
    return new Made(
        Learner.learn(
            evidence.observations(), evidence.inventory(), evidence.sources(), learning, progress),
        LeftOut.of(evidence.observations(), learning, progress),
        Ground.named(evidence.sources()),
        "");
  }

  @Override
  public Suspicion suspicion() {
    return suspicion;
  }

  @Override
  public boolean canJudge() {
    return opened.folder().isPresent();
  }

  @Override
  public CaseLedger ledger() {
    return opened.custody().ledger();
  }

  @Override
  public CustodyEntry learned(@Nullable String why) {
    return opened.custody().entry(Deed.DERIVED, why, "learn");
  }

  @Override
  public void judge(List<Path> files) {
    judging.accept(files);
  }
}
