package salvor.workbench.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Element;
import salvor.baseline.Judgement;
import salvor.baseline.Profile;
import salvor.baseline.ProfileJson;
import salvor.evidence.Evidence;
import salvor.report.OutsideJson;
import salvor.report.Wording;
import salvor.triage.BaselineUse;
import salvor.triage.BaselineUse.Outside;
import salvor.triage.FilterFact;
import salvor.triage.FilterField;
import salvor.workbench.baseline.PageNode.Content;
import salvor.workbench.commands.Subject;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** What can be done with the lines of a page. */
final class PageSubjects {
  private PageSubjects() {}

  /**
   * What a line stands for; empty for those that only head others.
   *
   * @param first its first event, negative when it has none
   * @param select selects an event
   */
  static Optional<Subject> of(
      BaselineUse use, Evidence evidence, PageNode node, int first, IntConsumer select) {
    Runnable go = first < 0 ? null : () -> select.accept(first);
    return switch (node.content()) {
      case Content.Known(Element element, Element pattern) ->
          Optional.of(known(use.profile(), element, pattern, go));
      case Content.Act(Outside outside) -> Optional.of(act(evidence, outside, node.label(), go));
      case Content.Head _,
          Content.Containers _,
          Content.OneContainer _,
          Content.Part _,
          Content.Group _,
          Content.Beyond _,
          Content.Remark _ ->
          Optional.empty();
    };
  }

  /** Which member of a pattern an event was cannot be asked for. */
  private static Subject known(
      Profile profile, Element element, @Nullable Element pattern, @Nullable Runnable go) {
    List<String> terms =
        pattern != null ? List.of() : terms(profile.name(), "verdict=in", element.trait().text());
    return new Subject(
        "element",
        "events that are known by this",
        terms,
        go,
        () ->
            String.join(
                "\t",
                VisibleText.of(element.trait().text()),
                PageWords.support(profile, element),
                PageWords.phases(element),
                element.lastSeen() == null ? "" : Moments.exact(element.lastSeen())),
        () -> ProfileJson.write(List.of(only(profile, element))));
  }

  private static Profile only(Profile profile, Element element) {
    return new Profile(
        profile.name(),
        profile.key(),
        profile.states(),
        List.of(element),
        profile.units(),
        profile.windows(),
        profile.origin());
  }

  private static Subject act(
      Evidence evidence, Outside outside, String label, @Nullable Runnable go) {
    Judgement judgement = outside.judgement();
    String name = judgement.baseline();
    String reason = "reason=" + judgement.reason().name().toLowerCase(Locale.ROOT);
    return new Subject(
        "act",
        "events with this reason and this nearest element",
        name == null ? List.of() : terms(name, reason, judgement.element()),
        go,
        () ->
            String.join(
                "\t",
                VisibleText.command(label),
                Moments.count(outside.rows().count(), "event"),
                Wording.why(judgement)),
        () -> OutsideJson.json(evidence, outside));
  }

  private static List<String> terms(String baseline, String verdict, @Nullable String element) {
    List<String> terms = new ArrayList<>();
    terms.add(new FilterFact(FilterField.BASELINE, baseline).term());
    terms.add(verdict);
    if (element != null) {
      terms.add(new FilterFact(FilterField.ELEMENT, element).term());
    }
    return terms;
  }
}
