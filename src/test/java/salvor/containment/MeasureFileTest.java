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

  /** A file as somebody else could write it. */
  private static ObjectNode patching(String kind, String why, String object, String operation) {
    return (ObjectNode)
        JsonMapper.shared()
            .readTree(
                """
                {"version": 1, "kind": "%s", "mark": "0a1b2c3d", "caseId": "case", "reason": "x",
                 "pods": [], "known": [],
                 "steps": [{"verb": "patch", "why": "%s", "group": "%s", "version": "v1",
                   "resource": "%s", "namespace": "shop", "name": "x",
                   "patch": [%s], "before": {"metadata": {"uid": "u-1"}}}]}
                """
                    .formatted(
                        kind,
                        why,
                        object.contains("/") ? object.split("/")[0] : "",
                        object.substring(object.indexOf('/') + 1),
                        operation.replace('\'', '"')));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "QUARANTINE | MARK_POD | pods | {'op':'remove','path':'/metadata/labels/app'} | true",
        "QUARANTINE | MARK_POD | pods | {'op':'test','path':'/spec/x','value':1} | true",
        "QUARANTINE | MARK_POD | pods | {'op':'replace','path':'/spec/containers/0/image'} | false",
        "QUARANTINE | MARK_POD | pods | {'op':'add','path':'/metadata/ownerReferences'} | false",
        "QUARANTINE | MARK_POD | pods | {'op':'move','path':'/metadata/labels/a'} | false",
        "QUARANTINE | MARK_POD | secrets | {'op':'remove','path':'/metadata/labels/app'} | false",
        "QUARANTINE | ROLL_OUT | apps/deployments | {'op':'replace','path':'/spec/template/spec/containers/0/image'} | false",
        "ROLL_OUT | ROLL_OUT | apps/deployments | {'op':'replace','path':'/spec/template/spec/containers/0/image'} | true",
        "ROLL_OUT | ROLL_OUT | batch/cronjobs | {'op':'replace','path':'/spec/jobTemplate/spec/template/spec/initContainers/1/image'} | true",
        "ROLL_OUT | ROLL_OUT | apps/deployments | {'op':'replace','path':'/spec/template/spec/containers/0/command'} | false",
        "ROLL_OUT | ROLL_OUT | apps/replicasets | {'op':'replace','path':'/spec/template/spec/containers/0/image'} | false",
        "SCALE | SCALE | apps/deployments | {'op':'add','path':'/spec/replicas'} | true",
        "SCALE | SCALE | apps/deployments | {'op':'add','path':'/spec/template'} | false",
        "REVOKE | REVOKE | rbac.authorization.k8s.io/rolebindings | {'op':'add','path':'/subjects'} | true",
        "REVOKE | REVOKE | rbac.authorization.k8s.io/clusterroles | {'op':'add','path':'/rules'} | false",
        "REVOKE | REVOKE | rbac.authorization.k8s.io/rolebindings | {'op':'add','path':'/roleRef'} | false",
      })
  void takesOnlyStepsThatAreThoseOfTheirMeasure(
      String kind, String why, String object, String operation, boolean fits) {
    ObjectNode written = patching(kind, why, object, operation);
    if (fits) {
      assertThat(MeasureFile.of(written).steps()).hasSize(1);
    } else {
      assertThatThrownBy(() -> MeasureFile.of(written))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("a step for " + why);
    }
  }

  @Test
  void deletesAndMakesNothingInThePlaceOfAChange() {
    ObjectNode written = measure();
    ObjectNode step = (ObjectNode) written.path("steps").path(0);
    step.put("group", "rbac.authorization.k8s.io").put("resource", "clusterroles");
    assertThatThrownBy(() -> MeasureFile.of(written))
        .hasMessageContaining("delete clusterroles.rbac.authorization.k8s.io");
  }
}
