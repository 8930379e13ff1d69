package salvor.ingest.image;

import java.util.regex.Pattern;
import salvor.ingest.ArchiveFormat;

/** The archive of an image, or its folder. */
public final class ImageArchiveFormat implements ArchiveFormat {
  /** How the archives of docker, containerd, podman, skopeo, crane and kaniko begin. */
  private static final Pattern BEGIN =
      Pattern.compile(
          "oci-layout|index\\.json|manifest\\.json|repositories|blobs/(sha256/([0-9a-f]{64})?)?"
              + "|(sha256:)?[0-9a-f]{64}(\\.json|\\.tar|\\.tar\\.gz|/|/VERSION|/json|/layer\\.tar)?");

  private final int mostEntries;

  /** With room for a million files in all layers. */
  public ImageArchiveFormat() {
    this(1_000_000);
  }

  ImageArchiveFormat(int mostEntries) {
    this.mostEntries = mostEntries;
  }

  @Override
  public String name() {
    return "image-archive";
  }

  @Override
  public boolean mayBegin(String member) {
    return BEGIN.matcher(member).matches();
  }

  @Override
  public boolean marksFolder(String entry) {
    return entry.equals("oci-layout");
  }

  @Override
  public Reading reading() {
    return new ImageArchive(mostEntries);
  }
}
