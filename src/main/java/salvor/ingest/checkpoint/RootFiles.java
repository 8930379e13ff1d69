package salvor.ingest.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import salvor.evidence.RecordRef;
import salvor.evidence.checkpoint.Checkpoint;
import salvor.ingest.ArchiveFormat;
import salvor.ingest.HeaderGate;
import salvor.jobs.JobCancelled;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How the container's files differ from its image's: those written are in a tar, whose headers
 * alone are read; those deleted are named in a list, or by whiteouts of the tar.
 */
final class RootFiles {
  private static final int MOST = 200_000;
  private static final int LONGEST_LIST = 16 << 20;
  private static final int HEADER = 512;
  private static final String WHITEOUT = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";
  private static final int LONGEST_PATH = 4096;
  private static final JsonMapper JSON = new JsonMapper();

  /** A file that differs, and where that is told. */
  record Told(Checkpoint.Change change, RecordRef at) {}

  private final List<Told> told = new ArrayList<>();

  /** What was told. */
  List<Told> told() {
    return told;
  }

  List<Checkpoint.Change> changes() {
    return told.stream().map(Told::change).toList();
  }

  /** Reads the tar; gives what was wrong with it, or null. */
  @Nullable String tar(InputStream content, ArchiveFormat.Member member) {
    HeaderGate gate = new HeaderGate(content);
    TarArchiveInputStream archive = new TarArchiveInputStream(gate);
    String trouble = null;
    try {
      while (true) {
        gate.close(true);
        TarArchiveEntry entry = archive.getNextEntry();
        gate.close(false);
        if (entry == null) {
          return trouble;
        } else if (told.size() >= MOST) {
          return "more files than are read; the rest is left out";
        }
        long header = Math.max(0, gate.count() - HEADER);
        RecordRef at = member.packed() ? member.at() : inside(member.at(), header);
        trouble = take(entry, at) ? trouble : odd(entry);
      }
    } catch (JobCancelled stop) {
      throw stop;
    } catch (IOException | RuntimeException cause) {
      return "damaged or cut off: " + cause.getMessage();
    }
  }

  private static String odd(TarArchiveEntry entry) {
    return "a file whose path leads out of the container, or is longer than one can be: "
        + entry.getName();
  }

  private static RecordRef inside(RecordRef tar, long header) {
    return new RecordRef(tar.source(), tar.line(), tar.offset() + header, HEADER);
  }

  private boolean take(TarArchiveEntry entry, RecordRef at) {
    String path = path(entry.getName());
    if (path == null) {
      return false;
    }
    String name = path.substring(path.lastIndexOf('/') + 1);
    boolean gone = name.startsWith(WHITEOUT);
    if (name.equals(OPAQUE)) { // the image's folder was deleted, and another made in its place
      path = path.substring(0, path.length() - name.length() - 1);
    } else if (gone) {
      path = path.substring(0, path.length() - name.length()) + name.substring(WHITEOUT.length());
    }
    if (path.length() > 1) {
      Instant modified = gone ? null : entry.getLastModifiedTime().toInstant();
      told.add(
          new Told(
              new Checkpoint.Change(
                  path,
                  gone,
                  entry.isDirectory(),
                  entry.getRealSize(),
                  entry.getMode() & 07777,
                  modified),
              at));
    }
    return true;
  }

  /** The path from the root; null when it leads out of it, or no kernel would take it. */
  private static @Nullable String path(String name) {
    if (name.length() > LONGEST_PATH) {
      return null;
    }
    StringBuilder path = new StringBuilder();
    for (String part : name.split("/")) {
      if (part.equals("..")) {
        return null;
      }
      if (!part.isEmpty() && !part.equals(".")) {
        path.append('/').append(part);
      }
    }
    return path.isEmpty() ? "/" : path.toString();
  }

  /** Reads the list of deleted files. */
  @Nullable String deleted(InputStream content, RecordRef at) throws IOException {
    byte[] bytes = content.readNBytes(LONGEST_LIST + 1);
    if (bytes.length > LONGEST_LIST) {
      return "longer than " + LONGEST_LIST + " bytes";
    }
    try {
      JsonNode list = JSON.readTree(bytes);
      for (JsonNode each : list) {
        if (each.isString() && told.size() < MOST) {
          String path = each.stringValue();
          told.add(
              new Told(
                  new Checkpoint.Change(
                      path.startsWith("/") ? path : "/" + path, true, false, 0, 0, null),
                  at));
        }
      }
      return list.isArray() ? null : "not a list of paths";
    } catch (JacksonException cause) {
      return "not JSON: " + cause.getOriginalMessage();
    }
  }
}
