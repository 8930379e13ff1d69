package salvor.training.apiserver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What goes wrong on purpose, so that everything that speaks to a cluster is tried with it. */
public final class Faults {

  /** A thing that goes wrong with one request. */
  public sealed interface Fault {
    /** The answer comes later. */
    record Latency(long millis) implements Fault {}

    /** The answer is a failure; seconds after which to try again, 0 for none named. */
    record Failure(int code, String reason, String message, int retryAfterSeconds)
        implements Fault {}

    /** The connection is closed without an answer, or in the middle of a watch. */
    record Dropped() implements Fault {}

    /** What is asked is done, and the connection is closed before that is told. */
    record Lost() implements Fault {}

    /** The connection stays open and nothing is ever answered. */
    record HalfOpen() implements Fault {}

    /** Something that is not of the API, such as the page of a proxy. */
    record Page(int code, String contentType, String text) implements Fault {}

    /** An answer that says it is packed by gzip, whether it is or not. */
    record Packed(int code, byte[] body) implements Fault {}

    /** The same piece again and again, as fast as it is read, and an end. */
    record Flood(String contentType, byte[] piece, int times, byte[] end) implements Fault {}
  }

  private record Planned(Predicate<LoggedRequest> which, int[] left, Fault fault) {}

  private final List<Planned> planned = new ArrayList<>();

  /** Lets the next {@code times} requests that fit go wrong. */
  public synchronized void plan(int times, Predicate<LoggedRequest> which, Fault fault) {
    planned.add(new Planned(which, new int[] {times}, fault));
  }

  /** Lets nothing go wrong any more. */
  public synchronized void clear() {
    planned.clear();
  }

  synchronized Optional<Fault> next(LoggedRequest request) {
    for (Planned plan : planned) {
      if (plan.left()[0] > 0 && plan.which().test(request)) {
        plan.left()[0]--;
        return Optional.of(plan.fault());
      }
    }
    return Optional.empty();
  }
}
