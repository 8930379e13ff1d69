package salvor.containment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salvor.cluster.ObjectKind;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A measure that comes with a case from somebody else asks for nothing but its own objects. */
class MeasureFileTest {
  private static ObjectNode measure() {
    ObjectNode pod = JsonMapper.shared().createObjectNode();
    pod.putObject("metadata").put("uid", "u-1").put("name", "web-1").put("namespace", "shop");
    Step step =
        new Step.Delete(ObjectKind.PODS, "shop", "web-1", Step.Why.DELETE_POD, pod, null, false);
    return MeasureFile.json(
        new Measure(
            Measure.Kind.DELETE_POD, "0a1b2c3d", "case", "incident 7", List.of(step), List.of()));
  }

  @Test
  void readsWhatItWrote() {
    ObjectNode written = measure();
    assertThat(MeasureFile.json(MeasureFile.of(written))).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({
    "group, ../../api/v1/secrets#",
    "group, apps/v1",
    "group, a?x=",
    "version, v1/namespaces/kube-system",
    "version, ''",
    "version, ..",
    "resource, pods/proxy",
    "resource, pods?dryRun=",
    "resource, ''",
    "name, ''"
  })
  void refusesWhatLeadsToAnotherPath(String field, String value) {
    ObjectNode written = measure();
    ((ObjectNode) written.path("steps").path(0)).put(field, value);
    assertThatThrownBy(() -> MeasureFile.of(written)).isInstanceOf(IllegalArgumentException.class);
  }
}
