package salvor.ingest.scap;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The kinds of events. */
final class EventTypes {
  /**
   * @param name of the call, or of what happened
   * @param parameters their names in order
   */
  record Type(String name, List<String> parameters) {}

  private static final Map<Integer, Type> TYPES = read();

  private EventTypes() {}

  /** The kind with a number; null when it is newer than the table. */
  static @Nullable Type of(int number) {
    return TYPES.get(number);
  }

  private static Map<Integer, Type> read() {
    Map<Integer, Type> types = new HashMap<>();
    try (InputStream in =
            Objects.requireNonNull(EventTypes.class.getResourceAsStream("events.txt"));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      lines.readLine(); // what it is
      for (String line; (line = lines.readLine()) != null; ) {
        List<String> words = List.of(line.split(" ", -1));
        types.put(
            Integer.valueOf(words.getFirst()),
            new Type(words.get(1), words.subList(2, words.size())));
      }
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
    return types;
  }
}
