package salvor.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import salvor.baseline.Given;
import salvor.baseline.Profile;
import salvor.baseline.Version;
import salvor.casefile.EvidenceReader;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.ObjectKind;
import salvor.cluster.Trouble;
import salvor.evidence.Source;
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
   * What was taken, for as long as it is used.
   *
   * @param files one for each profile, and the profile's name as {@code containerprofiles shop/web}
   * @param troubles what could not be taken, by kind or by the name of the profile
   */
  public record Taken(Map<Path, String> files, Map<String, Trouble> troubles) {}

  /** What is done with them; the files are gone after it. */
  @FunctionalInterface
  public interface Use<T> {
    /** Does it. */
    T of(Taken taken) throws Exception;
  }

  /**
   * What the profiles say.
   *
   * @param sources the profiles by their names, with the hashes of what was taken
   * @param notes what could not be read, by the names of the profiles
   * @param troubles what could not be taken, by kind or by the name of the profile
   */
  public record Found(
      List<Profile> profiles,
      List<Version.Source> sources,
      Map<String, String> notes,
      Map<String, Trouble> troubles) {
    /** Copies the lists. */
    public Found {
      profiles = List.copyOf(profiles);
      sources = List.copyOf(sources);
    }
  }

  /**
   * Takes them and reads what they say.
   *
   * @param namespace where, empty for all namespaces
   */
  static Found found(Cluster cluster, String namespace, EvidenceReader reader, Progress progress)
      throws Exception {
    return take(
        cluster,
        namespace,
        progress,
        taken -> {
          Given given = reader.read(List.copyOf(taken.files().keySet()), progress);
          List<Version.Source> sources = new ArrayList<>();
          Map<String, String> notes = new LinkedHashMap<>();
          for (Source each : given.evidence().sources()) {
            String name = taken.files().getOrDefault(Path.of(each.path()), each.path());
            sources.add(new Version.Source(name, each.sha256()));
            each.unreadable().forEach(record -> notes.putIfAbsent(name, record.reason()));
            each.notes().forEach(note -> notes.putIfAbsent(name, note));
          }
          return new Found(given.baselines(), sources, notes, taken.troubles());
        });
  }

  /**
   * Takes them into files that are gone afterwards.
   *
   * @param namespace where, empty for all namespaces
   */
  public static <T> T take(Cluster cluster, String namespace, Progress progress, Use<T> use)
      throws Exception {
    Path folder = Files.createTempDirectory("salvor-kubescape");
    try {
      return use.of(taken(cluster, namespace, folder, progress));
    } finally {
      try (Stream<Path> left = Files.list(folder)) {
        for (Path each : left.toList()) {
          Files.delete(each);
        }
      }
      Files.delete(folder);
    }
  }

  private static Taken taken(Cluster cluster, String namespace, Path folder, Progress progress)
      throws IOException {
    Map<Path, String> files = new LinkedHashMap<>();
    Map<String, Trouble> troubles = new LinkedHashMap<>();
    for (ObjectKind kind : KINDS) {
      try {
        for (JsonNode each : cluster.list(kind, namespace)) {
          JsonNode metadata = each.path("metadata");
          String in = metadata.path("namespace").asString("");
          String name = metadata.path("name").asString("");
          String said = kind.plural() + " " + in + "/" + name;
          progress.at(files.size(), 0, "Taking " + kind.plural());
          try {
            Path file = folder.resolve("%s-%05d.yaml".formatted(kind.plural(), files.size()));
            files.put(Files.writeString(file, cluster.yaml(kind, in, name)), said);
          } catch (ClusterFailure failure) {
            troubles.put(said, failure.trouble());
          }
        }
      } catch (ClusterFailure failure) {
        troubles.put(kind.plural(), failure.trouble());
      }
    }
    return new Taken(files, troubles);
  }
}
