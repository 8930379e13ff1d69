package salvor.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A certificate or key: in the kubeconfig itself or in a file.
 *
 * @param data as written, Base64; null when it is in a file
 * @param file the file, null when it is in the kubeconfig
 */
public record Material(@Nullable String data, @Nullable Path file) {
  private static final long MOST_BYTES = 1 << 20;

  /** No more than that it is there: keys are not shown. */
  @Override
  public String toString() {
    return file == null ? "in the kubeconfig" : file.toString();
  }

  /**
   * The PEM.
   *
   * @throws IOException when the file cannot be read or is no certificate's size
   * @throws IllegalArgumentException when it is not Base64
   */
  public byte[] bytes() throws IOException {
    if (data != null) {
      return Base64.getDecoder().decode(data.replaceAll("\\s", ""));
    }
    if (file == null) {
      return new byte[0];
    }
    if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
      throw new IOException("no certificate or key: " + file);
    }
    return Files.readAllBytes(file);
  }
}
