package salvor.workbench.workload;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Evidence;
import salvor.evidence.Source;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.report.LanesJson;
import salvor.report.TriageJson;
import salvor.timeline.DrawingClass;
import salvor.timeline.Lane;
import salvor.timeline.LaneCounts;
import salvor.timeline.TimelineModel;
import salvor.triage.Filter;
import salvor.triage.FilterError;
import salvor.triage.FilterTerms;
import salvor.triage.LaneTerms;
import salvor.workbench.commands.Subject;
import salvor.workbench.fx.NewestFirst;
import salvor.workbench.selection.Selection;
import salvor.workbench.timeline.LaneWords;
import salvor.workbench.timeline.TimelineViewModel;
import salvor.workbench.triage.FilterViewModel;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** What ran where, with how much of it is in sight; a way to each lane and each file. */
public final class NavigatorViewModel {
  private static final int LIMIT = 300;

  private final TimelineViewModel timeline;
  private final Evidence evidence;
  private final List<Source> sources;
  private final FilterViewModel filter;
  private final LaneCounts whole;
  private final Selection selection;
  private final NewestFirst<Source, Integer> firstOfSource;
  private final ReadOnlyObjectWrapper<@Nullable LaneCounts> counts = new ReadOnlyObjectWrapper<>();

  /**
   * @param whole what every event of the case shows; decides the order
   * @param fx where properties change
   */
  public NavigatorViewModel(
      LaneCounts whole,
      TimelineViewModel timeline,
      Evidence evidence,
      FilterViewModel filter,
      Selection selection,
      Jobs jobs,
      Executor fx) {
    this.timeline = timeline;
    this.evidence = evidence;
    this.sources = evidence.sources();
    this.selection = selection;
    this.filter = filter;
    this.whole = whole;
    NewestFirst<TimelineModel, LaneCounts> work =
        new NewestFirst<>(
            "events of each lane",
            jobs,
            fx,
            true,
            (model, _) -> LaneCounts.of(model),
            counts::set,
            _ -> counts.set(null));
    firstOfSource =
        new NewestFirst<>(
            "first event of a source", jobs, fx, true, this::first, selection::select, _ -> {});
    counts.set(whole);
    timeline
        .shown()
        .subscribe(model -> {
          if (model == model.whole()) {
            work.forget();
            counts.set(whole);
          } else {
            work.ask(model);
          }
        });
  }

  /** How much of each lane the filter leaves; null while that is not known. */
  public ReadOnlyObjectProperty<@Nullable LaneCounts> counts() {
    return counts.getReadOnlyProperty();
  }

  /** What stands below a node: lanes with the most out of profile first, then by name. */
  public List<NavigatorNode> children(NavigatorNode node) {
    return switch (node) {
      case NavigatorNode.Root() -> {
        List<NavigatorNode> all = new ArrayList<>(places(timeline.model().tree().roots()));
        all.add(new NavigatorNode.Sources());
        yield all;
      }
      case NavigatorNode.Place(Lane lane) -> lane.isTrack() ? List.of() : places(lane.children());
      case NavigatorNode.Sources() ->
          sources.stream().<NavigatorNode>map(NavigatorNode.File::new).toList();
      case NavigatorNode.File _ -> List.of();
    };
  }

  private List<NavigatorNode> places(List<Lane> lanes) {
    return lanes.stream()
        .filter(lane -> whole.shown(lane) > 0)
        .sorted(Comparator.comparingLong((Lane lane) -> -whole.out(lane)))
        .<NavigatorNode>map(NavigatorNode.Place::new)
        .toList();
  }

  /** Whether nothing can stand below a node. */
  public boolean isLeaf(NavigatorNode node) {
    return switch (node) {
      case NavigatorNode.Root() -> false;
      case NavigatorNode.Place(Lane lane) -> lane.isTrack() || whole.shown(lane) == 0;
      case NavigatorNode.Sources() -> sources.isEmpty();
      case NavigatorNode.File _ -> true;
    };
  }

  /** Whether a node is opened at first: where it leads out of profile. */
  public boolean isOpenAtFirst(NavigatorNode node) {
    return switch (node) {
      case NavigatorNode.Root() -> true;
      case NavigatorNode.Place(Lane lane) ->
          lane.top() == lane || lane.level() == Lane.Level.CLUSTER || whole.out(lane) > 0;
      case NavigatorNode.Sources _, NavigatorNode.File _ -> false;
    };
  }

  /** How the worst in sight of a node is drawn; null for what is no lane or holds nothing. */
  public @Nullable DrawingClass mark(NavigatorNode node) {
    LaneCounts now = counts.get();
    return node instanceof NavigatorNode.Place(Lane lane) && now != null && now.shown(lane) > 0
        ? now.worst(lane)
        : null;
  }

  /** What a node is called. */
  public String name(NavigatorNode node) {
    return switch (node) {
      case NavigatorNode.Root() -> "";
      case NavigatorNode.Place(Lane lane) -> LaneWords.name(lane);
      case NavigatorNode.Sources() -> "Sources";
      case NavigatorNode.File(Source source) -> {
        String path = source.path();
        int slash = path.lastIndexOf('/');
        yield VisibleText.of(path.substring(slash + 1), LIMIT);
      }
    };
  }

