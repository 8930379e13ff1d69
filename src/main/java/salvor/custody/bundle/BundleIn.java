package salvor.custody.bundle;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Enumeration;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Goes through the files of a bundle in whatever form it is, once; nothing is unpacked. */
final class BundleIn {
  private BundleIn() {}

  /** Is given each file. */
  interface Visitor {
    /**
     * A file.
     *
     * @param name as the bundle names it, below its folder
     * @param in its content; null when it is a link or otherwise no file
     */
    void file(String name, @Nullable InputStream in) throws IOException;
  }

  /** Whether the first file of an archive is one that a bag has at this place. */
  static boolean beginsAsBag(Path archive) {
    String[] first = {""};
    try {
      visit(
          archive,
          (name, _) -> {
            first[0] = name;
            throw new EnoughSeen();
          });
    } catch (IOException _) {
      // enough was seen; or it is damaged, which is told when it is read
    }
    return first[0].startsWith(Manifest.DATA)
        || first[0].matches("bagit\\.txt|bag-info\\.txt|(tag)?manifest-[a-z0-9]+\\.txt");
  }

  private static final class EnoughSeen extends IOException {
    private static final long serialVersionUID = 1;
  }

  static void visit(Path bundle, Visitor visitor) throws IOException {
    if (Files.isDirectory(bundle)) {
      folder(bundle, visitor);
      return;
    }
    switch (BundleForm.of(bundle)) {
      case ZIP -> zip(bundle, visitor);
      case TAR -> tar(Files.newInputStream(bundle), visitor);
      case TAR_GZ -> tar(new GZIPInputStream(Files.newInputStream(bundle), 1 << 16), visitor);
      case TAR_ZST -> tar(new ZstdInputStream(Files.newInputStream(bundle)), visitor);
      case FOLDER ->
          throw new IOException(
              bundle + " is neither a folder nor a .zip, .tar, .tar.gz or .tar.zst");
    }
  }

  private static void folder(Path bundle, Visitor visitor) throws IOException {
    Files.walkFileTree(
        bundle,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            StringBuilder name = new StringBuilder();
            bundle
                .relativize(file)
                .forEach(part -> name.append(name.isEmpty() ? "" : "/").append(part));
            if (!attributes.isRegularFile()) {
              visitor.file(name.toString(), null);
              return FileVisitResult.CONTINUE;
            }
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
              visitor.file(name.toString(), in);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void tar(InputStream from, Visitor visitor) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new BufferedInputStream(from, 1 << 16), "UTF-8")) {
      Below below = new Below();
      for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
        if (!entry.isDirectory()) {
          boolean plain = isPlain(entry) && tar.canReadEntryData(entry);
          visitor.file(below.name(entry.getName()), plain ? tar : null);
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("the archive is damaged: " + e.getMessage(), e);
    }
  }

  /** The library takes a device or a pipe for an empty file. */
  private static boolean isPlain(TarArchiveEntry entry) {
    return entry.isFile()
        && !entry.isLink()
        && !entry.isSymbolicLink()
        && !entry.isCharacterDevice()
        && !entry.isBlockDevice()
        && !entry.isFIFO();
  }

  private static void zip(Path bundle, Visitor visitor) throws IOException {
    try (ZipFile zip = ZipFile.builder().setPath(bundle).get()) {
      Below below = new Below();
      for (Enumeration<ZipArchiveEntry> all = zip.getEntriesInPhysicalOrder();
          all.hasMoreElements(); ) {
        ZipArchiveEntry entry = all.nextElement();
        if (!entry.isDirectory()) {
          boolean plain = !entry.isUnixSymlink() && zip.canReadEntryData(entry);
          try (InputStream in = plain ? zip.getInputStream(entry) : null) {
            visitor.file(below.name(entry.getName()), in);
          }
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("the archive is damaged: " + e.getMessage(), e);
    }
  }

  /** An archive holds one folder with the bundle in it (RFC 8493, section 4). */
  private static final class Below {
    private @Nullable String folder;

    String name(String said) {
      String entry = said.startsWith("./") ? said.substring(2) : said;
      String of = folder;
      if (of == null) {
        int slash = entry.indexOf('/');
        of = slash < 0 || entry.startsWith(Manifest.DATA) ? "" : entry.substring(0, slash + 1);
        folder = of;
      }
      return entry.startsWith(of) ? entry.substring(of.length()) : entry;
    }
  }
}
