package salvor.cluster.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Confirmed;
import salvor.cluster.KubeContext;
import salvor.cluster.Trouble;
import salvor.jobs.Jobs;
import salvor.report.ClusterWords;

/** Which proxy leads to a cluster, and which cannot be used. */
class ProxyChoiceTest {
  private static final String PROXY = "http://proxy.example:3128";
  private @TempDir Path dir;

  private KubeContext context(String server, String proxy) throws Exception {
    return PracticeApi.context(
        dir,
        """
        current-context: here
        clusters: [{name: there, cluster: {server: "%s"%s}}]
        users: [{name: me, user: {token: t}}]
        contexts: [{name: here, context: {cluster: there, user: me}}]
        """
            .formatted(server, proxy.isEmpty() ? "" : ", proxy-url: \"" + proxy + "\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "https://api.shop.example '' yes",
        "https://api.shop.example shop.example no",
        "https://shop.example shop.example no",
        "https://shop.example .shop.example yes",
        "https://api.shop.example *.shop.example no",
        "https://api.eshop.example shop.example yes",
        "https://api.shop.example:6443 shop.example:6443 no",
        "https://api.shop.example:6443 shop.example:443 yes",
        "https://api.shop.example other,* no",
        "https://10.1.2.3:6443 10.1.0.0/16 no",
        "https://10.2.2.3:6443 10.1.0.0/16 yes",
        "https://10.1.2.3:6443 10.1.2.3 no",
        "https://10.1.2.3:6443 0.1.2.3 yes",
        "https://[fd00::1]:6443 fd00::/8 no",
        "https://127.0.0.1:6443 '' no",
        "https://localhost:6443 '' no",
      })
  void goesByTheRulesOfKubectl(String server, String not, String proxied) throws Exception {
    String chosen =
        ProxyChoice.of(context(server, ""), Map.of("HTTPS_PROXY", PROXY, "no_proxy", not));
    assertThat(chosen).isEqualTo(proxied.equals("yes") ? PROXY : "");
  }

  @Test
  void theKubeconfigCountsOverTheEnvironment() throws Exception {
    Map<String, String> environment = Map.of("https_proxy", "proxy.example:3128");
    assertThat(ProxyChoice.of(context("https://a.example", ""), environment)).isEqualTo(PROXY);
    assertThat(ProxyChoice.of(context("https://a.example", "http://own:1"), environment))
        .isEqualTo("http://own:1");
    assertThat(ProxyChoice.of(context("http://a.example", ""), environment)).isEmpty();
  }

  @Test
  void aProxyOfAnotherKindIsToldWithItsRemedyAndWithoutItsPassword() throws Exception {
    assertThat(unusable("https://a.example", "quic://me:se#c/r@et@proxy.example:1080"))
        .isEqualTo("quic://proxy.example:1080");
    assertThat(unusable("https://a.example", "http://me:se^cret@proxy.example:1080"))
        .as("a password that has to be encoded")
        .isEqualTo("http://proxy.example:1080");
    assertThat(unusable("http://a.example", "socks5://me:secret@proxy.example"))
        .as("a server that is spoken to in clear")
        .isEqualTo("socks5://proxy.example");
  }

  private String unusable(String server, String proxy) throws Exception {
    Trouble trouble =
        catchThrowableOfType(
                ClusterFailure.class,
                () ->
                    new Fabric8Clusters(
                            new Jobs(),
                            InstantSource.system(),
                            PracticeApi.PATIENCE,
                            1,
                            Map.of("HTTPS_PROXY", proxy, "HTTP_PROXY", proxy))
                        .connect(context(server, ""), Confirmed.NOTHING))
            .trouble();
    assertThat(ClusterWords.trouble(trouble)).contains("proxy-url", "NO_PROXY");
    return ((Trouble.ProxyUnusable) trouble).proxy();
  }

  @Test
  void portsAreThoseOfGoWhereNoneIsNamed() throws Exception {
    assertThat(ProxyServer.of("socks5://[::1]").port()).isEqualTo(1080);
    assertThat(ProxyServer.of("socks5://[::1]").host()).isEqualTo("::1");
    assertThat(ProxyServer.of("https://p").port()).isEqualTo(443);
    assertThat(ProxyServer.of("http://p+q:a%3Ab+@p").password()).isEqualTo("a:b+");
    assertThat(ProxyServer.of("http://p+q:a%3Ab+@p").user()).isEqualTo("p+q");
  }
}
