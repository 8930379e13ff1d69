package salvor.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import salvor.custody.Sha256;

/** Where cases and baselines are kept when nobody says where. */
public final class CaseFolders {
  private CaseFolders() {}

  /**
   * The folder for these paths: below {@code $XDG_DATA_HOME} (or {@code ~/.local/share}), named
   * after the first path and the hash of all, so that the same evidence finds its case again (XDG
   * Base Directory Specification).
   */
  public static Path of(List<Path> paths) {
    Sha256 hash = new Sha256();
    for (Path path : paths) {
      byte[] name = path.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8);
      hash.update(name, 0, name.length);
      hash.update(new byte[1], 0, 1);
    }
    Path last = paths.getFirst().toAbsolutePath().normalize().getFileName();
    String name = last == null ? "evidence" : last.toString().replaceAll("[^A-Za-z0-9._-]", "_");
    return data()
        .resolve("salvor")
        .resolve("cases")
        .resolve(name + "-" + hash.hex().substring(0, 8));
  }

  /** Where baselines are kept when nobody says where. */
  public static Path library() {
    return data().resolve("salvor").resolve("baselines");
  }

  /** A new folder for what arrives of a cluster, named after its context. */
  public static Path live(String context) throws IOException {
    Path live = Files.createDirectories(data().resolve("salvor").resolve("live"));
    return Files.createTempDirectory(live, safe(context) + "-");
  }

  /** The folder of one of several clusters in the folder of all. */
  static Path of(Path all, String context) {
    String safe = safe(context);
    return all.resolve(
        safe.equals(context) ? safe : safe + "-" + Integer.toHexString(context.hashCode()));
  }

  private static String safe(String context) {
    String safe = context.replaceAll("[^A-Za-z0-9-]", "-");
    return safe.substring(0, Math.min(80, safe.length()));
  }

  private static Path data() {
    String home = System.getenv("XDG_DATA_HOME");
    return home != null && Path.of(home).isAbsolute()
        ? Path.of(home)
        : Path.of(System.getProperty("user.home", "."), ".local", "share");
  }
}
