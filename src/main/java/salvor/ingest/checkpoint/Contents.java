package salvor.ingest.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.evidence.ObservedTime;
import salvor.evidence.TimeText;
import salvor.evidence.checkpoint.Checkpoint;
import salvor.ingest.ArchiveFormat;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an archive holds, taken in member by member, in whatever order they come. */
final class Contents {
  private static final int LONGEST_DOCUMENT = 4 << 20;
  private static final JsonMapper JSON = new JsonMapper();

  final Images images = new Images();
  final ContainerFacts facts = new ContainerFacts();
  final RootFiles files = new RootFiles();
  private final List<String> early = new ArrayList<>();
  private @Nullable Instant written;

  /**
   * What became of a member.
   *
   * @param trouble what was wrong with it; null when nothing was
   * @param use what it was good for
   */
  record Taken(@Nullable String trouble, String use) {}

  /** Where a member stands, without the dots that some begin with. */
  static String path(ArchiveFormat.Member member) {
    return member.name().replaceFirst("^(\\./)+", "");
  }

  Taken take(ArchiveFormat.Member member, InputStream content) throws IOException {
    String path = path(member);
    if (Images.isPages(path)) {
      return pages(path, content);
    } else if (ContainerFacts.isOne(path)) {
      return document(path, content);
    } else if (path.equals("rootfs-diff.tar")) {
      return new Taken(files.tar(content, member), "files that differ from the image's");
    } else if (path.equals("deleted.files")) {
      return new Taken(files.deleted(content, member.at()), "files that differ from the image's");
    }
    byte[] head = content.readNBytes(8);
    int kind = CriuImage.kind(head);
    if (kind == 0 || !path.endsWith(".img") || !Images.isRead(kind)) {
      return new Taken(null, other(path, kind));
    }
    if (kind == CriuImage.PSTREE) {
      written = member.modified();
    }
    return new Taken(images.take(path, kind, member.at(), content), "image of the process state");
  }

  private static String other(String path, int kind) {
    return path.contains("tmpfs-dev-")
        ? "files of a tmpfs, not read: unpack the archive to see them"
        : kind != 0
            ? "image of a kind that tells nothing here"
            : "file of the checkpoint, not read";
  }

  private Taken pages(String path, InputStream content) throws IOException {
    if (!images.pages(path, content)) {
      early.add(path);
    }
    return new Taken(null, "memory, searched where it lies");
  }

  private Taken document(String path, InputStream content) throws IOException {
    byte[] bytes = content.readNBytes(LONGEST_DOCUMENT + 1);
    if (bytes.length > LONGEST_DOCUMENT) {
      return new Taken("longer than " + LONGEST_DOCUMENT + " bytes", "");
    }
    try {
      JsonNode node = JSON.readTree(bytes);
      facts.take(path, node);
      return new Taken(null, "description of the container");
    } catch (JacksonException cause) {
      return new Taken("not JSON: " + cause.getOriginalMessage(), "");
    }
  }

  /**
   * When the checkpoint was taken; where its documents do not say, when its images were written.
   */
  @Nullable ObservedTime taken() {
    ObservedTime told = facts.taken();
    if (told == null && written != null) {
      told = TimeText.read(written.toString()).orElse(null);
    }
    return told;
  }

  /** The checkpoint, of all that was taken in. */
  Checkpoint checkpoint(List<String> troubles) {
    List<String> all = new ArrayList<>(troubles);
    if (facts.taken() == null && written != null) {
      all.add(
          "the archive does not say when it was made: the time is that of its file with the process"
              + " tree, to the second");
    }
    int orphans = images.processes.withoutTree().size();
    if (orphans > 0) {
      all.add(
          "the process tree does not tell of all processes or is not there: the parents of "
              + orphans
              + " processes are not known");
    }
    if (!early.isEmpty()) {
      all.add(
          "memory pages come before their page map: command lines that lie in them are read when"
              + " the checkpoint is shown, not here");
    }
    if (images.maps().stream().anyMatch(PageMap::needsParent)) {
      all.add(
          "pages of an earlier dump are not in this archive: they can be neither read nor searched");
    }
    return new Checkpoint(
        facts.location(),
        facts.name(),
        taken(),
        facts.created(),
        facts.madeBy(),
        new Assembling(images).all(),
        images.mounts(),
        files.changes(),
        all);
  }
}
