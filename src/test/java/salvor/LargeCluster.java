package salvor;

import java.io.BufferedInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import salvor.training.apiserver.Api;
import salvor.training.apiserver.ApiResource;
import salvor.training.apiserver.ApiResources;
import salvor.training.apiserver.ApiServer;
import salvor.training.apiserver.Certificates;
import salvor.training.apiserver.Faults;
import salvor.training.apiserver.Identity;
import salvor.training.apiserver.ObjectStore;
import salvor.training.apiserver.Tokens;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An API server with many pods, all like one that was recorded, in 50 namespaces and ten of each
 * ReplicaSet; on request the pods change at a steady pace.
 */
final class LargeCluster implements AutoCloseable {
  private static final Path SAMPLE =
      Path.of("evidence-samples/webshell/evidence/k8s/pods-before.json.gz");
  private static final int NAMESPACES = 50;
  private static final long TICK = 20;

  private final ApiResources resources = new ApiResources();
  private final ObjectStore store = new ObjectStore(InstantSource.system());
  private final ApiResource kind = resources.named("pods");
  private final List<ObjectNode> pods = new ArrayList<>();
  private final ApiServer server;
  private final String token;
  private int next;

  LargeCluster(int count, int nodes, int port) throws Exception {
    JsonNode like;
    try (InputStream in =
        new GZIPInputStream(new BufferedInputStream(Files.newInputStream(SAMPLE)))) {
      like =
          JsonMapper.shared()
              .readTree(in)
              .path("items")
              .valueStream()
              .filter(pod -> pod.at("/metadata/name").asString("").startsWith("web-5468"))
              .findFirst()
              .orElseThrow();
    }
    for (int node = 0; node < nodes; node++) {
      ObjectNode object = JsonMapper.shared().createObjectNode();
      object.putObject("metadata").put("name", "node-" + node);
      store.create(resources.named("nodes"), object);
    }
    for (int number = 0; number < count; number++) {
      pods.add(store.create(kind, pod(like, number, nodes)));
    }
    Tokens tokens = new Tokens();
    token =
        tokens.issue(
            new Identity("bench", List.of("system:masters", "system:authenticated")), Instant.MAX);
    Api api = new Api(resources, store, "v1.36.2", List.of(), Map.of());
    server =
        new ApiServer(
            api,
            port,
            Certificates.create(Instant.now()),
            tokens,
            new Faults(),
            InstantSource.system());
  }

  private static ObjectNode pod(JsonNode like, int number, int nodes) {
    ObjectNode pod = (ObjectNode) like.deepCopy();
    int set = number / 10;
    ObjectNode metadata = (ObjectNode) pod.path("metadata");
    metadata.put("name", "app-%d-5468d8c4df-%05d".formatted(set, number));
    metadata.put("namespace", "team-" + set % NAMESPACES);
    metadata.put("uid", "00000000-0000-0000-0000-%012d".formatted(number));
    ((ObjectNode) metadata.path("ownerReferences").path(0))
        .put("name", "app-%d-5468d8c4df".formatted(set))
        .put("uid", "10000000-0000-0000-0000-%012d".formatted(set));
    ((ObjectNode) pod.path("spec")).put("nodeName", "node-" + number % nodes);
    ((ObjectNode) pod.path("status"))
        .put("podIP", "10.%d.%d.%d".formatted(number >> 16, number >> 8 & 255, number & 255));
    return pod;
  }

  /** A kubeconfig for it. */
  void writeKubeconfig(Path file) throws Exception {
    String authority = Base64.getEncoder().encodeToString(server.authority());
    String text =
        """
        {"apiVersion":"v1","kind":"Config","current-context":"large",\
        "clusters":[{"name":"large","cluster":{"server":"https://127.0.0.1:%d",\
        "certificate-authority-data":"%s"}}],"users":[{"name":"bench","user":{"token":"%s"}}],\
        "contexts":[{"name":"large","context":{"cluster":"large","user":"bench"}}]}\
        """
            .formatted(server.port(), authority, token);
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Changes so many pods a second, one after the other: each is ready, then not, and restarts. */
  void change(int perSecond) {
    server.every(
        TICK,
        () -> {
          for (int i = 0; i < perSecond * TICK / 1000; i++) {
            ObjectNode pod = pods.get(next++ % pods.size());
            store.change(
                kind,
                pod.at("/metadata/namespace").asString(),
                pod.at("/metadata/name").asString(),
                LargeCluster::changed);
          }
        });
  }

  private static ObjectNode changed(ObjectNode pod) {
    ObjectNode status = (ObjectNode) pod.at("/status/containerStatuses/0");
    status.put("restartCount", status.path("restartCount").asInt() + 1);
    status.put("ready", !status.path("ready").asBoolean());
    return pod;
  }

  @Override
  public void close() {
    server.close();
  }
}
