package salvor.cluster.fabric8;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.LogRequest;
import salvor.cluster.LogStream;
import salvor.cluster.ObjectKind;
import salvor.cluster.Trouble;
import salvor.cluster.Trouble.ProxyFailed.Why;
import salvor.cluster.Watching;
import salvor.jobs.Jobs;
import salvor.report.ClusterWords;
import salvor.training.apiserver.Certificates;

/** A server whose name only the proxy knows, by each kind of proxy. */
class ThroughProxyTest {
  private static final Patience SHORT =
      new Patience(
          Duration.ofSeconds(2),
          Duration.ofSeconds(20),
          Duration.ofMillis(20),
          Duration.ofMillis(80));

  private @TempDir Path dir;
  private final PracticeApi api = new PracticeApi();
  private final Certificates proxys = Certificates.create(Instant.now());
  private final List<AutoCloseable> open = new ArrayList<>(List.of(api));

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  private Proxy proxy(String scheme) throws Exception {
    Proxy proxy =
        scheme.startsWith("socks")
            ? Proxy.ofSocks()
            : scheme.equals("https") ? Proxy.byTls(proxys) : Proxy.inClear();
    open.add(proxy);
    return proxy;
  }

  /** The authority of the cluster, and that of the proxy, as kubectl needs them too. */
  private String authorities() {
    byte[] one = api.server.authority();
    byte[] other = proxys.authority();
    byte[] both = java.util.Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return Base64.getEncoder().encodeToString(both);
  }

  private String kubeconfig(String proxy) {
    return api.kubeconfig(
            "https://kubernetes:" + api.server.port(),
            authorities(),
            "{token: " + PracticeApi.ADMIN + "}")
        .replace("    server:", "    proxy-url: \"" + proxy + "\"\n    server:");
  }

  private Cluster connect(String proxy, Patience patience) throws Exception {
    Cluster cluster = api.connect(PracticeApi.context(dir, kubeconfig(proxy)), patience);
    open.add(cluster);
    return cluster;
  }

  private Trouble.ProxyFailed failed(String proxy) throws Exception {
    Cluster cluster = connect(proxy, SHORT);
    Trouble trouble = catchThrowableOfType(ClusterFailure.class, cluster::greet).trouble();
    assertThat(trouble).isInstanceOf(Trouble.ProxyFailed.class);
    assertThat(ClusterWords.trouble(trouble)).doesNotContain("cret").contains("127.0.0.1");
    return (Trouble.ProxyFailed) trouble;
  }

