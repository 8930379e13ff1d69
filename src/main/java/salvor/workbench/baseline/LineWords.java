package salvor.workbench.baseline;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Carrying;
import salvor.baseline.Element;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.OnePod;
import salvor.baseline.Profile;
import salvor.baseline.Verdict;
import salvor.report.BaselineWords;
import salvor.report.CompletenessWords;
import salvor.timeline.DrawingClass;
import salvor.triage.BaselineUse;
import salvor.triage.BaselineUse.Judged;
import salvor.triage.BaselineUse.Met;
import salvor.triage.BaselineUse.Outside;
import salvor.workbench.baseline.PageNode.Content;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** What the lines of a page say, each in its place. */
final class LineWords {
  private static final int MOST_EVIDENCE = 5;

  private final BaselinesViewModel model;

  LineWords(BaselinesViewModel model) {
    this.model = model;
  }

  /** The words of a line. */
  PageLine of(PageRow row, boolean chosen) {
    PageNode node = row.node();
    return switch (node.content()) {
      case Content.Head() -> head(model.use());
      case Content.Containers(List<Judged> judged) ->
          PageLine.plain(
              "page-group",
              PageWords.containers(judged, model.use() == null),
              "page-group-title",
              "",
              List.of());
      case Content.OneContainer(Judged judged) -> container(judged);
      case Content.Part(Facet facet) -> part(facet, node);
      case Content.Group(int elements) ->
          PageLine.plain(
              "page-group",
              VisibleText.of(node.label(), PageWords.LIMIT),
              "page-group-title",
              Moments.count(elements) + " known",
              List.of());
      case Content.Known known -> known(known, node, chosen);
      case Content.Beyond beyond ->
          new PageLine(
              beyond.verdict() == Verdict.OUT ? "page-out" : "page-group",
              PageWords.beyond(beyond),
              "page-group-title",
              worst(beyond.acts()),
              null,
              false,
              "",
              "",
              "",
              "",
              List.of(),
              false);
      case Content.Act(Outside outside) -> OutsideWords.of(model, outside, node, chosen);
      case Content.Remark() -> PageLine.plain("page-quiet", node.label(), "muted", "", List.of());
    };
  }

  private static DrawingClass worst(List<Outside> acts) {
    return acts.stream()
        .map(a -> DrawingClass.of(a.judgement()))
        .max(DrawingClass::compareTo)
        .orElse(DrawingClass.UNKNOWN);
  }

  private PageLine head(@Nullable BaselineUse use) {
    if (use == null) {
      return PageLine.plain(
          "page-head",
          "No baseline",
          "page-title",
          "",
          List.of(
              PageLine.muted(
                  "Without a baseline nothing can be in profile, and only what is wrong for any"
                      + " workload is out of it."),
              PageLine.muted(
                  "Learn one from a time when the workload was healthy: salvor baseline learn"
                      + " EVIDENCE --until TIME --out FILE. Then open the evidence together with"
                      + " FILE.")));
    }
    List<PageLine.Remark> remarks = new ArrayList<>();
    if (!model.caution(use).isEmpty()) {
      remarks.add(new PageLine.Remark(model.caution(use), "caution", ""));
    }
    PageWords.cautions(use).forEach(c -> remarks.add(new PageLine.Remark(c, "caution", "")));
    PageWords.facts(use.profile()).forEach(fact -> remarks.add(PageLine.muted(fact)));
    return PageLine.plain(
        "page-head",
        VisibleText.of(use.profile().name(), PageWords.LIMIT),
        "page-title",
        "",
        remarks);
  }

  private static PageLine container(Judged judged) {
    boolean without = judged.match().profile() == null;
    return new PageLine(
        "page-quiet",
        PageWords.container(judged),
        "page-text",
        judged.out() > 0 ? DrawingClass.OUT : DrawingClass.IN,
        null,
        false,
        "",
        "",
        "",
        Moments.count(judged.events(), "event")
            + (judged.out() == 0 ? "" : ", " + Moments.count(judged.out()) + " out of profile"),
        without ? List.of() : List.of(PageLine.muted(PageWords.rule(judged.match()))),
        false);
  }

