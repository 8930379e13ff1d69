package salvor.cluster.fabric8;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Confirmed;
import salvor.cluster.Greeting;
import salvor.cluster.InCluster;
import salvor.cluster.KubeContext;
import salvor.cluster.LogRequest;
import salvor.cluster.LogStream;
import salvor.cluster.ObjectKind;
import salvor.cluster.Right;
import salvor.cluster.Rights;
import salvor.cluster.Trouble;
import salvor.jobs.Jobs;
import salvor.report.ClusterWords;
import salvor.training.apiserver.Faults.Fault;

/** What is said of a cluster that answers, and of one that does not, each in its own class. */
class ConnectingTest {
  private static final Patience IMPATIENT =
      new Patience(
          Duration.ofMillis(400),
          Duration.ofMillis(400),
          Duration.ofMillis(20),
          Duration.ofMillis(50));

  private static final Patience SOON_SILENT =
      new Patience(
          Duration.ofSeconds(20),
          Duration.ofSeconds(2),
          Duration.ofMillis(20),
          Duration.ofMillis(50));

  private @TempDir Path dir;
  private final PracticeApi api = new PracticeApi();
  private final List<AutoCloseable> open = new ArrayList<>(List.of(api));

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  private Cluster connect(String kubeconfig) throws Exception {
    Cluster cluster = api.connect(PracticeApi.context(dir, kubeconfig), PracticeApi.PATIENCE);
    open.add(cluster);
    return cluster;
  }

  private Trouble trouble(Cluster cluster) {
    return catchThrowableOfType(ClusterFailure.class, cluster::greet).trouble();
  }

  private Trouble trouble(String kubeconfig) throws Exception {
    return trouble(connect(kubeconfig));
  }

  @Test
  void saysWhoOneIsAndWhatTheClusterIs() throws Exception {
    Greeting unmarked = connect(api.kubeconfig(PracticeApi.LIMITED)).greet();
    assertThat(unmarked.user()).isEqualTo("limited");
    assertThat(unmarked.groups()).containsExactly("system:authenticated");
    assertThat(unmarked.version()).isEqualTo("v1.36.2");
    assertThat(unmarked.clusterUid()).as("it may not ask").isEmpty();
    assertThat(unmarked.practice()).as("it may not ask").isEqualTo(Greeting.Practice.UNKNOWN);
    assertThat(unmarked.skew()).isEqualTo(Greeting.Skew.NONE);
    api.create(
        "namespaces",
        "{\"metadata\": {\"name\": \"kube-system\", \"uid\": \"c1\", \"labels\": {\"salvor.io/practice\": \"webshell\"}}}");
    Greeting marked = connect(api.kubeconfig(PracticeApi.ADMIN)).greet();
    assertThat(marked.practice()).isEqualTo(Greeting.Practice.YES);
    assertThat(marked.scenario()).isEqualTo("webshell");
    assertThat(marked.clusterUid()).isNotEmpty();
  }

  @Test
  void tellsAClockThatIsOff() throws Exception {
    assertThat(ahead(Duration.ofSeconds(-20)).skew()).isEqualTo(Greeting.Skew.NONE);
    assertThat(ahead(Duration.ofSeconds(45)).skew()).isEqualTo(Greeting.Skew.TOLD);
    Greeting twoHours = ahead(Duration.ofHours(-2));
    assertThat(twoHours.skew()).isEqualTo(Greeting.Skew.WARNED);
    assertThat(twoHours.ahead()).isBetween(Duration.ofMinutes(-121), Duration.ofMinutes(-119));
  }

  @Test
  void noTimeWandersByWhatAHeaderOfWholeSecondsLeavesOut() throws Exception {
    assertThat(ahead(Duration.ZERO).ahead()).isZero();
  }

  @Test
  void aClockThatIsSetRightLaterIsTold() throws Exception {
    api.pod("a");
    AtomicReference<Duration> off = new AtomicReference<>(Duration.ofHours(2));
    InstantSource ours = () -> InstantSource.system().instant().minus(off.get());
    KubeContext context = PracticeApi.context(dir, api.kubeconfig(PracticeApi.ADMIN));
    try (Cluster cluster =
        new Fabric8Clusters(new Jobs(), ours, PracticeApi.PATIENCE, 1)
            .connect(context, Confirmed.NOTHING)) {
      assertThat(Greeting.skew(cluster.greet().ahead())).isEqualTo(Greeting.Skew.WARNED);
      assertThat(cluster.ahead()).isGreaterThan(Duration.ofMinutes(119));
      off.set(Duration.ZERO);
      cluster.logs(LogRequest.of("shop", "a", "app")).close();
      assertThat(Greeting.skew(cluster.ahead())).isEqualTo(Greeting.Skew.NONE);
    }
  }

