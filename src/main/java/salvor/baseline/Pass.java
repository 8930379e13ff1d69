package salvor.baseline;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.evidence.Quality;
import salvor.evidence.RecordRef;
import salvor.jobs.Progress;
import salvor.workload.Inventory;

/**
 * One pass over the observations, in the order of time.
 *
 * <p>Each row is a question to the baseline ({@link Questions}), answered once for all equal ones.
 * What the answer means for the row depends on its process ({@link Lineage}): a declared cause
 * explains a process and its descendants; what descends from a start that was OUT is foreign,
 * whatever it does; in a container's first {@value Phases#START_SECONDS} seconds nothing is OUT
 * unless the baseline knows a start. A row of a container that no baseline and no declared cause
 * knows only passes the {@link HardIndicators}.
 */
final class Pass {
  private static final int FURTHEST = 64;
  private static final String CRIU_MEMORY = "CRIUMFD";

  /**
   * @param newPhase whether it is known, but from another part of a container's life
   */
  private record Decision(
      int question, Reason reason, int modifiers, int cause, boolean newPhase) {}

  private final Observations observations;
  private final Progress progress;
  private final DeclaredCauses causes;
  private final HardIndicators hardIndicators;
  private final Questions<Answer> questions;
  private final TokenUse tokens;
  private final Lineage lineage;
  private final Site[] sites;
  private final Phases phases;
  private final Map<Decision, Integer> decided = new HashMap<>();
  private final Map<Judgement, Integer> numbers = new HashMap<>();
  private final List<Judgement> judgements = new ArrayList<>();

  Pass(
      Observations observations,
      Matching matching,
      List<Known> known,
      Inventory inventory,
      Progress progress) {
    this.observations = observations;
    this.progress = progress;
    this.causes = new DeclaredCauses(observations);
    Peers peers = new Peers(inventory);
    Images images = new Images(inventory);
    this.questions = new Questions<>(observations, peers, Questions.judging(observations, images));
    this.lineage = new Lineage(observations);
    this.tokens = new TokenUse(inventory, peers, matching, known);
    int[] containers = Lineage.containers(observations);
    this.hardIndicators = new HardIndicators(observations, containers);
    this.sites = new Site[containers.length];
    for (int id = 0; id < sites.length; id++) {
      sites[id] =
          Site.of(observations.location(id), containers[id], matching, known, causes, inventory);
      int image = images.number(sites[id]);
      sites[id] = image < 0 ? sites[id] : sites[id].ofImage(image);
    }
    this.phases = new Phases(sites, causes);
  }

  Verdicts run() {
    int size = observations.size();
    int[] perRow = new int[size];
    int noBaseline = number(Judgement.of(Reason.NO_BASELINE));
    int noContainer = number(Judgement.of(Reason.NO_CONTAINER));
    int notJudged = number(Judgement.of(Reason.NOT_JUDGED));
    int runtime = number(Judgement.of(Reason.RUNTIME_INIT));
    int undirected = number(Judgement.of(Reason.NOT_ENOUGH_DETAIL));
    for (int row = 0; row < size; row++) {
      if ((row & 0xFFFF) == 0) {
        progress.at(row, size, "judging");
      }
      Site site = sites[observations.locationId(row)];
      Kind kind = observations.kind(row);
      if (kind == Kind.API_REQUEST) {
        perRow[row] = number(tokens.judge(observations, row));
        continue;
      }
      Reason hard = hardIndicators.of(row);
      if (hard == null && (observations.quality(row) & Quality.DIRECTION_UNKNOWN.bit()) != 0) {
        perRow[row] = undirected;
      } else if (hard != null || site.followed()) {
        perRow[row] = judge(row, site, hard);
      } else {
        boolean judged = kind.isAct();
        perRow[row] =
            !judged
                ? notJudged
                : byRuntime(row, site) ? runtime : site.container() < 0 ? noContainer : noBaseline;
      }
    }
    return new Verdicts(IntBuffer.wrap(perRow), judgements);
  }

  /**
   * A container that is being made has an id before it has a name: until then what is recorded of
   * it may be the runtime's.
   */
  private boolean byRuntime(int row, Site site) {
    boolean unnamed =
        site.at().pod() == null && site.at().container() == null && site.match().workload() == null;
    return unnamed && questions.answer(questions.ask(row, site, null)).actor().runtime();
  }

