package salvor.workbench.containment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import salvor.cluster.Right;
import salvor.containment.Backend;
import salvor.containment.QuarantinePlan;
import salvor.containment.QuarantinePlan.PassedOver;
import salvor.containment.QuarantinePlan.Refused;
import salvor.containment.QuarantinePlan.Remark;
import salvor.containment.QuarantinePlan.Residual;
import salvor.containment.Step;
import salvor.report.ContainmentWords;
import salvor.workbench.wording.Moments;
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
    String missing) {
  private static final int NAMED = 8;

  static PlanShown of(QuarantinePlan plan) {
    return new PlanShown(
        plan,
        (int) plan.steps().stream().filter(step -> step.why() == Step.Why.MARK_POD).count(),
        plan.backend() == null ? "" : ContainmentWords.backend(plan.backend()),
        notBy(plan),
        brief(plan.refused().stream().map(PlanShown::refused).toList()),
        residual(plan, false),
        residual(plan, true),
        brief(plan.affected().stream().map(ContainmentWords::affected).toList()),
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
            backend.word()
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
    return brief(
        plan.residual().stream()
            .filter(each -> each.isInherent() == inherent)
            .map((Residual each) -> ContainmentWords.residual(each))
            .toList());
  }

  private static List<String> remarks(QuarantinePlan plan, boolean risks) {
    return brief(
        ContainmentWords.remarks(
            plan.remarks().stream().filter(each -> isRisk(each) == risks).toList()));
  }

  private static boolean isRisk(Remark remark) {
    return switch (remark) {
      case Remark.RestartRisk _, Remark.Ending _ -> true;
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

  /** The first of many, and how many more there are. */
  private static List<String> brief(List<String> all) {
    if (all.size() <= NAMED) {
      return all;
    }
    List<String> first = new ArrayList<>(all.subList(0, NAMED));
    first.add("and " + Moments.count(all.size() - NAMED) + " more");
    return first;
  }

  /** Whether there is something to ask the server for, and nothing that forbids it. */
  boolean canBeAsked() {
    return pods > 0 && missing.isEmpty();
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
