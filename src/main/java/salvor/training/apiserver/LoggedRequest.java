package salvor.training.apiserver;

import java.time.Instant;

/**
 * A request as it arrived.
 *
 * @param method the HTTP method
 * @param path the path without its query
 * @param query the query, empty when there was none
 * @param agent the user agent, empty when none was told
 * @param time when it arrived
 */
public record LoggedRequest(String method, String path, String query, String agent, Instant time) {
  /** Whether it is a watch. */
  public boolean isWatch() {
    return query.contains("watch=true") || query.contains("watch=1");
  }

  @Override
  public String toString() {
    return method + " " + path + (query.isEmpty() ? "" : "?" + query);
  }
}
