package salvor.custody;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/**
 * With what something was done.
 *
 * @param jarSha256 the hash of the program's archive; null where it does not run from one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Tool(String name, String version, @Nullable String jarSha256) {
  private static final class Own {
    private static final Tool TOOL = find();

    private static Tool find() {
      String version = Tool.class.getPackage().getImplementationVersion();
      return new Tool("salvor", version == null ? "development" : version, jar());
    }

    private static @Nullable String jar() {
      CodeSource source = Tool.class.getProtectionDomain().getCodeSource();
      try {
        Path jar = source == null ? null : Path.of(source.getLocation().toURI());
        return jar != null && Files.isRegularFile(jar) ? Sha256.of(jar) : null;
      } catch (URISyntaxException | IllegalArgumentException | IOException _) {
        return null; // as in the run-time image, whose modules are in no archive
      }
    }
  }

  /** This program; its archive is hashed once. */
  public static Tool ofProgram() {
    return Own.TOOL;
  }
}
