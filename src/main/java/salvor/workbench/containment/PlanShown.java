package salvor.workbench.containment;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import salvor.cluster.Right;
import salvor.containment.Backend;
import salvor.containment.Measure;
import salvor.containment.QuarantinePlan;
import salvor.containment.QuarantinePlan.PassedOver;
import salvor.containment.QuarantinePlan.Refused;
import salvor.containment.QuarantinePlan.Remark;
import salvor.containment.QuarantinePlan.Residual;
import salvor.containment.Step;
import salvor.report.ContainmentWords;
import salvor.workbench.wording.VisibleText;

/**
 * A plan to cut pods off, in words.
 *
 * @param plan the plan itself
 * @param pods how many pods it cuts off
 * @param by what does it, empty where nothing can
 * @param notBy why stronger or other means do not
 * @param refused pods that cannot be cut off, each with what to do instead
 * @param passes what policies would still let through
 * @param always what every quarantine leaves
 * @param notices who else notices
 * @param risks what may destroy evidence
 * @param remarks what else to know beforehand
 * @param missing rights that are not given, by verb; empty when all are
 */
record PlanShown(
    QuarantinePlan plan,
    int pods,
    String by,
    List<String> notBy,
    List<String> refused,
    List<String> passes,
    List<String> always,
    List<String> notices,
    List<String> risks,
    List<String> remarks,
    String missing)
    implements Undertaking.Intent {
  static PlanShown of(QuarantinePlan plan) {
    return new PlanShown(
        plan,
        (int) plan.steps().stream().filter(step -> step.why() == Step.Why.MARK_POD).count(),
        plan.backend() == null ? "" : ContainmentWords.backend(plan.backend()),
        notBy(plan),
        PlanSection.brief(plan.refused().stream().map(PlanShown::refused).toList()),
        residual(plan, false),
        residual(plan, true),
        PlanSection.brief(plan.affected().stream().map(ContainmentWords::affected).toList()),
        remarks(plan, true),
        remarks(plan, false),
        missing(plan));
  }

  private static List<String> notBy(QuarantinePlan plan) {
    return Arrays.stream(Backend.values())
        .filter(backend ->
            plan.passedOver().containsKey(backend)
                && !(plan.passedOver().get(backend) instanceof PassedOver.NotNeeded))
        .map(backend ->
            ContainmentWords.kind(backend)
                + ": "
                + ContainmentWords.passedOver(
                    Objects.requireNonNull(plan.passedOver().get(backend))))
        .toList();
  }

  private static String refused(Refused refused) {
    String name =
        refused.pod().name().isEmpty()
            ? refused.pod().uid()
            : refused.pod().namespace() + "/" + refused.pod().name();
    return VisibleText.of(name, 200) + ": " + ContainmentWords.refused(refused.why());
  }

  private static List<String> residual(QuarantinePlan plan, boolean inherent) {
    return PlanSection.brief(
        plan.residual().stream()
            .filter(each -> each.isInherent() == inherent)
            .map((Residual each) -> ContainmentWords.residual(each))
            .toList());
  }

  private static List<String> remarks(QuarantinePlan plan, boolean risks) {
    return PlanSection.brief(
        ContainmentWords.remarks(
            plan.remarks().stream().filter(each -> isRisk(each) == risks).toList()));
  }

  private static boolean isRisk(Remark remark) {
    return switch (remark) {
      case Remark.RestartRisk _, Remark.Ending _, Remark.LabelReplaced _ -> true;
      case Remark.Mesh _, Remark.LabelsRemoved _, Remark.Plugins _ -> false;
    };
  }

  /** Rights of the plan; where there is none for want of rights, those that it would take. */
  private static String missing(QuarantinePlan plan) {
    List<Right> missing =
        !plan.missing().isEmpty()
            ? plan.missing()
            : plan.backend() == null
                    && plan.passedOver().get(Backend.NETWORK_POLICY)
                        instanceof PassedOver.NotAllowed(List<Right> rights)
                ? rights
                : List.of();
    return missing.isEmpty() ? "" : ContainmentWords.rights(missing);
  }

  @Override
  public List<Step> steps() {
    return plan.steps();
  }

  @Override
  public boolean canBeAsked() {
    return pods > 0 && missing.isEmpty();
  }

  @Override
  public Measure measure(String reason) {
    return Measure.of(plan, reason);
  }

  /** The same as headings with lines, what stands against it first. */
  List<PlanSection> sections() {
    return Stream.of(
            new PlanSection("Cannot be isolated", refused, PlanSection.Weight.AGAINST),
            new PlanSection("Would still pass, by policies", passes, PlanSection.Weight.AGAINST),
            new PlanSection("May destroy evidence", risks, PlanSection.Weight.RISK),
            new PlanSection("Who notices", notices, PlanSection.Weight.TOLD),
            new PlanSection("To know", remarks, PlanSection.Weight.TOLD),
            new PlanSection("What every quarantine leaves", always, PlanSection.Weight.TOLD),
            PlanSection.of("By", by, PlanSection.Weight.TOLD),
            new PlanSection("Not by", notBy, PlanSection.Weight.TOLD),
            PlanSection.of("You may not", missing, PlanSection.Weight.AGAINST))
        .toList();
  }

  /** What it comes to, in a sentence. */
  String verdict() {
    if (pods == 0) {
      return "No pod of these can be cut off.";
    }
    return plan.isolates()
        ? "Both directions are cut, and no policy that is known would let anything else pass. That it"
            + " holds is proved by a probe alone."
        : passes.isEmpty()
            ? "Not all of the chosen pods can be cut off."
            : "THIS DOES NOT ISOLATE: something would still pass.";
  }
}
