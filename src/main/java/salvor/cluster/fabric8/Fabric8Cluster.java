package salvor.cluster.fabric8;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Change;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Exec;
import salvor.cluster.ExecRequest;
import salvor.cluster.Greeting;
import salvor.cluster.KubeContext;
import salvor.cluster.LogLine;
import salvor.cluster.LogRequest;
import salvor.cluster.LogStream;
import salvor.cluster.ObjectKind;
import salvor.cluster.Permission;
import salvor.cluster.Right;
import salvor.cluster.Rights;
import salvor.cluster.Trouble;
import salvor.cluster.WatchListener;
import salvor.cluster.Watching;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A cluster behind fabric8's HTTP client. */
final class Fabric8Cluster implements Cluster {
  /** The label of {@code kube-system} by which a practice cluster tells what it is. */
  private static final String PRACTICE = "salvor.io/practice";

  /** So many access reviews, each on a connection, that are kept for the next ones. */
  private static final int AT_ONCE = 8;

  /** What every server knows. */
  private static final String CHANNELS = "v4.channel.k8s.io";

  /** What can tell the end of the input; servers know it since 1.30. */
  private static final String WITH_END_OF_INPUT = "v5.channel.k8s.io";

  private static final int LONGEST_PIECE = 1 << 20;
  private static final YAMLMapper YAML = new YAMLMapper();
  private final KubeContext context;
  private final Asking asking;
  private final Jobs jobs;
  private final InstantSource clock;
  private final Patience patience;
  private final long seed;
  private final Set<AutoCloseable> open = ConcurrentHashMap.newKeySet();

  Fabric8Cluster(
      KubeContext context,
      Asking asking,
      Jobs jobs,
      InstantSource clock,
      Patience patience,
      long seed) {
    this.context = context;
    this.asking = asking;
    this.jobs = jobs;
    this.clock = clock;
    this.patience = patience;
    this.seed = seed;
  }

  @Override
  public KubeContext context() {
    return context;
  }

  @Override
  public Greeting greet() throws ClusterFailure {
    JsonNode version = version();
    String git = version.path("gitVersion").asString("");
    if (git.isEmpty()) {
      throw new ClusterFailure(
          new Trouble.NotKubernetes(asking.server(), 200, "JSON", version.toString()));
    }
    Duration ahead = asking.ahead();
    JsonNode who = whoAmI(git).path("status").path("userInfo");
    Greeting.Practice practice = Greeting.Practice.UNKNOWN;
    String scenario = "";
    String uid = "";
    try {
      JsonNode system = asking.get(ObjectKind.NAMESPACES.path("", "kube-system")).path("metadata");
      uid = system.path("uid").asString("");
      JsonNode labels = system.path("labels");
      practice = labels.has(PRACTICE) ? Greeting.Practice.YES : Greeting.Practice.NO;
      scenario = labels.path(PRACTICE).asString("");
    } catch (ClusterFailure failure) {
      if (!(failure.trouble() instanceof Trouble.Forbidden)
          && !(failure.trouble() instanceof Trouble.Missing)) {
        throw failure;
      }
    }
    return new Greeting(
        who.path("username").asString(""),
        who.path("groups").valueStream().map(group -> group.asString("")).toList(),
        git,
        practice,
        scenario,
        uid,
        Tls.authoritySha256(context),
        ahead);
  }

  @Override
  public Duration ahead() {
    return asking.ahead();
  }

  /** Every Kubernetes has it: what does not is none. */
  private JsonNode version() throws ClusterFailure {
    try {
      return asking.get("/version");
    } catch (ClusterFailure failure) {
      if (failure.trouble() instanceof Trouble.Missing(String said)) {
        throw new ClusterFailure(
            new Trouble.NotKubernetes(asking.server(), 404, "text/plain", said));
      }
      throw failure;
    }
  }

  private JsonNode whoAmI(String version) throws ClusterFailure {
    ObjectNode review = JsonNodeFactory.instance.objectNode();
    review.put("apiVersion", "authentication.k8s.io/v1").put("kind", "SelfSubjectReview");
    try (Exchange exchange =
        asking.begin("/apis/authentication.k8s.io/v1/selfsubjectreviews", bytes(review))) {
      return asking.document(exchange);
    } catch (ClusterFailure failure) {
      if (failure.trouble() instanceof Trouble.Missing) {
        throw new ClusterFailure(new Trouble.TooOld(version, "SelfSubjectReview v1"));
      }
      if (failure.trouble() instanceof Trouble.Forbidden) {
        return JsonNodeFactory.instance.objectNode(); // it does not say who we are
      }
      throw failure;
    }
  }

  @Override
  public Rights rights(Collection<Right> wanted, String namespace) {
    Map<Right, Rights.Answer> answers = new EnumMap<>(Right.class);
    Map<Right, Exchange> asked = new EnumMap<>(Right.class);
    for (Right right : wanted) {
      if (asked.size() == AT_ONCE) {
        settle(asked, answers);
      }
      try {
        asked.put(
            right,
            asking.begin(
                "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
                bytes(review(right, namespace))));
      } catch (ClusterFailure failure) {
        answers.put(right, new Rights.Answer.Unknown(failure.trouble()));
      }
    }
    settle(asked, answers);
    return new Rights(namespace, answers);
  }

