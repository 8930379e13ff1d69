package salvor.ingest.checkpoint;

import java.io.IOException;

/** A file or folder was to be a checkpoint, and is none that can be read. */
public final class NoCheckpoint extends IOException {
  private static final long serialVersionUID = 1;

  NoCheckpoint(String message) {
    super(message);
  }
}
