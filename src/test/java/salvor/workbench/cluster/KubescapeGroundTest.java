package salvor.workbench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import salvor.cluster.Trouble;

class KubescapeGroundTest {
  @Test
  void aClusterWithoutKubescapeIsToldWithWhatElseCanBeDone() {
    String notes =
        KubescapeGround.notes(
            Map.of(
                "containerprofiles", new Trouble.Missing("a"),
                "applicationprofiles", new Trouble.Missing("b")),
            Map.of());
    assertThat(notes).contains("Nothing serves Kubescape's profiles there", "learn from what");
  }

  @Test
  void whatIsForbiddenIsToldWithTheRightThatIsMissing() {
    String notes =
        KubescapeGround.notes(
            Map.of(
                "containerprofiles", new Trouble.Forbidden("list", "containerprofiles", "", "no")),
            Map.of("applicationprofiles shop/a\u202eb", "broken"));
    assertThat(notes)
        .contains("Not allowed: list containerprofiles", "packaging/rbac/learn.yaml")
        .contains("applicationprofiles shop/a")
        .doesNotContain("\u202e");
  }
}
