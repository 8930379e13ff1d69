package salvor.cluster.fabric8;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Confirmed;
import salvor.cluster.KubeContext;
import salvor.cluster.Kubeconfigs;
import salvor.jobs.Jobs;
import salvor.training.apiserver.Answer;
import salvor.training.apiserver.Api;
import salvor.training.apiserver.ApiResource;
import salvor.training.apiserver.ApiResources;
import salvor.training.apiserver.ApiServer;
import salvor.training.apiserver.Certificates;
import salvor.training.apiserver.Faults;
import salvor.training.apiserver.Identity;
import salvor.training.apiserver.Json;
import salvor.training.apiserver.LoggedRequest;
import salvor.training.apiserver.ObjectStore;
import salvor.training.apiserver.Tokens;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A practice server in this process, with two users: one who may all, one who may what roles say.
 */
public final class PracticeApi implements AutoCloseable {
  public static final String ADMIN = "token-of-admin";
  public static final String LIMITED = "token-of-limited";
  private static final String LINES = "2026-11-27T01:00:00Z one\n2026-11-27T01:00:01Z two\n";

  /** Short, but long enough for a busy machine where waiting must not end. */
  static final Patience PATIENCE =
      new Patience(
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          Duration.ofMillis(20),
          Duration.ofMillis(80));

  public final ApiResources resources = new ApiResources();
  public final Faults faults = new Faults();
  final Tokens tokens = new Tokens();
  final InstantSource clock;

  /** What a program that is run in a pod says. */
  volatile Consumer<Answer.Channels> talk = channels -> channels.end(Json.object("{}"));

  ObjectStore store;
  public ApiServer server;

  public PracticeApi() {
    this(InstantSource.system());
  }

  /** One whose clock is another. */
  public PracticeApi(InstantSource clock) {
    this.clock = clock;
    this.store = new ObjectStore(clock);
    this.server = serve(0);
  }

  private ApiServer serve(int port) {
    Api api =
        new Api(
            resources,
            store,
            "v1.36.2",
            List.of(),
            Map.of(
                "pods/log",
                (request, pod) -> log(request.query().containsKey("follow")),
                "pods/exec",
                (request, pod) -> new Answer.Conversation(talk)));
    tokens.accept(
        ADMIN,
        new Identity("admin", List.of("system:masters", "system:authenticated")),
        Instant.MAX);
    tokens.accept(LIMITED, new Identity("limited", List.of("system:authenticated")), Instant.MAX);
    return new ApiServer(api, port, Certificates.create(clock.instant()), tokens, faults, clock);
  }

  /** A log that ends; followed it says two lines and then nothing. */
  private static Answer log(boolean followed) {
    return followed
        ? new Answer.Stream("text/plain", to -> to.write(LINES.getBytes(StandardCharsets.UTF_8)))
        : new Answer.Text(200, "one\ntwo\nthree");
  }

  /** Serves one more kind, as a CustomResourceDefinition would. */
  public void serveKind(String group, String version, String plural, String kind) {
    server.run(() -> {
      resources.add(new ApiResource(group, version, plural, kind, true, List.of(), List.of()));
      return true;
    });
  }

  public String address() {
    return "https://127.0.0.1:" + server.port();
  }

  public String kubeconfig(String server, String authority, String user) {
    return """
    apiVersion: v1
    kind: Config
    current-context: here
    clusters:
    - name: there
      cluster:
        server: %s
        certificate-authority-data: %s
    users:
    - name: me
      user: %s
    contexts:
    - name: here
      context: {cluster: there, user: me, namespace: shop}
    """
        .formatted(server, authority, user);
  }

  public String kubeconfig(String token) {
    return kubeconfig(address(), authority(), "{token: \"" + token + "\"}");
  }

  public String authority() {
    return Base64.getEncoder().encodeToString(server.authority());
  }

