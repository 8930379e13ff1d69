package salvor.custody;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Who gives time-stamps over HTTP (RFC 3161, section 3.4). It learns a hash, and nothing else. */
public final class TimeStampAuthority {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int LONGEST = 1 << 20;
  private final URI address;
  private final Duration patience;

  /**
   * An authority.
   *
   * @param address {@code http} or {@code https}; the response is signed, so that both will do
   */
  public TimeStampAuthority(URI address) {
    this(address, PATIENCE);
  }

  TimeStampAuthority(URI address, Duration patience) {
    boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
    if (!web || address.getHost() == null) {
      throw new IllegalArgumentException(address + " is no address of http or https");
    }
    this.address = address;
    this.patience = patience;
  }

  /** Where it is. */
  public URI address() {
    return address;
  }

  /**
   * A time-stamp of some content.
   *
   * @return the response as it came, known to be one of this content
   * @throws IOException when it does not answer, or not with one
   */
  public byte[] stamp(byte[] content) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/timestamp-query")
            .POST(HttpRequest.BodyPublishers.ofByteArray(TimeStamp.request(content)))
            .build();
    HttpClient client = HttpClient.newHttpClient();
    try {
      Future<HttpResponse<byte[]>> answer =
          client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST));
      HttpResponse<byte[]> response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() != 200) {
        throw new IOException(address + " answered " + response.statusCode());
      }
      TimeStamp.of(response.body(), content, List.of());
      return response.body();
    } catch (TimeStamp.Unsound e) {
      throw new IOException(address + " gave no time-stamp: " + e.getMessage(), e);
    } catch (TimeoutException e) {
      throw new IOException(address + " did not answer in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(address + " was not waited for", e);
    } catch (ExecutionException e) {
      throw new IOException(address + " cannot be reached: " + e.getCause(), e);
    } finally {
      client.shutdownNow(); // also in the middle of an answer
    }
  }
}
