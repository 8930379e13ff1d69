package salvor.training.apiserver;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was asked: the last requests as they came, and how many there were of each sort. */
final class RequestLog {
  /** How many requests are kept as they came. */
  static final int KEPT = 10_000;

  private final Deque<LoggedRequest> last = new ArrayDeque<>();
  private final Map<String, Long> counts = new TreeMap<>();

  /**
   * Notes a request.
   *
   * @param sort verb and resource, such as {@code list pods}
   */
  synchronized void add(LoggedRequest request, String sort) {
    last.add(request);
    if (last.size() > KEPT) {
      last.remove();
    }
    counts.merge(sort, 1L, Long::sum);
  }

  synchronized List<LoggedRequest> last() {
    return List.copyOf(last);
  }

  synchronized Map<String, Long> counts() {
    return new TreeMap<>(counts);
  }
}
