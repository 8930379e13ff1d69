package salvor.containment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salvor.cluster.ObjectKind;
import salvor.cluster.ObjectSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Which pods may stand for one that is cut off. */
class CounterpartsTest {
  private static final String LABELS = "{'app':'web','pod-template-hash':'a1'}";

  private static ObjectNode pod(String name, String labels) {
    return (ObjectNode)
        JsonMapper.shared()
            .readTree(
                """
                {"metadata": {"namespace": "shop", "name": "%s", "uid": "u-%s", "labels": %s},
                 "spec": {"nodeName": "node1", "serviceAccountName": "web"},
                 "status": {"conditions": [{"type": "Ready", "status": "True"}]}}
                """
                    .formatted(name, name, labels.replace('\'', '"')));
  }

  /** A pod that lost its labels as it was cut off. */
  private static ObjectNode cutOff() {
    ObjectNode pod = pod("web-1", "{'salvor.io/quarantine':'case-1'}");
    ((ObjectNode) pod.path("metadata"))
        .putObject("annotations")
        .put("salvor.io/original-labels", LABELS.replace('\'', '"'));
    return pod;
  }

  private static ObjectNode with(ObjectNode pod, String pointer, String json) {
    int end = pointer.lastIndexOf('/');
    ((ObjectNode) pod.at(pointer.substring(0, end)))
        .set(pointer.substring(end + 1), JsonMapper.shared().readTree(json.replace('\'', '"')));
    return pod;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "/metadata/name            | 'web-9'                                    | true",
        "/metadata/uid             | 'u-web-1'                                  | false", // itself
        "/metadata/namespace       | 'staging'                                  | false",
        "/metadata/labels          | {'app':'web'}                              | true",
        "/metadata/labels          | {'app':'web','pod-template-hash':'b2'}     | true",
        "/metadata/labels          | {'app':'web','apps.kubernetes.io/pod-index':'3'} | true",
        "/metadata/labels          | {'app':'shop'}                             | false",
        "/metadata/labels          | {'app':'web','tier':'front'}               | false",
        "/metadata/labels          | {}                                         | false",
        "/metadata/labels          | {'app':'web','salvor.io/quarantine':'x'}   | false",
        "/metadata/deletionTimestamp | '2026-11-28T10:00:00Z'                   | false",
        "/spec/serviceAccountName  | 'other'                                    | false",
        "/spec/hostNetwork         | true                                       | false",
        "/status/conditions        | [{'type':'Ready','status':'False'}]        | false",
      })
  void onlyOneThatPoliciesTreatAlikeAndThatNothingCutsOff(
      String pointer, String json, boolean counterpart) {
    ObjectNode other = with(pod("web-2", LABELS), pointer, json.strip());
    assertThat(Counterparts.isCounterpart(cutOff(), other)).isEqualTo(counterpart);
  }

  @Test
  void labelsThatSomebodyElseWroteDownAreNotTaken() {
    ObjectNode free = pod("web-1", "{'app':'pay'}");
    ((ObjectNode) free.path("metadata"))
        .putObject("annotations")
        .put("salvor.io/original-labels", LABELS.replace('\'', '"'));
    assertThat(Counterparts.isCounterpart(free, pod("web-2", LABELS))).isFalse();
    ObjectNode odd = with(cutOff(), "/metadata/annotations/salvor.io~1original-labels", "'{'");
    ((ObjectNode) odd.at("/metadata/annotations")).put("salvor.io/original-labels", "{");
    assertThat(Counterparts.isCounterpart(odd, pod("web-2", LABELS))).isFalse();
  }

  @Test
  void thoseOnTheSameNodeComeFirst() {
    ObjectNode far = with(pod("web-2", LABELS), "/spec/nodeName", "'node2'");
    List<JsonNode> all = List.of(far, pod("web-3", LABELS), cutOff());
    ObjectSource objects =
        new ObjectSource() {
          @Override
          public Stream<JsonNode> all(ObjectKind kind, String namespace) {
            return all.stream();
          }

          @Override
          public Optional<JsonNode> find(ObjectKind kind, String namespace, String name) {
            return Optional.empty();
          }
        };
    assertThat(Counterparts.of(cutOff(), objects))
        .extracting(pod -> ChosenPod.of(pod).name())
        .containsExactly("web-3", "web-2");
  }
}