  private void settle(Map<Right, Exchange> asked, Map<Right, Rights.Answer> answers) {
    asked.forEach((right, exchange) -> answers.put(right, answer(exchange)));
    asked.clear();
  }

  private Rights.Answer answer(Exchange exchange) {
    try (exchange) {
      JsonNode status = asking.document(exchange).path("status");
      if (status.path("allowed").asBoolean(false)) {
        return new Rights.Answer.Allowed();
      }
      return new Rights.Answer.Denied(
          status.path("reason").asString(status.path("evaluationError").asString("")));
    } catch (ClusterFailure failure) {
      return new Rights.Answer.Unknown(failure.trouble());
    }
  }

  private static ObjectNode review(Right right, String namespace) {
    ObjectNode review = JsonNodeFactory.instance.objectNode();
    review.put("apiVersion", "authorization.k8s.io/v1").put("kind", "SelfSubjectAccessReview");
    ObjectNode attributes = review.putObject("spec").putObject("resourceAttributes");
    attributes.put("verb", right.verb()).put("group", right.group());
    attributes.put("resource", right.resource()).put("subresource", right.subresource());
    if (!right.ofCluster() && !namespace.isEmpty()) {
      attributes.put("namespace", namespace);
    }
    return review;
  }

  private static byte[] bytes(ObjectNode document) {
    return document.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Watching watch(ObjectKind kind, String namespace, WatchListener listener) {
    KindWatch watch =
        new KindWatch(asking, kind.path(namespace), listener, clock, patience, seed, open::remove);
    open.add(watch);
    jobs.start(
        "Watch " + kind.plural(),
        progress -> {
          progress.onCancel(watch::close);
          watch.run();
          return watch;
        });
    return watch;
  }

  @Override
  public Collection<JsonNode> list(ObjectKind kind, String namespace) throws ClusterFailure {
    List<JsonNode> all = new ArrayList<>();
    each(kind, namespace, all::add);
    return all;
  }

  @Override
  public void each(ObjectKind kind, String namespace, Consumer<JsonNode> object)
      throws ClusterFailure {
    new Pages(asking, kind.path(namespace)).each(object);
  }

  @Override
  public boolean serves(ObjectKind kind) throws ClusterFailure {
    try {
      String group = kind.group().isEmpty() ? "/api/" : "/apis/" + kind.group() + "/";
      return asking
          .get(group + kind.version())
          .path("resources")
          .valueStream()
          .anyMatch(each -> each.path("name").asString("").equals(kind.plural()));
    } catch (ClusterFailure failure) {
      if (failure.trouble() instanceof Trouble.Missing) {
        return false;
      }
      throw failure;
    }
  }

  @Override
  public String yaml(ObjectKind kind, String namespace, String name) throws ClusterFailure {
    JsonNode object = asking.get(kind.path(namespace, name));
    if (object.path("metadata") instanceof ObjectNode metadata) {
      metadata.remove("managedFields");
    }
    return YAML.writeValueAsString(object);
  }

  @Override
  public JsonNode get(ObjectKind kind, String namespace, String name) throws ClusterFailure {
    return asking.get(kind.path(namespace, name));
  }

  @Override
  public JsonNode change(Change change, boolean dryRun, Permission permission)
      throws ClusterFailure {
    permission.require();
    return asking.send(ChangeRequest.of(change, dryRun));
  }

  @Override
  public Exec exec(ExecRequest request, Permission permission) throws ClusterFailure {
    return exec(request, permission, Progress.NONE);
  }

  @Override
  public Exec exec(ExecRequest request, Permission permission, Progress progress)
      throws ClusterFailure {
    permission.require();
    ExecSocket exec = new ExecSocket(asking.server(), patience.answer(), open::remove);
    open.add(exec);
    progress.onCancel(exec::close);
    try {
      asking.socket(ExecPath.of(request), request.input() ? WITH_END_OF_INPUT : CHANNELS, exec);
    } catch (ClusterFailure failure) {
      exec.close();
      throw failure;
    }
    return exec;
  }

  @Override
  public LogStream logs(LogRequest wanted) throws ClusterFailure {
    Exchange exchange = asking.stream(LogPath.of(wanted));
    LineReader lines = new LineReader(exchange, LONGEST_PIECE);
    Duration silence = patience.silence();
    LogStream stream =
        new LogStream() {
          @Override
          public @Nullable LogLine next() throws ClusterFailure {
            try {
              return exchange.isClosed() ? null : lines.next(silence);
            } catch (ClusterFailure failure) {
              boolean silent = failure.trouble() instanceof Trouble.TimedOut;
              if (exchange.isClosed() && !silent) {
                return null;
              }
              if (silent && wanted.follow()) {
                throw new ClusterFailure(new Trouble.Silent(silence));
              }
              throw failure;
            }
          }

          @Override
          public void close() {
            exchange.close();
            open.remove(this);
          }
        };
    open.add(stream);
    return stream;
  }

  @Override
  public void close() {
    for (AutoCloseable each : open) {
      switch (each) {
        case KindWatch watch -> watch.close();
        case LogStream log -> log.close();
        case Exec exec -> exec.close();
        default -> throw new IllegalStateException("no watch, log or program");
      }
    }
    asking.close();
  }
}
