package salvor.workbench.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import salvor.custody.Sha256;
import salvor.evidence.Source;
import salvor.jobs.Progress;

/**
 * Sees to it that a checkpoint which is read again is the one that was imported: by its hash, and
 * once more when it was touched since.
 */
final class AsImported {
  private final Set<Stamp> same = new HashSet<>();

  private record Stamp(Path file, long bytes, FileTime modified) {}

  /**
   * Requires that the files are what they were.
   *
   * @param sources those that the checkpoint is of
   * @throws IOException when one is another now
   */
  synchronized void require(List<Source> sources, Progress progress) throws IOException {
    for (Source source : sources) {
      Path file = Path.of(source.path());
      if (source.sha256().isEmpty()) {
        continue; // it was not read to its end, which is told
      }
      Stamp now = new Stamp(file, Files.size(file), Files.getLastModifiedTime(file));
      if (same.contains(now)) {
        continue;
      }
      String hash = hash(now, progress);
      if (!hash.equals(source.sha256())) {
        throw new IOException(
            file.getFileName()
                + " is not what was imported: its SHA-256 was "
                + source.sha256()
                + ", now it is "
                + hash
                + ". Put back the original, or import this anew");
      }
      same.add(now);
    }
  }

  private static String hash(Stamp of, Progress progress) throws IOException {
    Sha256 hash = new Sha256();
    byte[] buffer = new byte[1 << 16];
    long done = 0;
    try (InputStream in = Files.newInputStream(of.file())) {
      for (int n; (n = in.read(buffer)) > 0; ) {
        hash.update(buffer, 0, n);
        done += n;
        progress.bytes(done, of.bytes(), "Comparing with what was imported");
      }
    }
    return hash.hex();
  }
}
