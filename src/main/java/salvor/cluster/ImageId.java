package salvor.cluster;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.workload.ImageDigest;

/**
 * What a runtime reports as a container's image, and what its digest is the digest of. Two digests
 * of different forms are never the same by their text: one names a manifest, the other a config.
 *
 * @param form what the digest is of
 * @param digest null when there is none
 */
public record ImageId(Form form, @Nullable ImageDigest digest) {
  /** What a digest is of. */
  public enum Form {
    /** Of a manifest or index in a registry: {@code repo@sha256:...}. */
    REPO_DIGEST,
    /**
     * Of the image's config, as a node without the registry's digest reports: {@code sha256:...}.
     */
    CONFIG_ID,
    /** Nothing that is understood. */
    UNKNOWN
  }

  private static final ImageId NONE = new ImageId(Form.UNKNOWN, null);
  private static final Pattern BARE =
      Pattern.compile("(sha256:)?([0-9a-f]{64})|sha512:[0-9a-f]{128}");

  /** The {@code imageID} of a container status, or an image reference of a specification. */
  public static ImageId of(String reported) {
    int scheme = reported.indexOf("://");
    String id = scheme < 0 ? reported : reported.substring(scheme + 3);
    int at = id.lastIndexOf('@');
    if (at >= 0) {
      Optional<ImageDigest> digest = digest(id.substring(at + 1));
      return digest.map(found -> new ImageId(Form.REPO_DIGEST, found)).orElse(NONE);
    }
    return digest(id).map(found -> new ImageId(Form.CONFIG_ID, found)).orElse(NONE);
  }

  private static Optional<ImageDigest> digest(String text) {
    Matcher bare = BARE.matcher(text);
    if (!bare.matches()) {
      return Optional.empty();
    }
    return Optional.of(new ImageDigest(bare.group(2) == null ? text : "sha256:" + bare.group(2)));
  }
}
