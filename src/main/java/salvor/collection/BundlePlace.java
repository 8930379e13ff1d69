package salvor.collection;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Where the sealed bundle of a collection goes when nobody says where. A case's bundles lie in the
 * case. Those of a recording lie beside it: what lies in it is read with it, and would be there
 * twice.
 */
public final class BundlePlace {
  private static final String RECORDING = "recording.json";

  private BundlePlace() {}

  /**
   * Of a collection.
   *
   * @param folder that of the case, or that of a recording, into which it is taken
   * @param mark the collection's, by which the bundle is called
   */
  public static Path of(Path folder, String mark) {
    Path whole = folder.toAbsolutePath().normalize();
    Path bundles =
        Files.isRegularFile(whole.resolve(RECORDING), LinkOption.NOFOLLOW_LINKS)
            ? whole.resolveSibling(whole.getFileName() + "-bundles")
            : whole.resolve("bundles");
    return bundles.resolve("collected-" + mark);
  }
}
