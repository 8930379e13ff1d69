package salvor.workbench.casefile;

import javafx.scene.Node;
import salvor.casefile.Comment;

/** The sheets in which something is added to the selected events; none opens while none is. */
public final class MarkSheets {
  private final MarkingViewModel model;
  private final TagSheet tag;
  private final CommentSheet comment;
  private final MilestoneSheet milestone;
  private final AcceptSheet accept;

  /** Sheets that write into a model. */
  public MarkSheets(MarkingViewModel model) {
    this.model = model;
    this.tag = new TagSheet(model);
    this.comment = new CommentSheet(model);
    this.milestone = new MilestoneSheet(model);
    this.accept = new AcceptSheet(model);
  }

  /** The model that they write into. */
  public MarkingViewModel model() {
    return model;
  }

  /** Tags the selected events. */
  public void tag(Node owner) {
    if (isSomethingSelected()) {
      tag.open(owner);
    }
  }

  /** Comments on the selected events. */
  public void comment(Node owner) {
    if (isSomethingSelected()) {
      comment.openNew(owner);
    }
  }

  /** Changes a comment. */
  void change(Node owner, Comment old) {
    comment.open(owner, old);
  }

  /** Says which milestone the selected event is. */
  public void milestone(Node owner) {
    if (isSomethingSelected()) {
      milestone.open(owner);
    }
  }

  /** Accepts the selected events as normal. */
  public void accept(Node owner) {
    if (isSomethingSelected()) {
      accept.open(owner);
    }
  }

  /** Before anything is written it is told that too much is selected for one edit. */
  private boolean isSomethingSelected() {
    int count = model.selection().count();
    return count > 0 && model.isFew(count);
  }
}
