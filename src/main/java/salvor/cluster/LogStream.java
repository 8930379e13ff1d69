package salvor.cluster;

import org.jspecify.annotations.Nullable;

/** A log as it comes. One thread reads; any thread may close. */
public interface LogStream extends AutoCloseable {
  /**
   * Waits for the next line; null when the log has ended or the stream was closed.
   *
   * @throws ClusterFailure when the log broke off
   */
  @Nullable LogLine next() throws ClusterFailure;

  @Override
  void close();
}
