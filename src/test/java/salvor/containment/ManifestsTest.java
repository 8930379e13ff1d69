package salvor.containment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The objects as they are sent, in whole: a difference is looked at, then accepted. */
class ManifestsTest {
  private static final Path GOLDEN =
      Path.of("src/test/resources/salvor/containment/manifests.yaml");
  private static final QuarantineWish WISH =
      new QuarantineWish("IR-7", "0badcafe", List.of("u"), null, false, false);

  private static String all() {
    Manifests manifests = new Manifests(WISH);
    List<String> both = List.of("ops", "shop");
    StringBuilder out = new StringBuilder();
    for (Step.Create each :
        List.of(
            manifests.networkPolicy("shop"),
            manifests.adminPolicy(Backend.CLUSTER_NETWORK_POLICY, both),
            manifests.adminPolicy(Backend.ADMIN_NETWORK_POLICY, both),
            manifests.cilium("shop", false),
            manifests.cilium("shop", true),
            manifests.calico(both, "default", 1),
            manifests.calico(both, "security", -3))) {
      out.append(new YAMLMapper().writeValueAsString(each.manifest()));
    }
    return out.toString();
  }

  static void main() throws IOException {
    Files.writeString(GOLDEN, all());
  }

  @Test
  void areThoseThatWereLookedAt() throws IOException {
    assertThat(all())
        .as("run the main method of this class and look at the difference")
        .isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void theNetworkPolicyIsWhatTheTypedModelReads() {
    String sent = new Manifests(WISH).networkPolicy("shop").manifest().toString();
    NetworkPolicy read = Serialization.unmarshal(sent, NetworkPolicy.class);
    assertThat(read.getAdditionalProperties()).isEmpty();
    assertThat(read.getSpec().getAdditionalProperties()).isEmpty();
    assertThat(read.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
    assertThat(read.getSpec().getIngress()).isEmpty();
    assertThat(read.getSpec().getEgress()).isEmpty();
  }
}
