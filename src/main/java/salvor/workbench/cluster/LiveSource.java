package salvor.workbench.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import salvor.cluster.Clusters;
import salvor.cluster.Confirmed;
import salvor.live.LiveJudging;
import salvor.training.Scenarios;

/** What a live view needs of the program. */
public interface LiveSource {
  /** Connects. */
  Clusters clusters();

  /** Judges by these baselines. */
  LiveJudging judging(List<Path> baselines);

  /** A new folder, named after a context, for what arrives of it. */
  Path folder(String context) throws IOException;

  /** The baselines that a cluster is judged by where none is chosen. */
  default List<Path> approved() throws IOException {
    return List.of();
  }

  /** The list of the credential plugins that were confirmed. */
  default Path confirmed() {
    return Confirmed.ofUser();
  }

  /** Where the recorded incidents to practise on are; empty when they were left out. */
  default Optional<Path> samples() {
    return Scenarios.folderOfProgram();
  }
}
