package salvor.cluster.fabric8;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Confirmed;
import salvor.cluster.KubeContext;
import salvor.cluster.Kubeconfigs;
import salvor.cluster.Trouble;
import salvor.jobs.Jobs;

/** A server that knows people by their certificates alone, and says as whom it knows them. */
class MutualTlsTest {
  private @TempDir Path dir;
  private Issuing authority;
  private HttpsServer server;

  @BeforeEach
  void serve() throws Exception {
    authority = new Issuing();
    SSLContext tls = authority.tls();
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(tls) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters needed = tls.getDefaultSSLParameters();
            needed.setNeedClientAuth(true);
            parameters.setSSLParameters(needed);
          }
        });
    answer("/version", who -> "{\"gitVersion\": \"v1.36.2\"}");
    answer(
        "/apis/authentication.k8s.io/v1/selfsubjectreviews",
        who ->
            """
            {"apiVersion": "authentication.k8s.io/v1", "kind": "SelfSubjectReview",
             "status": {"userInfo": {"username": "%s"}}}
            """
                .formatted(who));
    answer("/api/v1/namespaces/kube-system", who -> "{\"metadata\": {\"uid\": \"c1\"}}");
    server.start();
  }

  private interface Said {
    String to(String who);
  }

  private void answer(String path, Said said) {
    server.createContext(
        path,
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          String who = ((HttpsExchange) exchange).getSSLSession().getPeerPrincipal().getName();
          byte[] body = said.to(who).getBytes(UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  private Path kubeconfig(String user) throws Exception {
    return Files.writeString(
        dir.resolve("config"),
        """
        apiVersion: v1
        kind: Config
        current-context: here
        clusters:
        - name: there
          cluster:
            server: https://127.0.0.1:%d
            certificate-authority-data: %s
        users:
        - name: me
          user: %s
        contexts:
        - name: here
          context: {cluster: there, user: me}
        """
            .formatted(server.getAddress().getPort(), base64(authority.authority()), user));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static Cluster connect(Path kubeconfig, boolean confirmed) throws Exception {
    KubeContext context =
        Kubeconfigs.read(List.of(kubeconfig), KubeContext.Origin.USER).context("").orElseThrow();
    Confirmed plugins =
        confirmed ? Confirmed.NOTHING.and(context.plugin().orElseThrow()) : Confirmed.NOTHING;
    return new Fabric8Clusters(new Jobs(), InstantSource.system(), PracticeApi.PATIENCE, 1)
        .connect(context, plugins);
  }

  private static String who(Path kubeconfig, boolean confirmed) throws Exception {
    try (Cluster cluster = connect(kubeconfig, confirmed)) {
      return cluster.greet().user();
    }
  }

  /** As kubeadm, k3s and openssl write keys. */
  private static String key(String form, KeyPair pair) throws Exception {
    return switch (form) {
      case "PKCS 8" -> Issuing.pkcs8(pair);
      case "behind parameters" ->
          "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"
              + Issuing.sec1(pair);
      case "SEC 1" -> Issuing.sec1(pair);
      default -> Issuing.pem(pair.getPrivate());
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"RSA, PKCS 8", "RSA, PKCS 1", "EC, PKCS 8", "EC, SEC 1", "EC, behind parameters"})
  void aCertificateIsShownInEachFormOfItsKey(String form) throws Exception {
    String algorithm = form.split(", ")[0];
    KeyPair pair = Issuing.pair(algorithm, algorithm.equals("EC") ? 256 : 2048);
    String certificate = authority.certificate("CN=alice,O=ops", pair);
    String key = key(form.split(", ")[1], pair);
    Path inside =
        kubeconfig(
            "{client-certificate-data: %s, client-key-data: %s}"
                .formatted(base64(certificate), base64(key)));
    assertThat(who(inside, false)).contains("CN=alice", "O=ops");
    assertThat(Kubectl.says(inside, "get", "--raw", "/version")).contains("v1.36.2");
    Files.writeString(dir.resolve("my.crt"), certificate);
    Files.writeString(dir.resolve("my.key"), key);
    assertThat(who(kubeconfig("{client-certificate: my.crt, client-key: my.key}"), false))
        .contains("CN=alice", "O=ops");
  }

  /** What a server says that asks for a certificate, and hangs up no sooner than it was heard. */
  @Test
  void whoShowsNoneOrOneOfAnotherAuthorityIsTold() throws Exception {
    KeyPair pair = Issuing.pair("EC", 256);
    String other = new Issuing().certificate("CN=alice", pair);
    List<Socket> open = new CopyOnWriteArrayList<>();
    try (ServerSocket strict = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      SSLContext tls = authority.tls();
      new Jobs()
          .start(
              "asks for a certificate",
              _ -> {
                while (true) {
                  Socket client = strict.accept();
                  open.add(client);
                  new Jobs().start("one", _ -> refuse(client, tls));
                }
              });
      for (String user :
          List.of(
              "{}",
              "{client-certificate-data: %s, client-key-data: %s}"
                  .formatted(base64(other), base64(Issuing.pkcs8(pair))))) {
        Path file = kubeconfig(user);
        String own = ":" + server.getAddress().getPort();
        Files.writeString(file, Files.readString(file).replace(own, ":" + strict.getLocalPort()));
        try (Cluster cluster = connect(file, false)) {
          assertThat(catchThrowableOfType(ClusterFailure.class, cluster::greet).trouble())
              .isInstanceOf(Trouble.BadCredentials.class);
        }
      }
    } finally {
      for (Socket each : open) {
        each.close();
      }
    }
  }

  private static Boolean refuse(Socket client, SSLContext tls) throws IOException {
    SSLSocket through =
        (SSLSocket)
            tls.getSocketFactory().createSocket(client, InputStream.nullInputStream(), false);
    through.setUseClientMode(false);
    through.setNeedClientAuth(true);
    through.startHandshake();
    return true;
  }

  @Test
  void aKeyThatIsNoneIsTold() throws Exception {
    String certificate = authority.certificate("CN=alice", Issuing.pair("EC", 256));
    Path file =
        kubeconfig(
            "{client-certificate-data: %s, client-key-data: %s}"
                .formatted(base64(certificate), base64(certificate)));
    assertThat(catchThrowableOfType(ClusterFailure.class, () -> connect(file, false)).trouble())
        .isInstanceOfSatisfying(
            Trouble.BadFile.class, bad -> assertThat(bad.said()).contains("no private key"));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aPluginsCertificateIsShown() throws Exception {
    KeyPair pair = Issuing.pair("RSA", 2048);
    String answer =
        """
        {"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential",
         "status": {"clientCertificateData": "%s", "clientKeyData": "%s"}}
        """
            .formatted(
                authority.certificate("CN=robot", pair).replace("\n", "\\n"),
                Issuing.pem(pair.getPrivate()).replace("\n", "\\n"));
    Files.writeString(dir.resolve("answer.json"), answer);
    Path program =
        Files.writeString(
            dir.resolve("plugin.sh"), "#!/bin/sh\ncat '" + dir.resolve("answer.json") + "'\n");
    program.toFile().setExecutable(true);
    Path file =
        kubeconfig(
            "{exec: {apiVersion: client.authentication.k8s.io/v1, command: ./plugin.sh,"
                + " interactiveMode: Never}}");
    assertThat(who(file, true)).isEqualTo("CN=robot");
    assertThat(Kubectl.says(file, "get", "--raw", "/version")).contains("v1.36.2");
  }
}
