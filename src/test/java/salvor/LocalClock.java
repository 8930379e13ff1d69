package salvor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Evidence as it would be, had its sensor written local times without their zone. */
public final class LocalClock {
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSSSSS");

  private LocalClock() {}

  /** A copy of compressed Falco lines with the times of day of a zone; gives the moments too. */
  public static List<String> copy(Path file, Path to, ZoneId zone) throws IOException {
    List<String> moments = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        ObjectNode record = (ObjectNode) JsonMapper.shared().readTree(line);
        String moment = record.get("time").asString();
        moments.add(moment);
        record.put("time", LOCAL.format(LocalDateTime.ofInstant(Instant.parse(moment), zone)));
        if (record.get("output_fields") instanceof ObjectNode fields) {
          fields.remove(List.of("evt.time", "evt.rawtime", "evt.time.iso8601"));
        }
        lines.add(record.toString());
      }
    }
    Files.write(to, lines);
    return moments;
  }
}
