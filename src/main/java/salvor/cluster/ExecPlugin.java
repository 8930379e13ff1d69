package salvor.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
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
    boolean wantsCluster)
    implements LogIn {
  /** Copies the collections. */
  public ExecPlugin {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  @Override
  public String fingerprint() {
    List<String> parts = new ArrayList<>();
    parts.add(file.toAbsolutePath().normalize().toString());
    parts.add(command);
    parts.addAll(arguments);
    new TreeMap<>(environment).forEach((name, value) -> parts.add(name + "=" + value));
    return LogIn.fingerprint(parts);
  }
}
