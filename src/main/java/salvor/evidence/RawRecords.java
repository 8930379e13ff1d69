package salvor.evidence;

import java.io.IOException;

/** Shows the raw bytes that an observation was read from. */
public interface RawRecords {
  /**
   * The bytes of a record.
   *
   * @throws IOException when the evidence is gone, or is no longer what was read (its hash differs)
   */
  byte[] read(RecordRef ref) throws IOException;
}
