package salvor.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.InstantSource;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import salvor.training.apiserver.ApiResources;

/** Logs and bodies as they go over the wire. */
class PodLogsTest {
  private static final String WEB = "/api/v1/namespaces/shop/pods/web-5468d8c4df-8ppl7/log";
  private static PracticeCluster cluster;
  private static HttpClient client;
  private static String token;

  @BeforeAll
  static void serve() throws IOException, GeneralSecurityException {
    ApiResources resources = new ApiResources();
    Recording recording = Recording.read(Path.of("evidence-samples/webshell"), resources);
    ReplayClock clock =
        new ReplayClock(InstantSource.system(), recording.attack().orElseThrow(), 0);
    cluster = new PracticeCluster(recording, resources, 0, clock, InstantSource.system());
    String kubeconfig = cluster.kubeconfig();
    token = found(kubeconfig, "token: \"(.*)\"");
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null);
    byte[] authority =
        Base64.getDecoder().decode(found(kubeconfig, "certificate-authority-data: (.*)"));
    trusted.setCertificateEntry(
        "ca",
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new java.io.ByteArrayInputStream(authority)));
    TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    client =
        HttpClient.newBuilder().sslContext(context).version(HttpClient.Version.HTTP_1_1).build();
  }

  @AfterAll
  static void stop() {
    client.close();
    cluster.close();
  }

  private static String found(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private static HttpResponse<String> send(String method, String target, byte[] body, String bearer)
      throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + cluster.port() + target))
            .header("Authorization", "Bearer " + bearer)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> get(String target) throws Exception {
    return send("GET", target, new byte[0], token);
  }

  @Test
  void tailsAndLimits() throws Exception {
    assertThat(get(WEB + "?tailLines=2").body().lines()).hasSize(2);
    assertThat(get(WEB + "?tailLines=0").body()).isEmpty();
    assertThat(get(WEB + "?limitBytes=7").body()).hasSize(7);
    assertThat(get(WEB + "?follow=true&limitBytes=7").body())
        .as("ends although followed")
        .hasSize(7);
    assertThat(get(WEB + "?tailLines=1&timestamps=true").body()).matches("\\d{4}-.*T.*Z .*\n");
  }

  @Test
  void refusesWhatItCannotAnswer() throws Exception {
    assertThat(get(WEB + "?tailLines=-1").statusCode()).isEqualTo(422);
    assertThat(get(WEB + "?tailLines=x").statusCode()).isEqualTo(400);
    assertThat(get(WEB + "?sinceTime=yesterday").statusCode()).isEqualTo(400);
    assertThat(get(WEB + "?container=none").statusCode()).isEqualTo(400);
    assertThat(get(WEB + "?previous=true").statusCode()).isEqualTo(400);
    assertThat(get("/nothing").statusCode()).isEqualTo(404);
    assertThat(send("GET", WEB, new byte[0], "guessed").statusCode()).isEqualTo(401);
  }

  @Test
  void refusesBodiesThatAreTooLongOrTooDeep() throws Exception {
    String maps = "/api/v1/namespaces/shop/configmaps";
    byte[] deep = "{\"a\":".repeat(200_000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertThat(send("POST", maps, deep, token).statusCode()).isEqualTo(400);
    byte[] under = new byte[9 * 1024 * 1024];
    assertThat(send("POST", maps, under, token).statusCode()).isEqualTo(400);
    byte[] over = new byte[11 * 1024 * 1024];
    assertThatTooLong(maps, over);
    assertThat(get("/version").statusCode()).as("and goes on").isEqualTo(200);
  }

  private static void assertThatTooLong(String target, byte[] body) throws Exception {
    assertThat(send("POST", target, body, token).statusCode()).isEqualTo(413);
  }

  @Test
  void anAccountsTokenLetsInForItsRightsOnly() throws Exception {
    String account = "/api/v1/namespaces/shop/serviceaccounts/web";
    String given =
        found(
            send("POST", account + "/token", new byte[0], token).body(), "\"token\":\"([^\"]+)\"");
    assertThat(send("GET", "/api/v1/namespaces/shop/pods", new byte[0], given).statusCode())
        .isEqualTo(200);
    assertThat(send("GET", "/api/v1/nodes", new byte[0], given).statusCode()).isEqualTo(403);
  }
}
