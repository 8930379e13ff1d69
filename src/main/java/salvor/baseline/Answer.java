package salvor.baseline;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salvor.evidence.RecordRef;

/**
 * What the baseline says of a question, whoever asks and whenever: the part of a judgement that can
 * be kept for the next row.
 *
 * @param reason of the baseline, or the hard indicator
 * @param hard whether the reason needs no baseline
 * @param baseline the name of the baseline asked, null when none
 * @param nearest the element that matches or comes nearest, null when there is none
 * @param differences from that element
 * @param rules canonicalisation rules that changed something
 * @param seen what was asked, null when no baseline speaks of it
 * @param actor who did it
 * @param image what the image says of the executed program, null when it says nothing
 */
record Answer(
    Reason reason,
    boolean hard,
    @Nullable String baseline,
    @Nullable Element nearest,
    int units,
    List<Judgement.Difference> differences,
    List<String> rules,
    @Nullable Seen seen,
    Actor actor,
    @Nullable ImageFact image) {

  /** An answer that no element accounts for. */
  static Answer of(Reason reason, @Nullable String baseline, @Nullable Seen seen, Actor actor) {
    return new Answer(
        reason,
        false,
        baseline,
        null,
        0,
        List.of(),
        seen == null ? List.of() : seen.rules(),
        seen,
        actor,
        null);
  }

  /**
   * The answer in view of the image. A learned baseline that knows the act comes first; where the
   * image holds no such program that is OUT whatever was learned.
   */
  Answer of(ImageFact fact) {
    Reason now = reason;
    boolean novel =
        reason == Reason.NEW_BINARY_IN_IMAGE || reason == Reason.NEW_BINARY_NOT_IN_IMAGE;
    if (hard || reason == Reason.MATCHED) {
      now = reason;
    } else if (fact.holding() == ImageFact.Holding.ABSENT
        && (novel || reason.verdict() == Verdict.UNKNOWN)) {
      now = Reason.NEW_BINARY_NOT_IN_IMAGE;
    } else if (fact.holding() == ImageFact.Holding.HELD
        && (reason == Reason.NO_BASELINE || reason == Reason.FACET_NONE)) {
      now = Reason.IN_IMAGE;
    }
    return new Answer(now, hard, baseline, nearest, units, differences, rules, seen, actor, fact);
  }

  /** Whether it is the image that says that this is OUT, which it says of a start too. */
  boolean isByImage() {
    return reason == Reason.NEW_BINARY_NOT_IN_IMAGE
        && image != null
        && image.holding() == ImageFact.Holding.ABSENT;
  }

  /** The judgement of what is done in whatever phase. */
  Judgement judgement(
      Reason decided, List<Judgement.Modifier> modifiers, @Nullable RecordRef cause) {
    return judgement(decided, modifiers, cause, false);
  }

  /** The difference of what is known from the start or the stop and was done between. */
  private List<Judgement.Difference> phase() {
    String known =
        nearest == null
            ? ""
            : nearest.phases().stream()
                .map(p -> p.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    return List.of(new Judgement.Difference("phase", known, "steady"));
  }

  /** The judgement, for a reason that may have been overruled. */
  Judgement judgement(
      Reason decided,
      List<Judgement.Modifier> modifiers,
      @Nullable RecordRef cause,
      boolean newPhase) {
    Severity severity = decided.base();
    if (decided.verdict() == Verdict.OUT && decided != Reason.NEW_SYSCALL) {
      Severity[] all = Severity.values();
      severity = all[Math.min(all.length - 1, severity.ordinal() + modifiers.size())];
    }
    boolean compared = decided == reason || decided.verdict() == Verdict.OUT;
    return new Judgement(
        decided,
        severity,
        decided.verdict() == Verdict.OUT ? modifiers : List.of(),
        baseline,
        compared && nearest != null ? nearest.trait().text() : null,
        compared && nearest != null && nearest.support() > 0
            ? nearest.support() + " of " + units
            : null,
        compared && newPhase ? phase() : compared ? differences : List.of(),
        rules,
        cause,
        image);
  }
}
