package salvor.custody.redact;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.SequenceInputStream;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Utf16Input;

/**
 * Takes secrets out of a file, unpacking and packing again what is compressed and archived. What is
 * no text is not looked into.
 */
final class FileRedactor {
  private static final int HEAD = 1 << 16;
  private static final int DEEPEST = 3;
  private static final long MOST = 256L << 30;
  private static final int TIMES = 400;
  private static final long TIMES_FROM = 256L << 20;

  private final Redactor redactor;
  private final Path work;
  private final boolean keepUnread;
  private final int longest;
  private final List<Redacted.Part> parts = new ArrayList<>();
  private long packed;
  private long unpacked;

  /**
   * @param work a folder for members of archives, whose length must be known before they are packed
   * @param keepUnread whether what is no text is copied as it is
   */
  FileRedactor(Redactor redactor, Path work, boolean keepUnread, int longest) {
    this.redactor = redactor;
    this.work = work;
    this.keepUnread = keepUnread;
    this.longest = longest;
  }

  /** What became of each file and member. */
  List<Redacted.Part> parts() {
    return parts;
  }

  /** Copies a file without secrets. Whether it is in; when not, nothing was written of it. */
  boolean file(String path, InputStream in, OutputStream out) throws IOException {
    packed = 0;
    unpacked = 0;
    return open(path, new Counted(in, false), out, 0);
  }

  private boolean open(String path, InputStream from, OutputStream out, int depth)
      throws IOException {
    byte[] head = from.readNBytes(HEAD);
    InputStream in = new SequenceInputStream(new ByteArrayInputStream(head), from);
    if (begins(head, 0x1F, 0x8B) && depth < DEEPEST) {
      GZIPOutputStream zip = new GZIPOutputStream(out, HEAD);
      boolean is = open(path, new Counted(new GZIPInputStream(in, HEAD), true), zip, depth + 1);
      zip.finish();
      return is;
    } else if (begins(head, 0x28, 0xB5, 0x2F, 0xFD) && depth < DEEPEST) {
      ZstdOutputStream zip = new ZstdOutputStream(new Open(out));
      boolean is = open(path, new Counted(new ZstdInputStream(in), true), zip, depth + 1);
      zip.close();
      return is;
    } else if (begins(head, 'P', 'K', 3, 4) && depth < DEEPEST) {
      return zip(path, in, out, depth + 1);
    } else if (isTar(head) && depth < DEEPEST) {
      return tar(path, in, out, depth + 1);
    }
    return content(path, head, in, out);
  }

  private boolean content(String path, byte[] head, InputStream in, OutputStream out)
      throws IOException {
    boolean wide = Utf16Input.begins(head);
    if (!wide && isBinary(head)) {
      redactor.counts();
      parts.add(
          new Redacted.Part(
              path, keepUnread ? Redacted.Way.UNREAD : Redacted.Way.LEFT_OUT, Map.of()));
      if (keepUnread) {
        in.transferTo(out);
      }
      return keepUnread;
    }
    if (!wide) {
      BufferedOutputStream to = new BufferedOutputStream(out, HEAD);
      new ContentRedactor(redactor, in, to, longest).redact(isYaml(head));
      to.flush();
    } else {
      wide(head[0] == (byte) 0xFF, in, out);
    }
    parts.add(new Redacted.Part(path, Redacted.Way.REDACTED, redactor.counts()));
    return true;
  }

  /** UTF-16 becomes UTF-8 on the way in, and UTF-16 again on the way out. */
  private void wide(boolean little, InputStream in, OutputStream out) throws IOException {
    Charset charset = little ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
    Writer writer = new OutputStreamWriter(new Open(out), charset);
    writer.write('\uFEFF');
    Utf8 to = new Utf8(writer);
    new ContentRedactor(redactor, new Utf16Input(in), to, longest).redact(false);
    to.end();
    writer.flush();
  }

