package salvor.custody.bundle;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Where the files of a bundle are written to, one after the other. */
interface BundleOut extends AutoCloseable {
  /**
   * Begins a file; the next begins when its stream was closed.
   *
   * @param name within the bundle, with {@code /}
   * @param size how many bytes will follow
   */
  OutputStream file(String name, long size) throws IOException;

  @Override
  void close() throws IOException;

  /** A folder that is new or empty. */
  record Folder(Path path) implements BundleOut {
    @Override
    public OutputStream file(String name, long size) throws IOException {
      Path file = path.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public void close() {}
  }

  /** An archive. */
  static BundleOut archive(BundleForm form, Path file, String folder) throws IOException {
    OutputStream out =
        new BufferedOutputStream(
            Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            1 << 16);
    return switch (form) {
      case ZIP -> new Zip(new ZipArchiveOutputStream(out), folder);
      case TAR -> new Tar(tar(out), folder);
      case TAR_GZ -> new Tar(tar(new GZIPOutputStream(out, 1 << 16)), folder);
      case TAR_ZST -> new Tar(tar(new ZstdOutputStream(out).setChecksum(true)), folder);
      case FOLDER -> throw new IllegalArgumentException("a folder is no archive");
    };
  }

  private static TarArchiveOutputStream tar(OutputStream to) {
    TarArchiveOutputStream tar = new TarArchiveOutputStream(to, "UTF-8");
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
    return tar;
  }

  /** A tar archive. */
  record Tar(TarArchiveOutputStream tar, String folder) implements BundleOut {
    @Override
    public OutputStream file(String name, long size) throws IOException {
      TarArchiveEntry entry = new TarArchiveEntry(folder + "/" + name);
      entry.setSize(size);
      tar.putArchiveEntry(entry);
      return new Entry(tar, tar::closeArchiveEntry);
    }

    @Override
    public void close() throws IOException {
      tar.close();
    }
  }

  /** A ZIP archive. */
  record Zip(ZipArchiveOutputStream zip, String folder) implements BundleOut {
    @Override
    public OutputStream file(String name, long size) throws IOException {
      ZipArchiveEntry entry = new ZipArchiveEntry(folder + "/" + name);
      zip.setUseZip64(size > Integer.MAX_VALUE ? Zip64Mode.Always : Zip64Mode.AsNeeded);
      if (size == 0) { // stored: readers that stream cannot know the end of an empty one
        entry.setMethod(ZipArchiveEntry.STORED);
        entry.setSize(0);
        entry.setCrc(new CRC32().getValue());
      }
      zip.putArchiveEntry(entry);
      return new Entry(zip, zip::closeArchiveEntry);
    }

    @Override
    public void close() throws IOException {
      zip.close();
    }
  }

  /** One entry of an archive, which stays open when it ends. */
  final class Entry extends OutputStream {
    private final OutputStream out;
    private final End end;

    interface End {
      void of() throws IOException;
    }

    Entry(OutputStream out, End end) {
      this.out = out;
      this.end = end;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      end.of();
    }
  }
}
