package salvor.custody;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Who gives time-stamps over HTTP (RFC 3161, section 3.4). It learns a hash, and nothing else. */
public final class TimeStampAuthority {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int LONGEST = 1 << 20;
  private final URI address;

  /**
   * An authority.
   *
   * @param address {@code http} or {@code https}; the response is signed, so that both will do
   */
  public TimeStampAuthority(URI address) {
    if (!"http".equals(address.getScheme()) && !"https".equals(address.getScheme())) {
      throw new IllegalArgumentException(address + " is neither http nor https");
    }
    this.address = address;
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
            .timeout(PATIENCE)
            .header("Content-Type", "application/timestamp-query")
            .POST(HttpRequest.BodyPublishers.ofByteArray(TimeStamp.request(content)))
            .build();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        byte[] answer = body.readNBytes(LONGEST);
        if (response.statusCode() != 200) {
          throw new IOException(address + " answered " + response.statusCode());
        }
        TimeStamp.of(answer, content, java.util.List.of());
        return answer;
      }
    } catch (TimeStamp.Unsound e) {
      throw new IOException(address + " gave no time-stamp: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(address + " was not waited for", e);
    } catch (IOException e) {
      throw e.getMessage() == null || !e.getMessage().startsWith(address.toString())
          ? new IOException(address + " cannot be reached: " + e, e)
          : e;
    }
  }
}
