package salvor.workload;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an image holds, told by the image itself or by a list of its files.
 *
 * @param digests its content addresses as far as the source tells: of the index, the manifest and
 *     the configuration; a container may be known by any of them
 * @param names repository and tag, as the source has them
 * @param platform for example {@code linux/amd64}, null when it is not told
 * @param origin what told it
 * @param complete whether every file and link is listed: only then is absence a fact
 * @param settings what a container of it starts with
 * @param files what can be executed; every file where the source tells no modes
 * @param links path to target of every symbolic link
 */
public record ImageContents(
    List<ImageDigest> digests,
    List<String> names,
    @Nullable String platform,
    Origin origin,
    boolean complete,
    Settings settings,
    List<File> files,
    Map<String, String> links) {

  /** What told the contents. */
  public enum Origin {
    ARCHIVE,
    SYFT,
    CYCLONEDX,
    SPDX
  }

  /**
   * A file.
   *
   * @param path from the root, without links in its folders
   * @param mode permission bits with set-user-id and set-group-id, -1 when they are not told
   * @param size in bytes, -1 when it is not told
   * @param capabilities whether it carries capabilities of its own
   */
  public record File(String path, int mode, long size, boolean capabilities) {
    /** Whether it runs with more rights than its caller: by its owner, group or capabilities. */
    public boolean raises() {
      return capabilities || (mode >= 0 && (mode & 06000) != 0);
    }
  }

  /**
   * The image's configuration; all empty where the source has none.
   *
   * @param entrypoint the program that always starts
   * @param command its arguments, or the program where there is no entry point
   * @param user as configured, null when none is, which means root
   * @param ports the ports it declares, for example {@code 8080/tcp}; documentation only
   * @param environment the names of its variables; no values, which may be secrets
   * @param volumes folders over which a volume is mounted
   */
  public record Settings(
      List<String> entrypoint,
      List<String> command,
      @Nullable String user,
      List<String> ports,
      List<String> environment,
      List<String> volumes) {
    /** Nothing is told. */
    public static final Settings NONE =
        new Settings(List.of(), List.of(), null, List.of(), List.of(), List.of());

    public Settings {
      entrypoint = List.copyOf(entrypoint);
      command = List.copyOf(command);
      ports = List.copyOf(ports);
      environment = List.copyOf(environment);
      volumes = List.copyOf(volumes);
    }
  }

  public ImageContents {
    digests = List.copyOf(digests);
    names = List.copyOf(names);
    files = List.copyOf(files);
    links = Collections.unmodifiableMap(new TreeMap<>(links));
  }

  /** Whether the source holds the configuration. */
  public boolean hasSettings() {
    return origin == Origin.ARCHIVE;
  }
}
