package salvor.custody;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an authority of time does wrong ends in words. */
class TimeStampAuthorityTest {
  @Test
  void isNotWaitedForWhenItStopsInItsAnswer() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    try {
      server.createContext(
          "/",
          exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(48);
            exchange.getResponseBody().flush();
            try {
              over.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
          });
      server.start();
      URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
      assertThatThrownBy(
              () -> new TimeStampAuthority(address, Duration.ofMillis(300)).stamp(new byte[] {1}))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(address.toString())
          .hasMessageContaining("did not answer in time");
    } finally {
      over.countDown();
      server.stop(0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://x/", "http:x", "https:///path", "x"})
  void isNoneWithoutAnAddress(String address) {
    assertThatThrownBy(() -> new TimeStampAuthority(URI.create(address)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
