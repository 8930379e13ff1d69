package salvor.training.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ServerSideApplyTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private final ApiResources resources = new ApiResources();

  private ObjectNode apply(ObjectNode live, String manager, String wanted, boolean force) {
    String target =
        "/apis/apps/v1/namespaces/a/deployments/b?fieldManager=" + manager + "&force=" + force;
    ApiRequest request =
        Json.request(resources, "patch", target, "application/apply-patch+yaml", wanted);
    return ServerSideApply.apply(request, live, Json.object(wanted), NOW);
  }

  private ObjectNode update(ObjectNode live, String manager, String after) {
    ApiRequest request =
        Json.request(
            resources,
            "update",
            "/apis/apps/v1/namespaces/a/deployments/b?fieldManager=" + manager,
            "application/json",
            "");
    ObjectNode updated = Json.object(after);
    updated
        .withObject("metadata")
        .set("managedFields", live.at("/metadata/managedFields").deepCopy());
    ManagedFields.updated(updated, live, request, NOW);
    return updated;
  }

  private static String managers(ObjectNode object) {
    return object
        .at("/metadata/managedFields")
        .valueStream()
        .map(entry -> entry.path("manager").asString("") + " " + entry.path("fieldsV1"))
        .toList()
        .toString();
  }

  @Test
  void refusesAFieldOfSomebodyElse() {
    ObjectNode one = apply(Json.object("{}"), "one", "{spec: {replicas: 1}}", false);
    assertThatThrownBy(() -> apply(one, "two", "{spec: {replicas: 2}}", false))
        .isInstanceOfSatisfying(ApiFailure.class, f -> assertThat(f.code()).isEqualTo(409))
        .hasMessage("Apply failed with 1 conflict: conflict with \"one\": .spec.replicas");
  }

  @Test
  void sharesAFieldOfTheSameValue() {
    ObjectNode one = apply(Json.object("{}"), "one", "{spec: {replicas: 1}}", false);
    ObjectNode both = apply(one, "two", "{spec: {replicas: 1}}", false);
    assertThat(managers(both)).contains("one {\"f:spec\"", "two {\"f:spec\"");
    ObjectNode left = apply(both, "one", "{spec: {}}", false);
    assertThat(left.at("/spec/replicas").asInt()).isEqualTo(1);
  }

  @Test
  void forceMovesTheField() {
    ObjectNode one = apply(Json.object("{}"), "one", "{spec: {replicas: 1, paused: true}}", false);
    ObjectNode two = apply(one, "two", "{spec: {replicas: 2}}", true);
    assertThat(two.at("/spec/replicas").asInt()).isEqualTo(2);
    assertThat(managers(two))
        .isEqualTo("[one {\"f:spec\":{\"f:paused\":{}}}, two {\"f:spec\":{\"f:replicas\":{}}}]");
  }

  @Test
  void forceTakesFromAnUpdateOfTheSameName() {
    ObjectNode live = update(Json.object("{}"), "one", "{spec: {replicas: 1}}");
    assertThatThrownBy(() -> apply(live, "one", "{spec: {replicas: 2}}", false))
        .hasMessageContaining("conflict with \"one\"");
    ObjectNode forced = apply(live, "one", "{spec: {replicas: 2}}", true);
    assertThat(managers(forced)).isEqualTo("[one {\"f:spec\":{\"f:replicas\":{}}}]");
  }

  @Test
  void anUpdateTakesTheFieldsThatItChanges() {
    ObjectNode one = apply(Json.object("{}"), "one", "{spec: {replicas: 1, paused: true}}", false);
    ObjectNode edited = update(one, "edit", "{spec: {replicas: 5, paused: true}}");
    assertThat(managers(edited)).contains("one {\"f:spec\":{\"f:paused\":{}}}");
    assertThatThrownBy(() -> apply(edited, "one", "{spec: {replicas: 1, paused: true}}", false))
        .hasMessageContaining("conflict with \"edit\": .spec.replicas");
  }

  @Test
  void takesBackWhatIsNoLongerNamed() {
    ObjectNode one =
        apply(
            Json.object("{image: 'mine'}"),
            "one",
            "{image: 'mine', spec: {containers: [{name: 'a', image: '1', tty: true}, {name: 'b', image: '2'}]}}",
            false);
    ObjectNode less =
        apply(one, "one", "{image: 'mine', spec: {containers: [{name: 'a', image: '1'}]}}", false);
    assertThat(less.path("spec")).isEqualTo(Json.of("{containers: [{name: 'a', image: '1'}]}"));
    assertThat(less.path("image").asString("")).isEqualTo("mine");
  }

  @Test
  void namesTheEntryOfAListInAConflict() {
    ObjectNode one =
        apply(Json.object("{}"), "one", "{spec: {containers: [{name: 'a', image: '1'}]}}", false);
    assertThatThrownBy(
            () -> apply(one, "two", "{spec: {containers: [{name: 'a', image: '2'}]}}", false))
        .hasMessageContaining(".spec.containers[name=\"a\"].image");
  }

  @Test
  void applyingTheSameTwiceChangesNothing() {
    String wanted = "{metadata: {labels: {a: 'b'}}, spec: {replicas: 1}}";
    ObjectNode one = apply(Json.object("{}"), "one", wanted, false);
    assertThat(apply(one, "one", wanted, false)).isEqualTo(one);
  }
}
