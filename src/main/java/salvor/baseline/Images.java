package salvor.baseline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.ProcessInfo;
import salvor.workload.Container;
import salvor.workload.ImageContents;
import salvor.workload.ImageDigest;
import salvor.workload.ImagePaths;
import salvor.workload.Inventory;

/**
 * The baseline of minute one, when nothing was learned: what the image holds.
 *
 * <p>That a program is not in the image is said only where every file of the image is known, the
 * path is an absolute one that the sensor gave as the executable, and no volume may have brought
 * it. Where the pod's specification is not known volumes are not either; then it is said of the
 * folders alone over which hardly anybody mounts one.
 */
final class Images {
  /** The first processes that container runtimes bring along for who asks for one. */
  private static final Set<String> INITS =
      Set.of("/dev/init", "/sbin/docker-init", "/run/podman-init", "/catatonit");

  private static final List<String> SELDOM_MOUNTED =
      List.of(
          "/bin/",
          "/sbin/",
          "/usr/",
          "/lib/",
          "/lib64/",
          "/etc/",
          "/tmp/",
          "/var/tmp/",
          "/dev/shm/",
          "/root/",
          "/home/");

  private final Map<ImageDigest, List<OfImage>> byDigest = new HashMap<>();

  private final Map<Place, Integer> numbers = new HashMap<>();

  private record Place(ImageDigest digest, @Nullable List<String> mounts) {}

  private record OfImage(ImageContents contents, ImagePaths paths) {}

  Images(Inventory inventory) {
    for (ImageContents contents : inventory.images()) {
      OfImage image = new OfImage(contents, new ImagePaths(contents));
      contents.digests().stream()
          .distinct()
          .forEach(digest -> byDigest.computeIfAbsent(digest, _ -> new ArrayList<>()).add(image));
    }
    byDigest.replaceAll((_, images) -> best(images));
  }

  /** A list without gaps makes those with gaps needless. */
  private static List<OfImage> best(List<OfImage> images) {
    List<OfImage> complete = images.stream().filter(i -> i.contents().complete()).toList();
    return complete.isEmpty() ? images : complete;
  }

  /** Tells sites apart that images say different things of; -1 where none says anything. */
  int number(Site site) {
    ImageDigest digest = site.match().digest();
    if (digest == null || !byDigest.containsKey(digest)) {
      return -1;
    }
    List<String> mounts = site.placed() == null ? null : site.placed().mounts();
    return numbers.computeIfAbsent(new Place(digest, mounts), _ -> numbers.size());
  }

  /**
   * What the image says of an executed program; null when it says nothing.
   *
   * @param container as its pod's specification has it, null when that is not known
   */
  @Nullable ImageFact of(
      @Nullable ImageDigest digest,
      @Nullable Container container,
      ProcessInfo process,
      Actor actor) {
    List<OfImage> images = digest == null ? null : byDigest.get(digest);
    String raw = process.executable();
    String canonical = actor.executable();
    if (images == null
        || raw == null
        || canonical == null
        || !canonical.startsWith("/")
        || actor.runtime()
        || raw.startsWith("/proc/")
        || raw.startsWith("/memfd:")
        || (INITS.contains(raw) && Program.RUNTIME.equals(actor.parent()))) {
      return null;
    }
    String path = raw.endsWith(" (deleted)") ? canonical : raw;
    Set<Utility> gives =
        Utility.of(actor.applet() == null ? Program.base(canonical) : actor.applet());
    if (container != null && covers(container.mounts(), path)) {
      return new ImageFact(ImageFact.Holding.COVERED, path, gives);
    }
    for (OfImage image : images) {
      ImageContents.File file = image.paths().find(path);
      file = file == null ? image.paths().find(canonical) : file;
      if (file != null) {
        return new ImageFact(ImageFact.Holding.HELD, file.path(), gives);
      }
    }
    return new ImageFact(missing(images, container, path), path, gives);
  }

  private static ImageFact.Holding missing(
      List<OfImage> images, @Nullable Container container, String path) {
    if (images.stream().anyMatch(i -> covers(i.contents().settings().volumes(), path))) {
      return ImageFact.Holding.COVERED;
    } else if (!images.stream().allMatch(i -> i.contents().complete())) {
      return ImageFact.Holding.NOT_LISTED;
    }
    boolean mountsKnown = container != null || SELDOM_MOUNTED.stream().anyMatch(path::startsWith);
    return mountsKnown ? ImageFact.Holding.ABSENT : ImageFact.Holding.PERHAPS_COVERED;
  }

  private static boolean covers(List<String> mounts, String path) {
    for (String mount : mounts) {
      String folder = mount.endsWith("/") ? mount.substring(0, mount.length() - 1) : mount;
      if (path.equals(folder) || path.startsWith(folder + "/")) {
        return true;
      }
    }
    return false;
  }
}
