package salvor.ingest;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import salvor.evidence.Cri;

/**
 * Takes records out of a content; what stays, stays byte for byte.
 *
 * <p>A line goes with the last record on it, and with the prefix of a container runtime. Between
 * documents the comma goes that would be one too many, so that an array stays one. No more than a
 * line, or a record that is asked about, is held in memory.
 */
public final class Cutter {
  /** A record on a longer line was not read. */
  private static final int LONGEST = Limits.ORDINARY.recordBytes() + (1 << 16);

  private static final int HELD = 1 << 16;

  private final Drops drops;
  private final Predicate<byte[]> stays;
  private final KeptRuns runs = new KeptRuns();
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private OutputStream out = OutputStream.nullOutputStream();
  private int next;
  private long written;
  private long follows = -1;
  private long dropped;

  /** Records that are to go, in the order of the content. */
  public interface Drops {
    /** How many there are. */
    int size();

    /** The first byte of one. */
    long offset(int i);

    /** How long it is. */
    int length(int i);

    /** Whether its content decides whether it goes. */
    boolean isAsked(int i);

    /** One stays, for its content. */
    void stays(int i);
  }

  /**
   * @param stays whether a record that is to be asked about stays, by its bytes
   */
  public Cutter(Drops drops, Predicate<byte[]> stays) {
    this.drops = drops;
    this.stays = stays;
  }

  /** Where that stood which stayed. */
  public KeptRuns runs() {
    return runs;
  }

  /** How many records were taken out. */
  public long dropped() {
    return dropped;
  }

  /** How many bytes stayed. */
  public long written() {
    return written;
  }

  /** Copies a content without those records. */
  public void cut(InputStream content, OutputStream to) throws IOException {
    out = new BufferedOutputStream(to, 1 << 16);
    Peeked in = new Peeked(content, Layout.LENGTH);
    if (Layout.of(in.head()) == Layout.DOCUMENTS) {
      documents(new BufferedInputStream(in, 1 << 16));
    } else {
      lines(in);
    }
    out.flush();
  }

  private void keep(byte[] bytes, int from, int to, long offset) throws IOException {
    if (offset != follows) {
      runs.add(written, offset);
    }
    out.write(bytes, from, to - from);
    written += to - from;
    follows = offset + to - from;
  }

  private void lines(InputStream in) throws IOException {
    byte[] buffer = new byte[1 << 16];
    int length = 0;
    long at = 0;
    for (int n; (n = in.read(buffer, length, buffer.length - length)) > 0; ) {
      length += n;
      int from = 0;
      for (int newline; (newline = Bytes.indexOf(buffer, from, length, '\n')) >= 0; ) {
        line(buffer, from, newline + 1, at + from);
        from = newline + 1;
      }
      if (from == 0 && length >= LONGEST) {
        keep(buffer, 0, length, at);
        from = length;
      }
      at += from;
      length -= from;
      System.arraycopy(buffer, from, buffer, 0, length);
      if (length == buffer.length) {
        buffer = Arrays.copyOf(buffer, length * 2);
      }
    }
    line(buffer, 0, length, at);
  }

  /** A piece of a line that stays. */
  private record Piece(int from, int to) {}

  private void line(byte[] bytes, int from, int to, long at) throws IOException {
    List<Piece> rest = new ArrayList<>();
    int done = from;
    boolean any = false;
    while (next < drops.size() && drops.offset(next) < at + to - from) {
      boolean begins = drops.offset(next) >= at;
      int start = begins ? from + (int) (drops.offset(next) - at) : from;
      long last = drops.offset(next) + drops.length(next);
      int end = (int) Math.min(to, from + last - at);
      if (begins && drops.isAsked(next) && stays.test(Arrays.copyOfRange(bytes, start, end))) {
        drops.stays(next);
      } else if (end > done) {
        any = true;
        dropped += begins ? 1 : 0;
        rest.add(new Piece(done, Math.max(done, start)));
        done = behind(bytes, end, to, rest);
      }
      if (last > at + to - from) {
        break; // it goes on in the next line
      }
      next++;
    }
    rest.add(new Piece(done, to));
    if (!any || rest.stream().anyMatch(piece -> !isNothing(bytes, piece, from, to))) {
      for (Piece piece : rest) {
        if (piece.to() > piece.from()) {
          keep(bytes, piece.from(), piece.to(), at + piece.from() - from);
        }
      }
    }
  }