  private PageLine part(@Nullable Facet facet, PageNode node) {
    BaselineUse use = model.use();
    if (facet == null || use == null) {
      return PageLine.plain("page-part", PageWords.part(facet), "page-part-title", "", List.of());
    }
    Profile profile = use.profile();
    List<Element> elements = profile.elements(facet);
    int met = (int) elements.stream().filter(use.met()::containsKey).count();
    int outside =
        node.below().stream()
            .mapToInt(n ->
                n.content() instanceof Content.Beyond b && b.verdict() == Verdict.OUT
                    ? b.acts().size()
                    : 0)
            .sum();
    FacetState state = profile.state(facet);
    List<PageLine.Remark> remarks = new ArrayList<>();
    String complete = CompletenessWords.of(profile, facet);
    if (!complete.isEmpty()) {
      remarks.add(
          new PageLine.Remark(
              complete, "page-complete", CompletenessWords.explained(profile, facet)));
    }
    if (state != FacetState.STABLE) {
      remarks.add(
          PageLine.muted(
              StateWords.explained(state) + " Why: " + BaselineWords.why(profile, facet) + "."));
    }
    long odd = elements.stream().filter(e -> OnePod.of(profile, e).isPresent()).count();
    if (odd > 0) {
      remarks.add(
          PageLine.muted(
              Moments.count(odd)
                  + " of these "
                  + (odd == 1 ? "was" : "were")
                  + " seen in one pod only, among several of the same image."));
    }
    boolean silent = !use.judged().isEmpty() && !use.recorded().contains(facet);
    if (silent && !elements.isEmpty()) {
      remarks.add(
          PageLine.muted(
              "No sensor recorded such things in this case: whether they were done is open."));
    }
    return new PageLine(
        "page-part",
        PageWords.part(facet),
        "page-part-title",
        null,
        state,
        false,
        "",
        "",
        "",
        state == FacetState.NONE && elements.isEmpty()
            ? ""
            : PageWords.sum(elements.size(), met, outside),
        remarks,
        false);
  }

  private PageLine known(Content.Known known, PageNode node, boolean chosen) {
    BaselineUse use = model.use();
    Element element = known.element();
    Met met = model.met(known);
    Met alike = model.alike(known);
    List<PageLine.Remark> remarks = new ArrayList<>();
    String only = use == null ? "" : BaselineWords.onePod(use.profile(), element);
    if (!only.isEmpty()) {
      remarks.add(
          new PageLine.Remark(
              "Seen" + only.substring("seen".length()),
              "page-one-pod",
              "The other pods of this image never did it. If they do the same work, ask why."));
    }
    if (chosen) {
      about(element, met, alike).forEach(text -> remarks.add(PageLine.muted(text)));
    }
    boolean member = known.pattern() != null;
    return new PageLine(
        met == null && alike == null ? "page-quiet" : "page-line-known",
        PageLine.text(node, chosen) + made(node),
        "page-text",
        met != null ? DrawingClass.IN : alike == null ? null : DrawingClass.UNKNOWN,
        null,
        true,
        use == null ? "" : PageWords.support(use.profile(), element),
        PageWords.phases(element),
        element.lastSeen() == null ? "" : time(element.lastSeen()),
        member || use == null ? "" : inCase(use, known, met, alike),
        remarks,
        met != null);
  }

  private static String made(PageNode node) {
    return OpenLines.isPattern(node) ? " (a pattern of " + node.below().size() + ")" : "";
  }

  private String inCase(
      BaselineUse use, Content.Known known, @Nullable Met met, @Nullable Met alike) {
    if (met != null) {
      return model.inSight().isFiltered()
          ? Moments.count(model.left(known)) + " of " + Moments.count(met.count())
          : Moments.count(met.count(), "event");
    }
    if (alike != null) {
      return Moments.count(alike.count()) + " outside";
    }
    return use.judged().isEmpty()
        ? ""
        : use.recorded().contains(known.element().trait().facet()) ? "not seen" : "not recorded";
  }

  /** Everything that is known of an element. */
  private List<String> about(Element element, @Nullable Met met, @Nullable Met alike) {
    List<String> about = new ArrayList<>();
    Long first = element.firstSeen();
    Long last = element.lastSeen();
    String zone = " " + Moments.zone();
    String phases = PageWords.phases(element);
    if (first != null && last != null) {
      about.add(
          "Learned: seen from "
              + Moments.seconds(first)
              + " to "
              + Moments.seconds(last)
              + zone
              + (phases.isEmpty() ? "" : ", in " + phases));
    }
    BaselineUse use = model.use();
    String support = use == null ? "" : PageWords.support(use.profile(), element);
    if (Carrying.isOpen(element)) {
      about.add("Taken over from another image, and not confirmed for this one");
    } else if (use != null && !support.isEmpty()) {
      about.add("Seen in " + support + " " + CompletenessWords.unit(use.profile()) + "s");
    }
    if (!element.evidence().isEmpty()) {
      about.add(
          "First shown by "
              + VisibleText.of(
                  String.join(", ", element.evidence().stream().limit(MOST_EVIDENCE).toList()),
                  PageWords.LIMIT));
    }
    about.add(
        met != null
            ? OutsideWords.inCase(model, met)
            : alike == null ? "Expected, and not seen" : "Not in profile here");
    if (alike != null) {
      about.add(
          Moments.count(alike.count(), "event")
              + " just like it not in profile: of another image, below a process out of profile, or"
              + " wrong whatever the workload");
    }
    return about;
  }

  /** A time beside others of the baseline. */
  private String time(long nanos) {
    BaselineUse use = model.use();
    Long from = use == null ? null : use.profile().from();
    Long until = use == null ? null : use.profile().until();
    return from == null || until == null
        ? Moments.seconds(nanos)
        : Moments.brief(nanos, from, until - 1);
  }
}