  private Why reason(String proxy) throws Exception {
    return failed(proxy).reason();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https", "socks5", "socks5h"})
  void allThatIsAskedGoesThroughWithUserAndPassword(String scheme) throws Exception {
    Proxy proxy = proxy(scheme);
    proxy.wantPassword();
    api.pod("a");
    Cluster cluster =
        connect(
            scheme + "://" + Proxy.ENCODED + "@127.0.0.1:" + proxy.port(), PracticeApi.PATIENCE);
    assertThat(cluster.greet().user()).isEqualTo("admin");
    assertThat(cluster.list(ObjectKind.PODS, "")).hasSize(1);
    Heard heard = new Heard();
    Watching watch = cluster.watch(ObjectKind.PODS, "", heard);
    heard.until("live", Heard::isLive);
    api.pod("b");
    heard.until("the change", h -> h.there.contains("b"));
    try (LogStream log =
        cluster.logs(new LogRequest("shop", "a", "app", true, false, true, null, -1))) {
      assertThat(log.next().text()).endsWith("one");
    }
    proxy.breakAll();
    heard.until("live again", h -> h.isLive() && h.gaps.size() == 1);
    watch.close();
    assertThat(proxy.asked()).containsOnly("kubernetes:" + api.server.port());
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https", "socks5"})
  void kubectlGoesTheSameWayByTheSameKubeconfig(String scheme) throws Exception {
    Proxy proxy = proxy(scheme);
    proxy.wantPassword();
    api.pod("a");
    Path file =
        Files.writeString(
            dir.resolve("config"),
            kubeconfig(scheme + "://" + Proxy.ENCODED + "@127.0.0.1:" + proxy.port()));
    assertThat(Kubectl.says(file, "get", "pods", "-o", "name")).isEqualToIgnoringNewLines("pod/a");
    assertThat(proxy.asked()).containsOnly("kubernetes:" + api.server.port());
  }

  @Test
  void eachFailureOfAProxyIsTold() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    assertThat(reason("socks5://127.0.0.1:" + free)).isEqualTo(Why.REFUSED);
    Proxy http = proxy("http");
    Proxy socks = proxy("socks5");
    String byHttp = "http://x:secret@127.0.0.1:" + http.port();
    String bySocks = "socks5://x:secret@127.0.0.1:" + socks.port();
    http.refuse(403);
    assertThat(reason(byHttp)).isEqualTo(Why.FORBIDDEN);
    http.refuse(504);
    assertThat(reason(byHttp)).isEqualTo(Why.NO_SERVER);
    socks.refuse(2);
    assertThat(reason(bySocks)).isEqualTo(Why.FORBIDDEN);
    socks.refuse(5);
    assertThat(failed(bySocks).said()).isEqualTo("connection refused");
    socks.refuse(0);
    socks.closeAfterYes();
    assertThat(reason(bySocks)).as("as ssh -D does").isEqualTo(Why.NO_SERVER);
    http.wantPassword();
    socks.wantPassword();
    assertThat(reason(byHttp)).isEqualTo(Why.CREDENTIALS);
    assertThat(reason(bySocks)).isEqualTo(Why.CREDENTIALS);
    assertThat(reason("socks5://127.0.0.1:" + socks.port())).isEqualTo(Why.CREDENTIALS);
  }

  @Test
  void whatIsNoProxyIsToldByWhatItSays() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      new Jobs()
          .start(
              "says it is something else",
              _ -> {
                while (true) {
                  Socket client = other.accept();
                  open.add(client);
                  client.getOutputStream().write("SSH-2.0-Other\r\n".getBytes(UTF_8));
                }
              });
      for (String scheme : List.of("http", "https", "socks5")) {
        Trouble.ProxyFailed failed = failed(scheme + "://127.0.0.1:" + other.getLocalPort());
        assertThat(failed.reason()).isEqualTo(Why.NO_PROXY);
        assertThat(failed.said()).matches(".*(SSH-|SSL message|byte 83).*");
      }
    }
  }

  @Test
  void aProxyThatSaysNothingDoesNotHold() throws Exception {
    for (String scheme : List.of("http", "https", "socks5")) {
      try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
        assertThat(reason(scheme + "://127.0.0.1:" + mute.getLocalPort())).isEqualTo(Why.SILENT);
      }
    }
  }

  @Test
  void aProxyByTlsIsBelievedByTheKubeconfigsAuthorityAndForItsNameAlone() throws Exception {
    try (Proxy other = Proxy.byTls(Certificates.create(Instant.now()))) {
      assertThat(reason("https://127.0.0.1:" + other.port())).isEqualTo(Why.CERTIFICATE);
    }
    Trouble nobody =
        catchThrowableOfType(
                ClusterFailure.class, connect("https://no-such-proxy.invalid:3128", SHORT)::greet)
            .trouble();
    assertThat(nobody)
        .isInstanceOfSatisfying(
            Trouble.ProxyFailed.class,
            failed -> assertThat(failed.reason()).isEqualTo(Why.UNKNOWN_HOST));
  }

  @Test
  void nobodyElseGetsThroughAndNowhereElse() throws Exception {
    Proxy proxy = proxy("socks5");
    Tunnel tunnel =
        new Tunnel(
            new ProxyDoor(
                ProxyServer.of("socks5://127.0.0.1:" + proxy.port()),
                null,
                true,
                Duration.ofSeconds(20)),
            "kubernetes",
            api.server.port(),
            new Jobs());
    try (tunnel) {
      assertThat(tunnel.address().getAddress().isLoopbackAddress()).isTrue();
      String target = "CONNECT kubernetes:" + api.server.port() + " HTTP/1.1\r\n";
      String secret = "Proxy-Authorization: " + tunnel.secret() + "\r\n";
      for (String request :
          List.of(
              target,
              target + "Proxy-Authorization: Bearer 00\r\n",
              target + "Proxy-Authorization: \r\n",
              "CONNECT 127.0.0.1:" + api.server.port() + " HTTP/1.1\r\n" + secret,
              "CONNECT kubernetes:22 HTTP/1.1\r\n" + secret,
              "GET https://kubernetes:" + api.server.port() + "/ HTTP/1.1\r\n" + secret,
              secret,
              "x".repeat(9000))) {
        assertThat(answer(tunnel, request + "\r\n")).startsWith("HTTP/1.1 403 ");
      }
      assertThat(proxy.asked()).isEmpty();
      assertThat(answer(tunnel, target + secret + "\r\n")).startsWith("HTTP/1.1 200 ");
      assertThat(proxy.asked()).hasSize(1);
    }
    assertThat(answer(tunnel, "")).isEmpty();
  }

  private static String answer(Tunnel tunnel, String request) throws Exception {
    try (Socket socket = new Socket()) {
      socket.connect(tunnel.address());
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readNBytes(13), UTF_8);
    } catch (SocketException nobody) {
      return "";
    }
  }
}
