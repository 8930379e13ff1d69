package salvor.playbook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salvor.custody.Sha256;

/**
 * Where a run stands: computed from the records of a ledger and from nothing else, so that it is
 * the same after a restart and on another machine.
 *
 * @param playbook what is run
 * @param began when it began; null where it did not
 * @param isolation whether the pods that were to be cut off are
 * @param steps each step, in the order of the playbook
 * @param facts what is known of the case
 * @param deviations how the run left its playbook
 * @param unwritten those of them that the ledger does not say yet
 */
public record Course(
    Playbook playbook,
    @Nullable Instant began,
    Isolation isolation,
    List<Standing> steps,
    Facts facts,
    List<Deviation> deviations,
    List<Deviation> unwritten) {
  /** Copies the lists. */
  public Course {
    steps = List.copyOf(steps);
    deviations = List.copyOf(deviations);
    unwritten = List.copyOf(unwritten);
  }

  /** How far a step is. */
  public enum State {
    /** Its gate does not hold yet. */
    OPEN,
    /** Its gate holds; somebody has yet to say that it is done. */
    READY,
    DONE,
    SKIPPED
  }

  /**
   * Where a step stands.
   *
   * @param gateHolds whether its gate holds now, whatever was said of it
   * @param open the conditions of the gate that do not hold now
   * @param who who said that it is done, or left it out; null for nobody
   * @param time when; null likewise
   * @param why what was said of it; null likewise
   * @param owner who is to do it: whom somebody named, else whom the playbook names; null for
   *     anybody
   * @param since since when it was its turn: the run began, and all before it is over; null before
   */
  public record Standing(
      Playbook.Step step,
      State state,
      boolean gateHolds,
      List<Condition> open,
      @Nullable String who,
      @Nullable Instant time,
      @Nullable String why,
      @Nullable String owner,
      @Nullable Instant since) {
    /** Copies the list. */
    public Standing {
      open = List.copyOf(open);
    }

    /**
     * How long it takes, or took: from its turn on until it was over, else until now; empty before
     * its turn, and where it was done out of turn.
     */
    public Optional<Duration> taken(Instant now) {
      Instant until = time == null ? now : time;
      return since == null || until.isBefore(since)
          ? Optional.empty()
          : Optional.of(Duration.between(since, until));
    }

    /** Whether nothing more is to be done about it. */
    public boolean isOver() {
      return state == State.DONE || state == State.SKIPPED;
    }
  }

  /**
   * The runs that records tell of and that were not ended, by the names of their playbooks, the
   * last begun at the end.
   */
  public static List<String> begun(Collection<RunRecord> records) {
    List<String> begun = new ArrayList<>();
    records.stream()
        .sorted(Comparator.comparingLong(RunRecord::seq))
        .forEach(each -> {
          if (each instanceof RunRecord.Ended it) {
            begun.remove(it.playbook());
          } else if (each instanceof RunRecord.Began it && !begun.contains(it.playbook())) {
            begun.add(it.playbook());
          }
        });
    return List.copyOf(begun);
  }

  /** The run of a playbook by these records, in whatever order they are given. */
  public static Course of(Playbook playbook, Collection<RunRecord> records) {
    return new Running(playbook, records).course();
  }

  /** The step that is to be done now; empty when none is left. */
  public Optional<Standing> next() {
    return steps.stream()
        .filter(step -> !step.isOver())
        .filter(step -> step.step().after().stream().allMatch(this::isOver))
        .findFirst();
  }

  private boolean isOver(String id) {
    return steps.stream().anyMatch(step -> step.step().id().equals(id) && step.isOver());
  }

  /** Where the step of this id stands. */
  public Optional<Standing> step(String id) {
    return steps.stream().filter(step -> step.step().id().equals(id)).findFirst();
  }

  /** Whether nothing is left to be done. */
  public boolean isOver() {
    return steps.stream().allMatch(Standing::isOver);
  }

  /** Since when every pod that was to be cut off is seen to be; null where that is not so. */
  public @Nullable Instant contained() {
    return isolation.since();
  }

  private static final class Running {
    private final Playbook playbook;
    private final List<RunRecord> all;
    private final Map<String, RunRecord> last = new HashMap<>();
    private final Map<String, String> owners = new HashMap<>();
    private final Facts facts;
    private final List<Deviation> deviations = new ArrayList<>();
    private RunRecord.@Nullable Began began;

    Running(Playbook playbook, Collection<RunRecord> records) {
      this.playbook = playbook;
      this.all = records.stream().sorted(Comparator.comparingLong(RunRecord::seq)).toList();
      this.facts = Facts.of(all);
    }

    Course course() {
      for (RunRecord record : all) {
        switch (record) {
          case RunRecord.Began it -> begin(it);
          case RunRecord.Ended it -> ended(it);
          case RunRecord.Done it -> done(it);
          case RunRecord.Skipped it -> skipped(it);
          case RunRecord.Assigned it -> assigned(it);
          case RunRecord.Observed _,
              RunRecord.Sealed _,
              RunRecord.State _,
              RunRecord.Listed _,
              RunRecord.Decided _,
              RunRecord.Named _,
              RunRecord.Stated _,
              RunRecord.Noted _ -> {
            // is part of the facts
          }
        }
      }
      deviations.addAll(0, new OrderOfActs(all).deviations());
      List<String> noted =
          all.stream()
              .filter(RunRecord.Noted.class::isInstance)
              .map(RunRecord.Noted.class::cast)
              .filter(each -> each.playbook().equals(playbook.name()))
              .map(RunRecord.Noted::deviation)
              .toList();
      return new Course(
          playbook,
          began == null ? null : began.time(),
          Isolation.of(all),
          playbook.steps().stream().map(this::standing).toList(),
          facts,
          deviations,
          deviations.stream().filter(each -> !noted.contains(each.key())).toList());
    }

    private void begin(RunRecord.Began it) {
      if (!it.playbook().equals(playbook.name()) || began != null) {
        return;
      }
      began = it;
      String now = Sha256.ofText(playbook.text());
      if (!it.sha256().equals(now)) {
        deviations.add(new Deviation.OtherText(it.sha256(), now));
      }
    }

    /** What was said of it is of no other run. */
    private void ended(RunRecord.Ended it) {
      if (it.playbook().equals(playbook.name())) {
        began = null;
        last.clear();
        owners.clear();
        deviations.clear();
      }
    }

    private void done(RunRecord.Done it) {
      Optional<Playbook.Step> step =
          it.playbook().equals(playbook.name()) ? playbook.step(it.step()) : Optional.empty();
      if (step.isEmpty()) {
        return;
      }
      Facts then = Facts.of(all.stream().filter(each -> each.seq() < it.seq()).toList());
      if (!step.get().gate().stream().allMatch(each -> each.holds(then))) {
        deviations.add(new Deviation.WithoutGate(it.step(), it.seq()));
        return; // a gate is passed by its facts alone
      }
      step.get().after().stream()
          .filter(before -> !last.containsKey(before))
          .forEach(before -> deviations.add(new Deviation.OutOfOrder(it.step(), before)));
      step.get().gate().stream()
          .filter(each ->
              then.known(each.fact()).filter(k -> k.source() == Facts.Source.STATED).isPresent())
          .forEach(
              each -> deviations.add(new Deviation.Stated(it.step(), each.fact(), each.value())));
      late(step.get(), it.time());
      last.put(it.step(), it);
    }

    private void late(Playbook.Step step, Instant time) {
      Duration within = step.within();
      if (within != null && began != null) {
        Duration by = Duration.between(began.time().plus(within), time);
        if (by.isPositive()) {
          deviations.add(new Deviation.Late(step.id(), by));
        }
      }
    }

    private void skipped(RunRecord.Skipped it) {
      if (it.playbook().equals(playbook.name()) && playbook.step(it.step()).isPresent()) {
        deviations.add(new Deviation.Skipped(it.step(), it.who(), it.why()));
        last.put(it.step(), it);
      }
    }

    private void assigned(RunRecord.Assigned it) {
      if (it.playbook().equals(playbook.name())) {
        owners.put(it.step(), it.owner());
      }
    }

    private Standing standing(Playbook.Step step) {
      List<Condition> open = step.gate().stream().filter(each -> !each.holds(facts)).toList();
      boolean holds = open.isEmpty();
      String owner = owners.getOrDefault(step.id(), step.owner());
      Instant since = since(step);
      return switch (last.get(step.id())) {
        case RunRecord.Done it ->
            new Standing(
                step, State.DONE, holds, open, it.who(), it.time(), it.why(), owner, since);
        case RunRecord.Skipped it ->
            new Standing(
                step, State.SKIPPED, holds, open, it.who(), it.time(), it.why(), owner, since);
        case null, default -> {
          State state = holds && !step.gate().isEmpty() ? State.READY : State.OPEN;
          yield new Standing(step, state, holds, open, null, null, null, owner, since);
        }
      };
    }

    /** When the last of those before it was over, at the begin of the run where none is. */
    private @Nullable Instant since(Playbook.Step step) {
      Instant since = began == null ? null : began.time();
      for (String before : step.after()) {
        RunRecord over = last.get(before);
        if (over == null || since == null) {
          return null;
        }
        since = over.time().isAfter(since) ? over.time() : since;
      }
      return since;
    }
  }

  /** The deviations that are of this step. */
  public Stream<Deviation> deviations(String step) {
    return deviations.stream()
        .filter(each ->
            switch (each) {
              case Deviation.Skipped it -> it.step().equals(step);
              case Deviation.OutOfOrder it -> it.step().equals(step);
              case Deviation.Late it -> it.step().equals(step);
              case Deviation.Stated it -> it.step().equals(step);
              case Deviation.WithoutGate it -> it.step().equals(step);
              case Deviation.CollectedBeforeIsolating _,
                  Deviation.DeletedBeforeSealing _,
                  Deviation.RolledOutBeforeSealing _,
                  Deviation.UndoneBeforeFixed _,
                  Deviation.OtherText _ ->
                  false;
            });
  }
}
