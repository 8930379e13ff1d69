package salvor.ingest;

/** Some whole lines of a source; used again and again. */
final class Chunk {
  byte[] bytes;

  /** How many bytes are lines. */
  int length;

  /** The offset of the first byte in the source. */
  long offset;

  /** When not 0: the chunk is one line of this many bytes, too long to be held. */
  long oversize;

  /** The number of the chunk in its source. */
  int number;

  Chunk(int size) {
    bytes = new byte[size];
  }
}
