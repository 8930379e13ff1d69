package salvor.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Kind;
import salvor.evidence.Observation;
import salvor.evidence.Observations;

/**
 * How well the recorded incidents are told from normal life: each against baselines learned from
 * its own quiet part, the rest held against the truth, facet by facet. {@code main} prints the
 * table of the README and names what was missed or wrong.
 */
final class RecordedProof {
  /** The rules of the plain alerts that tell of normal life too, and so may be learned from. */
  static final Set<String> RULES =
      Set.of(
          "Run shell untrusted",
          "Read sensitive file untrusted",
          "Change thread namespace",
          "Launch Sensitive Mount Container");

  /** What became of the rows of one facet. */
  static final class Score {
    int rows;
    int attack;
    int found;
    int unknown;
    int normal;
    int right;
    int wrong;
    int responder;
    int responderOut;

    String line(String incident, String facet) {
      return String.format(
          Locale.ROOT,
          "| %s | %s | %d | %d | %d | %d | %d | %s | %d | %s | %d / %d |",
          incident,
          facet,
          rows,
          attack,
          found,
          unknown,
          normal,
          attack == 0 ? "–" : share(found, attack),
          wrong,
          right + wrong == 0 ? "–" : share(right, right + wrong),
          responderOut,
          responder);
    }

    private static String share(int part, int whole) {
      return String.format(Locale.ROOT, "%.3f", (double) part / whole);
    }
  }

  final Map<String, Score> facets = new TreeMap<>();
  final List<String> missed = new ArrayList<>();
  final List<String> wrong = new ArrayList<>();
  private final Recording recording;
  private final Verdicts verdicts;

  private RecordedProof(Recording recording, Verdicts verdicts) {
    this.recording = recording;
    this.verdicts = verdicts;
  }

  /** Judges a recording from a time on. */
  static RecordedProof of(Recording recording, List<Profile> baselines, long from) {
    RecordedProof proof = new RecordedProof(recording, recording.judge(baselines));
    Observations rows = recording.observations();
    for (int row = rows.firstAtOrAfter(from); row < rows.timed(); row++) {
      proof.count(row);
    }
    return proof;
  }

  static RecordedProof webshell() throws Exception {
    Recording recording = Recording.read("webshell");
    long attack = border(recording, "attack");
    return of(recording, recording.learn(Learning.until(attack)), attack);
  }

  /** An ordinary day against its own first minutes; the operator's looks come after them. */
  static RecordedProof clean() throws Exception {
    Recording recording = Recording.read("clean");
    long until = Recording.nanos("2026-11-23T04:50:20Z");
    return of(recording, recording.learn(Learning.until(until)), until);
  }

  /** All of an ordinary day against what another recording taught of the same images. */
  static RecordedProof cleanByWebshell() throws Exception {
    Recording webshell = Recording.read("webshell");
    List<Profile> learned = webshell.learn(Learning.until(border(webshell, "attack")));
    return of(Recording.read("clean"), learned, Long.MIN_VALUE);
  }

  /**
   * Where nothing but alerts was recorded: the rules that fire in quiet times are taken for logs of
   * what they watch. In the first set the attacker had tried a hole before the attack.
   */
  static RecordedProof miner(String name, @Nullable Window suspected) throws Exception {
    Recording recording = Recording.read(name);
    long attack = border(recording, "attack");
    Learning learning = new Learning(null, attack, suspected, RULES);
    return of(recording, recording.learn(learning), suspected == null ? attack : suspected.from());
  }

  static final Window PROBE =
      new Window(Recording.nanos("2026-11-23T04:13:20Z"), Recording.nanos("2026-11-23T04:13:30Z"));

  private static long border(Recording recording, String phase) {
    return java.util.Objects.requireNonNull(recording.borders().get(phase));
  }

