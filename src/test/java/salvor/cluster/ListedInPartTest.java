package salvor.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a cluster tells whom it lets see some namespaces alone. */
class ListedInPartTest {
  /** Lets one see the pods of two namespaces, and all nodes. */
  private static final class Limited extends UnaskedCluster {
    @Override
    public Collection<JsonNode> list(ObjectKind kind, String namespace) throws ClusterFailure {
      if (kind.equals(ObjectKind.NODES)
          || (kind.equals(ObjectKind.PODS) && Set.of("ops", "shop").contains(namespace))) {
        return List.of(
            JsonMapper.shared()
                .readTree(
                    "{\"metadata\": {\"namespace\": \"%1$s\", \"name\": \"x\", \"uid\": \"u-%1$s\"}}"
                        .formatted(namespace)));
      }
      throw new ClusterFailure(new Trouble.Forbidden("list", kind.plural(), namespace, "no"));
    }
  }

  private static ClusterObjects listed(String... namespaces) throws ClusterFailure {
    return ClusterObjects.listed(
        new Limited(),
        List.of(ObjectKind.PODS, ObjectKind.NODES, ObjectKind.SERVICES),
        ObjectKind.PODS,
        List.of(namespaces));
  }

  @Test
  void allNamespacesThatMatterAreListedAndThatItIsAPartIsKnown() throws Exception {
    ClusterObjects objects = listed("ops", "shop");
    assertThat(objects.find(ObjectKind.PODS, "ops", "x")).isPresent();
    assertThat(objects.find(ObjectKind.PODS, "shop", "x")).isPresent();
    assertThat(objects.isInPart(ObjectKind.PODS)).isTrue();
    assertThat(objects.isInPart(ObjectKind.NODES)).isFalse();
    assertThat(objects.unseen(ObjectKind.SERVICES)).isPresent();
    assertThat(
            ClusterObjects.listed(new Limited(), List.of(ObjectKind.PODS), ObjectKind.PODS, "shop")
                .isInPart(ObjectKind.PODS))
        .isTrue();
  }

  @Test
  void oneThatCannotBeListedIsNotPassedOver() {
    assertThatExceptionOfType(ClusterFailure.class).isThrownBy(() -> listed("ops", "hidden"));
  }
}
