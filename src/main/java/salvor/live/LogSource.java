package salvor.live;

import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import salvor.cluster.ClusterFailure;
import salvor.jobs.Progress;

/** Where the logs of containers come from. */
@FunctionalInterface
public interface LogSource {
  /** Takes lines as they arrive. */
  interface Lines {
    /**
     * A line, or the begin of a long one.
     *
     * @param time when the kubelet got it from the container
     * @param text its bytes, without the line break
     * @param ends whether the line ends here
     */
    void line(Instant time, byte[] text, boolean ends) throws IOException;

    /** More of the line that was begun. */
    void more(byte[] text, boolean ends) throws IOException;
  }

  /**
   * Gives the lines of a container from a moment on, and waits for more until the container or the
   * connection ends.
   *
   * @param since lines before it are not wanted; null for all that are kept
   * @throws ClusterFailure when the connection is lost
   * @throws IOException when {@code lines} cannot take one
   * @throws salvor.jobs.JobCancelled when asked to stop
   */
  void follow(Sensor sensor, @Nullable Instant since, Lines lines, Progress progress)
      throws ClusterFailure, IOException;
}
