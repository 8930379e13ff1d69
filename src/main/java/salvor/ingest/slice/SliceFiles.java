package salvor.ingest.slice;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.custody.Sha256;
import salvor.custody.bundle.Pieces;
import salvor.evidence.Source;
import salvor.ingest.Contents;
import salvor.ingest.Cutter;
import salvor.ingest.KeptRuns;
import salvor.ingest.Limits;
import salvor.jobs.Progress;

/** Writes the parts of sources that go into a slice, from the evidence as it lies there. */
final class SliceFiles {
  private final Path base;
  private final Pieces pieces;
  private final List<Source> sources;
  private final Progress progress;
  private final String common;
  private final Map<Integer, Written> written = new HashMap<>();
  private final Set<Integer> taken = new HashSet<>();

  /**
   * The part of a source.
   *
   * @param runs where its bytes stood; null when it is the file as it is
   * @param utf16 whether it is the UTF-8 form of a text in UTF-16
   * @param cuttable whether records can be taken out of it
   */
  record Written(Path file, @Nullable KeptRuns runs, boolean utf16, boolean cuttable) {}

  SliceFiles(Path base, Pieces pieces, List<Source> sources, Progress progress) {
    this.base = base;
    this.pieces = pieces;
    this.sources = sources;
    this.progress = progress;
    this.common = common(sources);
  }

  Map<Integer, Written> written() {
    return written;
  }

  /** The part of a source that was written. */
  Written of(Source source) {
    return Objects.requireNonNull(written.get(source.id()), source.path());
  }

  /**
   * Writes these, each file on disk being read once.
   *
   * @param rows by the number of the source
   */
  void write(List<Source> wanted, SourceRows[] rows) throws IOException {
    Map<String, Map<Integer, Source>> byFile = new LinkedHashMap<>();
    for (Source source : wanted) {
      String file = Contents.onDisk(base, source.path());
      if (file == null) {
        throw new IOException(
            source.path()
                + " is gone: put the file back where it was, or import it from where it is now");
      }
      byFile.computeIfAbsent(file, _ -> new LinkedHashMap<>()).put(source.id(), source);
    }
    int done = 0;
    for (var file : byFile.entrySet()) {
      progress.at(done++, byFile.size(), "Cutting " + file.getKey());
      Path path = base.resolve(file.getKey());
      int before;
      do {
        before = taken.size();
        Contents.visit(
            path, file.getKey(), Limits.ORDINARY, new Taking(file.getKey(), file.getValue(), rows));
      } while (taken.size() > before && isNamedTwice(file.getValue().values()));
      for (Source source : file.getValue().values()) {
        Written part = written.get(source.id());
        if (part == null || part.runs() == null) {
          rows[source.id()].keepAll();
          whole(path, source);
        }
      }
    }
    taken.clear();
  }

  /** Whether of the contents that were met some are still to be taken for another source. */
  private boolean isNamedTwice(Collection<Source> wanted) {
    Set<String> met = new HashSet<>();
    taken.forEach(id -> met.add(sources.get(id).path()));
    return wanted.stream().anyMatch(s -> !taken.contains(s.id()) && met.contains(s.path()));
  }

  /** The file as it is: an archive that is one thing. */
  private void whole(Path file, Source source) throws IOException {
    Path to = place(source, false);
    Sha256 hash = new Sha256();
    try (InputStream in = Files.newInputStream(file);
        OutputStream out = Files.newOutputStream(to)) {
      byte[] buffer = new byte[1 << 16];
      for (int n; (n = in.read(buffer)) > 0; ) {
        progress.at(0, 0, "Copying " + source.path());
        hash.update(buffer, 0, n);
        out.write(buffer, 0, n);
      }
    }
    requireSame(file, source, hash.hex());
    written.put(source.id(), new Written(to, null, false, false));
  }

  private static void requireSame(Path file, Source source, String sha256) throws IOException {
    if (!source.sha256().equals(sha256)) {
      if (Contents.grew(file, source)) {
        throw new IOException(
            source.path()
                + " has grown since it was read: open it anew in another case, and cut that one");
      }
      throw new IOException(
          source.path()
              + " is no longer what was read (its content has changed): restore the original file, or import it"
              + " anew");
    }
  }

  private Path place(Source source, boolean unpacked) throws IOException {
    Written before = written.get(source.id());
    if (before != null) {
      return before.file();
    }
    String name = source.path().substring(common.length()).replace('!', '/');
    if (unpacked) {
      name = name.replaceFirst("(?i)\\.(gz|zst)$", "");
    }
    return pieces.place(name.startsWith("/") ? name.substring(1) : name);
  }

  /** What all paths begin with, up to a separator. */
  private static String common(List<Source> sources) {
    String common = sources.isEmpty() ? "" : sources.getFirst().path();
    for (Source source : sources) {
      while (!source.path().startsWith(common)) {
        common = common.substring(0, Math.max(0, common.lastIndexOf('/', common.length() - 2) + 1));
      }
    }
    return common.substring(0, common.lastIndexOf('/') + 1);
  }

  /** Takes the parts of one file. */
  private final class Taking implements Contents.Visitor {
    private final String file;
    private final Map<Integer, Source> wanted;
    private final SourceRows[] rows;
    private final Map<String, Deque<Source>> met = new HashMap<>();

    Taking(String file, Map<Integer, Source> wanted, SourceRows[] rows) {
      this.file = file;
      this.wanted = wanted;
      this.rows = rows;
      for (Source source : sources) {
        if (source.path().startsWith(file)
            && !source.sha256().isEmpty()
            && !taken.contains(source.id())) {
          met.computeIfAbsent(source.path(), _ -> new ArrayDeque<>()).add(source);
        }
      }
    }

    @Override
    public void content(String path, InputStream in, boolean utf16) throws IOException {
      Deque<Source> named = met.get(path);
      Source source = named == null ? null : named.peek();
      if (source == null || !wanted.containsKey(source.id())) {
        return;
      }
      Path to = place(source, true);
      byte[] head = in.readNBytes(Contents.headLength());
      boolean cuttable = Contents.canBeCut(head);
      SourceRows of = rows[source.id()];
      if (!cuttable) {
        of.keepAll();
      }
      Cutter cutter = new Cutter(of.drops(), ContextRecord::is);
      try (OutputStream out = Files.newOutputStream(to)) {
        InputStream all =
            new java.io.SequenceInputStream(new java.io.ByteArrayInputStream(head), in);
        cutter.cut(new Told(all, source.path()), out);
      }
      written.put(source.id(), new Written(to, cutter.runs(), utf16, cuttable));
    }

    @Override
    public void closed(String path, String sha256) {
      Deque<Source> named = met.get(path);
      Source source = named == null || sha256.isEmpty() ? null : named.poll();
      if (source != null) {
        taken.add(source.id());
      }
      if (source != null && written.containsKey(source.id()) && wanted.containsKey(source.id())) {
        try {
          requireSame(base.resolve(file), source, sha256);
        } catch (IOException cause) {
          throw new java.io.UncheckedIOException(cause);
        }
      }
    }
  }

  /** Can be stopped. */
  private final class Told extends java.io.FilterInputStream {
    private final String path;

    Told(InputStream in, String path) {
      super(in);
      this.path = path;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      progress.at(0, 0, "Cutting " + path);
      return super.read(into, from, length);
    }
  }
}
