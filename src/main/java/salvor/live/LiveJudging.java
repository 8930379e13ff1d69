package salvor.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Given;
import salvor.baseline.Judge;
import salvor.baseline.Matching;
import salvor.baseline.Verdicts;
import salvor.casefile.EvidenceReader;
import salvor.casefile.Judging;
import salvor.evidence.Evidence;
import salvor.jobs.Progress;
import salvor.triage.Finding;
import salvor.triage.Findings;

/**
 * Judges what was written of a cluster so far.
 *
 * <p>Each round reads the newest files again, up to a number of bytes, and judges them together, so
 * that a process is known to those that it starts. Files before them keep the counts of their last
 * round. As long as everything fits, a round gives what opening the case would give.
 */
public final class LiveJudging {
  /** About 200,000 records of Falco: a round takes less than a second. */
  public static final long ORDINARY_TAIL = 200L << 20;

  private final EvidenceReader reader;
  private final Judging judging;
  private final List<Path> baselines;
  private final long tail;
  private final Map<String, Board.Tally> files = new HashMap<>();

  /**
   * @param baselines files that hold the baselines to judge by
   * @param tail how many bytes of the newest files are judged together
   */
  public LiveJudging(EvidenceReader reader, Judging judging, List<Path> baselines, long tail) {
    this.reader = reader;
    this.judging = judging;
    this.baselines = List.copyOf(baselines);
    this.tail = tail;
  }

  /**
   * What was judged together in one round.
   *
   * @param evidence the newest files and the cluster's objects
   * @param beyond how many observations were judged in files that are older than these
   */
  public record Judged(Evidence evidence, Verdicts verdicts, long beyond) {}

  /**
   * What one round found.
   *
   * @param board the verdicts on the pods, over all files
   * @param findings what is out of profile in the files that were judged together
   * @param whole whether these were all files
   * @param judged what was judged together; null before anything was
   */
  public record Round(Board board, List<Finding> findings, boolean whole, @Nullable Judged judged) {
    /** Copies the list. */
    public Round {
      findings = List.copyOf(findings);
    }
  }

  /**
   * Judges what lies in a folder now.
   *
   * @param objects files that describe the cluster's objects; always read
   * @param streams files of what arrived, of any source
   */
  public Round judge(List<Path> objects, List<Path> streams, Progress progress) throws Exception {
    List<Path> newest = newest(streams);
    List<Path> together = new ArrayList<>(objects);
    together.addAll(newest);
    together.addAll(baselines);
    Given given = reader.read(together, progress);
    Verdicts verdicts = judging.judge(given, null, progress);
    Map<String, Board.Tally> counted = Board.count(given.evidence(), verdicts);
    newest.forEach(file -> {
      Board.Tally tally = counted.get(file.toString());
      if (tally != null) {
        files.put(file.toString(), tally);
      }
    });
    long beyond = 0;
    for (Map.Entry<String, Board.Tally> file : files.entrySet()) {
      beyond += counted.containsKey(file.getKey()) ? 0 : file.getValue().judged();
    }
    Matching matching = new Judge(given.baselines(), given.evidence().inventory()).matching();
    return new Round(
        Board.of(files.values()),
        Findings.of(given.evidence(), verdicts, matching),
        newest.size() == streams.size(),
        new Judged(given.evidence(), verdicts, beyond));
  }

  private List<Path> newest(List<Path> streams) throws IOException {
    List<Path> byAge = new ArrayList<>(streams);
    Map<Path, Long> written = new HashMap<>();
    for (Path file : byAge) {
      written.put(file, Files.getLastModifiedTime(file).toMillis());
    }
    byAge.sort(Comparator.comparing(written::get, Collections.reverseOrder()));
    List<Path> newest = new ArrayList<>();
    long bytes = 0;
    for (Path file : byAge) {
      bytes += Files.size(file);
      if (!newest.isEmpty() && bytes > tail) {
        break;
      }
      newest.add(file);
    }
    Collections.sort(newest);
    return newest;
  }
}
