package salvor.report;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Matching;
import salvor.baseline.Profile;
import salvor.baseline.Verdict;
import salvor.baseline.Verdicts;
import salvor.casefile.Acceptance;
import salvor.evidence.Evidence;
import salvor.jobs.Progress;
import salvor.timeline.Contamination;
import salvor.triage.Ending;
import salvor.triage.Endings;
import salvor.triage.Finding;
import salvor.workload.Location;

/**
 * A triaged investigation, as documents show it.
 *
 * @param evidence what was read
 * @param baselines what it was judged by
 * @param matching which baseline applies where
 * @param verdicts on every row
 * @param all every finding, whatever the filter leaves, the worst first
 * @param rows those that the filter leaves
 * @param filter the filter's expression, null when there is none
 * @param notes what an investigator should know about the case as it was opened
 * @param accepted how far findings were accepted as normal, by the row that stands for each
 * @param contaminated the baselines that may have learned the attack
 * @param handled what was done about it
 */
public record Triage(
    Evidence evidence,
    List<Profile> baselines,
    Matching matching,
    Verdicts verdicts,
    List<Finding> all,
    BitSet rows,
    @Nullable String filter,
    List<String> notes,
    Map<Integer, Acceptance> accepted,
    List<Contamination> contaminated,
    Handled handled) {

  public Triage {
    rows = (BitSet) rows.clone();
    baselines = List.copyOf(baselines);
    notes = List.copyOf(notes);
    accepted = Map.copyOf(accepted);
    contaminated = List.copyOf(contaminated);
    all = List.copyOf(all);
  }

  /** One about which nothing is known to be done. */
  public Triage(
      Evidence evidence,
      List<Profile> baselines,
      Matching matching,
      Verdicts verdicts,
      List<Finding> all,
      BitSet rows,
      @Nullable String filter,
      List<String> notes,
      Map<Integer, Acceptance> accepted,
      List<Contamination> contaminated) {
    this(
        evidence,
        baselines,
        matching,
        verdicts,
        all,
        rows,
        filter,
        notes,
        accepted,
        contaminated,
        Handled.NONE);
  }

  /**
   * Those that the filter leaves a part of, the worst first, those accepted as normal after all
   * others.
   */
  public List<Finding> findings() {
    return Stream.concat(open().stream(), settled().stream()).toList();
  }

  private boolean isAccepted(Finding finding) {
    Acceptance how = accepted.get(finding.row());
    return how != null && how.whole();
  }

  /** What the filter leaves of the findings not wholly accepted as normal, the worst first. */
  public List<Finding> open() {
    return all.stream().filter(f -> !isAccepted(f) && isLeft(f)).toList();
  }

  /** What the filter leaves of the findings wholly accepted as normal, the worst first. */
  public List<Finding> settled() {
    return all.stream().filter(f -> isAccepted(f) && isLeft(f)).toList();
  }

  /**
   * How what the open findings are made of ended, what is certainly not over first. What a filter
   * hides counts too: what it takes away would look like silence.
   */
  public List<Ending> endings() {
    List<Finding> open = all.stream().filter(f -> !isAccepted(f)).toList();
    return Endings.of(evidence, verdicts, open, Progress.NONE);
  }

  private boolean isLeft(Finding finding) {
    for (int i = 0; i < finding.rows().limit(); i++) {
      if (rows.get(finding.rows().get(i))) {
        return true;
      }
    }
    return false;
  }

  /** How many of the rows left have each verdict. */
  public Map<Verdict, Integer> counts() {
    return counts(rows);
  }

  /** The same of other rows. */
  Map<Verdict, Integer> counts(BitSet rows) {
    int[] counts = new int[Verdict.values().length];
    int[] ofJudgement =
        verdicts.judgements().stream().mapToInt(j -> j.verdict().ordinal()).toArray();
    int[] perJudgement = new int[ofJudgement.length];
    for (int row = 0; row < verdicts.perRow().limit(); row++) {
      if (rows.get(row)) {
        perJudgement[verdicts.perRow().get(row)]++;
      }
    }
    for (int i = 0; i < perJudgement.length; i++) {
      counts[ofJudgement[i]] += perJudgement[i];
    }
    EnumMap<Verdict, Integer> named = new EnumMap<>(Verdict.class);
    for (Verdict verdict : Verdict.values()) {
      named.put(verdict, counts[verdict.ordinal()]);
    }
    return named;
  }

  /** How many rows the filter hides. */
  public int hidden() {
    return evidence.observations().size() - rows.cardinality();
  }

  /**
   * The containers that were seen, each once, with the baseline that applies; in the order first
   * numbered.
   */
  public Map<Seen, Matching.Match> containers() {
    Map<Seen, Matching.Match> found = new LinkedHashMap<>();
    for (int id = 0; id < evidence.observations().locations(); id++) {
      Location at = evidence.observations().location(id);
      if (at.pod() != null || at.container() != null || at.containerId() != null) {
        found.putIfAbsent(
            new Seen(at.cluster(), at.namespace(), at.pod(), at.container(), brief(at)),
            matching.match(at));
      }
    }
    return found;
  }

  /** The 12 digits that every sensor gives: some give more. */
  private static @Nullable String brief(Location at) {
    String id = at.containerId();
    return id == null || id.length() <= 12 ? id : id.substring(0, 12);
  }

  /**
   * A container as it was seen, with the first 12 digits of its id; what no record said is null.
   */
  public record Seen(
      @Nullable String cluster,
      @Nullable String namespace,
      @Nullable String pod,
      @Nullable String container,
      @Nullable String containerId) {}
}
