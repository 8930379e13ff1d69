package salvor.ingest.snapshot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salvor.ingest.ArchiveFormat;

/**
 * A copy of {@code /proc}, whole or of some processes, in an archive or a folder, also as UAC keeps
 * what it printed of it ({@code proc/N/status.txt}).
 */
public final class ProcTreeFormat implements ArchiveFormat {
  private static final int LOOKED_AT = 100;
  private static final String PROC = "proc";

  @Override
  public String name() {
    return "proc";
  }

  @Override
  public boolean mayBegin(String member) {
    return false; // it may be anywhere in an archive: see root
  }

  @Override
  public @Nullable String root(String member) {
    ProcPath path = ProcPath.of(member);
    return path == null ? CollectedLines.root(member) : path.root();
  }

  @Override
  public boolean marksFolder(String entry) {
    return ProcPath.tells(entry);
  }

  @Override
  public boolean isFolder(Path folder, List<String> entries) {
    return entries.stream()
        .filter(e -> e.length() < 9 && e.chars().allMatch(c -> c >= '0' && c <= '9'))
        .limit(LOOKED_AT)
        .flatMap(e ->
            Stream.of("stat", "stat.txt", "status", "cmdline").map(name -> folder.resolve(e, name)))
        .anyMatch(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
  }

  @Override
  public List<String> together(Path folder, List<String> entries) {
    Path proc = folder.resolve(PROC);
    return entries.containsAll(List.of(PROC, CollectedLines.FOLDER))
            && CollectedLines.isIn(folder.resolve(CollectedLines.FOLDER))
            && Files.isDirectory(proc, LinkOption.NOFOLLOW_LINKS)
            && isFolder(proc, names(proc))
        ? List.of(PROC, CollectedLines.FOLDER)
        : List.of();
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> in = Files.list(folder)) {
      return in.map(each -> each.getFileName().toString()).toList();
    } catch (IOException | UncheckedIOException _) {
      return List.of(); // told where it is read
    }
  }

  @Override
  public boolean holds(String file) {
    return ProcPath.inFolder(file) != null;
  }

  @Override
  public boolean readsLinks() {
    return true;
  }

  @Override
  public Reading reading() {
    return new ProcTree(null);
  }

  @Override
  public Reading reading(String root) {
    return new ProcTree(root);
  }
}
