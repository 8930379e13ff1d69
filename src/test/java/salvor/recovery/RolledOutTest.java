package salvor.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static salvor.recovery.RunningThings.BAD;
import static salvor.recovery.RunningThings.GOOD;
import static salvor.recovery.RunningThings.OTHER;

import java.util.List;
import org.junit.jupiter.api.Test;
import salvor.cluster.ClusterObjects;
import salvor.cluster.LivePods;
import salvor.cluster.ObjectKind;
import salvor.containment.Measure;
import salvor.recovery.RollOutWatch.OfWorkload;

/** How far a roll-out is, by its measure alone. */
class RolledOutTest {
  private static final Measure MEASURE = measure();

  private static Measure measure() {
    RollOutPlan plan =
        new RunningThings().workload(RolledKind.DEPLOYMENT, "web", "reg/app@" + BAD, "").plan();
    return plan.measure(plan.workloads(), "c-1", "a test");
  }

  private static List<OfWorkload> standing(RunningThings things) {
    ClusterObjects seen = things.seen();
    return RolledOut.of(MEASURE, seen, LivePods.of(seen).all());
  }

  private static RunningThings after(String image, String status) {
    return new RunningThings()
        .workload(
            RolledKind.DEPLOYMENT,
            "web",
            image,
            ", \"replicas\": 2}, \"status\": {\"replicas\": 3, " + status);
  }

  @Test
  void tellsHowManyAreReplacedAndWhatDoesNotStart() {
    RunningThings things =
        after("reg/app@" + GOOD, "\"updatedReplicas\": 1, \"availableReplicas\": 2")
            .object(
                ObjectKind.PODS,
                """
                {"metadata": {"namespace": "shop", "name": "web-2-x", "uid": "p", "ownerReferences":
                   [{"kind": "Deployment", "name": "web", "uid": "u-web", "controller": true}]},
                 "spec": {"containers": [{"name": "app", "image": "reg/app@%s"}]},
                 "status": {"phase": "Pending", "containerStatuses": [{"name": "app",
                   "state": {"waiting": {"reason": "ImagePullBackOff"}}}]}}
                """
                    .formatted(GOOD));
    assertThat(standing(things))
        .singleElement()
        .satisfies(web -> {
          assertThat(web.of().said()).isEqualTo("Deployment shop/web");
          assertThat(web.state()).isEqualTo(new RollOutState.Under(2, 1, 2, 2));
          assertThat(web.hitches())
              .containsExactly(new Hitch(Hitch.What.START, "web-2-x", "ImagePullBackOff", ""));
          assertThat(web.isThrough()).isFalse();
        });
  }

  @Test
  void tellsNothingOfAWorkloadThatHasAnotherImageOrIsGone() {
    String status = "\"updatedReplicas\": 2, \"availableReplicas\": 2";
    assertThat(standing(after("reg/app@" + BAD, status))).as("given back").isEmpty();
    assertThat(standing(after("reg/app@" + OTHER, status))).isEmpty();
    assertThat(standing(new RunningThings())).isEmpty();
  }
}
