package salvor.live;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
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
import salvor.workload.Inventory;

/**
 * Judges what was written of a cluster so far.
 *
 * <p>Each round reads every file that grew since it was judged, the one that waits longest first,
 * and then, up to a number of bytes, files that did not: those in which something is out of
 * profile, so that what an intruder's process starts stays foreign, and the newest, so that a
 * process is known to those that it starts. All of them are judged together. The others keep the
 * counts of their last round. As long as everything fits, a round gives what opening the case would
 * give; after that, what was out of profile once stays counted, though the cause is not read again.
 *
 * <p>When more grows than fits, the rest waits for the next round, and is told.
 */
public final class LiveJudging {
  /** About 130,000 records of Falco: a round takes about half a second. */
  public static final long ORDINARY_TAIL = 128L << 20;

  private final EvidenceReader reader;
  private final Judging judging;
  private final long tail;
  private final Map<Path, Known> files = new LinkedHashMap<>();
  private final Set<Path> waiting = new LinkedHashSet<>();
  private volatile List<Path> baselines;
  private List<Path> judgedBy;
  private Board.Tally settled = Board.Tally.NOTHING;

  /** What was counted by other baselines, until everything was judged anew. */
  private Board.Tally before = Board.Tally.NOTHING;

  /** What is known of a file; the last that grew is the last in the map. */
  private record Known(long bytes, Board.@Nullable Tally tally) {
    boolean hasOut() {
      return tally != null && tally.hasOut();
    }
  }

  /**
   * @param baselines files that hold the baselines to judge by
   * @param tail how many bytes of the newest files are judged together
   */
  public LiveJudging(EvidenceReader reader, Judging judging, List<Path> baselines, long tail) {
    this.reader = reader;
    this.judging = judging;
    this.baselines = List.copyOf(baselines);
    this.judgedBy = this.baselines;
    this.tail = tail;
  }

  /** The files that hold the baselines to judge by. */
  public List<Path> baselines() {
    return baselines;
  }

  /**
   * Judges everything anew from the next round on, by these baselines before the others: the first
   * that is of a container decides. From any thread.
   */
  public synchronized void judgeBy(List<Path> first) {
    LinkedHashSet<Path> all = new LinkedHashSet<>(first);
    all.addAll(baselines);
    baselines = List.copyOf(all);
  }

  /** Whether other baselines were named since the last round. */
  boolean isOutOfDate() {
    return !judgedBy.equals(baselines);
  }

  /** What these files say, which is not judged. */
  Given read(List<Path> paths, Progress progress) throws Exception {
    return reader.read(paths, progress);
  }

  /**
   * What was judged together in one round.
   *
   * @param evidence the newest files and the cluster's objects
   * @param beyond how many observations were judged in files that are older than these
   * @param matching the baselines that they were judged by
   */
  public record Judged(Evidence evidence, Verdicts verdicts, long beyond, Matching matching) {}

