package salvor.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import salvor.baseline.Given;
import salvor.evidence.Observation;
import salvor.evidence.Source;
import salvor.jobs.Progress;

/** Evidence for tests, and reading it. */
final class Fixture {
  static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  static final String A = "{\"test\":\"2026-11-23T06:00:00Z\",\"file\":\"/a\"}";
  static final String B = "{\"test\":\"2026-11-23T06:00:01Z\",\"file\":\"/b\"}";
  static final String C = "{\"test\":\"2026-11-23T06:00:02Z\",\"file\":\"/c\"}";

  private Fixture() {}

  static Given read(Path... paths) {
    return read(Limits.ORDINARY, 1, List.of(TestFormat.PLAIN), paths);
  }

  static Given read(Limits limits, int workers, List<Format> formats, Path... paths) {
    try {
      return new Import(formats, limits, workers, () -> NOW).read(List.of(paths), Progress.NONE);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static Source source(Given given) {
    List<Source> sources = given.evidence().sources();
    if (sources.size() != 1) {
      throw new AssertionError(sources);
    }
    return sources.getFirst();
  }

  static List<Observation> observations(Given given) {
    List<Observation> all = new ArrayList<>();
    for (int row = 0; row < given.evidence().observations().size(); row++) {
      all.add(given.evidence().observations().get(row));
    }
    return all;
  }

  /** The paths of the files that were observed. */
  static List<String> files(Given given) {
    return observations(given).stream()
        .map(o -> ((salvor.evidence.Activity.FileOpened) o.activity()).path())
        .toList();
  }

  static Path file(Path folder, String name, byte[] content) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path file(Path folder, String name, String content) {
    return file(folder, name, bytes(content));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  interface Writing {
    void to(OutputStream out) throws IOException;
  }

  static byte[] written(Writing writing) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writing.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] gzip(byte[] content) {
    return written(out -> {
      try (GZIPOutputStream gz = new GZIPOutputStream(out)) {
        gz.write(content);
      }
    });
  }

  /** Names and contents in turn. */
  static byte[] zip(Object... namesAndContents) {
    return written(out -> {
      try (ZipOutputStream zip = new ZipOutputStream(out)) {
        for (int i = 0; i < namesAndContents.length; i += 2) {
          zip.putNextEntry(new ZipEntry((String) namesAndContents[i]));
          zip.write((byte[]) namesAndContents[i + 1]);
        }
      }
    });
  }

  static byte[] tar(Object... namesAndContents) {
    return written(out -> {
      try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
        for (int i = 0; i < namesAndContents.length; i += 2) {
          byte[] content = (byte[]) namesAndContents[i + 1];
          TarArchiveEntry entry = new TarArchiveEntry((String) namesAndContents[i], true);
          entry.setSize(content.length);
          tar.putArchiveEntry(entry);
          tar.write(content);
          tar.closeArchiveEntry();
        }
      }
    });
  }
}
