package salvor.custody.bundle;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import salvor.custody.Durable;
import salvor.custody.SigningKey;

/** The bundles that wait for a time-stamp because no authority was reachable: one path per line. */
public final class StampQueue {
  private static final Object ONE_WRITER = new Object();
  private final Path file;

  /** The queue in a file, which need not be there. */
  public StampQueue(Path file) {
    this.file = file;
  }

  /** That of the user, beside the key. */
  public static StampQueue ofUser() {
    return new StampQueue(SigningKey.ofUser().resolveSibling("waiting-for-timestamps"));
  }

  /** The bundles that wait. */
  public List<Path> waiting() throws IOException {
    return Files.exists(file)
        ? Files.readAllLines(file).stream().filter(l -> !l.isBlank()).map(Path::of).toList()
        : List.of();
  }

  /** Puts a bundle in. */
  public void add(Path bundle) throws IOException {
    change(all -> all.add(bundle.toAbsolutePath().normalize()));
  }

  /**
   * Stamps all that wait; those that cannot be stamped wait on, those that were stamped otherwise
   * do not.
   *
   * @return what became of each: nothing where it was stamped, else why not
   */
  public Map<Path, String> stamp(Sealing.Stamping stamping) throws IOException {
    Map<Path, String> told = new LinkedHashMap<>();
    for (Path bundle : waiting()) {
      if (Files.exists(BundleCheck.stampOf(bundle))) {
        remove(bundle);
      } else if (Files.notExists(bundle)) {
        told.put(
            bundle,
            "it is not there; where it is now, name it to salvor timestamp, and take its line out of "
                + file);
      } else {
        try {
          LateStamp.of(bundle, stamping);
          told.put(bundle, "");
          remove(bundle);
        } catch (IOException cause) {
          told.put(bundle, String.valueOf(cause.getMessage()));
        }
      }
    }
    return told;
  }

  private void remove(Path bundle) throws IOException {
    change(all -> all.remove(bundle));
  }

  /**
   * Reads it anew and writes it, while no other thread or program does: it is whole at any time.
   */
  private void change(Consumer<Set<Path>> how) throws IOException {
    synchronized (ONE_WRITER) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      try (FileChannel channel =
              FileChannel.open(
                  file.resolveSibling(file.getFileName() + ".lock"),
                  StandardOpenOption.WRITE,
                  StandardOpenOption.CREATE);
          FileLock lock = channel.lock()) {
        Set<Path> bundles = new LinkedHashSet<>(waiting());
        how.accept(bundles);
        Files.write(fresh, bundles.stream().map(Path::toString).toList());
        Durable.all(fresh);
        Files.move(
            fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        Durable.name(file);
        assert lock.isValid();
      }
    }
  }
}