  static KubeContext context(Path dir, String kubeconfig) throws Exception {
    Path file = Files.writeString(dir.resolve("kubeconfig"), kubeconfig);
    return Kubeconfigs.read(List.of(file), KubeContext.Origin.USER).context("").orElseThrow();
  }

  /** As one of the two users, by a kubeconfig in a folder. */
  public Cluster connect(Path dir, String token) throws Exception {
    return connect(context(dir, kubeconfig(token)), PATIENCE);
  }

  Cluster connect(KubeContext context, Patience patience) throws ClusterFailure {
    return new Fabric8Clusters(new Jobs(), clock, patience, 7).connect(context, Confirmed.NOTHING);
  }

  /** Those of a context of which nothing is confirmed. */
  Renewals renewals(KubeContext context) {
    return new Renewals(context, Confirmed.NOTHING, Map.of(), new Jobs(), clock, PATIENCE);
  }

  ApiResource kind(String plural) {
    return resources.named(plural);
  }

  public void create(String plural, String json) {
    ObjectNode object = (ObjectNode) JsonMapper.shared().readTree(json);
    server.run(() -> store.create(kind(plural), object));
  }

  public void pod(String name) {
    create(
        "pods",
        """
        {"metadata": {"namespace": "shop", "name": "%s"},
         "spec": {"containers": [{"name": "app", "image": "app:1"}]},
         "status": {"phase": "Running"}}
        """
            .formatted(name));
  }

  /** An object as it is stored. */
  public java.util.Optional<ObjectNode> find(String plural, String namespace, String name) {
    return server.run(() -> store.find(kind(plural), namespace, name).map(ObjectNode::deepCopy));
  }

  /** All objects of a kind as they are stored. */
  public List<ObjectNode> all(String plural) {
    return server.run(
        () -> store.list(kind(plural), "").stream().map(ObjectNode::deepCopy).toList());
  }

  /** Something is changed by somebody else. */
  public void change(
      String plural,
      String namespace,
      String name,
      java.util.function.UnaryOperator<ObjectNode> edit) {
    server.run(() -> {
      store.change(kind(plural), namespace, name, edit);
      return true;
    });
  }

  /** Something is deleted by somebody else. */
  public void delete(String plural, String namespace, String name) {
    server.run(() -> store.delete(kind(plural), namespace, name));
  }

  /** The uid that an object was given. */
  public String uid(String plural, String namespace, String name) {
    return store.find(kind(plural), namespace, name).orElseThrow().at("/metadata/uid").asString();
  }

  public void delete(String name) {
    server.run(() -> store.delete(kind("pods"), "shop", name));
  }

  public void allow(String rules) {
    create("clusterroles", "{\"metadata\": {\"name\": \"given\"}, \"rules\": " + rules + "}");
    create(
        "clusterrolebindings",
        """
        {"metadata": {"name": "given"},
         "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "given"},
         "subjects": [{"kind": "User", "name": "limited"}]}
        """);
  }

  /** Who is limited may do this in one namespace. */
  public void allowIn(String namespace, String rules) {
    create(
        "roles",
        "{\"metadata\": {\"namespace\": \"%s\", \"name\": \"given\"}, \"rules\": %s}"
            .formatted(namespace, rules));
    create(
        "rolebindings",
        """
        {"metadata": {"namespace": "%s", "name": "given"},
         "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "given"},
         "subjects": [{"kind": "User", "name": "limited"}]}
        """
            .formatted(namespace));
  }

  /** Another server at the same address, whose store begins anew at older versions. */
  public void restart(String... pods) {
    int port = server.port();
    server.close();
    store = new ObjectStore(clock);
    server = serve(port);
    for (String pod : pods) {
      pod(pod);
    }
  }

  public List<LoggedRequest> asked(String part) {
    return server.requests().stream().filter(request -> request.toString().contains(part)).toList();
  }

  @Override
  public void close() {
    server.close();
  }
}
