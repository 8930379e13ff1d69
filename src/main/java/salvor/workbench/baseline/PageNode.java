package salvor.workbench.baseline;

import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Element;
import salvor.baseline.Facet;
import salvor.baseline.Verdict;
import salvor.triage.BaselineUse.Judged;
import salvor.triage.BaselineUse.Outside;

/** A line of a baseline's page, with the lines below it; each is itself and equals no other. */
public final class PageNode {
  /** What a line is about. */
  sealed interface Content {
    /** Whose baseline it is, when and from what it was learned. */
    record Head() implements Content {}

    /** The containers that it judges, or that none judges. */
    record Containers(List<Judged> judged) implements Content {}

    /** One of these containers. */
    record OneContainer(Judged judged) implements Content {}

    /**
     * A part of the baseline.
     *
     * @param facet null for what no part speaks of
     */
    record Part(@Nullable Facet facet) implements Content {}

    /** Elements that stand together: of a directory, a direction, a program. */
    record Group(int elements) implements Content {}

    /**
     * Something that is known.
     *
     * @param pattern the pattern that it is a member of; null when it stands for itself
     */
    record Known(Element element, @Nullable Element pattern) implements Content {}

    /** What of one part has some verdict, and is not in profile. */
    record Beyond(@Nullable Facet facet, Verdict verdict, List<Outside> acts) implements Content {
      int events() {
        return acts.stream().mapToInt(act -> act.rows().count()).sum();
      }
    }

    /** One such act. */
    record Act(Outside outside) implements Content {}

    /** A sentence. */
    record Remark() implements Content {}
  }

  private final Content content;
  private final String label;
  private final List<PageNode> below;

  /**
   * @param label what it is called, as raw as the baseline has it
   */
  PageNode(Content content, String label, List<PageNode> below) {
    this.content = content;
    this.label = label;
    this.below = List.copyOf(below);
  }

  Content content() {
    return content;
  }

  String label() {
    return label;
  }

  List<PageNode> below() {
    return below;
  }

  /** Whether it opens and closes. */
  boolean opens() {
    return !below.isEmpty();
  }
}
