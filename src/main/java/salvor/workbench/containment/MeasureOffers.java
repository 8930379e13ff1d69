package salvor.workbench.containment;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import salvor.cluster.ClusterObjects;
import salvor.cluster.Rights;
import salvor.containment.Cordon;
import salvor.containment.DeleteLock;
import salvor.containment.DestinationBlock;
import salvor.containment.EvidenceHold;
import salvor.containment.MadeFor;
import salvor.containment.MeasurePlan;
import salvor.containment.MeasurePlan.Refusal;
import salvor.containment.PodRemoval;
import salvor.containment.WorkloadBrake;

/**
 * Which measures make sense for pods: each is planned, and one that is refused for what the pods
 * are, whatever is filled in, is none.
 *
 * @param uids of the pods
 */
record MeasureOffers(
    ClusterObjects objects,
    Rights rights,
    MadeFor madeFor,
    List<String> uids,
    List<DeniableImage> images) {

  /** What nothing that could be filled in would change. */
  private static final Set<Refusal.Why> HOPELESS =
      EnumSet.of(
          Refusal.Why.NOT_THERE,
          Refusal.Why.ENDED,
          Refusal.Why.ENDING,
          Refusal.Why.HOST_NETWORK,
          Refusal.Why.ALREADY,
          Refusal.Why.ALREADY_ELSEWHERE,
          Refusal.Why.NOT_SERVED,
          Refusal.Why.NO_OWNER,
          Refusal.Why.OTHER_KIND,
          Refusal.Why.HELD);

  MeasureOffers {
    uids = List.copyOf(uids);
    images = List.copyOf(images);
  }

  /** Whether a measure makes sense. */
  MeasureOffer of(MeasureChoice choice) {
    return new MeasureOffer(choice, against(choice));
  }

  private String against(MeasureChoice choice) {
    return switch (choice) {
      case HOLD -> why(choice, EvidenceHold.plan(objects, rights, madeFor, uids));
      case BLOCK -> {
        MeasurePlan plan = DestinationBlock.plan(objects, rights, madeFor, uids, List.of());
        yield plan.refused().size() < uids.size() ? "" : why(choice, plan);
      }
      case DENY_IMAGE -> images.isEmpty() ? "No image of these pods is known." : "";
      case CORDON ->
          why(
              choice,
              Cordon.plan(objects, rights, new Cordon.Wish(madeFor, uids, List.of(), null, false)));
      case TAINT -> {
        MeasurePlan plan =
            Cordon.plan(
                objects,
                rights,
                new Cordon.Wish(madeFor, uids, List.of(), Cordon.Effect.NO_SCHEDULE, true));
        yield isAlready(plan) ? "" : why(choice, plan); // with the other effect it may not be
      }
      case SCALE -> {
        MeasurePlan plan = brake(new WorkloadBrake.Means.Scale(0));
        yield isAlready(plan) ? "" : why(choice, plan); // with another number it is not
      }
      case PAUSE -> why(choice, brake(new WorkloadBrake.Means.Pause()));
      case SUSPEND -> why(choice, brake(new WorkloadBrake.Means.Suspend()));
      case REVOKE -> "";
      case DELETE ->
          why(
              choice,
              PodRemoval.plan(
                  objects,
                  rights,
                  new PodRemoval.Wish(madeFor, uids, null, false),
                  new DeleteLock(List.of(), "asked whether it could be")));
    };
  }

  private MeasurePlan brake(WorkloadBrake.Means means) {
    return WorkloadBrake.plan(
        objects, rights, new WorkloadBrake.Wish(madeFor, uids, List.of(), means, Set.of(), true));
  }

  private static boolean isAlready(MeasurePlan plan) {
    return plan.refused().stream().anyMatch(each -> each.why() == Refusal.Why.ALREADY);
  }

  private static String why(MeasureChoice choice, MeasurePlan plan) {
    List<Refusal> refused = plan.refused();
    return plan.steps().isEmpty()
            && !refused.isEmpty()
            && refused.stream().allMatch(each -> HOPELESS.contains(each.why()))
        ? MeasureText.notFor(choice, refused.getFirst())
        : "";
  }
}
