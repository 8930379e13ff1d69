package salvor.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import salvor.cluster.ObjectKind;
import salvor.containment.Measure;
import salvor.containment.RecordedMeasure;
import salvor.containment.Step;
import salvor.training.apiserver.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A case from elsewhere can call a step what it likes: what it does is told by the object. */
class RestorationWordsTest {
  private static final ObjectNode BINDING =
      Json.object(
          """
          {metadata: {name: 'all', uid: 'u'}, roleRef: {kind: 'ClusterRole', name: 'cluster-admin'},
           subjects: [{kind: 'User', name: 'eve'}, {kind: 'ServiceAccount', namespace: 'shop', name: 'web'}]}
          """);

  private static Step.Patch patch(String path, String value) {
    ArrayNode patch = JsonNodeFactory.instance.arrayNode();
    ObjectNode operation = patch.addObject().put("op", "add").put("path", path);
    operation.set("value", Json.object("{of: " + value + "}").path("of"));
    return new Step.Patch(
        ObjectKind.CLUSTER_ROLE_BINDINGS, "", "all", Step.Why.MARK_POD, patch, BINDING);
  }

  @Test
  void namesEachRightThatAPatchGivesBackWhateverItIsCalled() {
    Step.Patch kept = patch("/subjects", "[{kind: 'User', name: 'eve'}]");
    assertThat(RestorationWords.what(kept)).isEqualTo("set back clusterrolebindings all");
    assertThat(RestorationWords.given(kept))
        .containsExactly("GIVES RIGHTS BACK: ClusterRole cluster-admin to ServiceAccount shop/web");
    assertThat(RestorationWords.given(patch("/subjects", "[]")))
        .hasSize(2)
        .last()
        .isEqualTo("GIVES RIGHTS BACK: ClusterRole cluster-admin to ServiceAccount shop/web");
    assertThat(RestorationWords.given(patch("/subjects/0", "{kind: 'User', name: 'bob'}")))
        .containsExactly("GIVES RIGHTS BACK: ClusterRole cluster-admin to User eve");
    assertThat(RestorationWords.given(patch("/metadata/labels", "{}"))).isEmpty();
  }

  @Test
  void aBindingThatWasDeletedIsMadeAgainAndAPodIsNot() {
    Step.Delete binding =
        new Step.Delete(
            ObjectKind.CLUSTER_ROLE_BINDINGS, "", "all", Step.Why.DELETE_POD, BINDING, null, false);
    assertThat(RestorationWords.what(binding)).startsWith("MAKE AGAIN clusterrolebindings all");
    assertThat(RestorationWords.given(binding)).hasSize(2);
    assertThat(StepText.restoration(binding))
        .contains("+ roleRef: ", "cluster-admin", "+ subjects: ", "eve");
    Step.Delete pod =
        new Step.Delete(ObjectKind.PODS, "shop", "web", Step.Why.REVOKE, BINDING, null, false);
    assertThat(RestorationWords.what(pod)).isEqualTo("cannot be brought back: pods shop/web");
    assertThat(RestorationWords.given(pod)).isEmpty();
    assertThat(StepText.restoration(pod)).contains("cannot be brought back");
  }

  private static RecordedMeasure recorded(String who, String cluster) {
    Measure measure =
        new Measure(Measure.Kind.REVOKE, "0badcafe", "IR-7", "a drill", List.of(), List.of());
    return new RecordedMeasure(measure, "2026-11-28T00:00:00Z", who, cluster, List.of(), null);
  }

  @Test
  void saysWhoseItIsAndComparesTheCluster() {
    assertThat(RestorationWords.origin(recorded("eve@elsewhere as admin", "c")))
        .startsWith("NOT WRITTEN DOWN BY YOU ON THIS MACHINE, but by eve@elsewhere as admin")
        .endsWith("for the case \"IR-7\": a drill");
    assertThat(RestorationWords.cluster(recorded("a", "c"), "c")).startsWith("Of this cluster");
    assertThat(RestorationWords.cluster(recorded("a", "c"), "d"))
        .startsWith("OF ANOTHER CLUSTER")
        .contains(" is c, that of this one d");
    assertThat(RestorationWords.cluster(recorded("a", null), "d"))
        .startsWith("IT DOES NOT SAY OF WHICH CLUSTER IT IS");
    assertThat(RestorationWords.cluster(recorded("a", "c"), ""))
        .contains("that it is this one is not known");
  }

  @ParameterizedTest
  @EnumSource(Measure.Kind.class)
  void saysOfEachKindWhatTakingItBackDoes(Measure.Kind kind) {
    assertThat(RestorationWords.introduction(kind)).endsWith("is left as it is.");
    assertThat(RestorationWords.introduction(kind).contains("get their labels back"))
        .isEqualTo(kind == Measure.Kind.QUARANTINE);
  }
}
