package salvor.custody.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import salvor.custody.SigningKey;

/** The bundles that wait for a time-stamp because no authority was reachable: one path per line. */
public final class StampQueue {
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
    Set<Path> all = new LinkedHashSet<>(waiting());
    all.add(bundle.toAbsolutePath().normalize());
    write(all);
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

  /** Reads anew: others may have put something in meanwhile. */
  private void remove(Path bundle) throws IOException {
    Set<Path> left = new LinkedHashSet<>(waiting());
    left.remove(bundle);
    write(left);
  }

  private void write(Set<Path> bundles) throws IOException {
    List<String> lines = new ArrayList<>();
    bundles.forEach(bundle -> lines.add(bundle.toString()));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, lines);
  }
}
