package salvor.workbench;

import java.nio.IntBuffer;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Verdict;
import salvor.baseline.Verdicts;
import salvor.casefile.OpenedCase;
import salvor.custody.SigningKey;
import salvor.evidence.Evidence;
import salvor.jobs.Job;
import salvor.jobs.Jobs;
import salvor.report.ResponseReading;
import salvor.timeline.BaselineDisplay;
import salvor.timeline.DwellRuler;
import salvor.timeline.LaneCounts;
import salvor.timeline.LaneRanks;
import salvor.timeline.RateLanes;
import salvor.timeline.Response;
import salvor.timeline.TimelineModel;
import salvor.triage.FilterValues;
import salvor.triage.SameFact;
import salvor.workbench.casefile.CaseWords;
import salvor.workbench.casefile.EditQueue;
import salvor.workbench.casefile.Entry;
import salvor.workbench.casefile.MarkingViewModel;
import salvor.workbench.casefile.MarksListViewModel;
import salvor.workbench.casefile.Notice;
import salvor.workbench.casefile.WindowMemory;
import salvor.workbench.commands.Commands;
import salvor.workbench.commands.KeyMap;
import salvor.workbench.custody.CustodyViewModel;
import salvor.workbench.custody.Slices;
import salvor.workbench.evidence.DetailsViewModel;
import salvor.workbench.evidence.EventCells;
import salvor.workbench.evidence.EventTableViewModel;
import salvor.workbench.jobs.OnDemand;
import salvor.workbench.report.ExportViewModel;
import salvor.workbench.review.ReviewViewModel;
import salvor.workbench.selection.Selection;
import salvor.workbench.selection.Sight;
import salvor.workbench.selection.Span;
import salvor.workbench.timeline.RatesViewModel;
import salvor.workbench.timeline.TimelineViewModel;
import salvor.workbench.triage.FilterViewModel;
import salvor.workbench.triage.FindingsViewModel;
import salvor.workbench.workload.NavigatorViewModel;

/**
 * An open investigation with the view models that show it; they share one selection.
 *
 * @param investigation what is shown
 * @param counts how many observations have each verdict
 * @param selection the selection
 * @param sight what the filter leaves
 * @param commands what can be done, by name and by key
 * @param timeline observations in time
 * @param rates what containers do by the hour
 * @param table observations as a list
 * @param details the selected observation
 * @param findings what is out of profile
 * @param navigator what ran where
 * @param filter what is left in sight
 * @param overviews processes, peers, images and baselines
 * @param given what the case was made of
 * @param memory how the window was left
 * @param marking what people add, and take back
 * @param marksList all that they added, and every edit
 * @param export what leaves the window
 * @param review the attacker against the baselines, and what to change
 * @param sharing the view, handed to and taken from colleagues
 * @param custody who did what to the evidence
 */
