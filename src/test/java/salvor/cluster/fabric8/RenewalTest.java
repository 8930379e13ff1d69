package salvor.cluster.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Confirmed;
import salvor.cluster.KubeContext;
import salvor.cluster.Kubeconfigs;
import salvor.cluster.OidcRenewal;
import salvor.cluster.Trouble;
import salvor.cluster.Trouble.NotRenewed.Cause;
import salvor.jobs.Job;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.report.ClusterWords;

/** An ID token that is over is renewed as kubectl does, if that was confirmed. */
class RenewalTest {
  private static final Patience SHORT = patience(Duration.ofSeconds(1));

  /** A failure counts for a millisecond. */
  private static Patience patience(Duration answer) {
    Duration least = Duration.ofMillis(1);
    return new Patience(answer, answer, least, least);
  }

  private @TempDir Path dir;
  private final PracticeApi api = new PracticeApi();
  private Issuer issuer;
  private Path file;

  @BeforeEach
  void serve() throws Exception {
    issuer = new Issuer(api);
    file = dir.resolve("kubeconfig");
    write(issuer.token(Duration.ofMinutes(-5)));
  }

  @AfterEach
  void close() {
    issuer.close();
    api.close();
  }

  private void write(String token) throws Exception {
    Files.writeString(file, kubeconfig(token, issuer.address(), issuer.refresh()));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
  }

  private String kubeconfig(String token, String address, String refresh) throws Exception {
    return api.kubeconfig(
        api.address(),
        api.authority(),
        """

            # by hand: \u00fc \ud83d\ude00
            auth-provider:
              name: oidc
              config:
                client-id: kube   # ours
                client-secret: %s
                id-token: %s
                idp-certificate-authority-data: %s
                idp-issuer-url: %s
                refresh-token:   '%s'
                odd: "kept"
        """
            .formatted(Issuer.SECRET, token, issuer.authority(), address, refresh));
  }

  private KubeContext context(KubeContext.Origin origin) {
    return Kubeconfigs.read(List.of(file), origin).context("").orElseThrow();
  }

  private Cluster connect(KubeContext context, Patience patience) throws Exception {
    return connect(context, patience, Map.of());
  }

  private static Cluster connect(
      KubeContext context, Patience patience, Map<String, String> environment) throws Exception {
    return new Fabric8Clusters(new Jobs(), InstantSource.system(), patience, 1, environment)
        .connect(context, Confirmed.NOTHING.and(context.logIn().orElseThrow()));
  }

  private String who() throws Exception {
    try (Cluster cluster = connect(context(KubeContext.Origin.USER), PracticeApi.PATIENCE)) {
      return cluster.greet().user();
    }
  }

  private Trouble trouble(Cluster cluster) throws Exception {
    try (cluster) {
      Trouble trouble = catchThrowableOfType(ClusterFailure.class, cluster::greet).trouble();
      assertThat(ClusterWords.trouble(trouble)).doesNotContain("refresh-token-", Issuer.SECRET);
      assertThat(dir.resolve("kubeconfig.lock")).doesNotExist();
      return trouble;
    }
  }

  private Cause cause() throws Exception {
    String before = Files.readString(file);
    Trouble trouble =
        trouble(connect(context(KubeContext.Origin.USER), patience(Duration.ofSeconds(20))));
    assertThat(trouble).isInstanceOf(Trouble.NotRenewed.class);
    assertThat(file).content().isEqualTo(before);
    return ((Trouble.NotRenewed) trouble).cause();
  }

  @Test
  void nothingIsSentBeforeItWasConfirmed() throws Exception {
    KubeContext context = context(KubeContext.Origin.USER);
    Cluster cluster = api.connect(context, PracticeApi.PATIENCE);
    assertThat(trouble(cluster))
        .isInstanceOfSatisfying(
            Trouble.NotConfirmed.class,
            not -> {
              assertThat(not.act()).isInstanceOf(OidcRenewal.class);
              assertThat(ClusterWords.trouble(not))
                  .contains(
                      issuer.address(),
                      "Nothing was sent",
                      not.act().fingerprint().substring(0, 12));
            });
    assertThat(issuer.asked()).isEmpty();
    assertThat(api.server.requests()).isEmpty();
  }

