package salvor.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import salvor.cluster.ObjectKind;
import salvor.containment.ChosenPod;
import salvor.containment.QuarantinePlan.Remark;
import salvor.containment.QuarantinePlan.Residual;

/** What is said of one pod, of two, and of many. */
class ContainmentWordsTest {
  private static List<ChosenPod> pods(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new ChosenPod("shop", "web-" + i, "u" + i))
        .toList();
  }

  private static String losing(int count, String... labels) {
    List<Remark> remarks =
        pods(count).stream()
            .<Remark>map(pod -> new Remark.LabelsRemoved(pod, List.of(labels)))
            .toList();
    assertThat(ContainmentWords.remarks(remarks)).hasSize(1);
    return ContainmentWords.remarks(remarks).getFirst();
  }

  @Test
  void labelsThatAreLost() {
    assertThat(losing(1, "app"))
        .isEqualTo(
            "shop/web-0 loses the label app (kept in its annotation salvor.io/original-labels): logs and"
                + " sensors that are chosen by it may lose sight of it");
    assertThat(losing(2, "app", "tier"))
        .isEqualTo(
            "shop/web-0 and shop/web-1 lose the labels app, tier (kept in their annotation"
                + " salvor.io/original-labels): logs and sensors that are chosen by them may lose sight of"
                + " them");
    assertThat(losing(3, "app"))
        .startsWith("shop/web-0, shop/web-1 and shop/web-2 lose the label ");
    assertThat(losing(9, "app"))
        .startsWith(
            "shop/web-0, shop/web-1, shop/web-2, shop/web-3, shop/web-4 and 4 more lose the label ");
  }

  @Test
  void podsThatAreBeingDeletedAndContainersThatMayBeRestarted() {
    List<Remark> ending = pods(2).stream().<Remark>map(Remark.Ending::new).toList();
    assertThat(ContainmentWords.remarks(ending))
        .containsExactly(
            "shop/web-0 and shop/web-1 are being deleted: their evidence goes with them. Collect at once");
    assertThat(ContainmentWords.remark(ending.getFirst()))
        .isEqualTo("shop/web-0 is being deleted: its evidence goes with it. Collect at once");
    List<Remark> risks =
        pods(2).stream()
            .<Remark>map(pod -> new Remark.RestartRisk(pod, "app", Duration.ofSeconds(30)))
            .toList();
    assertThat(ContainmentWords.remarks(risks).getFirst())
        .startsWith("shop/web-0 and shop/web-1: container app of each has a liveness probe.");
    assertThat(ContainmentWords.remark(risks.getFirst()))
        .startsWith("shop/web-0: container app has a liveness probe.");
  }

  @Test
  void policiesThatAreNotJudged() {
    assertThat(
            ContainmentWords.residual(
                new Residual.OtherPolicies(ObjectKind.CILIUM_CLUSTERWIDE_POLICIES, 1)))
        .isEqualTo(
            "there is one of ciliumclusterwidenetworkpolicies.cilium.io, which is not judged here and may"
                + " allow something");
    assertThat(
            ContainmentWords.residual(
                new Residual.OtherPolicies(ObjectKind.CILIUM_CLUSTERWIDE_POLICIES, 3)))
        .startsWith("there are 3 ciliumclusterwidenetworkpolicies.cilium.io, which are not judged");
  }
}
