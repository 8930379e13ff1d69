package salvor.cluster;

import java.util.List;

/**
 * A program to be run in a container, by its words: no shell takes them apart.
 *
 * @param argv the program and its arguments
 * @param input whether it is given input; otherwise its standard input is none
 */
public record ExecRequest(
    String namespace, String pod, String container, List<String> argv, boolean input) {
  /** Copies the list. */
  public ExecRequest {
    argv = List.copyOf(argv);
    if (argv.isEmpty()) {
      throw new IllegalArgumentException("no program");
    }
  }
}
