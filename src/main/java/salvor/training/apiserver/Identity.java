package salvor.training.apiserver;

import java.util.List;

/**
 * Who asks.
 *
 * @param user the user's name
 * @param groups the groups it is in, {@code system:authenticated} among them
 */
public record Identity(String user, List<String> groups) {
  /** Copies the groups. */
  public Identity {
    groups = List.copyOf(groups);
  }
}
