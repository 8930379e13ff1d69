package salvor.ingest.table;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import salvor.ingest.Format;
import salvor.ingest.StreamFormat;

/**
 * The mappings that tables are read by: those that somebody named, the last first, then our own.
 */
public final class Mappings {
  private static final int LONGEST = 1 << 20;
  private static final List<String> SHIPPED =
      List.of("salvor-export", "timesketch", "plaso-json", "plaso-l2tcsv", "plaso-l2ttln");
  private static final List<Mapping> OWN = SHIPPED.stream().map(Mappings::shipped).toList();

  private final List<Mapping> all;

  private Mappings(List<Mapping> named) {
    all = new ArrayList<>(named.reversed());
    all.addAll(OWN);
  }

  /** These, named in this order, and our own. */
  public static Mappings of(List<Mapping> named) {
    return new Mappings(named);
  }

  /** Those among the files that were named; one that cannot be used tells why as a source. */
  public static Mappings among(List<Path> paths) {
    List<Mapping> named = new ArrayList<>();
    for (Path path : paths) {
      String text = textOf(path);
      if (text != null) {
        try {
          Mapping mapping = MappingJson.read(text);
          if (MappingJson.isRemoval(text)) {
            named.removeIf(earlier -> earlier.columns().equals(mapping.columns()));
          } else {
            named.add(mapping);
          }
        } catch (UnusableMapping _) {
          // its reader says so
        }
      }
    }
    return new Mappings(named);
  }

  /** What stands in a file that may be a mapping. */
  private static @Nullable String textOf(Path path) {
    try {
      if (!Files.isRegularFile(path) || Files.size(path) > LONGEST) {
        return null;
      }
      try (InputStream in = Files.newInputStream(path)) {
        String begin = new String(in.readNBytes(200), StandardCharsets.UTF_8);
        return begin.contains("\"salvor\"") && begin.contains("\"mapping\"")
            ? Files.readString(path)
            : null;
      }
    } catch (IOException _) {
      return null; // that it cannot be read is told where it is read
    }
  }

  /**
   * The mapping in a file.
   *
   * @throws UnusableMapping when it holds none
   */
  public static Mapping in(Path file) throws UnusableMapping {
    String text = textOf(file);
    if (text == null) {
      throw new UnusableMapping("it is no mapping, or cannot be read");
    }
    return MappingJson.read(text);
  }

  private static Mapping shipped(String name) {
    try (InputStream in =
        Objects.requireNonNull(
            Mappings.class.getResourceAsStream("/salvor/ingest/table/" + name + ".json"), name)) {
      return MappingJson.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException | UnusableMapping cause) {
      throw new IllegalStateException(name, cause);
    }
  }

  /** The mapping of plaso's events. */
  static Mapping plaso() {
    return OWN.get(SHIPPED.indexOf("plaso-json"));
  }

  /** For records, to be asked after all other formats. */
  public List<Format> records() {
    List<Format> formats = new ArrayList<>();
    formats.add(new MappingFormat());
    all.forEach(mapping -> formats.add(new TableJson(mapping)));
    return formats;
  }

  /** For whole sources, to be asked after all others. */
  public List<StreamFormat> streams() {
    List<StreamFormat> formats = new ArrayList<>();
    formats.add(new PlasoJson());
    all.forEach(mapping -> formats.add(TableFormat.by(mapping)));
    formats.add(TableFormat.unknown());
    return formats;
  }

  /** Whether somebody named it: it is none of our own. */
  public boolean isNamed(Mapping mapping) {
    return !OWN.contains(mapping);
  }

  /** The first that fits a table with these columns; null when none does. */
  public @Nullable Mapping fitting(List<String> columns) {
    return all.stream().filter(m -> m.fits(columns::contains)).findFirst().orElse(null);
  }
}
