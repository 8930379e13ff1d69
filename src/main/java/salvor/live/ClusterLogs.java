package salvor.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.LogLine;
import salvor.cluster.LogRequest;
import salvor.cluster.LogStream;
import salvor.cluster.Trouble;
import salvor.jobs.Progress;

/** The logs of a cluster's containers, by the API server. */
public final class ClusterLogs implements LogSource {
  private static final int LONGEST_TIME = 40;
  private final Cluster cluster;

  /** Those of this cluster. */
  public ClusterLogs(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public void follow(Sensor sensor, @Nullable Instant since, Lines lines, Progress progress)
      throws ClusterFailure, IOException {
    LogRequest request =
        new LogRequest(
            sensor.namespace(), sensor.pod(), sensor.container(), true, false, true, since, -1);
    try (LogStream log = cluster.logs(request)) {
      progress.onCancel(log::close);
      boolean begins = true;
      for (LogLine line = log.next(); line != null; line = log.next()) {
        if (begins) {
          first(line, lines);
        } else {
          lines.more(line.bytes(), line.ends());
        }
        begins = line.ends();
      }
    }
    progress.at(0, 0, "Following " + sensor.pod());
  }

  /** A line begins with the time of the node; one that does not is the server's own word. */
  private static void first(LogLine line, Lines lines) throws ClusterFailure, IOException {
    byte[] bytes = line.bytes();
    int space = 0;
    while (space < bytes.length && space < LONGEST_TIME && bytes[space] != ' ') {
      space++;
    }
    Instant time;
    try {
      time = Instant.parse(new String(bytes, 0, space, StandardCharsets.US_ASCII));
    } catch (DateTimeException _) {
      throw new ClusterFailure(new Trouble.Other("its log says: " + line.text()));
    }
    int from = Math.min(space + 1, bytes.length);
    lines.line(time, Arrays.copyOfRange(bytes, from, bytes.length), line.ends());
  }
}