  private void count(int row) {
    String facet = facet(row);
    if (facet == null) {
      return;
    }
    String label = recording.label(row);
    boolean attack = label.equals("attack");
    boolean attacker = attack || recording.fromAttacker(row);
    boolean responder = !attacker && responder(row, label);
    Verdict verdict = verdicts.verdict(row);
    boolean out = verdict == Verdict.OUT;
    Score score = facets.computeIfAbsent(facet, _ -> new Score());
    score.rows++;
    if (attacker) {
      score.attack++;
      score.found += out ? 1 : 0;
      score.unknown += verdict == Verdict.UNKNOWN ? 1 : 0;
      score.normal += verdict == Verdict.IN || verdict == Verdict.EXPLAINED ? 1 : 0;
      if (!out) {
        missed.add(facet + ": " + text(row));
      }
    }
    score.responder += responder ? 1 : 0;
    score.responderOut += responder && out ? 1 : 0;
    score.right += attacker && out ? 1 : 0;
    if (out && !attacker && !responder) {
      score.wrong++;
      wrong.add(facet + ": " + text(row));
    }
  }

  /** By the label; where processes alone are labelled, all that came once the response began. */
  private boolean responder(int row, String label) {
    Long response = recording.borders().get("response");
    boolean byTime = recording.borders().size() == 2; // of the sets without labels
    return label.equals("response")
        || label.equals("operator")
        || (byTime && response != null && recording.observations().time(row) >= response);
  }

  private @Nullable String facet(int row) {
    Observations rows = recording.observations();
    Activity activity = rows.activity(rows.activityId(row));
    if (rows.kind(row) == Kind.API_REQUEST) {
      return activity instanceof Activity.ApiRequest api && api.onBehalfOfPod() != null
          ? "API requests"
          : null;
    }
    String what =
        switch (Lineage.kind(rows, row)) {
          case PROCESS_STARTED -> "programs";
          case CONNECTION_OPENED, CONNECTION_ACCEPTED, LISTENING, NAME_LOOKED_UP -> "network";
          case FILE_OPENED, FILE_WRITTEN, FILE_DELETED -> "files";
          case KERNEL_ACTION -> "kernel calls";
          case ALERT -> "nothing told";
          case PROCESS_ENDED, EVENTS_LOST, CLUSTER_EVENT, NOT_HEARD, LOGGED, API_REQUEST -> null;
        };
    return what == null || rows.kind(row) != Kind.ALERT ? what : "alerts: " + what;
  }

  private String text(int row) {
    Observation o = recording.observations().get(row);
    Judgement said = verdicts.judgement(row);
    return said.reason()
        + " "
        + (o.time() == null ? "" : o.time().original())
        + " "
        + o.location().pod()
        + "/"
        + o.location().container()
        + " "
        + o.activity()
        + " "
        + o.process().executable()
        + " '"
        + o.process().commandLine()
        + "' < "
        + (o.process().parent() == null ? "" : o.process().parent().commandLine())
        + " "
        + said.differences();
  }

  int rows() {
    return facets.values().stream().mapToInt(s -> s.rows).sum();
  }

  /** The lines of the table. */
  List<String> lines(String incident) {
    List<String> lines = new ArrayList<>();
    facets.forEach((facet, score) -> lines.add(score.line(incident, facet)));
    return lines;
  }

  static Map<String, RecordedProof> all() throws Exception {
    Map<String, RecordedProof> all = new java.util.LinkedHashMap<>();
    all.put("webshell", webshell());
    all.put("clean, its first 200 s learned", clean());
    all.put("clean, learned from webshell", cleanByWebshell());
    all.put("miner, policy enforced", miner("miner-policy-enforced", PROBE));
    all.put("miner, policy not enforced", miner("miner-policy-not-enforced", null));
    return all;
  }

  static void main() throws Exception {
    for (Map.Entry<String, RecordedProof> one : all().entrySet()) {
      one.getValue().lines(one.getKey()).forEach(System.out::println);
      one.getValue().missed.forEach(m -> System.err.println(one.getKey() + " MISSED " + m));
      one.getValue().wrong.forEach(w -> System.err.println(one.getKey() + " WRONG " + w));
    }
  }
}
