package salvor.fuzz;

import java.nio.file.Path;
import java.util.List;
import salvor.AllFormats;
import salvor.baseline.Given;
import salvor.casefile.EvidenceReader;
import salvor.evidence.Observations;
import salvor.evidence.Source;
import salvor.evidence.StoredTables;
import salvor.ingest.Limits;
import salvor.ingest.RawBytes;
import salvor.jobs.Progress;

/** Reads evidence as the product does, and holds the result to what is true of all evidence. */
final class Evidence {
  private static final EvidenceReader READER = AllFormats.reader();
  private static final int MOST_REMARKS = 5000;
  private static final int RECORDS = 5;

  private Evidence() {}

  /** Reads a file or a folder by every format. */
  static Given read(Path path) throws Exception {
    return read(READER, path);
  }

  static Given read(EvidenceReader reader, Path path) throws Exception {
    Given given = reader.read(List.of(path), Progress.NONE);
    Observations all = given.evidence().observations();
    long observed = 0;
    for (Source source : given.evidence().sources()) {
      long outcomes = source.observations() + source.unreadableCount() + source.skippedCount();
      require(source.lines() == outcomes, source.lines() + " lines, but " + outcomes + " outcomes");
      int remarks = source.notes().size() + source.unreadable().size() + source.skipped().size();
      require(remarks < MOST_REMARKS, remarks + " remarks on one source");
      observed += source.observations();
    }
    require(observed == all.size(), observed + " observed, but " + all.size() + " are there");
    StoredTables.check(all);
    AllFormats.judge(given);
    RawBytes raw = new RawBytes(Path.of(""), given.evidence().sources(), Limits.ORDINARY);
    for (int row = 0; row < Math.min(RECORDS, all.size()); row++) {
      raw.read(all.get(row).source());
    }
    return given;
  }

  static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
