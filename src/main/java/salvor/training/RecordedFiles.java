package salvor.training;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The files of a recording; one that cannot be read is named, with the line. */
final class RecordedFiles {
  static final JsonMapper JSON = JsonMapper.builder().build();
  private final Path folder;

  RecordedFiles(Path folder) {
    this.folder = folder;
  }

  Instant time(JsonNode scenario, String field) throws IOException {
    try {
      return Instant.parse(scenario.path(field).asString(""));
    } catch (DateTimeException e) {
      throw new IOException(
          Scenarios.file(folder, "practice/scenario.json") + " names no time as " + field, e);
    }
  }

  List<ObjectNode> items(String name) throws IOException {
    List<ObjectNode> items = new ArrayList<>();
    for (JsonNode item : document(name).path("items")) {
      if (!(item instanceof ObjectNode object)) {
        throw new IOException(Scenarios.file(folder, name) + " holds an item that is no object");
      }
      items.add(object);
    }
    return items;
  }

  boolean has(String name) {
    return Files.exists(Scenarios.file(folder, name));
  }

  JsonNode document(String name) throws IOException {
    try (InputStream in = open(name)) {
      return JSON.readTree(in);
    } catch (JacksonException e) {
      throw new IOException(
          Scenarios.file(folder, name) + " cannot be read: " + e.getOriginalMessage(), e);
    } catch (EOFException | ZipException e) {
      throw new IOException(
          Scenarios.file(folder, name) + " cannot be unpacked: " + e.getMessage(), e);
    }
  }

  private InputStream open(String name) throws IOException {
    InputStream in = Files.newInputStream(Scenarios.file(folder, name));
    return name.endsWith(".gz") ? new GZIPInputStream(in) : in;
  }

  interface Line {
    void read(String line);
  }

  void lines(String name, Line reader) throws IOException {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(open(name), StandardCharsets.UTF_8))) {
      int number = 0;
      for (String line; (line = in.readLine()) != null; ) {
        number++;
        try {
          reader.read(line);
        } catch (JacksonException
            | DateTimeException
            | ClassCastException
            | IllegalArgumentException e) {
          throw new IOException(
              Scenarios.file(folder, name)
                  + " cannot be read in line "
                  + number
                  + ": "
                  + e.getMessage(),
              e);
        }
      }
    } catch (EOFException | ZipException e) {
      throw new IOException(
          Scenarios.file(folder, name) + " cannot be unpacked: " + e.getMessage(), e);
    }
  }
}