  private boolean zip(String path, InputStream in, OutputStream out, int depth) throws IOException {
    ZipInputStream from = new ZipInputStream(in);
    ZipOutputStream to = new ZipOutputStream(out);
    int entries = 0;
    for (ZipEntry entry; (entry = from.getNextEntry()) != null; ) {
      Path member = entry.isDirectory() ? null : member(path, entry.getName(), from, depth);
      if (member != null) {
        entries++;
        to.putNextEntry(new ZipEntry(redactor.text(entry.getName())));
        Files.copy(member, to);
        to.closeEntry();
        Files.delete(member);
      }
    }
    to.finish();
    return entries > 0;
  }

  private boolean tar(String path, InputStream in, OutputStream out, int depth) throws IOException {
    TarArchiveInputStream from = new TarArchiveInputStream(in, "UTF-8");
    TarArchiveOutputStream to = new TarArchiveOutputStream(out, "UTF-8");
    to.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    to.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    int entries = 0;
    for (TarArchiveEntry entry; (entry = from.getNextEntry()) != null; ) {
      boolean special = entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO();
      boolean file = entry.isFile() && !entry.isLink() && !entry.isSymbolicLink() && !special;
      if (!file && !entry.isDirectory()) {
        String name = path + "!" + name(entry.getName());
        parts.add(new Redacted.Part(name, Redacted.Way.LEFT_OUT, redactor.counts()));
      }
      Path member = file ? member(path, entry.getName(), from, depth) : null;
      if (member != null) {
        entries++;
        TarArchiveEntry is = new TarArchiveEntry(name(entry.getName()));
        is.setSize(Files.size(member));
        is.setModTime(entry.getLastModifiedTime());
        to.putArchiveEntry(is);
        Files.copy(member, to);
        to.closeArchiveEntry();
        Files.delete(member);
      }
    }
    to.finish();
    return entries > 0;
  }

  /** A member without secrets, in a file of its own; null when it is not in. */
  private @Nullable Path member(String path, String name, InputStream in, int depth)
      throws IOException {
    Path file = Files.createTempFile(work, "member", "");
    boolean is;
    try (OutputStream out = Files.newOutputStream(file)) {
      is = open(path + "!" + name(name), new Counted(in, true), out, depth);
    }
    if (!is) {
      Files.delete(file);
      return null;
    }
    return file;
  }

  /** A name without secrets. */
  String name(String name) {
    String bytes = RedactionRules.bytes(name);
    String now = redactor.text(bytes);
    return new String(now.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static boolean begins(byte[] head, int... bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (i >= head.length || (head[i] & 0xFF) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isTar(byte[] head) {
    return head.length > 262 && new String(head, 257, 5, StandardCharsets.US_ASCII).equals("ustar");
  }

  /** Whether one byte in fifty steers, or one is zero. */
  private static boolean isBinary(byte[] head) {
    int odd = 0;
    for (byte b : head) {
      if (b == 0) {
        return true;
      }
      odd += b > 0 && b < ' ' && "\t\r\n\u001b\f".indexOf(b) < 0 ? 1 : 0;
    }
    return odd > head.length / 50 + 1;
  }

  private static boolean isYaml(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    return !text.isBlank()
        && "{[".indexOf(text.stripLeading().charAt(0)) < 0
        && text.lines()
            .map(line -> line.startsWith("- ") ? line.substring(2) : line)
            .anyMatch(line -> line.startsWith("apiVersion:") || line.startsWith("kind:"));
  }

  /** Refuses what unpacks to more than evidence does. */
  private final class Counted extends java.io.FilterInputStream {
    private final boolean inner;

    Counted(InputStream in, boolean inner) {
      super(inner ? new BufferedInputStream(in, HEAD) : in);
      this.inner = inner;
    }

    @Override
    public void close() {} // what it reads from goes on

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int n = super.read(into, from, length);
      if (inner) {
        unpacked += Math.max(0, n);
      } else {
        packed += Math.max(0, n);
      }
      if (unpacked > MOST || (unpacked > TIMES_FROM && unpacked / TIMES > packed)) {
        throw new IOException(
            "it unpacks to far more than it holds: unpack it and redact the result");
      }
      return n;
    }
  }

  /** Stays open when what writes to it ends. */
  private static final class Open extends java.io.FilterOutputStream {
    Open(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
