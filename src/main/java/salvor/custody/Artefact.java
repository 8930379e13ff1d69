package salvor.custody;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A piece of evidence as bytes.
 *
 * @param path where it is, relative to the case or the bundle, with {@code /}
 * @param size in bytes
 * @param sha256 64 lower-case hex digits
 * @param truncated whether it was cut off
 * @param bytesExpected how long it should have been, null where nothing was said
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Artefact(
    String path, long size, String sha256, boolean truncated, @Nullable Long bytesExpected) {
  /** One that is whole. */
  public static Artefact whole(String path, long size, String sha256) {
    return new Artefact(path, size, sha256, false, null);
  }
}
