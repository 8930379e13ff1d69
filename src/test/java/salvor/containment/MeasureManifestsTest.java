package salvor.containment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import salvor.cluster.ObjectKind;
import salvor.workload.ImageDigest;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The objects of the other measures, in whole: a difference is looked at, then accepted. */
class MeasureManifestsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/salvor/containment/measures.yaml");
  private static final MadeFor MADE_FOR =
      new MadeFor("IR-7", "0badcafe", Instant.parse("2026-12-01T00:00:00Z"));

  private static List<ObjectNode> all() {
    SeenCluster seen = new SeenCluster().pod("web");
    List<MeasurePlan> plans = new ArrayList<>();
    plans.add(EvidenceHold.plan(seen.objects(), seen.rights(), MADE_FOR, SeenCluster.uids("web")));
    plans.add(
        ImageDenial.plan(
            seen.objects(),
            seen.rights(),
            MADE_FOR,
            Set.of(new ImageDigest("sha256:" + "ab".repeat(32))),
            Set.of("web:1")));
    for (ObjectKind kind :
        List.of(
            ObjectKind.NETWORK_POLICIES,
            ObjectKind.CLUSTER_NETWORK_POLICIES,
            ObjectKind.ADMIN_NETWORK_POLICIES,
            ObjectKind.CILIUM_NETWORK_POLICIES)) {
      SeenCluster served = new SeenCluster().pod("web").serving(kind);
      plans.add(
          DestinationBlock.plan(
              served.objects(),
              served.rights(),
              MADE_FOR,
              SeenCluster.uids("web"),
              List.of("203.0.113.9", "2001:db8::1")));
    }
    return plans.stream()
        .flatMap(plan -> plan.steps().stream())
        .filter(Step.Create.class::isInstance)
        .map(step -> ((Step.Create) step).manifest())
        .toList();
  }

  private static String text() {
    StringBuilder out = new StringBuilder();
    all().forEach(each -> out.append(new YAMLMapper().writeValueAsString(each)));
    return out.toString();
  }

  static void main() throws IOException {
    Files.writeString(GOLDEN, text());
  }

  @Test
  void areThoseThatWereLookedAt() throws IOException {
    assertThat(text())
        .as("run the main method of this class and look at the difference")
        .isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void areWhatTheTypedModelsReadWithNothingLeftOver() {
    for (ObjectNode each : all()) {
      String sent = each.toString();
      switch (each.path("kind").asString()) {
        case "ValidatingAdmissionPolicy" -> policy(sent);
        case "ValidatingAdmissionPolicyBinding" -> {
          var read = Serialization.unmarshal(sent, ValidatingAdmissionPolicyBinding.class);
          assertThat(read.getAdditionalProperties()).isEmpty();
          assertThat(read.getSpec().getAdditionalProperties()).isEmpty();
          assertThat(read.getSpec().getPolicyName()).isEqualTo(read.getMetadata().getName());
          assertThat(read.getSpec().getValidationActions()).isNotEmpty();
        }
        case "NetworkPolicy" -> {
          var read = Serialization.unmarshal(sent, NetworkPolicy.class);
          assertThat(read.getAdditionalProperties()).isEmpty();
          assertThat(read.getSpec().getAdditionalProperties()).isEmpty();
          var peers = read.getSpec().getEgress().getFirst().getTo();
          assertThat(peers).allMatch(peer -> peer.getAdditionalProperties().isEmpty()).hasSize(3);
          assertThat(peers.getLast().getIpBlock().getExcept()).hasSize(1);
        }
        default -> assertThat(sent).containsAnyOf("policy.networking.k8s.io", "cilium.io/v2");
      }
    }
  }

  private static void policy(String sent) {
    var read = Serialization.unmarshal(sent, ValidatingAdmissionPolicy.class);
    assertThat(read.getAdditionalProperties()).isEmpty();
    var spec = read.getSpec();
    assertThat(spec.getAdditionalProperties()).isEmpty();
    assertThat(spec.getFailurePolicy()).isEqualTo("Fail");
    assertThat(spec.getMatchConstraints().getAdditionalProperties()).isEmpty();
    assertThat(spec.getMatchConstraints().getResourceRules())
        .allMatch(rule -> rule.getAdditionalProperties().isEmpty())
        .allMatch(rule -> !rule.getOperations().isEmpty() && !rule.getResources().isEmpty())
        .isNotEmpty();
    assertThat(spec.getVariables())
        .allMatch(variable -> variable.getAdditionalProperties().isEmpty());
    assertThat(spec.getValidations())
        .allMatch(each -> each.getAdditionalProperties().isEmpty() && each.getExpression() != null)
        .isNotEmpty();
  }
}
