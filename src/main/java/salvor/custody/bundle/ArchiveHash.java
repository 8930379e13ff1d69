package salvor.custody.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import salvor.custody.Durable;
import salvor.custody.Fault;
import salvor.custody.Sha256;
import salvor.custody.Standing;

/**
 * The hash of an archive, in a file beside it as {@code sha256sum} reads it. What is in an archive
 * is covered by its lists; that does not hold for bytes of the archive that hold nothing of it:
 * times, padding, how it was compressed.
 */
final class ArchiveHash {
  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  ([^\\n]+)\\n");
  private static final int LONGEST = 1 << 16;

  private ArchiveHash() {}

  private static Path beside(Path archive) {
    return archive.resolveSibling(archive.getFileName() + ".sha256");
  }

  /** Refuses to write over one. */
  static void requireNone(Path archive) throws IOException {
    if (Files.exists(beside(archive), LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(
          beside(archive) + " is there already; name another archive");
    }
  }

  /** Writes that of an archive. */
  static void write(Path archive) throws IOException {
    String line = Sha256.of(archive) + "  " + archive.getFileName() + "\n";
    Path file = Files.writeString(beside(archive), line, StandardOpenOption.CREATE_NEW);
    Durable.all(file);
  }

  /** What is wrong with an archive by the file beside it; nothing where there is none. */
  static List<Fault> check(Path archive) throws IOException {
    Path file = beside(archive);
    if (Files.isDirectory(archive) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    byte[] said = Files.size(file) > LONGEST ? new byte[0] : Files.readAllBytes(file);
    Matcher line = LINE.matcher(new String(said, StandardCharsets.UTF_8));
    String name = archive.getFileName().toString();
    if (!line.matches()) {
      String place = String.valueOf(file.getFileName());
      return List.of(
          new Fault(Standing.MODIFIED, Fault.Kind.UNREADABLE, place, 1, "hash  name", null));
    }
    String is = Sha256.of(archive);
    return line.group(1).equals(is)
        ? List.of()
        : List.of(new Fault(Standing.MODIFIED, Fault.Kind.HASH, name, 0, line.group(1), is));
  }
}