  /**
   * What one round found.
   *
   * @param board the verdicts on the pods, over all files
   * @param findings what is out of profile in the files that were judged together
   * @param whole whether these were all files
   * @param waiting how many files grew and were not judged since
   * @param judged what was judged together; null before anything was
   */
  public record Round(
      Board board, List<Finding> findings, boolean whole, int waiting, @Nullable Judged judged) {
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
  public Round judge(List<Path> objects, List<Recorder.Segment> streams, Progress progress)
      throws Exception {
    if (isOutOfDate()) {
      begin(baselines);
    }
    Map<Path, Recorder.Segment> there = new LinkedHashMap<>();
    for (Recorder.Segment each : streams) {
      there.put(each.file(), each);
      Known known = files.get(each.file());
      if (known == null || known.bytes() != each.bytes()) {
        waiting.add(each.file());
      }
    }
    Set<Path> chosen = choose(there);
    boolean whole = chosen.size() == there.size();
    List<Path> together = new ArrayList<>(objects);
    together.addAll(new TreeSet<>(chosen));
    together.addAll(judgedBy);
    Given given = reader.read(together, progress);
    Verdicts verdicts = judging.judge(given, null, progress);
    note(chosen, given.evidence(), verdicts, whole);
    settle(chosen, there);
    long beyond = settled.judged();
    for (Map.Entry<Path, Known> each : files.entrySet()) {
      Board.Tally tally = each.getValue().tally();
      beyond += tally == null || chosen.contains(each.getKey()) ? 0 : tally.judged();
    }
    if (waiting.isEmpty()) {
      before = Board.Tally.NOTHING;
    }
    Matching matching = new Judge(given.baselines(), given.evidence().inventory()).matching();
    return new Round(
        Board.of(counted().keeping(before)),
        Findings.of(given.evidence(), verdicts, matching),
        whole,
        waiting.size(),
        new Judged(given.evidence(), verdicts, beyond, matching));
  }

  private Board.Tally counted() {
    List<Board.Tally> counts = new ArrayList<>(List.of(settled));
    files.values().stream().map(Known::tally).filter(Objects::nonNull).forEach(counts::add);
    return Board.Tally.together(counts);
  }

  /** Judges everything anew; what was out of profile counts until it was. */
  private void begin(List<Path> by) {
    before = counted().keeping(before);
    files.clear();
    waiting.clear();
    settled = Board.Tally.NOTHING;
    judgedBy = by;
  }

  /** What the baselines cover, whatever arrived. */
  Matching matching(Progress progress) throws Exception {
    return new Judge(reader.read(baselines, progress).baselines(), Inventory.EMPTY).matching();
  }

  private Set<Path> choose(Map<Path, Recorder.Segment> there) {
    Choice choice = new Choice(there);
    choice.fill(waiting, tail);
    List<Path> newest = new ArrayList<>();
    files.forEach((file, known) -> {
      if (known.tally() != null && !waiting.contains(file)) {
        newest.addFirst(file);
      }
    });
    List<Path> out = new ArrayList<>(newest);
    out.removeIf(file -> !Objects.requireNonNull(files.get(file)).hasOut());
    choice.fill(out, Math.min(tail, choice.bytes + tail / 2));
    choice.fill(newest, tail);
    return choice.chosen;
  }

  /** Files that are chosen, one at least. */
  private static final class Choice {
    private final Map<Path, Recorder.Segment> there;
    private final Set<Path> chosen = new LinkedHashSet<>();
    private long bytes;

    Choice(Map<Path, Recorder.Segment> there) {
      this.there = there;
    }

    void fill(Collection<Path> files, long most) {
      for (Path file : files) {
        Recorder.Segment segment = there.get(file);
        if (segment == null || chosen.contains(file)) {
          continue;
        }
        if (!chosen.isEmpty() && bytes + segment.bytes() > most) {
          return;
        }
        bytes += segment.bytes();
        chosen.add(file);
      }
    }
  }

  private void note(Set<Path> chosen, Evidence evidence, Verdicts verdicts, boolean whole) {
    Map<String, Board.Tally> counted = Board.count(evidence, verdicts);
    Map<String, Long> read = new HashMap<>();
    evidence.sources().forEach(source -> read.put(source.path(), source.bytes()));
    for (Path file : chosen) {
      Board.Tally tally = counted.get(file.toString());
      Long bytes = read.get(file.toString());
      if (tally != null && bytes != null) {
        Known before = waiting.remove(file) ? files.remove(file) : files.get(file);
        Board.Tally earlier = whole || before == null ? null : before.tally();
        files.put(file, new Known(bytes, earlier == null ? tally : tally.keeping(earlier)));
      }
    }
  }

  /** A closed file that was judged and is too old to be read again keeps its counts for good. */
  private void settle(Set<Path> chosen, Map<Path, Recorder.Segment> there) {
    List<Board.Tally> over = new ArrayList<>(List.of(settled));
    files.replaceAll((file, known) -> {
      Recorder.Segment segment = there.get(file);
      if (known.tally() == null
          || chosen.contains(file)
          || waiting.contains(file)
          || segment == null
          || !segment.sealed()) {
        return known;
      }
      over.add(known.tally());
      return new Known(known.bytes(), null);
    });
    settled = Board.Tally.together(over);
  }
}
