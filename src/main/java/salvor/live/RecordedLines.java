package salvor.live;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.List;
import salvor.evidence.RawRecords;
import salvor.evidence.RecordRef;
import salvor.evidence.Source;

/**
 * The lines that were written down, as they lie in their files. A file that is still written to has
 * no hash to be held against, but nothing that was written to it changes.
 */
public final class RecordedLines implements RawRecords {
  private volatile List<Source> sources = List.of();

  /** Reads from these from now on, by their ids. */
  public void of(List<Source> now) {
    sources = List.copyOf(now);
  }

  @Override
  public byte[] read(RecordRef ref) throws IOException {
    Source source = sources.get(ref.source());
    try (RandomAccessFile file = new RandomAccessFile(source.path(), "r")) {
      byte[] record = new byte[ref.length()];
      file.seek(ref.offset());
      file.readFully(record);
      return record;
    }
  }
}
