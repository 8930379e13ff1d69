package salvor.ingest.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import salvor.evidence.checkpoint.Checkpoint;
import salvor.ingest.ArchiveFormat;
import salvor.ingest.Browse;
import salvor.ingest.Limits;
import salvor.jobs.Progress;

/** A checkpoint on disk, to be looked into: an archive, compressed or not, or the folder of one. */
public final class CheckpointFile {
  private final Path path;
  private final Contents contents = new Contents();
  private final List<String> troubles = new ArrayList<>();

  private CheckpointFile(Path path) {
    this.path = path;
  }

  /**
   * Reads what the images say, without memory.
   *
   * @throws IOException when it cannot be read, or is none
   */
  static CheckpointFile open(Path path, Progress progress) throws IOException {
    CheckpointFile file = new CheckpointFile(path);
    file.troubles.addAll(
        Browse.all(
            path,
            Limits.ORDINARY,
            progress,
            (member, content) -> {
              if (!Images.isPages(member.name())) {
                Contents.Taken taken = file.contents.take(member, content);
                if (taken.trouble() != null) {
                  file.troubles.add(member.name() + ": " + taken.trouble());
                }
              }
            }));
    if (!file.contents.images.known()) {
      throw new NoCheckpoint(
          path
              + " is no checkpoint that can be read: it holds no process tree"
              + (file.troubles.isEmpty() ? "" : " (" + file.troubles.getFirst() + ")"));
    }
    return file;
  }

  /**
   * Reads a checkpoint whole, arguments and environment of its processes included.
   *
   * @throws IOException when it cannot be read, or is none
   */
  public static Checkpoint read(Path path, Progress progress) throws IOException {
    CheckpointFile file = open(path, progress);
    file
        .pages(progress, (member, content) -> file.contents.images.pages(member.name(), content))
        .stream()
        .filter(trouble -> !file.troubles.contains(trouble))
        .forEach(file.troubles::add);
    return file.checkpoint();
  }

  /** Takes a file of pages. */
  interface Pages {
    void take(ArchiveFormat.Member member, InputStream content) throws IOException;
  }

  /** Goes through the files of pages; gives what was wrong with the archive. */
  List<String> pages(Progress progress, Pages each) throws IOException {
    return Browse.all(
        path,
        Limits.ORDINARY,
        progress,
        (member, content) -> {
          if (Images.isPages(member.name())) {
            each.take(member, content);
          }
        });
  }

  /** Goes through all members; gives what was wrong with the archive. */
  List<String> members(Progress progress, Pages each) throws IOException {
    return Browse.all(path, Limits.ORDINARY, progress, each::take);
  }

  Images images() {
    return contents.images;
  }

  Path path() {
    return path;
  }

  /** What was read so far; what was wrong stands in its notes. */
  Checkpoint checkpoint() {
    return contents.checkpoint(troubles);
  }
}
