package salvor.ingest.image;

import java.util.List;

/**
 * What one layer changes.
 *
 * @param entries in the order of the layer
 * @param whole whether everything in it was understood
 */
record Layer(List<Entry> entries, boolean whole) {
  enum Kind {
    FILE,
    FOLDER,
    LINK,
    HARD_LINK,
    OTHER,
    /** What was here is gone. */
    WHITEOUT,
    /** Everything below this folder is gone. */
    OPAQUE
  }

  /**
   * @param path from the root, without dots
   * @param target of a link; empty for all else
   */
  record Entry(Kind kind, String path, int mode, long size, boolean capabilities, String target) {}
}
