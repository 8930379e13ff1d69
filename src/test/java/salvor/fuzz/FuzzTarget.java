package salvor.fuzz;

import java.nio.file.Path;
import java.util.List;

/** A part of Salvor that takes what strangers wrote. */
interface FuzzTarget {
  /** What a stranger of good will would write: where the search begins. */
  List<byte[]> seeds() throws Exception;

  /**
   * Takes anything. Whatever is thrown is a finding.
   *
   * @param folder an empty one, for this input alone
   */
  void take(byte[] input, Path folder) throws Exception;
}