  @Test
  void ofAKubeconfigInEvidenceNothingIsSentAtAll() throws Exception {
    Cluster cluster = connect(context(KubeContext.Origin.EVIDENCE), PracticeApi.PATIENCE);
    assertThat(trouble(cluster))
        .isInstanceOfSatisfying(
            Trouble.NotRenewed.class, not -> assertThat(not.cause()).isEqualTo(Cause.EVIDENCE));
    assertThat(issuer.asked()).isEmpty();
  }

  @Test
  void isWrittenWhereItWasAndNothingElseOfTheFileIsChanged() throws Exception {
    String over = context(KubeContext.Origin.USER).toString() + Files.readString(file);
    String old =
        Files.readAllLines(file).stream()
            .filter(l -> l.contains("id-token"))
            .findFirst()
            .orElseThrow();
    assertThat(who()).isEqualTo("carol");
    assertThat(issuer.renewals()).isOne();
    List<String> is = Files.readAllLines(file);
    String fresh = is.stream().filter(l -> l.contains("id-token")).findFirst().orElseThrow();
    assertThat(fresh).isNotEqualTo(old);
    assertThat(String.join("\n", is))
        .isEqualToIgnoringNewLines(
            over.substring(over.indexOf("apiVersion"))
                .replace(old, fresh)
                .replace("'refresh-token-0'", "\"refresh-token-1\""));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
    try (Stream<Path> left = Files.list(dir)) {
      assertThat(left).containsExactly(file);
    }
    assertThat(who()).isEqualTo("carol");
    assertThat(issuer.renewals()).as("it is good still").isOne();
    assertThat(Kubectl.says(file, "get", "--raw", "/version")).contains("v1.36.2");
  }

  @Test
  void behindALinkTheFileIsReplacedAndNotTheLink() throws Exception {
    Path real = Files.move(file, Files.createDirectory(dir.resolve("real")).resolve("config"));
    Files.createSymbolicLink(file, real);
    assertThat(who()).isEqualTo("carol");
    assertThat(file).isSymbolicLink();
    assertThat(real).content().contains("refresh-token-1");
  }

  @Test
  void kubectlDoesTheSameAndEachTakesWhatTheOtherWrote() throws Exception {
    assertThat(Kubectl.says(file, "get", "--raw", "/version")).contains("v1.36.2");
    assertThat(issuer.renewals()).isOne();
    assertThat(who()).isEqualTo("carol");
    assertThat(issuer.renewals()).isOne();
    write(issuer.token(Duration.ofMinutes(-5)));
    assertThat(who()).isEqualTo("carol");
    assertThat(Kubectl.says(file, "get", "--raw", "/version")).contains("v1.36.2");
    assertThat(issuer.renewals()).isEqualTo(2);
  }

  @Test
  void oneThatTheClusterRefusesIsRenewedOnce() throws Exception {
    write("unknown.e30.token");
    assertThat(who()).isEqualTo("carol");
    write("unknown.e30.token");
    issuer.error = "invalid_grant";
    assertThat(cause()).isEqualTo(Cause.REFUSED);
  }

