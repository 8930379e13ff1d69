package salvor.training.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Lists, pages, watches, evictions and deletions as requests of the API. */
class ApiTest {
  private static final String MAPS = "/api/v1/namespaces/a/configmaps";
  private final ApiResources resources = new ApiResources();
  private final ObjectStore store =
      new ObjectStore(InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")));
  private final Api api = new Api(resources, store, "v1.36.2", List.of(), Map.of());

  @BeforeEach
  void namespace() {
    store.create(resources.named("namespaces"), Json.object("{metadata: {name: 'a'}}"));
  }

  private Answer ask(String verb, String target, String body) {
    return api.answer(Json.request(resources, verb, target, "application/json", body));
  }

  private JsonNode document(String verb, String target, String body) {
    return ((Answer.Document) ask(verb, target, body)).body();
  }

  private void map(String name, String label) {
    document("create", MAPS, "{metadata: {name: '%s', labels: {l: '%s'}}}".formatted(name, label));
  }

  private static void assertRefused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, int code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(ApiFailure.class, f -> assertThat(f.code()).isEqualTo(code));
  }

  /** A client that keeps what it was sent. */
  private static final class Client implements Answer.Outgoing {
    private final List<String> lines = new ArrayList<>();
    private boolean ended;
    private Runnable onClose = () -> {};

    @Override
    public void all(java.util.Iterator<byte[]> pieces) {
      pieces.forEachRemaining(this::write);
    }

    @Override
    public void write(byte[] piece) {
      JsonNode event = Json.of(new String(piece, StandardCharsets.UTF_8));
      String name = event.at("/object/metadata/name").asString("");
      boolean last = event.at("/object/metadata/annotations").has("k8s.io/initial-events-end");
      lines.add(
          event.path("type").asString("") + (last ? " end" : name.isEmpty() ? "" : " " + name));
    }

    @Override
    public void end() {
      ended = true;
      onClose.run();
    }

    @Override
    public void onClose(Runnable then) {
      onClose = then;
    }

    @Override
    public void later(long millis, Runnable then) {}
  }

  private Client watch(String parameters) {
    Client client = new Client();
    ((Answer.Stream) ask("watch", MAPS + "?watch=true" + parameters, "")).writer().accept(client);
    return client;
  }

  @Test
  void pagesHoldEveryObjectOnce() {
    for (int i = 0; i < 7; i++) {
      map("m" + i, i % 2 == 0 ? "even" : "odd");
    }
    List<String> seen = new ArrayList<>();
    String next = "";
    do {
      JsonNode page = document("list", MAPS + "?limit=3&labelSelector=l!=x&continue=" + next, "");
      page.path("items").forEach(item -> seen.add(item.at("/metadata/name").asString("")));
      next = page.at("/metadata/continue").asString("");
      if (seen.size() == 3) {
        assertThat(page.at("/metadata/remainingItemCount").asInt()).isEqualTo(4);
        map("m00", "new");
      }
    } while (!next.isEmpty());
    assertThat(seen).containsExactly("m0", "m1", "m2", "m3", "m4", "m5", "m6");
  }

  @Test
  void aPageAfterTheCompactionIsGone() {
    map("one", "x");
    map("two", "x");
    String next = document("list", MAPS + "?limit=1", "").at("/metadata/continue").asString("");
    map("three", "x");
    store.compact();
    assertRefused(() -> ask("list", MAPS + "?limit=1&continue=" + next, ""), 410);
    assertRefused(() -> ask("list", MAPS + "?continue=nonsense", ""), 400);
    assertRefused(() -> ask("list", MAPS + "?limit=many", ""), 400);
  }

  @Test
  void aWatchTellsWhatComesToFitAndWhatNoLongerFits() {
    map("one", "in");
    map("two", "out");
    Client client = watch("&labelSelector=l=in&resourceVersion=" + store.revision());
    assertThat(client.lines).isEmpty();
    relabel("two", "in");
    relabel("one", "out");
    document("delete", MAPS + "/two", "");
    assertThat(client.lines).containsExactly("ADDED two", "DELETED one", "DELETED two");
  }

  private void relabel(String name, String label) {
    api.answer(
        Json.request(
            resources,
            "patch",
            MAPS + "/" + name,
            "application/merge-patch+json",
            "{metadata: {labels: {l: '" + label + "'}}}"));
  }

  @Test
  void aWatchGoesOnFromAVersion() {
    map("one", "x");
    long version = store.revision();
    map("two", "x");
    assertThat(watch("&resourceVersion=" + version).lines).containsExactly("ADDED two");
    assertThat(watch("").lines).containsExactly("ADDED one", "ADDED two");
    assertThat(watch("&sendInitialEvents=true&allowWatchBookmarks=true").lines)
        .containsExactly("ADDED one", "ADDED two", "BOOKMARK end");
    store.compact();
    assertRefused(() -> watch("&resourceVersion=" + version), 410);
  }

