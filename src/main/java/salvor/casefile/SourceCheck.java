package salvor.casefile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import salvor.casefile.CaseNote.About;
import salvor.custody.Sha256;
import salvor.evidence.Source;
import salvor.jobs.Progress;

/**
 * Looks whether the evidence is still what was read: by size and time; where only the time differs,
 * by hash. Changed evidence does not keep a case from opening, as the index holds what was read,
 * but it is never passed over.
 */
final class SourceCheck {
  private final CaseFolder folder;
  private final Stored stored;
  private final Progress progress;
  private final List<CaseNote> notes = new ArrayList<>();
  private final Map<String, Path> moved = new HashMap<>();

  SourceCheck(CaseFolder folder, Stored stored, Progress progress) throws IOException {
    this.folder = folder;
    this.stored = stored;
    this.progress = progress;
    for (int i = 0; i < stored.inputs().named().size(); i++) {
      check(i, stored.inputs().named().get(i));
    }
  }

  /** What was found. */
  List<CaseNote> notes() {
    return notes;
  }

  /** Whether files came, and all that was read is as it was. */
  boolean isOnlyMore() {
    return notes.stream().anyMatch(note -> note.about() == About.SOURCE_ADDED)
        && notes.stream()
            .allMatch(
                note -> note.about() == About.SOURCE_ADDED || note.about() == About.SOURCE_MOVED);
  }

  /** The sources, at the paths where they are now. */
  List<Source> sources() {
    return moved.isEmpty()
        ? stored.sources()
        : stored.sources().stream().map(this::relocated).toList();
  }

  private void check(int number, Inputs.Named input) throws IOException {
    Path now = input.locate(folder.path());
    if (now == null) {
      notes.add(new CaseNote(About.SOURCE_MISSING, input.absolute(), ""));
      return;
    }
    if (!now.equals(Path.of(input.given()).toAbsolutePath().normalize())) {
      moved.put(input.given(), now);
    }
    if (!now.equals(Path.of(input.absolute()))) {
      notes.add(new CaseNote(About.SOURCE_MOVED, now.toString(), input.absolute()));
    }
    Set<String> known = new HashSet<>();
    for (Inputs.Found file : stored.inputs().files()) {
      if (file.named() == number) {
        known.add(file.path());
        check(file, file.path().isEmpty() ? now : now.resolve(file.path()));
      }
    }
    if (Files.isDirectory(now)) {
      for (Inputs.Found file : Inputs.files(number, now)) {
        if (!known.contains(file.path())) {
          notes.add(new CaseNote(About.SOURCE_ADDED, now.resolve(file.path()).toString(), ""));
        }
      }
    }
  }

  private void check(Inputs.Found was, Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      notes.add(new CaseNote(About.SOURCE_MISSING, file.toString(), ""));
      return;
    }
    BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
    if (is.size() != was.size()) {
      long read = begins(was, file, is.size());
      String how = Math.max(read, was.size()) + " bytes, now " + is.size();
      if (read < 0) {
        changed(file, how);
      } else if (read < is.size()) {
        notes.add(new CaseNote(About.SOURCE_GROWN, file.toString(), how));
      }
    } else if (is.lastModifiedTime().toMillis() != was.modified() && was.sha256() != null) {
      progress.at(0, 0, "Checking " + file.getFileName());
      String hash = Sha256.of(file);
      if (!hash.equals(was.sha256())) {
        changed(file, "SHA-256 " + was.sha256() + ", now " + hash);
      }
    }
  }

  /**
   * With how many bytes that were read a file still begins, -1 when with none. A file that was
   * written to while it was read is longer there than when it was found.
   */
  private long begins(Inputs.Found was, Path file, long size) throws IOException {
    Set<Long> lengths = new TreeSet<>(Set.of(was.size()));
    for (Source source : stored.sources()) {
      if (source.sha256().equals(was.sha256())) {
        lengths.add(source.bytes());
      }
    }
    for (long length : lengths) {
      if (length <= size) {
        progress.at(0, 0, "Checking " + file.getFileName());
        if (Sha256.of(file, length).equals(was.sha256())) {
          return length;
        }
      }
    }
    return -1;
  }

  private void changed(Path file, String how) {
    notes.add(new CaseNote(About.SOURCE_CHANGED, file.toString(), how));
  }

  private Source relocated(Source source) {
    String best = null;
    for (String given : moved.keySet()) {
      boolean inside =
          source.path().startsWith(given)
              && (source.path().length() == given.length()
                  || "/\\!".indexOf(source.path().charAt(given.length())) >= 0);
      if (inside && (best == null || given.length() > best.length())) {
        best = given;
      }
    }
    if (best == null) {
      return source;
    }
    String path = moved.get(best) + source.path().substring(best.length());
    return new Source(
        source.id(),
        path,
        source.sha256(),
        source.format(),
        source.bytes(),
        source.lines(),
        source.observations(),
        source.unreadableCount(),
        source.unreadable(),
        source.skipped(),
        source.notes());
  }

  /**
   * The inputs with the hashes that the import took; the hash of an archive, whose members were
   * hashed, is taken here.
   */
  static Inputs hashed(Inputs inputs, List<Source> sources, CaseFolder folder) throws IOException {
    Map<Path, String> hashes = new HashMap<>();
    Set<Path> archives = new HashSet<>();
    for (Source source : sources) {
      int member = source.path().indexOf('!');
      hashes.put(place(source.path()), source.sha256());
      if (member > 0) {
        archives.add(place(source.path().substring(0, member)));
      }
    }
    List<Inputs.Found> files = new ArrayList<>();
    for (Inputs.Found file : inputs.files()) {
      Path root = inputs.named().get(file.named()).locate(folder.path());
      files.add(
          new Inputs.Found(
              file.named(),
              file.path(),
              file.size(),
              file.modified(),
              hash(file, root, hashes, archives)));
    }
    return new Inputs(inputs.named(), files);
  }

  private static @Nullable String hash(
      Inputs.Found file, @Nullable Path root, Map<Path, String> hashes, Set<Path> archives)
      throws IOException {
    if (root == null) {
      return null;
    }
    Path path = file.path().isEmpty() ? root : root.resolve(file.path());
    String known = hashes.get(path);
    return known == null && archives.contains(path) && Files.isReadable(path)
        ? Sha256.of(path)
        : known;
  }

  private static Path place(String path) {
    return Path.of(path).toAbsolutePath().normalize();
  }
}