  private int number(Judgement judgement) {
    return numbers.computeIfAbsent(
        judgement,
        j -> {
          judgements.add(j);
          return judgements.size() - 1;
        });
  }

  private int judge(int row, Site site, @Nullable Reason hard) {
    int question = questions.ask(row, site, hard);
    Answer answer = questions.answer(question);
    Lineage.Run run = row < observations.timed() ? lineage.see(row) : null;
    boolean start = lineage.kind(row) == Kind.PROCESS_STARTED;
    if (run != null && run.row() == row) {
      begin(row, site, answer, run, start);
    }
    Explanation explanation = explanation(row, site, answer, run);
    boolean newPhase = isNewPhase(row, site, answer);
    Reason reason = reason(row, site, answer, run, explanation, newPhase);
    int modifiers = reason.verdict() == Verdict.OUT ? modifiers(question, answer, run) : 0;
    if (reason.verdict() == Verdict.OUT && run != null) {
      run.out =
          run.out == Lineage.Run.NEVER || run.out == question ? question : Lineage.Run.SEVERAL;
      run.foreign |= start;
    }
    int cause = explanation != null && reason == explanation.reason() ? explanation.row() : -1;
    return decided.computeIfAbsent(
        new Decision(question, reason, modifiers, cause, newPhase), this::judgement);
  }

  private int judgement(Decision decision) {
    List<Judgement.Modifier> raised = new ArrayList<>();
    for (Judgement.Modifier modifier : Judgement.Modifier.values()) {
      if ((decision.modifiers() & (1 << modifier.ordinal())) != 0) {
        raised.add(modifier);
      }
    }
    RecordRef cause = decision.cause() < 0 ? null : observations.source(decision.cause());
    return number(
        questions
            .answer(decision.question())
            .judgement(decision.reason(), raised, cause, decision.newPhase()));
  }

  /**
   * A process starts, or is met without its start: what put it there, and whether its container
   * starts with it.
   */
  private void begin(int row, Site site, Answer answer, Lineage.Run run, boolean start) {
    Actor actor = answer.actor();
    long time = observations.time(row);
    if (start && Phases.isFirst(actor)) {
      phases.started(site, time);
    }
    causes.explain(run, actor, site, time);
  }

  private @Nullable Explanation explanation(
      int row, Site site, Answer answer, Lineage.@Nullable Run run) {
    if (run != null && run.explanation != null) {
      return run.explanation;
    }
    if (row >= observations.timed()
        || answer.actor().runtime()
        || answer.reason().verdict() == Verdict.IN) {
      return null;
    }
    long time = observations.time(row);
    if (isOfCriu(row, answer)) {
      return causes.ofCheckpoint(site.at(), site.match().container(), time);
    }
    if (answer.reason().verdict() != Verdict.OUT) {
      return null;
    }
    boolean cleansUp =
        !answer.hard() && answer.seen() instanceof Seen.File && !(run != null && run.foreign);
    return cleansUp ? causes.ofStop(site.at(), time) : null;
  }

  /**
   * A checkpoint makes each process of the container create a memory file of this name (criu,
   * {@code compel}).
   */
  private boolean isOfCriu(int row, Answer answer) {
    if (!(answer.seen() instanceof Seen.Syscall(String name)) || !name.equals("memfd_create")) {
      return false;
    }
    Activity activity = observations.activity(observations.activityId(row));
    return (activity instanceof Activity.Alert(_, _, _, Activity about) ? about : activity)
            instanceof Activity.KernelAction(_, _, String detail)
        && CRIU_MEMORY.equals(detail);
  }

