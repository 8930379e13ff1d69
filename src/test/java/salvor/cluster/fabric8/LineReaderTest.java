package salvor.cluster.fabric8;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.Cluster;
import salvor.cluster.LogLine;
import salvor.cluster.LogRequest;
import salvor.cluster.LogStream;
import salvor.training.apiserver.Faults.Fault;

/** Logs as the server sends them: nothing is lost or joined, however long a line is. */
class LineReaderTest {
  private @TempDir Path dir;
  private final PracticeApi api = new PracticeApi();

  @AfterEach
  void close() {
    api.close();
  }

  private List<LogLine> read(String sent) throws Exception {
    api.pod("a");
    api.faults.plan(
        1, request -> request.path().endsWith("/log"), new Fault.Page(200, "text/plain", sent));
    List<LogLine> lines = new ArrayList<>();
    try (Cluster cluster = api.connect(dir, PracticeApi.ADMIN);
        LogStream log = cluster.logs(LogRequest.of("shop", "a", "app"))) {
      for (LogLine line; (line = log.next()) != null; ) {
        lines.add(line);
      }
      assertThat(log.next()).as("still at the end").isNull();
    }
    return lines;
  }

  private static String joined(List<LogLine> lines) {
    StringBuilder all = new StringBuilder();
    lines.forEach(line -> all.append(line.text()).append(line.ends() ? "\n" : ""));
    return all.toString();
  }

  @Test
  void aVeryLongLineComesInPieces() throws Exception {
    String sent = "short\n" + "x".repeat(5 << 20) + "\n\nlast\n";
    List<LogLine> lines = read(sent);
    assertThat(lines).allMatch(line -> line.bytes().length <= 1 << 20);
    assertThat(lines).filteredOn(LogLine::ends).hasSize(4);
    assertThat(joined(lines)).isEqualTo(sent);
  }

  @Test
  void aLineOfExactlyAPieceEnds() throws Exception {
    String sent = "y".repeat(1 << 20) + "\nz";
    assertThat(joined(read(sent))).isEqualTo(sent);
  }

  @Test
  void anEmptyLogHasNoLine() throws Exception {
    assertThat(read("")).isEmpty();
  }
}
