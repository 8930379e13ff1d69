package salvor.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.ObjectKind;
import salvor.cluster.Trouble;
import salvor.jobs.Progress;
import tools.jackson.databind.JsonNode;

/**
 * Takes Kubescape's profiles out of a cluster, each into a file. Its API is an aggregated one whose
 * lists leave out what the profiles say, so each is asked for by its name.
 */
public final class KubescapeProfiles {
  private static final String GROUP = "spdx.softwarecomposition.kubescape.io";
  private static final List<ObjectKind> KINDS =
      List.of(
          new ObjectKind(GROUP, "v1beta1", "containerprofiles"),
          new ObjectKind(GROUP, "v1beta1", "applicationprofiles"),
          new ObjectKind(GROUP, "v1beta1", "networkneighborhoods"));

  private KubescapeProfiles() {}

  /**
   * What was taken.
   *
   * @param files one for each profile
   * @param troubles what could not be taken, by kind or by the name of the profile
   */
  public record Taken(List<Path> files, Map<String, Trouble> troubles) {
    /** Copies the list. */
    public Taken {
      files = List.copyOf(files);
    }
  }

  /**
   * Takes them.
   *
   * @param namespace where, empty for all namespaces
   * @param folder where the files are written
   */
  public static Taken take(Cluster cluster, String namespace, Path folder, Progress progress)
      throws IOException {
    List<Path> files = new ArrayList<>();
    Map<String, Trouble> troubles = new LinkedHashMap<>();
    for (ObjectKind kind : KINDS) {
      try {
        for (JsonNode each : cluster.list(kind, namespace)) {
          JsonNode metadata = each.path("metadata");
          String in = metadata.path("namespace").asString("");
          String name = metadata.path("name").asString("");
          progress.at(files.size(), 0, "Taking " + kind.plural());
          try {
            Path file = folder.resolve("%s-%05d.yaml".formatted(kind.plural(), files.size()));
            files.add(Files.writeString(file, cluster.yaml(kind, in, name)));
          } catch (ClusterFailure failure) {
            troubles.put(kind.plural() + " " + in + "/" + name, failure.trouble());
          }
        }
      } catch (ClusterFailure failure) {
        troubles.put(kind.plural(), failure.trouble());
      }
    }
    return new Taken(files, troubles);
  }
}