  private Reason reason(
      int row,
      Site site,
      Answer answer,
      Lineage.@Nullable Run run,
      @Nullable Explanation explanation,
      boolean newPhase) {
    Reason reason = answer.reason();
    if (reason.verdict() == Verdict.IN) {
      return run != null && run.foreign
          ? Reason.FOREIGN_LINEAGE
          : !newPhase || answer.hard() || !isBoundToPhase(answer.seen())
              ? reason
              : explanation != null ? explanation.reason() : Reason.NEW_PHASE;
    }
    boolean announced = explanation != null && explanation.reason() != Reason.OPERATOR_EXEC;
    if (explanation != null && !(answer.hard() && announced)) {
      return explanation.reason();
    }
    if (reason == Reason.NOT_ENOUGH_DETAIL && run != null && run.foreign) {
      return Reason.FOREIGN_LINEAGE;
    }
    if (answer.hard()) {
      return reason;
    }
    if (answer.actor().runtime() && !(run != null && run.foreign)) {
      return Reason.RUNTIME_INIT;
    }
    if (reason.verdict() != Verdict.OUT) {
      return reason;
    }
    if (starting(row, site, answer) && !answer.isByImage() && !(run != null && run.foreign)) {
      return Reason.START_NOT_LEARNED;
    }
    boolean putInside =
        answer.seen() instanceof Seen.Exec && Boolean.FALSE.equals(answer.actor().inInitTree());
    return putInside && row < observations.timed() && causes.auditCovers(observations.time(row))
        ? Reason.NOT_IN_INIT_TREE
        : reason;
  }

  private boolean starting(int row, Site site, Answer answer) {
    if (site.known() != null && site.known().knowsStart()) {
      return false;
    }
    return isOfBefore(row, answer)
        || (row < observations.timed() && phases.starting(site, observations.time(row)));
  }

  /**
   * Whether it is a container's first process, met when somebody looked: that is its start. So is
   * for all that is known what ran when a recording began, which is no look at what came since.
   */
  private boolean isOfBefore(int row, Answer answer) {
    boolean looked = (observations.quality(row) & Quality.SEEN_RUNNING.bit()) != 0;
    return answer.seen() instanceof Seen.Exec
        && (observations.quality(row) & Quality.RUNNING_BEFORE_SENSOR.bit()) != 0
        && (observations.columns().containerPid().get(row) == 1
            || (row >= observations.timed() && !looked));
  }

  private boolean isNewPhase(int row, Site site, Answer answer) {
    Known known = site.known();
    Element nearest = answer.nearest();
    Seen seen = answer.seen();
    return answer.reason() == Reason.MATCHED
        && known != null
        && nearest != null
        && seen != null
        && row < observations.timed()
        && phases.isNew(nearest.phases(), site, observations.time(row))
        && known.state(seen.facet()) == FacetState.STABLE
        && known.sawSteadyLife()
        && phases.isNew(known.phases(seen), site, observations.time(row));
  }

  /**
   * Connections, names and files of the start come again later, when one is lost or read anew;
   * programs and capabilities of the start do not, and are what an attacker finds at hand.
   */
  private static boolean isBoundToPhase(@Nullable Seen seen) {
    return seen instanceof Seen.Exec || seen instanceof Seen.Capability;
  }

  /**
   * What raises the severity; the same act again, as an alert or the next time, does not raise
   * itself.
   */
  private static int modifiers(int question, Answer answer, Lineage.@Nullable Run run) {
    int bits = 0;
    if (answer.seen() instanceof Seen.Network(_, List<Peer> peers, String address, _, _, _)
        && peers.contains(new Peer.Outside())
        && Peers.isPublic(address)) {
      bits |= 1 << Judgement.Modifier.PUBLIC_PEER.ordinal();
    }
    if (answer.seen() instanceof Seen.File(String path, _, _, _)
        && Sensitive.path(path)
        && answer.reason() != Reason.SENSITIVE_READ) {
      bits |= 1 << Judgement.Modifier.SENSITIVE_FILE.ordinal();
    }
    String parent = answer.actor().parent();
    boolean shell = parent != null && Program.isShell(Program.base(parent));
    boolean out = false;
    int steps = 0;
    for (Lineage.Run at = run; at != null && steps++ < FURTHEST; at = at.parent()) {
      shell |= at != run && at.shell;
      out |= at.out != Lineage.Run.NEVER && (at != run || at.out != question);
    }
    bits |= shell ? 1 << Judgement.Modifier.SHELL_ANCESTOR.ordinal() : 0;
    return bits | (out ? 1 << Judgement.Modifier.SAME_LINEAGE_AS_EARLIER_OUT.ordinal() : 0);
  }
}
