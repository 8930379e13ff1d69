package salvor.casefile;

import java.nio.file.Path;
import java.util.List;
import salvor.baseline.Given;
import salvor.jobs.Progress;

/** Reads raw evidence and baselines; the case asks it only when it has no index to open. */
@FunctionalInterface
public interface EvidenceReader {
  /** Reads files and folders; what cannot be read is told in the sources, not thrown. */
  Given read(List<Path> paths, Progress progress) throws Exception;
}
