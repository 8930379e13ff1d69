package salvor.custody.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** The evidence behind paths, file by file: of a bundle what it holds, not its lists and ledger. */
public final class Payload {
  private Payload() {}

  /** Sees each file. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * A file.
     *
     * @param name with {@code /}, below the path that was given or the {@code data} of a bundle
     */
    void file(String name, InputStream in) throws IOException;
  }

  /** Visits all files; links, pipes and devices are passed over. */
  public static void visit(List<Path> given, Visitor visitor) throws IOException {
    for (Path path : given) {
      boolean bundle =
          Files.isDirectory(path)
              ? Files.exists(path.resolve(Manifest.BAGIT))
              : BundleForm.of(path) != BundleForm.FOLDER && Parentage.of(path).containsKey("head");
      if (bundle) {
        BundleIn.visit(
            path,
            (name, in) -> {
              if (in != null
                  && name.startsWith(Manifest.DATA)
                  && PayloadPath.danger(name) == null) {
                visitor.file(name.substring(Manifest.DATA.length()), in);
              }
            });
        continue;
      }
      for (Gathering.Found found : new Gathering(List.of(path), null).files()) {
        try (InputStream in = Files.newInputStream(found.file(), LinkOption.NOFOLLOW_LINKS)) {
          visitor.file(found.name(), in);
        }
      }
    }
  }

  /** Refuses to change what is only to be read. */
  public static void requireOutside(List<Path> given, Path out) throws IOException {
    for (Path each : given) {
      if (Files.isDirectory(each)
          && out.toAbsolutePath().normalize().startsWith(each.toAbsolutePath().normalize())) {
        throw new IOException(
            out + " is inside of " + each + ", which is only read; put it elsewhere");
      }
    }
  }
}
