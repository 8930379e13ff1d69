package salvor.cluster;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A program that a kubeconfig names to get credentials: any command, run with the user's rights.
 *
 * @param file the kubeconfig that names it
 * @param apiVersion the form in which it answers
 * @param command the program as written
 * @param arguments its arguments
 * @param environment what is added to the environment
 * @param hint how to install it, as the kubeconfig says
 * @param wantsCluster whether it is to be told of the cluster
 */
public record ExecPlugin(
    Path file,
    String apiVersion,
    String command,
    List<String> arguments,
    Map<String, String> environment,
    String hint,
    boolean wantsCluster) {
  /** Copies the collections. */
  public ExecPlugin {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  /**
   * What is confirmed: SHA-256 of the file's path, the whole command line and the environment that
   * is added. Each part is counted, so that no other parts make the same.
   */
  public String fingerprint() {
    StringBuilder all = new StringBuilder();
    part(all, file.toAbsolutePath().normalize().toString());
    part(all, command);
    arguments.forEach(argument -> part(all, argument));
    new TreeMap<>(environment).forEach((name, value) -> part(all, name + "=" + value));
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(all.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void part(StringBuilder all, String part) {
    all.append(part.length()).append(':').append(part).append('\n');
  }
}
