package salvor.workbench.baseline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import salvor.workbench.baseline.PageNode.Content;

/** Which lines of a page are listed: what is open of it, or what is looked for. */
final class OpenLines {
  /** A page of more elements than this opens with its directories and programs closed. */
  private static final int MANY = 300;

  private final List<PageNode> page;
  private final Set<PageNode> open = Collections.newSetFromMap(new IdentityHashMap<>());

  OpenLines(List<PageNode> page, int elements) {
    this.page = page;
    page.forEach(node -> openAtFirst(node, elements <= MANY));
  }

  private void openAtFirst(PageNode node, boolean few) {
    boolean opened =
        switch (node.content()) {
          case Content.Part _ -> true;
          case Content.Group _ -> few;
          case Content.Known _ -> few && !isPattern(node);
          case Content.Beyond beyond -> PageWords.isPressing(beyond.verdict());
          case Content.Head _,
              Content.Containers _,
              Content.OneContainer _,
              Content.Act _,
              Content.Remark _ ->
              false;
        };
    if (opened) {
      open.add(node);
    }
    node.below().forEach(below -> openAtFirst(below, few));
  }

  /** Whether what stands below is what it was made from. */
  static boolean isPattern(PageNode node) {
    return node.opens()
        && node.below().getFirst().content() instanceof Content.Known known
        && known.pattern() != null;
  }

  List<PageNode> page() {
    return page;
  }

  void set(PageNode node, boolean opened) {
    if (opened && node.opens()) {
      open.add(node);
    } else {
      open.remove(node);
    }
  }

  void openAll(PageNode node) {
    set(node, true);
    node.below().forEach(this::openAll);
  }

  /** The lines that are open. */
  List<PageRow> rows() {
    List<PageRow> rows = new ArrayList<>();
    page.forEach(node -> add(node, 0, rows));
    return rows;
  }

  private void add(PageNode node, int level, List<PageRow> rows) {
    boolean opened = open.contains(node);
    rows.add(new PageRow(node, level, opened));
    if (opened) {
      node.below().forEach(below -> add(below, level + 1, rows));
    }
  }

  /** The lines with a text, of those that are wanted, with the lines above them. */
  List<PageRow> found(String text, Predicate<PageNode> wanted) {
    String lower = text.toLowerCase(Locale.ROOT);
    List<PageRow> rows = new ArrayList<>();
    page.forEach(node -> find(node, 0, lower, wanted, rows));
    return rows;
  }

  private static boolean find(
      PageNode node, int level, String text, Predicate<PageNode> wanted, List<PageRow> rows) {
    int at = rows.size();
    rows.add(new PageRow(node, level, true));
    boolean any = false;
    for (PageNode below : node.below()) {
      any |= find(below, level + 1, text, wanted, rows);
    }
    boolean fits = wanted.test(node) && node.label().toLowerCase(Locale.ROOT).contains(text);
    if (!any && !fits) {
      rows.removeLast();
    } else if (!any) {
      rows.set(at, new PageRow(node, level, false));
    }
    return any || fits;
  }
}
