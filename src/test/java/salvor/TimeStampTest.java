package salvor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Time-stamps of an authority that openssl plays, over HTTP on loopback. */
class TimeStampTest {
  private final Terminal terminal = new Terminal();
  private final String home = System.getProperty("user.home");
  private HttpServer server;

  @TempDir Path dir;

  @BeforeEach
  void authority() throws Exception {
    System.setProperty("user.home", dir.toString());
    assumeTrue(run("command -v openssl") == 0, "openssl is not there");
    Files.writeString(
        dir.resolve("tsa.cnf"),
        """
        [req]
        distinguished_name = dn
        prompt = no
        x509_extensions = ext
        [dn]
        CN = Time of the test
        [ext]
        extendedKeyUsage = critical,timeStamping
        basicConstraints = critical,CA:FALSE
        [tsa]
        default_tsa = own
        [own]
        serial = serial
        signer_cert = tsa.pem
        signer_key = tsa.key
        signer_digest = sha256
        default_policy = 1.2.3.4
        digests = sha256
        ess_cert_id_alg = sha256
        """);
    Files.writeString(dir.resolve("serial"), "01\n");
    assertThat(
            run(
                "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -config tsa.cnf -keyout tsa.key"
                    + " -out tsa.pem"))
        .isZero();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          Files.write(dir.resolve("asked.tsq"), exchange.getRequestBody().readAllBytes());
          try {
            run("openssl ts -reply -config tsa.cnf -queryfile asked.tsq -out answer.tsr");
          } catch (Exception e) {
            throw new java.io.IOException(e);
          }
          byte[] answer = Files.readAllBytes(dir.resolve("answer.tsr"));
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void end() {
    System.setProperty("user.home", home);
    if (server != null) {
      server.stop(0);
    }
  }

  private String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private int run(String command) throws Exception {
    Process process =
        new ProcessBuilder("sh", "-c", command)
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .start();
    new String(process.getInputStream().readAllBytes(), UTF_8);
    return process.waitFor();
  }

  private int seal(Path out, String authority) {
    return terminal.run(
        "seal",
        "evidence-samples/alerts-no-baseline",
        "--out",
        out.toString(),
        "--reason",
        "test",
        "--unsigned",
        "--timestamp",
        authority);
  }

  @Test
  void aStampIsInTheBundleAndOpensslAgrees() throws Exception {
    Path bundle = dir.resolve("case");
    assertThat(seal(bundle, address())).as(terminal.err()).isZero();
    assertThat(terminal.run("verify", bundle.toString())).isEqualTo(11);
    assertThat(terminal.out()).contains("by CN=Time of the test, for whom nobody vouches here");
    assertThat(
            terminal.run(
                "verify", bundle.toString(), "--timestamp-ca", dir.resolve("tsa.pem").toString()))
        .isEqualTo(11);
    assertThat(terminal.out()).contains("by CN=Time of the test\n");
    assertThat(
            run(
                "openssl ts -verify -data case/custody-head.json -in case/custody-head.json.tsr"
                    + " -CAfile tsa.pem"))
        .isZero();

    byte[] stamp = Files.readAllBytes(bundle.resolve("custody-head.json.tsr"));
    stamp[stamp.length - 5] ^= 1; // in the signature
    Files.write(bundle.resolve("custody-head.json.tsr"), stamp);
    assertThat(terminal.run("verify", bundle.toString())).isEqualTo(17);
    assertThat(terminal.out()).contains("the time-stamp is not one of this head");
  }

  @Test
  void aBundleWaitsUntilTheAuthorityIsReached() throws Exception {
    Path bundle = dir.resolve("case.tar.gz");
    String closed = "http://127.0.0.1:1/";
    assertThat(seal(bundle, closed)).isZero();
    assertThat(terminal.err()).contains("not stamped").contains("salvor timestamp");
    assertThat(terminal.run("timestamp", "--authority", closed)).isEqualTo(5);
    assertThat(terminal.out()).contains("NOT STAMPED");
    byte[] before = Files.readAllBytes(bundle);
    assertThat(terminal.said("timestamp", "--authority", address())).contains("stamped  ");
    assertThat(Files.readAllBytes(bundle)).isEqualTo(before);
    assertThat(terminal.run("verify", bundle.toString())).isEqualTo(11);
    assertThat(terminal.out()).contains("stamped at 20");
    assertThat(terminal.said("timestamp", "--authority", address())).contains("No bundle waits");
  }

  @Test
  void whatIsNoAuthorityStampsNothing() {
    assertThat(terminal.run("timestamp", "--authority", "ftp://x/")).isEqualTo(2);
    assertThat(terminal.run("timestamp")).isEqualTo(2);
    assertThat(terminal.err()).contains("--authority");
  }
}
