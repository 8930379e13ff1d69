package salvor.workbench.casefile;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Label;
import salvor.casefile.Comment;
import salvor.casefile.Mark;
import salvor.timeline.Milestone;
import salvor.workbench.fx.Controls;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** The signs of a mark where there is little room, and its words where there is more. */
public final class MarkSigns {
  private static final int LONGEST = 300;

  private MarkSigns() {}

  /** A sign for each kind of mark that is there: told apart by shape. */
  public static List<Node> of(Mark mark) {
    List<Node> signs = new ArrayList<>();
    if (mark.starred()) {
      signs.add(Controls.icon("icon-star"));
    }
    if (!mark.milestones().isEmpty()) {
      signs.add(Controls.icon("icon-flag"));
    }
    if (mark.accepted() != null) {
      signs.add(Controls.icon("icon-check"));
    }
    if (!mark.comments().isEmpty()) {
      signs.add(Controls.icon("icon-comment"));
    }
    if (!mark.tags().isEmpty()) {
      signs.add(Controls.icon("icon-tag"));
      Label tags = Controls.label(Integer.toString(mark.tags().size()), "tag-count");
      tags.setMinWidth(Label.USE_PREF_SIZE);
      if (mark.tags().size() > 1) {
        signs.add(tags);
      }
    }
    return signs;
  }

  /** Everything of a mark, a line each; empty when there is none. */
  public static String words(Mark mark) {
    List<String> lines = new ArrayList<>();
    if (mark.starred()) {
      lines.add("Starred");
    }
    for (Milestone milestone : mark.milestones()) {
      lines.add("Milestone: " + milestone.words());
    }
    if (!mark.tags().isEmpty()) {
      lines.add(
          (mark.tags().size() == 1 ? "Tag: " : "Tags: ")
              + mark.tags().stream()
                  .map(tag -> VisibleText.of(tag, LONGEST))
                  .collect(Collectors.joining(", ")));
    }
    Comment accepted = mark.accepted();
    if (accepted != null) {
      lines.add("Accepted as normal: " + VisibleText.of(accepted.text(), LONGEST));
    }
    for (Comment comment : mark.comments()) {
      lines.add(signed(comment) + ": " + VisibleText.of(comment.text(), LONGEST));
    }
    return String.join("\n", lines);
  }

  /** Who wrote something, and when. */
  public static String signed(Comment comment) {
    return signed(comment.author(), comment.at());
  }

  static String signed(String author, java.time.Instant at) {
    long nanos =
        Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000_000L), at.getNano());
    return VisibleText.of(author, 60) + ", " + Moments.seconds(nanos);
  }
}
