package salvor.ingest;

import java.util.function.Consumer;
import salvor.baseline.Profile;
import salvor.evidence.Observation;
import salvor.evidence.RecordRef;
import salvor.workload.Inventory;

/** Takes what a reader understood, and what it did not. */
public interface Sink {
  /** The record is this observation. */
  void observed(Observation observation);

  /** The record could not be understood; the reason is for the investigator. */
  void unreadable(RecordRef ref, String reason);

  /** The record was understood and is no observation; equal reasons are counted together. */
  void skipped(String reason);

  /** A line or record was met, and will be accounted for; only for who finds records itself. */
  default void met() {}

  /** So many records were; none when it is not more than 0. */
  default void skipped(String reason, long count) {
    for (long i = 0; i < count; i++) {
      skipped(reason);
    }
  }

  /**
   * Once everything has been read that was given, the rest of the source is told, by what cluster
   * objects all of it held; at once where nothing more is to be read.
   */
  default void whenAllIsRead(Consumer<Inventory> rest) {
    rest.accept(Inventory.EMPTY);
  }

  /** In addition to the above: the record describes cluster objects. */
  void inventory(Inventory found);

  /** In addition to the above: the record is a baseline. */
  void baseline(Profile found);

  /** In addition to the above: what the source tells of the processes of a host. */
  default void ran(HostProcesses found) {}

  /** A remark on the source as a whole; equal remarks are kept once. */
  void note(String remark);
}
