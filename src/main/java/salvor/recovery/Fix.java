package salvor.recovery;

import org.jspecify.annotations.Nullable;
import salvor.cluster.ImageGraph;
import salvor.cluster.ImageId;
import salvor.workload.ImageDigest;

/**
 * Which image is to be replaced by which.
 *
 * @param bad a digest of the image that must run no more: of its index, manifest or config
 * @param fixed the digest of the manifest or index that takes its place
 * @param repository where the new image is, without tag; null for where the old one is
 */
public record Fix(ImageDigest bad, ImageDigest fixed, @Nullable String repository) {
  /**
   * Refuses a fix that changes nothing.
   *
   * @throws IllegalArgumentException when both are the same, or the repository is none
   */
  public Fix {
    if (bad.equals(fixed)) {
      throw new IllegalArgumentException("the new digest is the bad one: " + bad);
    }
    if (repository != null && !repository.matches("[A-Za-z0-9][A-Za-z0-9._:/-]{0,254}")) {
      throw new IllegalArgumentException("not a repository: " + repository);
    }
  }

  /** The reference of the new image, in place of an old one. */
  public String reference(String old) {
    return (repository == null ? repository(old) : repository) + "@" + fixed;
  }

  /** A reference without tag and digest. */
  static String repository(String reference) {
    int at = reference.indexOf('@');
    String named = at < 0 ? reference : reference.substring(0, at);
    int tag = named.lastIndexOf(':');
    return tag > named.lastIndexOf('/') ? named.substring(0, tag) : named;
  }

  /** Whether an image is the bad one, by a digest of any form that is known to be of it. */
  boolean isBad(ImageGraph graph, ImageId image) {
    return graph.isSame(image, new ImageId(ImageId.Form.REPO_DIGEST, bad))
        || graph.isSame(image, new ImageId(ImageId.Form.CONFIG_ID, bad));
  }

  /** Whether both digests turn out to be of one image, so that nothing would be fixed. */
  boolean isNoFix(ImageGraph graph) {
    return isBad(graph, new ImageId(ImageId.Form.REPO_DIGEST, fixed));
  }
}