  /** A greeting by a cluster whose clock is so far ahead of ours. */
  private Greeting ahead(Duration off) throws Exception {
    InstantSource ours = () -> InstantSource.system().instant().minus(off);
    KubeContext context = PracticeApi.context(dir, api.kubeconfig(PracticeApi.ADMIN));
    try (Cluster cluster =
        new Fabric8Clusters(new Jobs(), ours, PracticeApi.PATIENCE, 1)
            .connect(context, Confirmed.NOTHING)) {
      return cluster.greet();
    }
  }

  @Test
  void tellsAWrongAuthority() throws Exception {
    try (PracticeApi other = new PracticeApi()) {
      String wrong =
          api.kubeconfig(api.address(), other.authority(), "{token: " + PracticeApi.ADMIN + "}");
      assertThat(trouble(wrong)).isInstanceOf(Trouble.WrongAuthority.class);
    }
  }

  @Test
  void believesNoPublicAuthorityWhereTheKubeconfigNamesOne() throws Exception {
    String none =
        api.kubeconfig(PracticeApi.ADMIN).replaceAll(" *certificate-authority-data: .*", "");
    assertThat(trouble(none)).isInstanceOf(Trouble.WrongAuthority.class);
  }

  @Test
  void tellsAWrongToken() throws Exception {
    assertThat(trouble(api.kubeconfig("wrong"))).isInstanceOf(Trouble.BadCredentials.class);
  }

