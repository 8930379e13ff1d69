package salvor.recovery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import salvor.custody.SigningKey;

/**
 * Which pipelines somebody on this machine agreed to send which secret to.
 *
 * <p>The settings of a pipeline come with a case, which may be somebody else's: they name a secret
 * of this machine and a server that gets it. So each such pair is shown, and agreed to once, before
 * anything is sent. Kept is a hash of each alone.
 */
public final class AgreedPipelines {
  private final Path file;

  /** Those in a file, which need not be there. */
  public AgreedPipelines(Path file) {
    this.file = file;
  }

  /** Those of the user, beside his key. */
  public static AgreedPipelines ofUser() {
    return new AgreedPipelines(SigningKey.ofUser().resolveSibling("pipelines"));
  }

  /**
   * Whether it may be contacted unasked: it was agreed to, or gets no secret of this machine.
   *
   * @throws IOException when what was agreed to cannot be read
   */
  public boolean isAgreed(HotfixSettings settings) throws IOException {
    return settings.secrets().isEmpty()
        || (Files.exists(file)
            && Files.readAllLines(file, StandardCharsets.UTF_8).contains(hash(settings)));
  }

  /**
   * Takes that somebody saw which secret it gets, and agreed.
   *
   * @throws IOException when it cannot be kept
   */
  public void agree(HotfixSettings settings) throws IOException {
    if (isAgreed(settings)) {
      return;
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(
        file,
        List.of(hash(settings)),
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static String hash(HotfixSettings settings) {
    String pair =
        settings.system()
            + "\n"
            + settings.target()
            + "\n"
            + settings.secrets().stream()
                .map(SecretRef::toString)
                .collect(Collectors.joining("\n"));
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(pair.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
