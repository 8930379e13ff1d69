package salvor.workbench.baseline;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salvor.baseline.FacetState;
import salvor.timeline.DrawingClass;
import salvor.workbench.wording.VisibleText;
import salvor.workbench.wording.Words;

/**
 * A line of a page in words.
 *
 * @param style of the line
 * @param title its words
 * @param titleStyle the style class of the words
 * @param mark the sign before it, null for none
 * @param state the state behind it, null for none
 * @param columns whether it has columns
 * @param support in how much of what was watched it was seen
 * @param phases in which phases
 * @param last when it was seen last
 * @param inCase what became of it in the case
 * @param remarks what stands below it
 * @param offers whether its events can be shown
 */
record PageLine(
    String style,
    String title,
    String titleStyle,
    @Nullable DrawingClass mark,
    @Nullable FacetState state,
    boolean columns,
    String support,
    String phases,
    String last,
    String inCase,
    List<Remark> remarks,
    boolean offers) {
  private static final int BRIEF = 160;

  /**
   * A sentence below a line.
   *
   * @param style its style class
   * @param explained how it came about, for those who point at it
   */
  record Remark(String text, String style, String explained) {}

  /** A line without columns. */
  static PageLine plain(
      String style, String title, String titleStyle, String inCase, List<Remark> remarks) {
    return new PageLine(
        style, title, titleStyle, null, null, false, "", "", "", inCase, remarks, false);
  }

  /** A sentence that explains. */
  static Remark muted(String text) {
    return new Remark(text, "muted", "");
  }

  /** The whole of the chosen one; of the others beginning and end. */
  static String text(PageNode node, boolean chosen) {
    return VisibleText.command(VisibleText.middle(node.label(), chosen ? PageWords.LIMIT : BRIEF));
  }

  /** All of it for a screen reader. */
  String spoken() {
    return String.join(
        ", ",
        Stream.concat(
                Stream.of(
                    mark == null ? "" : Words.drawn(mark),
                    title,
                    state == null ? "" : Words.state(state),
                    support.isEmpty() ? "" : "seen in " + support,
                    phases,
                    last.isEmpty() ? "" : "last seen " + last,
                    inCase),
                remarks.stream().map(Remark::text))
            .filter(text -> !text.isEmpty())
            .toList());
  }
}