  /** What kind of thing a node is, in a word. */
  public String kind(NavigatorNode node) {
    return switch (node) {
      case NavigatorNode.Root _, NavigatorNode.Sources _ -> "";
      case NavigatorNode.Place(Lane lane) ->
          switch (lane.level()) {
            case CLUSTER -> "cluster";
            case NAMESPACE -> "namespace";
            case API -> "";
            case WORKLOAD -> "workload";
            case POD -> "pod";
            case CONTAINER -> lane.name() == null ? "" : "container";
            case NODE -> "node";
            case COMPONENTS -> "";
            case CLIENT -> "API client";
            case PROGRAM -> "program";
          };
      case NavigatorNode.File(Source source) -> source.format();
    };
  }

  /** How much is out of profile, else how much there is. */
  public String amount(NavigatorNode node) {
    LaneCounts now = counts.get();
    return switch (node) {
      case NavigatorNode.Root() -> "";
      case NavigatorNode.Place(Lane lane) -> now == null ? "" : amount(now, lane);
      case NavigatorNode.Sources() -> Moments.count(sources.size());
      case NavigatorNode.File(Source source) -> Moments.count(source.observations());
    };
  }

  private static String amount(LaneCounts now, Lane lane) {
    return Moments.count(now.out(lane) == 0 ? now.shown(lane) : now.out(lane));
  }

  /** All about a node, for a tooltip and a screen reader. */
  public String whole(NavigatorNode node) {
    LaneCounts now = counts.get();
    return switch (node) {
      case NavigatorNode.Root() -> "";
      case NavigatorNode.Place(Lane lane) ->
          (kind(node).isEmpty() ? "" : kind(node) + " ")
              + name(node)
              + (now == null
                  ? ""
                  : ": "
                      + Moments.count(now.shown(lane), "event")
                      + ", "
                      + Moments.count(now.out(lane))
                      + " out of profile");
      case NavigatorNode.Sources() -> Moments.count(sources.size(), "source");
      case NavigatorNode.File(Source source) ->
          VisibleText.of(source.path(), LIMIT)
              + ": "
              + Moments.count(source.observations(), "event")
              + (source.unreadableCount() == 0
                  ? ""
                  : ", " + Moments.count(source.unreadableCount(), "unreadable line"));
    };
  }

  /** What can be done with a node; nothing with what only heads others. */
  Optional<Subject> subject(NavigatorNode node) {
    return switch (node) {
      case NavigatorNode.Root _, NavigatorNode.Sources _ -> Optional.empty();
      case NavigatorNode.Place(Lane lane) -> Optional.of(subject(node, lane));
      case NavigatorNode.File(Source source) ->
          Optional.of(
              new Subject(
                  "source",
                  "events of this source",
                  List.of(term(node)),
                  source.observations() == 0 ? null : () -> firstOfSource.ask(source),
                  () -> whole(node),
                  () -> TriageJson.json(evidence, source)));
    };
  }

  private Subject subject(NavigatorNode node, Lane lane) {
    LaneCounts now = counts.get();
    LaneCounts known = now == null || now.first(lane) < 0 ? whole : now;
    int first = known.first(lane);
    String kind = kind(node).isEmpty() ? "lane" : kind(node);
    String term = term(node);
    return new Subject(
        kind,
        "events of this " + kind,
        term.isEmpty() ? List.of() : terms(term),
        first < 0 ? null : () -> selection.select(first),
        () -> whole(node),
        () -> LanesJson.of(lane, now == null ? whole : now));
  }

  /** What stands between "and" is a term of its own. */
  private static List<String> terms(String term) {
    try {
      return FilterTerms.of(Filter.parse(term)).terms();
    } catch (FilterError cause) {
      throw new IllegalStateException(cause); // it was made here
    }
  }

  private int first(Source source, Progress progress) {
    var observations = evidence.observations();
    for (int row = 0; row < observations.size(); row++) {
      if ((row & 0xFFFF) == 0) {
        progress.at(row, observations.size(), "Looking for the first event");
      }
      if (observations.sourceId(row) == source.id()) {
        return row;
      }
    }
    return Selection.NONE;
  }

  /** Brings a lane into sight on the timeline. */
  public void show(NavigatorNode node) {
    if (node instanceof NavigatorNode.Place(Lane lane)) {
      timeline.reveal(lane);
    }
  }

  /** Leaves only what belongs to a node; done again, everything is in sight as before. */
  public void only(NavigatorNode node) {
    String term = term(node);
    if (!term.isEmpty()) {
      filter.toggle(term);
    }
  }

  /** The filter that leaves a node's events; empty when none can be written. */
  String term(NavigatorNode node) {
    return switch (node) {
      case NavigatorNode.Root _, NavigatorNode.Sources _ -> "";
      case NavigatorNode.File(Source source) -> "source=" + FilterTerms.quoted(source.path());
      case NavigatorNode.Place(Lane lane) -> LaneTerms.of(lane);
    };
  }
}