record Session(
    Investigation investigation,
    Map<Verdict, Long> counts,
    Selection selection,
    Sight sight,
    Commands commands,
    TimelineViewModel timeline,
    RatesViewModel rates,
    EventTableViewModel table,
    DetailsViewModel details,
    FindingsViewModel findings,
    NavigatorViewModel navigator,
    FilterViewModel filter,
    Overviews overviews,
    Contents given,
    WindowMemory memory,
    MarkingViewModel marking,
    MarksListViewModel marksList,
    ExportViewModel export,
    ReviewViewModel review,
    ViewSharing sharing,
    CustodyViewModel custody) {

  /** What takes long to make of an investigation, and is made off the JavaFX thread. */
  record Made(
      Investigation investigation,
      TimelineModel timeline,
      DwellRuler ruler,
      Response response,
      LaneCounts lanes,
      LaneRanks ranks,
      Map<Verdict, Long> counts,
      FilterValues values,
      IntBuffer sameFact,
      Contents given,
      WindowMemory memory,
      LaneMemory left,
      int selected) {
    static Made of(Investigation investigation) {
      var observations = investigation.opened().evidence().observations();
      Verdicts verdicts = investigation.opened().verdicts();
      long[] ofJudgement = new long[verdicts.judgements().size()];
      for (int row = 0; row < observations.size(); row++) {
        ofJudgement[verdicts.perRow().get(row)]++;
      }
      Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
      for (int i = 0; i < ofJudgement.length; i++) {
        counts.merge(verdicts.judgements().get(i).verdict(), ofJudgement[i], Long::sum);
      }
      TimelineModel timeline = TimelineModel.of(investigation.opened().evidence(), verdicts);
      timeline.prepare(timeline.lanes());
      IntBuffer sameFact = SameFact.rounds(observations);
      LaneCounts lanes = LaneCounts.of(timeline);
      LaneRanks ranks = LaneRanks.of(timeline, lanes);
      FilterValues values = new FilterValues(investigation.opened().evidence());
      Contents given = Contents.of(investigation);
      WindowMemory memory = WindowMemory.of(investigation.opened());
      Response response = ResponseReading.of(investigation.opened());
      return new Made(
          investigation,
          timeline,
          DwellRuler.of(timeline).with(response.cutOff()),
          response,
          lanes,
          ranks,
          counts,
          values,
          sameFact,
          given,
          memory,
          LaneMemory.of(memory, timeline, ranks),
          selected(investigation, memory));
    }

    /**
     * The event that was selected when the window was left; in a case never looked at, the worst
     * finding's.
     */
    private static int selected(Investigation investigation, WindowMemory memory) {
      if (memory.get(WindowMemory.Item.EVENT).isPresent()) {
        return memory.eventRow();
      }
      return investigation.findings().isEmpty()
          ? Selection.NONE
          : investigation.findings().getFirst().row();
    }
  }

  /**
   * What the case was made of, in words.
   *
   * @param sources each file and what became of its lines
   * @param notes what is to be known about the case as it was opened
   */
  record Contents(List<Entry> sources, List<Entry> notes) {
    static Contents of(Investigation investigation) {
      OpenedCase opened = investigation.opened();
      return new Contents(CaseWords.sources(opened.evidence()), CaseWords.notes(opened.notes()));
    }
  }

  static Session of(Made made, KeyMap keys, Consumer<Job<?>> listed, Jobs jobs, Executor fx) {
    Investigation investigation = made.investigation();
    Evidence evidence = investigation.opened().evidence();
    var observations = evidence.observations();
    var verdicts = investigation.opened().verdicts();
    Selection selection = new Selection();
    Sight sight = new Sight();
    EditQueue edits = new EditQueue(investigation.opened(), jobs, fx);
    FilterViewModel filter =
        new FilterViewModel(
            investigation.opened(), made.timeline(), made.values(), sight, edits, jobs, fx);
    TimelineViewModel timeline =
        new TimelineViewModel(made.timeline(), made.ruler(), made.ranks(), selection, jobs, fx);
    RatesViewModel rates = rates(made, timeline, jobs, fx);
    EventTableViewModel table =
        new EventTableViewModel(
            new EventCells(
                observations,
                verdicts,
                evidence.sources(),
                row -> investigation.opened().marks().of(row)),
            selection,
            sight,
            jobs,
            fx);
    DetailsViewModel details =
        new DetailsViewModel(
            evidence, verdicts, made.sameFact(), investigation.records(), selection, jobs, fx);
    FindingsViewModel findings =
        new FindingsViewModel(
            investigation.findings(),
            evidence,
            made.counts().getOrDefault(Verdict.OUT, 0L),
            selection,
            sight);
    NavigatorViewModel navigator =
        new NavigatorViewModel(made.lanes(), timeline, evidence, filter, selection, jobs, fx);
    OpenedCase opened = investigation.opened();
    findings.heed(opened.edits(), opened.marks(), fx);
    timeline.display().subscribe(display -> table.hideIn(display == BaselineDisplay.HIDE));
    timeline.appearance().dims().bind(filter.dims());
    sight.dims().bind(filter.dims());
    filter.dims().subscribe(table::dim);
    findings.framed().subscribe(span -> frame(timeline, span));
    filter.timeline().subscribe(timeline::show);
    MarkingViewModel marking =
        new MarkingViewModel(investigation.opened(), edits, made.ruler(), selection, jobs, fx);
    Session session =
        new Session(
            investigation,
            made.counts(),
            selection,
            sight,
            new Commands(keys),
            timeline,
            rates,
            table,
            details,
            findings,
            navigator,
            filter,
            Overviews.of(investigation, made.timeline(), selection, sight, filter::add, jobs, fx),
            made.given(),
            made.memory(),
            marking,
            new MarksListViewModel(investigation.opened(), marking, jobs, fx),
            new ExportViewModel(
                opened.custody(), evidence, verdicts, investigation.records(), jobs, listed, fx),
            new ReviewViewModel(opened, selection, SigningKey.ofUser(), listed, jobs, fx),
            new ViewSharing(evidence, made.ranks(), timeline, rates, filter, edits::say, jobs, fx),
            new CustodyViewModel(
                opened.custody(),
                opened.bundles(),
                investigation.name(),
                SigningKey.ofUser(),
                new Slices(opened, investigation.reader(), timeline, filter, sight),
                listed,
                InstantSource.system(),
                jobs,
                fx));
    timeline.ruler().show(made.response());
    marking.ruler().subscribe(ruler -> timeline.ruler().show(ruler));
    marking.marked().subscribe(timeline.ruler()::showMarked);
    timeline.ruler().marksTold(marking::words);
    session.marking().changes().addListener((_, _, _) -> filter.again());
    SessionMemory kept = new SessionMemory(session, made.left());
    kept.restore(made.selected());
    timeline.history().begin();
    timeline
        .arrangement()
        .trouble()
        .addListener((_, _, why) -> {
          if (!why.isEmpty()) {
            edits.say(Notice.failed(why));
          }
        });
    made.memory().storeIn(jobs, fx, session.export()::unkept);
    kept.remember(made.memory()::storeSoon);
    return session;
  }

  private static RatesViewModel rates(
      Made made, TimelineViewModel timeline, Jobs jobs, Executor fx) {
    OpenedCase opened = made.investigation().opened();
    return new RatesViewModel(
        new OnDemand<>(
            "Rates by the hour",
            progress ->
                RateLanes.of(opened.evidence(), made.timeline(), opened.baselines(), progress),
            lanes -> lanes,
            jobs,
            fx),
        timeline);
  }

  private static void frame(TimelineViewModel timeline, @Nullable Span span) {
    if (span != null) {
      timeline.show(span);
    }
  }
}
