package salvor.playbook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The playbooks that come with the program. */
public final class BuiltIn {
  /** Their names. */
  public static final List<String> NAMES =
      List.of("suspicious-process", "crypto-miner", "web-shell", "token-theft", "vulnerable-image");

  private BuiltIn() {}

  /** All of them. */
  public static List<Playbook> all() throws IOException {
    List<Playbook> all = new ArrayList<>();
    for (String name : NAMES) {
      all.add(named(name).orElseThrow());
    }
    return all;
  }

  /** The one of a name; empty where there is none. */
  public static Optional<Playbook> named(String name) throws IOException {
    if (!NAMES.contains(name)) {
      return Optional.empty();
    }
    PlaybookText.Reading reading = PlaybookText.read(resource(name + ".yaml"));
    if (reading.playbook() == null) {
      throw new IOException("the playbook " + name + " of this build: " + reading.problems());
    }
    return Optional.of(reading.playbook());
  }

  /** The published schema of playbooks (JSON Schema 2020-12) as text. */
  public static String schema() throws IOException {
    return resource("playbook.schema.json");
  }

  private static String resource(String file) throws IOException {
    try (InputStream in = BuiltIn.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IOException(file + " is missing from this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
