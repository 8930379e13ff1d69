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

  /** How many recorded seconds pass in a second while practising. */
  default double speed() {
    return 1;
  }

  /** The recorded incident to practise on; empty when it was left out. */
  default Optional<Path> sample() {
    return Scenarios.folderOfProgram()
        .map(samples -> samples.resolve("webshell"))
        .filter(Scenarios::isPlayable);
  }
}
