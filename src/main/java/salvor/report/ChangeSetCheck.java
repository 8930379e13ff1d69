package salvor.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salvor.custody.Seal;
import salvor.custody.Sha256;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a change set turned out to be. It comes from anybody: what it says is believed only as far
 * as its signature and hashes hold, and nothing outside of its folder is looked at.
 *
 * @param signer what the key of the signature is known by; null when there is no signature
 * @param author who signed, in the words of the document; null when it does not say
 * @param reason why; null when it does not say
 * @param at when; null when it does not say
 * @param files how many files are as they were signed
 * @param problems what is not as it was signed; empty when all is well
 */
public record ChangeSetCheck(
    @Nullable String signer,
    @Nullable String author,
    @Nullable String reason,
    @Nullable String at,
    int files,
    List<Problem> problems) {

  /** What can be wrong. */
  public enum What {
    NO_SIGNATURE,
    SIGNATURE_DOES_NOT_HOLD,
    NOT_A_CHANGE_SET,
    FILE_MISSING,
    FILE_CHANGED,
    FILE_NOT_SIGNED,
    PATH_LEADS_ELSEWHERE
  }

  /**
   * Something wrong.
   *
   * @param file where; text of whoever made the folder
   */
  public record Problem(What what, String file) {}

  private static final long LARGEST = 512L << 20;
  private static final JsonMapper JSON = new JsonMapper();

  public ChangeSetCheck {
    problems = List.copyOf(problems);
  }

  /**
   * Checks a change set.
   *
   * @param given its folder, or the document in it
   */
  public static ChangeSetCheck of(Path given) throws IOException {
    Path document = Files.isDirectory(given) ? given.resolve(ChangeSet.DOCUMENT) : given;
    Path folder =
        Objects.requireNonNull(document.toAbsolutePath().getParent(), "a file is in a folder");
    List<Problem> problems = new ArrayList<>();
    byte[] content = read(document);
    Seal seal = seal(folder.resolve(document.getFileName() + ".sig"));
    if (seal == null) {
      problems.add(new Problem(What.NO_SIGNATURE, document.getFileName() + ".sig"));
    } else if (!seal.holds(content)) {
      problems.add(new Problem(What.SIGNATURE_DOES_NOT_HOLD, document.getFileName().toString()));
    }
    JsonNode said = tree(content);
    if (said == null
        || !ChangeSet.KIND.equals(text(said, "kind"))
        || said.path("version").asInt(0) != ChangeSet.VERSION) {
      problems.add(new Problem(What.NOT_A_CHANGE_SET, document.getFileName().toString()));
      return new ChangeSetCheck(seal == null ? null : seal.signer(), null, null, null, 0, problems);
    }
    int good = files(folder, document, said.path("files"), problems);
    return new ChangeSetCheck(
        seal == null ? null : seal.signer(),
        text(said, "author"),
        text(said, "reason"),
        text(said, "at"),
        good,
        problems);
  }

  private static byte[] read(Path file) throws IOException {
    if (Files.size(file) > LARGEST) {
      throw new IOException(file + " is too large to be a change set");
    }
    return Files.readAllBytes(file);
  }

  private static @Nullable Seal seal(Path file) throws IOException {
    JsonNode said = Files.isRegularFile(file) ? tree(read(file)) : null;
    String key = said == null ? null : text(said, "publicKey");
    String signature = said == null ? null : text(said, "signature");
    return key == null || signature == null ? null : new Seal(key, signature);
  }

  private static @Nullable JsonNode tree(byte[] content) {
    try {
      return JSON.readTree(content);
    } catch (JacksonException _) {
      return null;
    }
  }

  private static @Nullable String text(JsonNode node, String name) {
    JsonNode value = node.get(name);
    return value != null && value.isString() ? value.stringValue() : null;
  }

  private static int files(Path folder, Path document, JsonNode list, List<Problem> problems)
      throws IOException {
    Set<Path> signed = new HashSet<>();
    signed.add(document.toAbsolutePath().normalize());
    signed.add(folder.resolve(document.getFileName() + ".sig").normalize());
    int good = 0;
    for (JsonNode each : list) {
      String name = String.valueOf(text(each, "path"));
      Path file = inside(folder, name);
      if (file == null) {
        problems.add(new Problem(What.PATH_LEADS_ELSEWHERE, name));
      } else if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        problems.add(new Problem(What.FILE_MISSING, name));
      } else if (Sha256.of(file).equals(text(each, "sha256"))) {
        good++;
      } else {
        problems.add(new Problem(What.FILE_CHANGED, name));
      }
      if (file != null) {
        signed.add(file);
      }
    }
    try (Stream<Path> there = Files.walk(folder)) {
      there
          .filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
          .filter(path -> !signed.contains(path.toAbsolutePath().normalize()))
          .sorted()
          .forEach(path ->
              problems.add(new Problem(What.FILE_NOT_SIGNED, folder.relativize(path).toString())));
    }
    return good;
  }

  /** The file of a name, when no part of it leads out of the folder. */
  private static @Nullable Path inside(Path folder, String name) {
    try {
      Path file = folder.resolve(name).normalize();
      if (Path.of(name).isAbsolute()
          || !file.startsWith(folder.normalize())
          || file.equals(folder)) {
        return null;
      }
      for (Path up = file.getParent();
          up != null && !up.equals(folder.normalize());
          up = up.getParent()) {
        if (Files.isSymbolicLink(up)) {
          return null;
        }
      }
      return file;
    } catch (java.nio.file.InvalidPathException _) {
      return null;
    }
  }
}
