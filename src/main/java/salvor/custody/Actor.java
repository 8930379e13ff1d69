package salvor.custody;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who did something.
 *
 * @param osUser the user of the operating system
 * @param host the name of the machine
 * @param k8sUser who the cluster says we are (SelfSubjectReview), null where there is none
 * @param k8sGroups the groups it says we are in
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Actor(String osUser, String host, @Nullable String k8sUser, List<String> k8sGroups) {
  /** Copies the list. */
  public Actor {
    k8sGroups = k8sGroups == null ? List.of() : List.copyOf(k8sGroups);
  }

  /** The user of this program, outside of any cluster. */
  public static Actor ofSystem() {
    return new Actor(System.getProperty("user.name", "unknown"), hostName(), null, List.of());
  }

  /** The same person as a cluster knows it. */
  public Actor in(String k8sUser, List<String> k8sGroups) {
    return new Actor(osUser, host, k8sUser, k8sGroups);
  }

  /** The name of this machine without asking the network, which may take seconds to answer. */
  private static String hostName() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException _) {
      return System.getenv().getOrDefault("COMPUTERNAME", "unknown");
    }
  }
}
