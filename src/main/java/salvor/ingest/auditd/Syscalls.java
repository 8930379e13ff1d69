package salvor.ingest.auditd;

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

/** The names of system calls by architecture and number. */
final class Syscalls {
  /** As {@code arch=} tells them (linux/audit.h), in the order of the table's columns. */
  private static final List<String> ARCHITECTURES = List.of("c000003e", "40000003", "c00000b7");

  private static final Map<String, String> NAMES = read();

  private Syscalls() {}

  /** The name; null when it is not known. */
  static @Nullable String name(@Nullable String architecture, @Nullable String number) {
    return NAMES.get(architecture + " " + number);
  }

  private static Map<String, String> read() {
    Map<String, String> names = new HashMap<>();
    try (InputStream in =
            Objects.requireNonNull(Syscalls.class.getResourceAsStream("syscalls.txt"));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      lines.readLine(); // what it is
      for (String line; (line = lines.readLine()) != null; ) {
        String[] columns = line.split(" ", -1);
        for (int i = 1; i < columns.length; i++) {
          names.put(ARCHITECTURES.get(i - 1) + " " + columns[i], columns[0]);
        }
      }
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
    return names;
  }
}