  /** Where it goes on behind a record and its comma; the last of an array takes the one before. */
  private static int behind(byte[] bytes, int end, int to, List<Piece> rest) {
    int after = Bytes.skipBlank(bytes, end, to);
    if (after < to && bytes[after] == ',') {
      return after + 1;
    }
    if (after < to && bytes[after] == ']') {
      for (int i = rest.size() - 1; i >= 0; i--) {
        Piece piece = rest.get(i);
        int back = piece.to();
        while (back > piece.from() && Bytes.isBlank(bytes[back - 1])) {
          back--;
        }
        if (back > piece.from()) {
          if (bytes[back - 1] == ',') {
            rest.set(i, new Piece(piece.from(), back - 1));
          }
          break;
        }
      }
    }
    return end;
  }

  /** Whether it is nothing but what stands around records. */
  private static boolean isNothing(byte[] bytes, Piece piece, int from, int to) {
    Cri cri = piece.from() == from ? Cri.of(bytes, from, to) : null;
    for (int i = cri == null ? piece.from() : Math.min(cri.content(), piece.to());
        i < piece.to();
        i++) {
      if (!Bytes.isBlank(bytes[i]) && bytes[i] != ',' && bytes[i] != '[' && bytes[i] != ']') {
        return false;
      }
    }
    return true;
  }

  private void documents(BufferedInputStream in) throws IOException {
    long at = 0;
    for (; next < drops.size(); next++) {
      at = copy(in, at, drops.offset(next) - at);
      if (drops.isAsked(next)) {
        in.mark(drops.length(next) + 1);
        boolean stay = stays.test(in.readNBytes(drops.length(next)));
        in.reset();
        if (stay) {
          drops.stays(next);
          at = copy(in, at, drops.length(next));
          continue;
        }
      }
      in.skipNBytes(drops.length(next));
      dropped++;
      at += drops.length(next) + separator(in);
    }
    copy(in, at, Long.MAX_VALUE);
    held.writeTo(out);
  }

  /** Takes out what parted a record from the next; how many bytes. */
  private int separator(BufferedInputStream in) throws IOException {
    in.mark(HELD);
    int taken = 1;
    int c = in.read();
    while (c >= 0 && Bytes.isBlank((byte) c) && taken < HELD - 1) {
      c = in.read();
      taken++;
    }
    if (c == ',') {
      return taken;
    }
    in.reset();
    byte[] before = held.toByteArray();
    int comma = before.length - 1;
    while (comma >= 0 && before[comma] != ',') {
      comma--;
    }
    if (c == ']' && comma >= 0) {
      held.reset();
      held.write(before, 0, comma);
      written -= before.length - comma;
      follows = -1;
    }
    return 0;
  }

  /** Copies bytes, the last blanks and commas not yet; gives where it is then. */
  private long copy(InputStream in, long at, long count) throws IOException {
    byte[] some = new byte[1 << 13];
    long left = count;
    for (int n; left > 0 && (n = in.read(some, 0, (int) Math.min(some.length, left))) > 0; ) {
      int end = n;
      while (end > 0 && (Bytes.isBlank(some[end - 1]) || some[end - 1] == ',')) {
        end--;
      }
      if (at + count - left != follows) {
        runs.add(written, at + count - left);
      }
      if (end > 0 || held.size() > HELD) {
        held.writeTo(out);
        held.reset();
      }
      out.write(some, 0, end);
      held.write(some, end, n - end);
      written += n;
      left -= n;
      follows = at + count - left;
    }
    return at + count - left;
  }
}
