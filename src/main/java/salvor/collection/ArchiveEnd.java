package salvor.collection;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How an archive of the toolbox ends. It says itself whether it is whole, in its last entry ({@code
 * packaging/toolbox/README.md}): one without that was cut off, whatever the program's exit code
 * was.
 *
 * @param reasons what was left out, in the toolbox's own words, or what is wrong with the archive;
 *     the first ones
 */
public record ArchiveEnd(State state, List<String> reasons) {
  private static final String LAST = "collected/end.json";
  private static final int LONGEST = 1 << 20;
  private static final int MOST_NAMES = 16;
  private static final int MOST_REASONS = 100;
  private static final int LONGEST_REASON = 400;

  /** Whether it is whole. */
  public enum State {
    /** It says that it is. */
    WHOLE,
    /** It says that something was left out. */
    INCOMPLETE,
    /** Its last entry is not there. */
    CUT_OFF,
    /** It is no archive from some place on, or its last entry says nothing that is understood. */
    DAMAGED
  }

  /** Copies the reasons, as far as they are kept. */
  public ArchiveEnd {
    reasons =
        reasons.stream()
            .limit(MOST_REASONS)
            .map(each -> each.substring(0, Math.min(each.length(), LONGEST_REASON)))
            .toList();
  }

  /** Whether nothing was left out. */
  public boolean isWhole() {
    return state == State.WHOLE;
  }

  /** That of an archive on disk; no entry but the last is held in memory. */
  static ArchiveEnd of(Path file) {
    try (Headers headers =
            new Headers(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
        TarArchiveInputStream tar = new TarArchiveInputStream(headers, "UTF-8")) {
      ArchiveEnd end = null;
      for (TarArchiveEntry entry; (entry = headers.next(tar)) != null; ) {
        boolean last = entry.getName().equals(LAST) && entry.isFile();
        end = last ? told(tar.readNBytes(LONGEST)) : null;
        tar.transferTo(OutputStream.nullOutputStream());
      }
      return end == null ? new ArchiveEnd(State.CUT_OFF, List.of()) : end;
    } catch (IOException
        | RuntimeException damaged) { // the library throws either for hostile bytes
      return new ArchiveEnd(State.DAMAGED, List.of(String.valueOf(damaged.getMessage())));
    }
  }

  private static ArchiveEnd told(byte[] bytes) {
    JsonNode end;
    try {
      end = JsonMapper.shared().readTree(bytes);
    } catch (JacksonException no) {
      return new ArchiveEnd(State.DAMAGED, List.of(no.getOriginalMessage()));
    }
    JsonNode truncated = end.path("truncated");
    if (!end.path("complete").isBoolean() || !truncated.isArray()) {
      return new ArchiveEnd(State.DAMAGED, List.of());
    }
    boolean whole = end.path("complete").asBoolean() && truncated.isEmpty();
    return new ArchiveEnd(
        whole ? State.WHOLE : State.INCOMPLETE,
        truncated
            .valueStream()
            .limit(MOST_REASONS)
            .map(each -> each.isString() ? each.asString() : each.toString())
            .toList());
  }

  /** The library holds headers in memory, however long they say that they are; this bounds them. */
  private static final class Headers extends FilterInputStream {
    private long left = Long.MAX_VALUE;

    Headers(InputStream in) {
      super(in);
    }

    @Nullable TarArchiveEntry next(TarArchiveInputStream tar) throws IOException {
      left = LONGEST;
      TarArchiveEntry entry = tar.getNextEntry();
      left = Long.MAX_VALUE;
      // what the toolbox never writes: holes of any size, and names for all entries that pile up
      if (entry != null && (entry.isSparse() || entry.getExtraPaxHeaders().size() > MOST_NAMES)) {
        throw new IOException("an entry that no toolbox writes");
      }
      return entry;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (left <= 0) {
        throw new IOException("the header of an entry is longer than " + LONGEST + " bytes");
      }
      int read = super.read(into, from, (int) Math.min(length, left));
      left -= Math.max(0, read);
      return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
      long skipped = super.skip(Math.min(bytes, left));
      left -= skipped;
      return skipped;
    }
  }
}