  @Test
  void aVersionOfAStoreThatWasBeforeIsTooOld() {
    map("one", "x");
    long before = store.revision();
    ObjectStore anew = new ObjectStore(() -> store.time().plusSeconds(1));
    assertThatThrownBy(() -> anew.require(before)).isInstanceOf(ApiFailure.class);
  }

  @Test
  void aWatchThatIsOverTellsNothing() {
    Client client = watch("");
    client.end();
    map("one", "x");
    assertThat(client.lines).isEmpty();
  }

  @Test
  void aDryRunInTheOptionsDeletesNothing() {
    map("one", "x");
    document("delete", MAPS + "/one", "{dryRun: ['All']}");
    assertThat(store.find(resources.named("configmaps"), "a", "one")).isPresent();
    assertRefused(() -> ask("delete", MAPS + "/one", "{preconditions: {uid: 'no'}}"), 409);
    document("delete", MAPS + "/one", "");
    assertRefused(() -> ask("get", MAPS + "/one", ""), 404);
  }

  @Test
  void refusesNewContentInANamespaceThatEnds() {
    document("delete", "/api/v1/namespaces/a", "");
    assertThat(document("get", "/api/v1/namespaces/a", "").at("/status/phase").asString(""))
        .isEqualTo("Terminating");
    assertRefused(() -> map("one", "x"), 403);
    assertRefused(
        () -> ask("create", "/api/v1/namespaces/none/configmaps", "{metadata: {name: 'a'}}"), 404);
  }

  @Test
  void deletedInTheForegroundAnObjectWaitsForWhatItOwns() {
    map("one", "x");
    document("delete", MAPS + "/one", "{propagationPolicy: 'Foreground'}");
    assertThat(document("get", MAPS + "/one", "").at("/metadata/finalizers/0").asString(""))
        .isEqualTo("foregroundDeletion");
  }

  @Test
  void eventsAreTheSameInBothGroups() {
    String old = "/api/v1/namespaces/a/events";
    String fresh = "/apis/events.k8s.io/v1/namespaces/a/events";
    Client client = new Client();
    ((Answer.Stream) ask("watch", fresh + "?watch=true", "")).writer().accept(client);
    document("create", old, "{metadata: {name: 'e'}, involvedObject: {name: 'p'}, message: 'm'}");
    JsonNode event = document("get", fresh + "/e", "");
    assertThat(event.path("apiVersion").asString("")).isEqualTo("events.k8s.io/v1");
    assertThat(event.at("/regarding/name").asString("")).isEqualTo("p");
    assertThat(event.path("note").asString("")).isEqualTo("m");
    assertThat(event.has("message")).isFalse();
    assertThat(client.lines).containsExactly("ADDED e");
    document(
        "create",
        fresh,
        "{metadata: {name: 'f'}, regarding: {name: 'q'}, note: 'n', eventTime: '2026-01-01T00:00:00Z'}");
    assertThat(document("get", old + "/f", "").path("message").asString("")).isEqualTo("n");
    JsonNode found = document("list", fresh + "?fieldSelector=regarding.name=q", "");
    assertThat(found.path("apiVersion").asString("")).isEqualTo("events.k8s.io/v1");
    assertThat(found.at("/items/0/note").asString("")).isEqualTo("n");
    assertThat(found.path("items")).hasSize(1);
    document("delete", fresh + "/f", "");
    assertRefused(() -> ask("get", old + "/f", ""), 404);
  }

  @Test
  void tellsAllKindsAtOnceToWhomTakesThat() {
    String accept =
        "application/json;g=apidiscovery.k8s.io;v=%s;as=APIGroupDiscoveryList,application/json";
    Discovery.Found apis = api.discovery("/apis", accept.formatted("v2")).orElseThrow();
    assertThat(apis.contentType())
        .isEqualTo("application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList");
    JsonNode apps = apis.document().at("/items/0");
    assertThat(apps.at("/metadata/name").asString("")).isEqualTo("apps");
    JsonNode deployments = apps.at("/versions/0/resources/0");
    assertThat(deployments.path("resource").asString("")).isEqualTo("deployments");
    assertThat(deployments.path("scope").asString("")).isEqualTo("Namespaced");
    assertThat(deployments.at("/shortNames/0").asString("")).isEqualTo("deploy");
    assertThat(deployments.at("/subresources/1/responseKind"))
        .isEqualTo(Json.of("{group: 'autoscaling', version: 'v1', kind: 'Scale'}"));
    Discovery.Found core = api.discovery("/api", accept.formatted("v2beta1")).orElseThrow();
    assertThat(core.document().path("apiVersion").asString(""))
        .isEqualTo("apidiscovery.k8s.io/v2beta1");
    assertThat(core.document().at("/items/0/versions/0/resources/0/resource").asString(""))
        .isEqualTo("pods");
    Discovery.Found plain = api.discovery("/apis", "application/json").orElseThrow();
    assertThat(plain.document().path("kind").asString("")).isEqualTo("APIGroupList");
  }