  @Test
  void tellsWhenNobodyListens() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    String nobody = api.kubeconfig(PracticeApi.ADMIN).replace(":" + api.server.port(), ":" + free);
    assertThat(trouble(nobody))
        .isInstanceOfSatisfying(
            Trouble.Unreachable.class,
            t -> assertThat(t.reason()).isEqualTo(Trouble.Unreachable.Reason.REFUSED));
  }

  @Test
  void tellsANameThatNobodyHas() throws Exception {
    String nobody = api.kubeconfig(PracticeApi.ADMIN).replace("127.0.0.1", "no-such-host.invalid");
    assertThat(trouble(nobody))
        .isInstanceOfSatisfying(
            Trouble.Unreachable.class,
            t -> assertThat(t.reason()).isEqualTo(Trouble.Unreachable.Reason.UNKNOWN_HOST));
  }

  @Test
  void tellsACertificateForOtherNames() throws Exception {
    String other =
        api.kubeconfig(PracticeApi.ADMIN)
            .replace("    server:", "    tls-server-name: other.example\n    server:");
    assertThat(trouble(other)).isInstanceOf(Trouble.WrongName.class);
    assertThat(connect(other.replace("other.example", "kubernetes")).greet().user())
        .as("a name that the certificate is for")
        .isEqualTo("admin");
  }

  @Test
  void tellsACertificateThatIsNotValidYet() throws Exception {
    InstantSource ahead = () -> InstantSource.system().instant().plus(Duration.ofDays(400));
    try (PracticeApi future = new PracticeApi(ahead)) {
      KubeContext context = PracticeApi.context(dir, future.kubeconfig(PracticeApi.ADMIN));
      try (Cluster cluster = future.connect(context, PracticeApi.PATIENCE)) {
        assertThat(trouble(cluster)).isInstanceOf(Trouble.WrongTime.class);
      }
    }
  }

  @Test
  void tellsATokenThatIsOverAndTakesTheOneThatKubectlWroteMeanwhile() throws Exception {
    String claims = Base64.getUrlEncoder().encodeToString("{\"exp\": 1700000000}".getBytes(UTF_8));
    String user =
        "{auth-provider: {name: oidc, config: {idp-issuer-url: \"https://idp\", client-id: k,"
            + " id-token: %s}}}";
    String over =
        api.kubeconfig(api.address(), api.authority(), user.formatted("h." + claims + ".s"));
    Cluster cluster = connect(over);
    assertThat(trouble(cluster))
        .isEqualTo(new Trouble.TokenOver("https://idp", Instant.ofEpochSecond(1_700_000_000)));
    assertThat(api.server.requests()).as("a token that is over is not sent").isEmpty();
    assertThat(ClusterWords.trouble(trouble(cluster))).contains("no refresh token", "Log in again");
    Files.writeString(
        dir.resolve("kubeconfig"),
        api.kubeconfig(api.address(), api.authority(), user.formatted(PracticeApi.ADMIN)));
    assertThat(cluster.greet().user()).isEqualTo("admin");
  }

  @Test
  void takesANewTokenOfTheKubeconfigButNoProgram() throws Exception {
    Cluster cluster = connect(api.kubeconfig("old"));
    assertThat(trouble(cluster)).isInstanceOf(Trouble.BadCredentials.class);
    Path file = dir.resolve("kubeconfig");
    Path mark = dir.resolve("was-run");
    Files.writeString(
        file,
        api.kubeconfig(
            api.address(), api.authority(), "{exec: {command: touch, args: [\"" + mark + "\"]}}"));
    assertThat(trouble(cluster)).isInstanceOf(Trouble.BadCredentials.class);
    assertThat(mark).doesNotExist();
    Files.writeString(file, api.kubeconfig(PracticeApi.ADMIN));
    assertThat(cluster.greet().user()).isEqualTo("admin");
  }

  @Test
  void aFollowedLogThatSaysNothingIsToldAsSilent() throws Exception {
    api.pod("a");
    Cluster cluster =
        api.connect(PracticeApi.context(dir, api.kubeconfig(PracticeApi.ADMIN)), SOON_SILENT);
    open.add(cluster);
    LogRequest follow = new LogRequest("shop", "a", "app", true, false, true, null, -1);
    try (LogStream log = cluster.logs(follow)) {
      assertThat(log.next().text()).endsWith("one");
      assertThat(log.next().text()).endsWith("two");
      assertThat(catchThrowableOfType(ClusterFailure.class, log::next).trouble())
          .isEqualTo(new Trouble.Silent(SOON_SILENT.silence()));
    }
  }

  @Test
  void tellsAPageOfSomethingElse() throws Exception {
    api.faults.plan(
        1, request -> true, new Fault.Page(200, "text/html", "<html><title>Please log in</title>"));
    Cluster cluster = connect(api.kubeconfig(PracticeApi.ADMIN));
    assertThat(trouble(cluster))
        .isInstanceOfSatisfying(
            Trouble.NotKubernetes.class,
            not -> {
              assertThat(not.type()).isEqualTo("text/html");
              assertThat(not.begin()).contains("Please log in");
            });
    api.faults.plan(1, request -> true, new Fault.Page(502, "text/html", "<h1>Bad gateway</h1>"));
    assertThat(trouble(cluster))
        .isInstanceOfSatisfying(
            Trouble.NotKubernetes.class, not -> assertThat(not.code()).isEqualTo(502));
  }

  @Test
  void tellsAnOldServer() throws Exception {
    api.faults.plan(
        1,
        request -> request.path().endsWith("selfsubjectreviews"),
        new Fault.Page(404, "text/plain", "404 page not found\n"));
    assertThat(trouble(api.kubeconfig(PracticeApi.ADMIN))).isInstanceOf(Trouble.TooOld.class);
    api.faults.plan(1, request -> true, new Fault.Page(404, "text/plain", "404 page not found\n"));
    assertThat(trouble(api.kubeconfig(PracticeApi.ADMIN)))
        .as("any web server in Go says the same")
        .isInstanceOf(Trouble.NotKubernetes.class);
  }

  @Test
  void tellsAServerThatTakesAndSaysNothing() throws Exception {
    api.faults.plan(1, request -> true, new Fault.HalfOpen());
    Cluster cluster =
        api.connect(PracticeApi.context(dir, api.kubeconfig(PracticeApi.ADMIN)), IMPATIENT);
    open.add(cluster);
    assertThat(trouble(cluster)).isInstanceOf(Trouble.TimedOut.class);
  }

  @Test
  void tellsAConnectionThatBreaks() throws Exception {
    api.faults.plan(9, request -> true, new Fault.Dropped());
    assertThat(trouble(api.kubeconfig(PracticeApi.ADMIN))).isInstanceOf(Trouble.Unreachable.class);
  }

  @Test
  void tellsABusyServerAndAnErrorOfIt() throws Exception {
    Cluster cluster = connect(api.kubeconfig(PracticeApi.ADMIN));
    api.faults.plan(1, r -> true, new Fault.Failure(429, "TooManyRequests", "later", 12));
    assertThat(trouble(cluster)).isEqualTo(new Trouble.Busy(Duration.ofSeconds(12), "later"));
    api.faults.plan(1, r -> true, new Fault.Failure(500, "InternalError", "etcd is away", 0));
    assertThat(trouble(cluster))
        .isEqualTo(new Trouble.Refused(500, "InternalError", "etcd is away"));
    assertThat(api.asked("/version")).as("nothing is tried again by itself").hasSize(2);
  }

  @Test
  void asksForAllRightsOnceAndNamesTheMissingVerb() throws Exception {
    api.allow(
        """
        [{"apiGroups": [""], "resources": ["pods/exec"], "verbs": ["create"]},
         {"apiGroups": [""], "resources": ["pods", "pods/log"], "verbs": ["get", "list", "watch"]}]\
        """);
    Rights limited =
        connect(api.kubeconfig(PracticeApi.LIMITED)).rights(List.of(Right.values()), "");
    assertThat(limited.allows(Right.LIST_PODS)).isTrue();
    assertThat(limited.allows(Right.CREATE_EXEC)).isTrue();
    assertThat(limited.missing(Right.Use.COLLECT))
        .as("create alone is not enough for exec")
        .contains(Right.GET_EXEC)
        .doesNotContain(Right.CREATE_EXEC, Right.COLLECT_LOGS);
    assertThat(limited.missing(Right.Use.CONTAIN)).contains(Right.CREATE_NETWORK_POLICY);
    assertThat(api.asked("selfsubjectaccessreviews")).hasSize(Right.values().length);
    Rights admin =
        connect(api.kubeconfig(PracticeApi.ADMIN)).rights(List.of(Right.values()), "shop");
    assertThat(admin.missing(Right.Use.CONTAIN)).isEmpty();
  }

  @Test
  void takesNoAnswerForNoRight() throws Exception {
    api.faults.plan(1, r -> true, new Fault.Failure(500, "InternalError", "on purpose", 0));
    Rights rights = connect(api.kubeconfig(PracticeApi.ADMIN)).rights(Set.of(Right.LIST_PODS), "");
    assertThat(rights.allows(Right.LIST_PODS)).isFalse();
    assertThat(rights.answers().get(Right.LIST_PODS)).isInstanceOf(Rights.Answer.Unknown.class);
  }

  @Test
  void namesTheVerbThatIsForbidden() throws Exception {
    Cluster cluster = connect(api.kubeconfig(PracticeApi.LIMITED));
    ClusterFailure failure =
        catchThrowableOfType(
            ClusterFailure.class, () -> cluster.list(ObjectKind.NETWORK_POLICIES, "shop"));
    assertThat(failure.trouble())
        .isInstanceOfSatisfying(
            Trouble.Forbidden.class,
            no -> {
              assertThat(no.verb()).isEqualTo("list");
              assertThat(no.resource()).isEqualTo("networkpolicies.networking.k8s.io");
              assertThat(no.namespace()).isEqualTo("shop");
            });
  }

  @Test
  void readsALogLineByLineAndOneObjectAsYaml() throws Exception {
    api.pod("a");
    Cluster cluster = connect(api.kubeconfig(PracticeApi.ADMIN));
    try (LogStream log = cluster.logs(LogRequest.of("shop", "a", "app"))) {
      assertThat(log.next().text()).isEqualTo("one");
      assertThat(log.next().ends()).isTrue();
      assertThat(log.next().ends()).as("no line feed after the last").isFalse();
      assertThat(log.next()).isNull();
    }
    assertThat(api.asked("/log").getFirst().query()).isEqualTo("container=app&timestamps=true");
    assertThat(cluster.yaml(ObjectKind.PODS, "shop", "a"))
        .contains("name: \"a\"", "image: \"app:1\"")
        .doesNotContain("managedFields");
  }

  @Test
  void asksAgainForATokenInAFile() throws Exception {
    Path token = Files.writeString(dir.resolve("token"), "old\n");
    Cluster cluster = connect(api.kubeconfig(api.address(), api.authority(), "{tokenFile: token}"));
    assertThat(trouble(cluster)).isInstanceOf(Trouble.BadCredentials.class);
    Files.writeString(token, PracticeApi.ADMIN + "\n");
    assertThat(cluster.greet().user()).isEqualTo("admin");
  }

  @Test
  void aPodConnectsByItsOwnAccount() throws Exception {
    Map<String, String> environment =
        Map.of(
            "KUBERNETES_SERVICE_HOST",
            "127.0.0.1",
            "KUBERNETES_SERVICE_PORT",
            String.valueOf(api.server.port()));
    Files.write(dir.resolve("ca.crt"), api.server.authority());
    Files.writeString(dir.resolve("token"), PracticeApi.LIMITED + "\n");
    KubeContext own = InCluster.context(environment, dir).orElseThrow();
    try (Cluster cluster = api.connect(own, PracticeApi.PATIENCE)) {
      assertThat(cluster.greet().user()).isEqualTo("limited");
      Files.writeString(dir.resolve("token"), PracticeApi.ADMIN);
      assertThat(cluster.greet().user()).as("the kubelet renewed it").isEqualTo("admin");
    }
  }
}
