package salvor.custody;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Has what was written be on the disk, so that it is there after the machine lost its power. */
public final class Durable {
  private Durable() {}

  /** A file's bytes. */
  static void file(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** That a file or folder is in the folder where it is. */
  public static void name(Path made) throws IOException {
    Path folder = made.toAbsolutePath().normalize().getParent();
    if (folder != null) {
      names(folder);
    }
  }

  private static void names(Path folder) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(folder, StandardOpenOption.READ);
    } catch (IOException _) {
      return; // where a folder cannot be opened, as on Windows, its names are kept at once
    }
    try (channel) {
      channel.force(true);
    }
  }

  /** A file, or a folder and all that is in it. */
  public static void all(Path made) throws IOException {
    Files.walkFileTree(
        made,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            file(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed)
              throws IOException {
            names(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