  @Test
  void requestsAreCountedWhenTheyAreForgotten() {
    RequestLog log = new RequestLog();
    for (int i = 0; i < RequestLog.KEPT + 5; i++) {
      log.add(new LoggedRequest("GET", "/" + i, "", "", Instant.EPOCH), i < 7 ? "a" : "b");
    }
    assertThat(log.last()).hasSize(RequestLog.KEPT);
    assertThat(log.last().getFirst()).hasToString("GET /5");
    assertThat(log.counts()).isEqualTo(Map.of("a", 7L, "b", RequestLog.KEPT - 2L));
  }

  @ParameterizedTest
  @CsvSource({
    "minAvailable: 2, 429",
    "minAvailable: 1, 0",
    "minAvailable: '51%', 429",
    "minAvailable: '50%', 0",
    "maxUnavailable: 0, 429",
    "maxUnavailable: 1, 0"
  })
  void evictsOnlyAsBudgetsAllow(String budget, int code) {
    for (String name : List.of("one", "two")) {
      store.create(
          resources.named("pods"),
          Json.object(
              ("{metadata: {name: '%s', namespace: 'a', labels: {app: 'x'}}, spec: {nodeName: 'n'},"
                      + " status: {phase: 'Running', conditions: [{type: 'Ready', status: 'True'}]}}")
                  .formatted(name)));
    }
    store.create(
        resources.named("poddisruptionbudgets"),
        Json.object(
            "{metadata: {name: 'b', namespace: 'a'}, spec: {selector: {matchLabels: {app: 'x'}}, "
                + budget
                + "}}"));
    String target = "/api/v1/namespaces/a/pods/one/eviction";
    if (code == 429) {
      assertRefused(() -> ask("create", target, "{}"), 429);
      return;
    }
    ask("create", target, "{deleteOptions: {gracePeriodSeconds: 7}}");
    assertThat(
            document("get", "/api/v1/namespaces/a/pods/one", "")
                .at("/metadata/deletionGracePeriodSeconds")
                .asInt())
        .isEqualTo(7);
    assertRefused(() -> ask("create", "/api/v1/namespaces/a/pods/two/eviction", "{}"), 429);
  }

  @Test
  void bindsAPodOnce() {
    store.create(resources.named("nodes"), Json.object("{metadata: {name: 'n'}}"));
    store.create(resources.named("pods"), Json.object("{metadata: {name: 'p', namespace: 'a'}}"));
    String target = "/api/v1/namespaces/a/pods/p/binding";
    assertRefused(() -> ask("create", target, "{target: {name: 'none'}}"), 404);
    ask("create", target, "{target: {name: 'n'}}");
    assertRefused(() -> ask("create", target, "{target: {name: 'n'}}"), 409);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/v1/pods                                         | pods       |   |     |      ",
        "/api/v1/namespaces/a/pods/b/log                      | pods       | a | b   | log  ",
        "/api/v1/namespaces                                   | namespaces |   |     |      ",
        "/api/v1/namespaces/a                                 | namespaces |   | a   |      ",
        "/api/v1/namespaces/a/status                          | namespaces |   | a   | status",
        "/api/v1/namespaces/a/pods                            | pods       | a |     |      ",
        "/apis/apps/v1/namespaces/a/deployments/b/scale       | deployments| a | b   | scale",
        "/api/v1/nodes/x%2Fy                                  | nodes      |   | x/y |      ",
        "/api/v1/nodes/a+b                                    | nodes      |   | a+b |      "
      })
  void takesPathsApart(String path, String plural, String namespace, String name, String sub) {
    ApiPath apart = ApiPath.of(path, resources).orElseThrow();
    assertThat(
            List.of(
                apart.resource().plural(), apart.namespace(), apart.name(), apart.subresource()))
        .containsExactly(plural, text(namespace), text(name), text(sub));
  }

  private static String text(String value) {
    return Optional.ofNullable(value).orElse("");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/api",
        "/api/v1",
        "/apis/apps/v1",
        "/api/v2/pods",
        "/x/v1/pods",
        "//",
        "/api/v1/things"
      })
  void servesNothingElsewhere(String path) {
    assertThat(ApiPath.of(path, resources)).isEmpty();
  }

  @Test
  void refusesAPathThatCannotBeRead() {
    assertRefused(() -> ApiPath.of("/api/v1/pods/%zz", resources), 400);
  }
}
