package salvor.ingest.objects;

import java.nio.file.Path;
import java.util.List;
import salvor.evidence.Source;
import salvor.ingest.Import;
import salvor.ingest.Limits;
import salvor.ingest.dump.ClusterDumpFormat;
import salvor.ingest.logs.ContainerLogFormat;
import salvor.jobs.Progress;
import salvor.workload.drift.ClusterState;

/** Reads what the objects of a dump say of a cluster, wherever in it they lie. */
public final class ClusterStates {
  private ClusterStates() {}

  /**
   * What was read.
   *
   * @param sources what became of each file
   */
  public record Taken(ClusterState state, List<Source> sources) {
    public Taken {
      sources = List.copyOf(sources);
    }

    /** How many records could not be read. */
    public long unreadable() {
      return sources.stream().mapToLong(Source::unreadableCount).sum();
    }
  }

  /**
   * Reads files, folders and archives.
   *
   * @throws salvor.jobs.JobCancelled when asked to stop
   */
  public static Taken read(List<Path> paths, Progress progress) throws Exception {
    StateGathering gathering = new StateGathering();
    List<Source> sources =
        new Import(
                List.of(new StateFormat(gathering)),
                List.of(),
                List.of(new ClusterDumpFormat(), new ContainerLogFormat()),
                Limits.ORDINARY)
            .read(paths, progress)
            .evidence()
            .sources();
    return new Taken(gathering.state(), sources);
  }
}
