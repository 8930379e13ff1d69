package salvor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import salvor.evidence.TimeText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Evidence as it would be, had a clock been wrong. */
final class MovedClock {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Set<String> TIMES =
      Set.of("time", "requestReceivedTimestamp", "stageTimestamp", "evt.time", "evt.rawtime");

  private MovedClock() {}

  /** A copy of a compressed file of JSON lines whose times are moved by so many nanoseconds. */
  static Path copy(Path dir, Path file, long by) throws IOException {
    Path copy = dir.resolve(file.getFileName().toString());
    try (BufferedReader in =
            new BufferedReader(
                new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8));
        Writer out =
            new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(copy)), StandardCharsets.UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        JsonNode record = JSON.readTree(line);
        move(record, by);
        move(record.path("output_fields"), by);
        out.write(JSON.writeValueAsString(record) + "\n");
      }
    }
    return copy;
  }

  private static void move(JsonNode record, long by) {
    if (record instanceof ObjectNode object) {
      for (String name : TIMES) {
        JsonNode time = object.get(name);
        if (time != null && time.isString()) {
          long nanos = TimeText.read(time.asString()).orElseThrow().nanos();
          object.put(name, TimeText.rfc3339(nanos + by, 9));
        } else if (time != null && time.isNumber()) {
          object.put(name, time.asLong() + by);
        }
      }
    }
  }
}
