package salvor.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.IntBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import salvor.baseline.Judgement;
import salvor.baseline.Reason;
import salvor.baseline.Severity;
import salvor.workload.Location;
import salvor.workload.WorkloadRef;

class WorkloadFindingsTest {
  private static final WorkloadRef WEB = new WorkloadRef("shop", "Deployment", "web");
  private static final WorkloadRef PAY = new WorkloadRef("shop", "Deployment", "pay");

  private static Finding finding(
      int row,
      Severity severity,
      @Nullable WorkloadRef workload,
      @Nullable String node,
      @Nullable String pod) {
    Judgement judgement =
        new Judgement(
            Reason.NEW_PEER, severity, List.of(), null, null, null, List.of(), List.of(), null);
    return new Finding(
        null,
        null,
        row,
        judgement,
        judgement,
        new Location(node, pod == null ? null : "shop", pod, null, null, null, null, null, null),
        workload,
        null,
        null,
        null,
        null,
        IntBuffer.wrap(new int[] {row}),
        Map.of(Reason.NEW_PEER, 1),
        Map.of(),
        List.of(),
        Set.of(),
        IntBuffer.allocate(0));
  }

  @Test
  void theWorkloadOfTheWorstFindingComesFirstAndKeepsTheOrderOfItsOwn() {
    Finding worst = finding(5, Severity.CRITICAL, WEB, "node1", "web-1");
    Finding other = finding(7, Severity.HIGH, PAY, "node2", "pay-1");
    Finding third = finding(2, Severity.MEDIUM, WEB, "node2", "web-2");
    List<WorkloadFindings> groups = WorkloadFindings.of(List.of(worst, other, third));
    assertThat(groups).extracting(WorkloadFindings::workload).containsExactly(WEB, PAY);
    assertThat(groups.getFirst().findings()).containsExactly(worst, third);
    assertThat(groups.getFirst().pods()).containsExactly("web-1", "web-2");
    assertThat(groups.getFirst().severity()).isEqualTo(Severity.CRITICAL);
    assertThat(groups.getFirst().events()).isEqualTo(2);
  }

  @Test
  void whatBelongsToNoWorkloadStandsUnderItsPodOrNode() {
    List<WorkloadFindings> groups =
        WorkloadFindings.of(
            List.of(
                finding(1, Severity.HIGH, null, "node1", "lone"),
                finding(2, Severity.HIGH, null, "node1", null),
                finding(3, Severity.HIGH, null, null, null)));
    assertThat(groups)
        .extracting(WorkloadFindings::place)
        .containsExactly("shop/lone", "node1", null);
  }

  @Test
  void noWorkloadIsWithoutAFinding() {
    assertThat(WorkloadFindings.of(List.of())).isEmpty();
    assertThatThrownBy(() -> new WorkloadFindings(WEB, null, new TreeSet<>(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