  @Test
  void ofSeveralAtOnceOneAsks() throws Exception {
    int many = 6;
    CountDownLatch ready = new CountDownLatch(many);
    List<Job<String>> all = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      all.add(
          new Jobs()
              .start(
                  "one Salvor",
                  _ -> {
                    ready.countDown();
                    ready.await();
                    return who();
                  }));
    }
    for (Job<String> each : all) {
      assertThat(each.await()).isEqualTo(new JobState.Succeeded<>("carol"));
    }
    assertThat(issuer.renewals()).isOne();
    assertThat(issuer.refresh()).as("nobody showed one twice").isEqualTo("refresh-token-1");
    assertThat(file).content().contains("refresh-token-1");
  }

  @Test
  void whoTakesTheSecretInTheBodyAloneGetsItThere() throws Exception {
    issuer.secretInBody = true;
    assertThat(who()).isEqualTo("carol");
  }

  @Test
  void goesThroughTheProxyOfTheEnvironment() throws Exception {
    Files.writeString(
        file,
        kubeconfig(
            issuer.token(Duration.ofMinutes(-5)),
            "https://kubernetes:" + issuer.port(),
            issuer.refresh()));
    try (Proxy proxy = Proxy.ofSocks();
        Cluster cluster =
            connect(
                context(KubeContext.Origin.USER),
                PracticeApi.PATIENCE,
                Map.of("HTTPS_PROXY", "socks5://127.0.0.1:" + proxy.port()))) {
      assertThat(cluster.greet().user()).isEqualTo("carol");
      assertThat(proxy.asked()).hasSize(2).containsOnly("kubernetes:" + issuer.port());
      assertThat(issuer.asked()).noneMatch(each -> each.contains("Bearer"));
    }
  }

  @Test
  void noSecretGoesWhereARedirectOrPlainAddressLeads() throws Exception {
    try (Issuer other = new Issuer(api)) {
      issuer.code = 302;
      issuer.discovery = other.address() + "/.well-known/openid-configuration";
      assertThat(cause()).isEqualTo(Cause.NO_ISSUER);
      assertThat(other.asked()).isEmpty();
      issuer.code = 0;
      issuer.discovery = "http://127.0.0.1:" + issuer.port() + "/token";
      assertThat(cause()).isEqualTo(Cause.NOT_HTTPS);
      assertThat(issuer.renewals()).isZero();
      Files.writeString(
          file, kubeconfig("", "http://127.0.0.1:" + issuer.port(), issuer.refresh()));
      assertThat(cause()).isEqualTo(Cause.NOT_HTTPS);
    }
  }

  @Test
  void eachFailureIsToldWithoutASecret() throws Exception {
    issuer.error = "invalid_grant";
    assertThat(cause()).isEqualTo(Cause.REFUSED);
    issuer.error = "server_error";
    assertThat(cause()).isEqualTo(Cause.NO_ISSUER);
    issuer.error = "";
    issuer.code = 404;
    assertThat(cause()).isEqualTo(Cause.NO_ISSUER);
    issuer.code = 0;
    issuer.withoutIdToken = true;
    assertThat(cause()).isEqualTo(Cause.NO_ID_TOKEN);
    try (Issuer other = new Issuer(api)) {
      Files.writeString(
          file, Files.readString(file).replace(issuer.authority(), other.authority()));
      assertThat(cause()).isEqualTo(Cause.CERTIFICATE);
    }
    issuer.close();
    assertThat(cause()).isEqualTo(Cause.UNREACHABLE);
  }

  @Test
  void aLockThatIsNotGivenUpIsTold() throws Exception {
    Path lock = Files.createFile(dir.resolve("kubeconfig.lock"));
    try (Cluster cluster = connect(context(KubeContext.Origin.USER), SHORT)) {
      assertThat(catchThrowableOfType(ClusterFailure.class, cluster::greet).trouble())
          .isInstanceOfSatisfying(
              Trouble.NotRenewed.class,
              not -> {
                assertThat(not.cause()).isEqualTo(Cause.LOCKED);
                assertThat(ClusterWords.trouble(not)).contains(lock.toString());
              });
      assertThat(lock).as("another's").exists();
      assertThat(issuer.asked()).isEmpty();
    }
    Files.delete(lock);
    assertThat(who()).isEqualTo("carol");
  }

  @Test
  void aFormThatCannotBeChangedIsToldBeforeATokenIsUsedUp() throws Exception {
    Files.writeString(
        file,
        Files.readString(file)
            .replace("users:\n", "users:\n- name: other\n  user: {token: &one shared}\n")
            .replaceAll("id-token: .*", "id-token: *one"));
    assertThat(cause()).isEqualTo(Cause.NOT_WRITTEN);
    assertThat(issuer.asked()).isEmpty();
  }
}
