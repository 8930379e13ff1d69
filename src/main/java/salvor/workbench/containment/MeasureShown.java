package salvor.workbench.containment;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Right;
import salvor.containment.Measure;
import salvor.containment.MeasurePlan;
import salvor.containment.MeasurePlan.Note;
import salvor.containment.MeasurePlan.Refusal;
import salvor.containment.Step;
import salvor.report.ContainmentWords;
import salvor.report.MeasurePlanWords;
import salvor.report.MeasurePlanWords.Where;
import salvor.workbench.containment.PlanSection.Weight;

/**
 * A plan of a measure in words, and what else could be done.
 *
 * @param wish what was asked for
 * @param plan null where something is to be filled in first, or it is not for these pods
 * @param against why there is none; empty where there is
 * @param offers all measures, in their order
 * @param images those that the pods run
 * @param practice whether the cluster is for practice
 */
record MeasureShown(
    MeasureWish wish,
    @Nullable MeasurePlan plan,
    String against,
    List<MeasureOffer> offers,
    List<DeniableImage> images,
    boolean practice)
    implements Undertaking.Intent {

  MeasureShown {
    offers = List.copyOf(offers);
    images = List.copyOf(images);
  }

  /** What of a plan is told under which heading. */
  private enum Group {
    RISK,
    HIT,
    REMAINS,
    KNOW
  }

  @Override
  public List<Step> steps() {
    return plan == null ? List.of() : plan.steps();
  }

  @Override
  public boolean canBeAsked() {
    return !steps().isEmpty() && missing().isEmpty();
  }

  @Override
  public Measure measure(String reason) {
    return Objects.requireNonNull(plan).measure(reason);
  }

  /** Rights without which it cannot be done; Secrets that cannot be listed only stay. */
  private List<Right> lacking() {
    return plan == null
        ? List.of()
        : plan.missing().stream().filter(each -> each != Right.LIST_SECRETS).toList();
  }

  /** The same by verb; empty where none is missing. */
  String missing() {
    return lacking().isEmpty() ? "" : ContainmentWords.rights(lacking());
  }

  /** Whether a pod is locked, as no evidence of it verifies, or not all of it is there. */
  boolean isLocked() {
    return plan != null
        && plan.refused().stream()
            .anyMatch(
                each -> each.why() == Refusal.Why.LOCKED || each.why() == Refusal.Why.PART_SEALED);
  }

  /** What it comes to. */
  PlanPane.Tone tone() {
    if (steps().isEmpty() || !missing().isEmpty()) {
      return PlanPane.Tone.BAD;
    }
    boolean careful =
        plan == null
            || !plan.refused().isEmpty()
            || wish.choice() == MeasureChoice.BLOCK
            || plan.notes().stream().anyMatch(each -> group(each.subject()) == Group.RISK);
    return wish.choice() == MeasureChoice.DELETE
        ? PlanPane.Tone.BAD
        : careful ? PlanPane.Tone.CAREFUL : PlanPane.Tone.GOOD;
  }

  /** The same in a sentence. */
  String verdict() {
    if (plan == null) {
      return against;
    }
    if (steps().isEmpty()) {
      return isLocked()
          ? "Locked: its evidence is not sealed, or does not verify."
          : "Nothing of this can be done. Below is why, and what to do instead.";
    }
    return MeasureText.would(this)
        + (plan.refused().isEmpty() ? "" : " Not for all that was chosen.");
  }

  /** Headings with lines, what stands against it first. */
  List<PlanSection> sections() {
    MeasurePlan made = plan;
    if (made == null) {
      return List.of();
    }
    return List.of(
        new PlanSection(
            "Not done",
            PlanSection.brief(
                made.refused().stream()
                    .map(each -> MeasurePlanWords.refusal(each, Where.WINDOW))
                    .toList()),
            Weight.AGAINST),
        PlanSection.of("You may not", missing(), Weight.AGAINST),
        new PlanSection(
            "For good",
            wish.choice() == MeasureChoice.DELETE && !made.steps().isEmpty()
                ? List.of(
                    "Its processes, its memory and its files are gone then. No undo brings them back,"
                        + " and only what was collected before can be looked at later.")
                : List.of(),
            Weight.AGAINST),
        new PlanSection("Mind", told(made, Group.RISK), Weight.RISK),
        new PlanSection("Who else is hit", told(made, Group.HIT), Weight.TOLD),
        new PlanSection("What remains", told(made, Group.REMAINS), Weight.TOLD),
        new PlanSection("To know", known(made), Weight.TOLD));
  }

  private static List<String> told(MeasurePlan plan, Group group) {
    return PlanSection.brief(notes(plan, each -> group(each.subject()) == group));
  }

  private List<String> known(MeasurePlan made) {
    boolean byAdmission = wish.choice().isByAdmission() && practice && !made.steps().isEmpty();
    return Stream.concat(
            notes(made, each -> group(each.subject()) == Group.KNOW).stream(),
            byAdmission ? Stream.of(MeasureText.PRACTICE) : Stream.of())
        .toList();
  }

  private static List<String> notes(MeasurePlan plan, Predicate<Note> which) {
    return plan.notes().stream()
        .filter(which)
        .sorted(Comparator.comparing(each -> !each.what().isEmpty())) // of all of it first
        .map(MeasureShown::note)
        .toList();
  }

  private static String note(Note note) {
    String told = MeasurePlanWords.note(note, Where.WINDOW);
    return switch (note.subject()) {
      case RUNS, TEMPLATES, PASSES -> "These " + told;
      default -> note.what().isEmpty() ? MeasureText.capital(told) : told;
    };
  }

  private static Group group(Note.Subject subject) {
    return switch (subject) {
      case DELETED,
          LEAVE,
          OVERRIDDEN,
          PART_OVERRIDDEN,
          PART_SEALED,
          FOR_GOOD,
          NOT_CONTAINED,
          PROBED,
          OPENS_LATER,
          LABEL_ALONE,
          LABEL_UNPROVED ->
          Group.RISK;
      case RUNS, TEMPLATES, SYSTEM, SHARED, STANDS_STILL, STATIC, REPLACED -> Group.HIT;
      case NODE_ACTS,
          CAN_BE_LIFTED,
          PASSES,
          AS_WRITTEN,
          STAYS,
          STILL_REPLACED,
          GOES_ON,
          STANDING,
          OUTSIDE_ALONE,
          GROUPS,
          BOUND_TOKENS,
          SECRETS_UNSEEN,
          OTHERS_UNSEEN,
          BINDINGS_UNSEEN,
          AUTOSCALED,
          AUTOSCALER_RESTS,
          KEPT_BY ->
          Group.REMAINS;
      case NO_CLOCK, BY_POD_NAME, MUST_HAVE_IT, AUDIT_ONLY, SEALED -> Group.KNOW;
    };
  }
}
