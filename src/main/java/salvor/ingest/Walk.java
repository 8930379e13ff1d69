package salvor.ingest;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files behind paths: folders are read in the order of names, links in them are not
 * followed.
 */
final class Walk {
  /** A thing on disk. */
  sealed interface Entry {
    /** The path as given, with what lies below it. */
    String path();

    /** A regular file. */
    record Found(String path, Path file, long bytes) implements Entry {}

    /**
     * A folder that is one thing with all that lies in it, or holds some that are.
     *
     * @param root the one of these, with its last slash; empty where it is the folder itself
     */
    record Together(
        String path, ArchiveFormat format, String root, List<Found> files, List<Link> links)
        implements Entry {}

    /** Something that is not read, and why. */
    record Refused(String path, String why) implements Entry {}
  }

  /** A symbolic link in a folder that is one thing. */
  record Link(String path, String target) {}

  /** What in a folder is one thing. */
  private record One(ArchiveFormat format, String root, List<String> children) {}

  private final List<Entry> entries = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();
  private final List<ArchiveFormat> archives;
  private final boolean takesLinks;

  private Walk(List<ArchiveFormat> archives, boolean takesLinks) {
    this.archives = archives;
    this.takesLinks = takesLinks;
  }

  /** Everything behind these paths. */
  static List<Entry> of(List<Path> paths, List<ArchiveFormat> archives) {
    Walk walk = new Walk(archives, false);
    for (Path path : paths) {
      // a path that someone names is followed; links found on the way are not
      walk.visit(path, path.toString());
    }
    return walk.entries;
  }

  private void visit(Path path, String name, LinkOption... options) {
    try {
      BasicFileAttributes is = Files.readAttributes(path, BasicFileAttributes.class, options);
      if (is.isRegularFile()) {
        entries.add(new Entry.Found(name, path, is.size()));
      } else if (is.isDirectory()) {
        folder(path, name);
      } else if (is.isSymbolicLink() && takesLinks) {
        links.add(new Link(name, Files.readSymbolicLink(path).toString()));
      } else if (is.isSymbolicLink()) {
        entries.add(
            new Entry.Refused(
                name,
                "a symbolic link, not followed: give the file it leads to, if it is evidence"));
      } else {
        entries.add(
            new Entry.Refused(
                name, "a pipe, socket or device, not opened: save its content to a file first"));
      }
    } catch (IOException cause) {
      entries.add(new Entry.Refused(name, Words.of(cause)));
    }
  }

  private void folder(Path folder, String name) throws IOException {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> in = Files.newDirectoryStream(folder)) {
      in.forEach(children::add);
    } catch (java.nio.file.DirectoryIteratorException cause) {
      throw cause.getCause();
    }
    if (children.isEmpty()) {
      entries.add(new Entry.Refused(name, "the folder is empty"));
    }
    children.sort(Comparator.comparing(child -> child.getFileName().toString()));
    String prefix = name.isEmpty() || name.endsWith("/") ? name : name + "/";
    One one = one(folder, children);
    Walk inside = one == null ? this : new Walk(List.of(), one.format().readsLinks());
    for (Path child : children) {
      boolean isOfIt = one != null && one.children().contains(child.getFileName().toString());
      (isOfIt ? inside : this)
          .visit(child, prefix + child.getFileName(), LinkOption.NOFOLLOW_LINKS);
    }
    if (one != null) {
      together(name, one, inside);
    }
  }

  private @Nullable One one(Path folder, List<Path> children) {
    List<String> names = children.stream().map(c -> c.getFileName().toString()).toList();
    for (ArchiveFormat each : archives) {
      if (each.isFolder(folder, names)) {
        return new One(each, "", names);
      }
    }
    for (ArchiveFormat each : archives) {
      List<String> some = each.together(folder, names);
      if (!some.isEmpty()) {
        return new One(each, some.getFirst() + "/", some);
      }
    }
    return null;
  }

  private static boolean isHeld(One one, String label) {
    return one.root().isEmpty()
        ? one.format().holds(label)
        : one.root().equals(one.format().root(label));
  }

  private static String label(String folder, Entry.Found file) {
    String inside = file.path().substring(Math.min(folder.length(), file.path().length()));
    return inside.startsWith("/") ? inside.substring(1) : inside;
  }

  private void together(String path, One one, Walk inside) {
    List<Entry.Found> files = new ArrayList<>();
    for (Entry entry : inside.entries) {
      if (entry instanceof Entry.Found file && isHeld(one, label(path, file))) {
        files.add(file);
      } else {
        entries.add(entry);
      }
    }
    entries.add(new Entry.Together(path, one.format(), one.root(), files, inside.links));
  }
}
