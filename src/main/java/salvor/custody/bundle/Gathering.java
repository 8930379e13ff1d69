package salvor.custody.bundle;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.custody.CaseLedger;
import salvor.custody.CustodyEntry;

/** Finds the files that are to be sealed, and what of the given cannot be. */
final class Gathering {
  /** It says of which cluster the files beside it are: who reads an archive has to know first. */
  private static final Comparator<Found> RECORDING_FIRST =
      Comparator.comparing(
          found -> !("/" + found.name()).endsWith("/recording.json")); // and all else as it was

  private final PayloadPath.Names names = new PayloadPath.Names();
  private final List<Found> files = new ArrayList<>();
  private final List<Path> passedOver = new ArrayList<>();
  private final List<RecordingFolder> recordings = new ArrayList<>();
  private final @Nullable Path work;

  /**
   * A file that is to be sealed.
   *
   * @param name where in the bundle, below {@code data/}
   * @param file where it is now
   * @param size in bytes
   * @param entry what the ledger says of it, without the artefact; null where it was found as it is
   * @param recorded where it was found, where a recording still writes to it; null otherwise
   */
  record Found(
      String name, Path file, long size, @Nullable CustodyEntry entry, @Nullable Path recorded) {}

  /**
   * Gathers all files of these paths, in an order that depends on their names alone.
   *
   * @param work a folder for copies of what a recording writes to; null to take all as it is
   */
  Gathering(List<Path> given, @Nullable Path work) throws IOException {
    this.work = work;
    for (Path each : given) {
      Path path = each.toAbsolutePath().normalize();
      String root = path.getFileName() == null ? "root" : path.getFileName().toString();
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        folder(path, root);
      } else {
        file(
            path,
            root,
            Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
      }
    }
    files.sort(RECORDING_FIRST);
  }

  /** Takes what was made. */
  Gathering(Pieces made) {
    this.work = null;
    files.addAll(made.found());
    files.sort(RECORDING_FIRST);
  }

  private void folder(Path folder, String root) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes)
              throws IOException {
            if (CaseLedger.isWork(each)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            if (work != null && RecordingFolder.isOne(each)) {
              recordings.add(new RecordingFolder(each, work));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!CaseLedger.isWork(file)) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException cause) throws IOException {
            if (cause instanceof NoSuchFileException && recording(file) != null) {
              return FileVisitResult.CONTINUE; // it was there for a moment
            }
            throw cause;
          }
        });
    found.sort(null);
    for (Path file : found) {
      StringBuilder name = new StringBuilder(root);
      folder.relativize(file).forEach(part -> name.append('/').append(part));
      RecordingFolder recording = recording(file);
      if (recording == null) {
        file(
            file,
            name.toString(),
            Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
      } else {
        recorded(file, name.toString(), recording);
      }
    }
  }

  private @Nullable RecordingFolder recording(Path file) {
    return recordings.stream().filter(each -> each.has(file)).findFirst().orElse(null);
  }

  private void recorded(Path file, String name, RecordingFolder in) throws IOException {
    if (Files.isSymbolicLink(file)) {
      passedOver.add(file);
      return;
    }
    RecordingFolder.Part part = in.part(file);
    if (part != null) {
      files.add(new Found(names.safe(name), part.file(), part.size(), null, file));
    }
  }

  private void file(Path file, String name, BasicFileAttributes attributes) {
    if (attributes.isRegularFile()) {
      files.add(new Found(names.safe(name), file, attributes.size(), null, null));
    } else {
      passedOver.add(file); // a link leads elsewhere, a pipe or a device has no end
    }
  }

  List<Found> files() {
    return files;
  }

  /** Links, pipes and devices. */
  List<Path> passedOver() {
    return passedOver;
  }

  /** Whether a recording goes on, of which this is what was whole. */
  boolean goesOn() {
    return !recordings.isEmpty();
  }

  long bytes() {
    return files.stream().mapToLong(Found::size).sum();
  }
}
