package salvor.cluster;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What a kubeconfig would have done to log in: whoever wrote it chose what runs, or who is told
 * secrets. It is shown and confirmed first.
 */
public sealed interface LogIn permits ExecPlugin, OidcRenewal {
  /** The kubeconfig that names it. */
  Path file();

  /** What is confirmed: SHA-256 of the file's path and of all that is done. */
  String fingerprint();

  /** SHA-256 of parts. Each is counted, so that no other parts make the same. */
  static String fingerprint(List<String> parts) {
    StringBuilder all = new StringBuilder();
    parts.forEach(part -> all.append(part.length()).append(':').append(part).append('\n'));
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(all.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
