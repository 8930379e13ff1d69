package salvor.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salvor.cluster.Siblings.Likeness;
import salvor.cluster.Siblings.Sibling;
import salvor.training.apiserver.Json;
import tools.jackson.databind.JsonNode;

class SiblingsTest {
  private final ClusterObjects objects = new ClusterObjects();
  private final LivePods pods = new LivePods();
  private final List<JsonNode> all = new ArrayList<>();

  private static String digest(char of) {
    return "sha256:" + String.valueOf(of).repeat(64);
  }

  private static String full(String text) {
    return text.replaceAll("#(.)", "sha256:" + "$1".repeat(64));
  }

  private void pod(String name, String image, String statusImage, String imageId) {
    JsonNode pod =
        Json.of(
            full(
                "{metadata: {namespace: 'shop', name: '%s', uid: '%s'}, spec: {containers: [{name: 'app', image: '%s'}]},"
                        .formatted(name, name, image)
                    + " status: {containerStatuses: [{name: 'app', image: '%s', imageID: '%s'}]}}"
                        .formatted(statusImage, imageId)));
    all.add(pod);
    pods.added(pod);
    objects.listed(ObjectKind.PODS, all);
  }

  private void node(String... names) {
    objects.listed(
        ObjectKind.NODES,
        List.of(
            Json.of(
                full(
                    "{metadata: {name: 'n'}, status: {images: [{names: ['%s']}]}}"
                        .formatted(String.join("', '", names))))));
  }

  private List<Sibling> of(String name) {
    return Siblings.of(pods.pod(name).orElseThrow(), pods.all(), objects);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // the other's reference, its status.image, its imageID, how it compares with r/web:1 of
        // digest a
        "r/web:1        | r/web:1 | r/web@#a                    | SAME_IMAGE",
        "mirror/web:9   | x       | docker-pullable://m/web@#a  | SAME_IMAGE",
        "r/web:1        | r/web:1 | r/web@#b                    | SAME_TAG_OTHER_DIGEST",
        "r/web:1        | r/web:1 | ''                          | DIGEST_UNKNOWN",
        "r/web:1        | r/web:1 | #a                          | DIGEST_UNKNOWN",
        "r/web:2        | r/web:2 | r/web@#b                    | ",
        "r/web:2        | r/web:2 | #a                          | ",
        "r/web@#a       | ''      | ''                          | SAME_IMAGE",
        "r/web@#c       | ''      | ''                          | ",
      })
  void comparesDigestsAndNeverTheirForms(String image, String started, String id, String likeness) {
    pod("own", "r/web:1", "r/web:1", "r/web@#a");
    pod("other", image, started == null ? "" : started, id == null ? "" : id);
    assertThat(of("own").stream().map(Sibling::likeness).toList())
        .isEqualTo(likeness == null ? List.of() : List.of(Likeness.valueOf(likeness)));
  }

  @Test
  void learnsFromANodeThatTwoDigestsAreOfOneImage() {
    pod("own", "r/web:1", "r/web:1", "r/web@#a");
    pod("other", "m/web:7", "m/web:7", "m/web@#b");
    assertThat(of("own")).isEmpty();
    node("r/web@#a", "m/web@#b", "r/web:1");
    assertThat(of("own")).extracting(Sibling::likeness).containsExactly(Likeness.SAME_IMAGE);
  }

  @Test
  void learnsFromAContainerThatItsConfigAndItsPinnedManifestAreItsImage() {
    pod("own", "r/web:1", "r/web:1", "r/web@#a");
    pod("config", "r/web:2", "#c", "r/web@#a");
    pod("by config alone", "x:1", "x:1", "#c");
    pod("pinned", "r/web@#d", "r/web@#d", "r/web@#a");
    pod("pinned alone", "r/web@#d", "", "");
    assertThat(of("own"))
        .extracting(Sibling::name)
        .containsExactly("by config alone", "config", "pinned", "pinned alone");
  }

  @Test
  void aSpecificationThatWasChangedSinceTeachesNothing() {
    pod("own", "r/web:1", "r/web:1", "r/web@#a");
    pod("changed", "r/web@#d", "r/web:1", "r/web@#a");
    pod("innocent", "r/web@#d", "r/web@#d", "r/web@#e");
    assertThat(of("own")).extracting(Sibling::name).containsExactly("changed");
  }

  @Test
  void findsTheTemplatesOfWorkloadsWithoutPodsAndEveryCronJob() {
    objects.listed(
        ObjectKind.DEPLOYMENTS,
        List.of(
            Json.of(
                full(
                    "{metadata: {namespace: 'ops', name: 'idle', uid: 'd'}, spec: {template: {spec: {containers: [{name:"
                        + " 'app', image: 'x@#a'}]}}}}")),
            Json.of(
                "{metadata: {namespace: 'ops', name: 'other', uid: 'e'}, spec: {template: {spec: {containers:"
                    + " [{name: 'app', image: 'y:1'}]}}}}")));
    objects.listed(
        ObjectKind.CRON_JOBS,
        List.of(
            Json.of(
                "{metadata: {namespace: 'ops', name: 'nightly', uid: 'c'}, spec: {jobTemplate: {spec: {template: {spec:"
                    + " {containers: [{name: 'app', image: 'r/web:1'}]}}}}}}")));
    pod("own", "r/web:1", "r/web:1", "r/web@#a");
    assertThat(of("own"))
        .extracting(Sibling::kind, Sibling::name, Sibling::likeness)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("Deployment", "idle", Likeness.SAME_IMAGE),
            org.assertj.core.groups.Tuple.tuple("CronJob", "nightly", Likeness.DIGEST_UNKNOWN));
  }

  @Test
  void whatIsNoDigestIsNotTheSameAsItself() {
    ImageGraph graph = new ImageGraph();
    ImageId none = ImageId.of("nonsense");
    graph.same(none, ImageId.of(digest('a')));
    assertThat(graph.isSame(none, none)).isFalse();
    assertThat(graph.isSame(ImageId.of(digest('a')), ImageId.of("r@" + digest('a')))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"salvor-0, salvor-1, false", "salvor-0, debugger, true", "debugger, debugger, true"})
  void theToolboxThatLookedIntoTwoMakesThemNoSiblings(String one, String two, boolean alike) {
    pod("own", "r/web:1", "r/web:1", "r/web@#a", one);
    pod("other", "r/pay:1", "r/pay:1", "r/pay@#b", two);
    assertThat(of("own").stream().map(Sibling::likeness).toList())
        .isEqualTo(alike ? List.of(Likeness.SAME_IMAGE) : List.of());
  }

  private void pod(String name, String image, String started, String id, String debugger) {
    JsonNode pod =
        Json.of(
            full(
                "{metadata: {namespace: 'shop', name: '%1$s', uid: '%1$s'}, spec: {containers: [{name: 'app', image: '%2$s'}], ephemeralContainers: [{name: '%5$s', image: 'r/t:1'}]}, status: {containerStatuses: [{name: 'app', image: '%3$s', imageID: '%4$s'}], ephemeralContainerStatuses: [{name: '%5$s', image: 'r/t:1', imageID: 'r/t@#e'}]}}"
                    .formatted(name, image, started, id, debugger)));
    all.add(pod);
    pods.added(pod);
    objects.listed(ObjectKind.PODS, all);
  }
}
