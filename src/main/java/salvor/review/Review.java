package salvor.review;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Facet;
import salvor.baseline.Judge;
import salvor.baseline.Matching;
import salvor.baseline.Profile;
import salvor.baseline.Recorded;
import salvor.baseline.Verdict;
import salvor.baseline.Verdicts;
import salvor.baseline.Window;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.jobs.Progress;
import salvor.timeline.Extent;
import salvor.triage.Findings;
import salvor.triage.MissingEvidence;

/**
 * The attacker's acts against the baselines, and what to change.
 *
 * @param acts what the attacker did, by time
 * @param observations how many observations these are
 * @param before how many are out of profile before the compromise as it was set: not looked at
 * @param dwell how long it went on, and how long it would have
 * @param missing what evidence would have helped
 * @param unrecorded of what no sensor recorded anything from the compromise on, alerts apart: that
 *     the attacker did none of it cannot be said
 * @param tightenings what to change in the baselines
 * @param retried what the changed baselines make of the recording
 * @param proposals rules, each with what it does
 * @param exceptions from rules of the sensor that fired on normal life
 * @param baselines as they are
 * @param changed as they would be
 */
public record Review(
    List<ReviewedAct> acts,
    int observations,
    int before,
    Dwell dwell,
    Set<MissingEvidence> missing,
    Set<Facet> unrecorded,
    List<Tightening> tightenings,
    Retried retried,
    List<Proposal> proposals,
    List<RuleException> exceptions,
    List<Profile> baselines,
    List<Profile> changed) {

  /**
   * What a person said of the incident.
   *
   * @param compromise nanoseconds since 1970; null when nobody said
   * @param detected nanoseconds since 1970; null when there is neither a word nor an alert
   * @param isDetectionSet whether a person said so, and not a sensor's first alert
   * @param contained since when the pods are cut off, verified or as a person said; null when they
   *     are not
   * @param suspected the time of the incident that the verdicts were given with; null when none was
   */
  public record Milestones(
      @Nullable Long compromise,
      @Nullable Long detected,
      boolean isDetectionSet,
      @Nullable Long contained,
      @Nullable Window suspected) {}

  /**
   * Changed baselines on the same recording.
   *
   * @param found how many of the attacker's observations are out of profile by the act itself that
   *     were not before
   * @param falseAlarms how many others are out of profile that were not before
   */
  public record Retried(int found, int falseAlarms) {}

  /** A rule, and what each format makes of it. */
  public record Proposal(Rule rule, List<Rendering> renderings) {
    public Proposal {
      renderings = List.copyOf(renderings);
    }

    /** Whether it catches anything of the attacker, or no format has it. */
    boolean catches() {
      return renderings.stream()
          .allMatch(rendering ->
              !(rendering instanceof Rendering.Written written)
                  || written.replay().caught().limit() > 0);
    }
  }

  public Review {
    acts = List.copyOf(acts);
    missing = Set.copyOf(missing);
    unrecorded = Set.copyOf(unrecorded);
    tightenings = List.copyOf(tightenings);
    proposals = List.copyOf(proposals);
    exceptions = List.copyOf(exceptions);
    baselines = List.copyOf(baselines);
    changed = List.copyOf(changed);
  }

  /**
   * Reviews an incident.
   *
   * @param accepted rows that somebody accepted as normal
   */
  public static Review of(
      Evidence evidence,
      Verdicts verdicts,
      List<Profile> baselines,
      BitSet accepted,
      Milestones milestones,
      Progress progress) {
    Observations all = evidence.observations();
    Matching matching = new Judge(baselines, evidence.inventory()).matching();
    Attack attack = Attack.of(evidence, verdicts, accepted, milestones.compromise(), progress);
    BitSet rows = attack.rows();
    Set<MissingEvidence> missing = missing(evidence, verdicts, matching, attack);
    ObservedFacts facts = new ObservedFacts(all, matching);
    ActsFolded folded = new ActsFolded(evidence, verdicts, facts, missing);
    List<ReviewedAct> acts = folded.of(rows);
    List<Tightening> tightenings = new Tighter(all, facts, folded).of(acts, rows, progress);
    List<Profile> changed = Tighter.applied(baselines, tightenings);
    Gate gate = new Gate(all, verdicts, accepted, rows, baselines, facts, length(all));
    Normal normal = new Normal(all, verdicts, facts, rows);
    List<Proposal> proposals = new ArrayList<>();
    for (Rule rule : new Proposals(all, facts, normal).of(acts)) {
      Proposal proposal = new Proposal(rule, Rendering.all(rule, gate, progress));
      if (proposal.catches()) {
        proposals.add(proposal);
      }
    }
    return new Review(
        acts,
        rows.cardinality(),
        attack.before(),
        new Dwell(
            milestones.compromise(),
            milestones.detected(),
            milestones.isDetectionSet(),
            firstOut(all, attack),
            milestones.contained()),
        missing,
        unrecorded(all, milestones.compromise(), progress),
        tightenings,
        retried(evidence, verdicts, tightenings, changed, rows, milestones.suspected(), progress),
        proposals,
        RuleExceptions.of(all, verdicts, accepted, facts, rows),
        baselines,
        changed);
  }

  /**
   * The same with some of what it proposes: what baselines changed only so far make of the
   * recording is looked at again.
   *
   * @param verdicts as it was made from, and so is the rest
   */
  public Review only(
      List<Tightening> tighter,
      List<Proposal> rules,
      List<RuleException> excepted,
      Evidence evidence,
      Verdicts verdicts,
      @Nullable Window suspected,
      Progress progress) {
    boolean same = tighter.size() == tightenings.size();
    List<Profile> now = same ? changed : Tighter.applied(baselines, tighter);
    BitSet rows = new BitSet();
    acts.forEach(act -> act.rowList().forEach(rows::set));
    return new Review(
        acts,
        observations,
        before,
        dwell,
        missing,
        unrecorded,
        tighter,
        same ? retried : retried(evidence, verdicts, tighter, now, rows, suspected, progress),
        rules,
        excepted,
        baselines,
        now);
  }

  private static @Nullable Long firstOut(Observations all, Attack attack) {
    int first = attack.out().nextSetBit(0);
    return first < 0 || first >= all.timed() ? null : all.time(first);
  }

  private static long length(Observations all) {
    Extent extent = Extent.of(all);
    return extent.size() == 0 ? 0 : all.time(extent.to() - 1) - all.time(extent.from());
  }

  private static Set<MissingEvidence> missing(
      Evidence evidence, Verdicts verdicts, Matching matching, Attack attack) {
    Set<MissingEvidence> missing = EnumSet.noneOf(MissingEvidence.class);
    for (var finding : Findings.of(evidence, verdicts, matching)) {
      if (attack.out().get(finding.row())) {
        missing.addAll(finding.missing());
      }
    }
    return missing;
  }

  private static Set<Facet> unrecorded(Observations all, @Nullable Long from, Progress progress) {
    Set<Facet> facets = EnumSet.allOf(Facet.class);
    facets.removeAll(Recorded.facets(all, Set.of(), from, null, progress));
    return facets;
  }

  private static Retried retried(
      Evidence evidence,
      Verdicts before,
      List<Tightening> tightenings,
      List<Profile> changed,
      BitSet attacker,
      @Nullable Window suspected,
      Progress progress) {
    if (tightenings.stream().noneMatch(Tightening::changes)) {
      return new Retried(0, 0);
    }
    Verdicts after =
        new Judge(changed, evidence.inventory(), suspected)
            .judge(evidence.observations(), progress);
    int found = 0;
    int wrong = 0;
    for (int row = 0; row < evidence.observations().size(); row++) {
      if (attacker.get(row)) {
        found += isByItself(after, row) && !isByItself(before, row) ? 1 : 0;
      } else {
        wrong += after.verdict(row) == Verdict.OUT && before.verdict(row) != Verdict.OUT ? 1 : 0;
      }
    }
    return new Retried(found, wrong);
  }

  /** Whether a row is out of profile for what it is, and not for whom it descends from. */
  private static boolean isByItself(Verdicts verdicts, int row) {
    return verdicts.verdict(row) == Verdict.OUT
        && verdicts.judgement(row).reason() != salvor.baseline.Reason.FOREIGN_LINEAGE;
  }
}
