package salvor.ingest.checkpoint;

import java.util.regex.Pattern;
import salvor.ingest.ArchiveFormat;

/** The archive of a checkpoint, or its folder. */
public final class CheckpointFormat implements ArchiveFormat {
  /** How the archives of containerd, CRI-O and Podman begin, whatever order they were packed in. */
  private static final Pattern BEGIN =
      Pattern.compile(
          "checkpoint(/.*)?|artifacts/.*|([a-z]+/)?[a-z0-9-]+\\.img|(config|spec|status|pod)\\.dump"
              + "|pod\\.options|stats-dump|status|dump\\.log|container\\.log|ctr\\.log"
              + "|bind\\.mounts|(rootfs-diff|devshm-checkpoint)\\.tar|network\\.status|deleted\\.files");

  @Override
  public String name() {
    return "checkpoint";
  }

  @Override
  public boolean mayBegin(String member) {
    return BEGIN.matcher(member).matches();
  }

  @Override
  public boolean marksFolder(String entry) {
    return entry.equals("config.dump");
  }

  @Override
  public Reading reading() {
    return new CheckpointReading();
  }
}
