package salvor.workbench.playbook;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salvor.report.DwellTimes;
import salvor.timeline.CutOff;
import salvor.workbench.wording.Moments;

/**
 * How long the attacker has been there, to the second: both clocks stop when all pods that are out
 * of profile were seen to be cut off, and at nothing less.
 *
 * @param sinceCompromise since when the first is out of profile; empty where nothing is
 * @param sinceDetection since it was told first; empty where nothing told it
 * @param from when these began, in words; empty likewise
 * @param stopped that both stand, and since when, in words; empty while they go on
 * @param partly that some pods are cut off and others are not, in words; empty where it is not so
 */
record DwellShown(
    String sinceCompromise, String sinceDetection, String from, String stopped, String partly) {
  static final DwellShown NOTHING = new DwellShown("", "", "", "", "");

  /** The clocks at a moment. */
  static DwellShown of(DwellTimes times, Instant now) {
    Instant contained = times.contained();
    Instant until = contained == null ? now : contained;
    return new DwellShown(
        clock(times.compromised(), until),
        clock(times.detected(), until),
        (times.compromised() == null ? "" : "first out of profile " + said(times.compromised()))
            + (times.compromised() == null || times.detected() == null ? "" : ", ")
            + (times.detected() == null ? "" : "first told " + said(times.detected())),
        contained == null ? "" : "\u25a0 VERIFIED cut off " + said(contained),
        contained == null && times.share().isPart() ? partly(times.share()) : "");
  }

  private static String partly(CutOff.Share share) {
    return "\u25d1 "
        + Moments.count(share.cut())
        + " of "
        + Moments.count(share.of(), "pod")
        + " out of profile "
        + (share.cut() == 1 ? "is" : "are")
        + " cut off: both go on until all are";
  }

  /** Whether nothing is out of profile: then there is no clock. */
  boolean isQuiet() {
    return sinceCompromise.isEmpty() && sinceDetection.isEmpty() && stopped.isEmpty();
  }

  private static String said(Instant at) {
    return Moments.clock(StepShown.nanos(at)) + " " + Moments.zone();
  }

  private static String clock(@Nullable Instant from, Instant until) {
    if (from == null) {
      return "";
    }
    Duration length = Duration.between(from, until);
    Duration shown = length.isNegative() ? length.negated() : length;
    return (length.isNegative() ? "\u2212" : "")
        + (shown.toDays() == 0 ? "" : shown.toDays() + " d ")
        + String.format(
            Locale.ROOT,
            "%02d:%02d:%02d",
            shown.toHoursPart(),
            shown.toMinutesPart(),
            shown.toSecondsPart());
  }
}
