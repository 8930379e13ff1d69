package salvor.workbench.casefile;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import salvor.casefile.Comment;
import salvor.casefile.Mark;
import salvor.timeline.Milestone;
import salvor.workbench.commands.Commands;
import salvor.workbench.commands.KeyedButton;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.FollowsPreferences;
import salvor.workbench.wording.VisibleText;

/** What people added to the selected event, with a way to take each off and to add more. */
public final class MarksPane extends VBox implements FollowsPreferences {
  private static final int LONGEST = 4_000;

  private final MarkSheets sheets;
  private final MarkingViewModel model;
  private final KeyedButton star;
  private final VBox shown = new VBox(6);

  /** The marks of the event that is selected. */
  public MarksPane(MarkSheets sheets, Commands commands) {
    this.sheets = sheets;
    this.model = sheets.model();
    setSpacing(6);
    setId("marks-of-event");
    getStyleClass().add("marks-pane");
    star = KeyedButton.icon(commands, "mark.star", "icon-star", "Star", model::star);
    star.setId("star");
    HBox acts =
        new HBox(
            2,
            star,
            KeyedButton.icon(commands, "mark.tag", "icon-tag", "Tag", () -> sheets.tag(this)),
            KeyedButton.icon(
                commands, "mark.comment", "icon-comment", "Comment", () -> sheets.comment(this)),
            KeyedButton.icon(
                commands, "mark.milestone", "icon-flag", "Milestone", () -> sheets.milestone(this)),
            KeyedButton.icon(
                commands,
                "mark.accept",
                "icon-check",
                "Accept as normal",
                () -> sheets.accept(this)));
    acts.setAlignment(Pos.CENTER_LEFT);
    getChildren().addAll(acts, shown);
    model.mark().subscribe(this::show);
  }

  @Override
  public void preferencesChanged() {
    show(model.mark().get());
  }

  private void show(Mark mark) {
    star.pseudoClassStateChanged(javafx.css.PseudoClass.getPseudoClass("on"), mark.starred());
    star.means(mark.starred() ? "Take the star off" : "Star");
    shown.getChildren().clear();
    FlowPane chips = new FlowPane(6, 6);
    mark.milestones().forEach(m -> chips.getChildren().add(milestone(m)));
    mark.tags().forEach(tag -> chips.getChildren().add(tag(tag)));
    if (!chips.getChildren().isEmpty()) {
      shown.getChildren().add(chips);
    }
    Comment accepted = mark.accepted();
    if (accepted != null) {
      shown.getChildren().add(accepted(accepted));
    }
    mark.comments().forEach(comment -> shown.getChildren().add(comment(comment)));
    boolean some = !shown.getChildren().isEmpty();
    shown.setVisible(some);
    shown.setManaged(some);
  }

  private HBox tag(String tag) {
    String name = VisibleText.of(tag, 100);
    return chip(
        Controls.label(name),
        Controls.iconButton("icon-cross", "Take the tag off: " + name, () -> model.untag(tag)));
  }

  private HBox milestone(Milestone milestone) {
    Label name = Controls.label(milestone.words());
    name.setGraphic(Controls.icon("icon-flag"));
    return chip(
        name,
        Controls.iconButton(
            "icon-cross",
            "Open the milestone again: " + milestone.words(),
            () -> model.openMilestone(milestone)));
  }

  private static HBox chip(Label name, Button off) {
    HBox chip = new HBox(2, name, off);
    chip.getStyleClass().add("tag");
    chip.setAlignment(Pos.CENTER_LEFT);
    return chip;
  }

  private VBox accepted(Comment why) {
    Label title = Controls.label("Accepted as normal", "accepted-title");
    title.setGraphic(Controls.icon("icon-check"));
    return note(
        title,
        why,
        Controls.iconButton("icon-pen", "Change the reason", () -> sheets.accept(this)),
        Controls.iconButton("icon-cross", "No longer accept it as normal", model::reject));
  }

  private VBox comment(Comment comment) {
    Label title = Controls.label("Comment", "comment-title");
    title.setGraphic(Controls.icon("icon-comment"));
    return note(
        title,
        comment,
        Controls.iconButton("icon-pen", "Change the comment", () -> sheets.change(this, comment)),
        Controls.iconButton(
            "icon-cross", "Remove the comment", () -> model.removeComment(comment.id())));
  }

  private static VBox note(Label title, Comment written, Node... acts) {
    HBox head = new HBox(4, title, Controls.spring());
    head.getChildren().addAll(acts);
    head.setAlignment(Pos.CENTER_LEFT);
    String text = written.text();
    String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "\u2026";
    VBox note =
        new VBox(
            2,
            head,
            Controls.paragraph(VisibleText.lines(cut), "note-text"),
            Controls.paragraph(MarkSigns.signed(written), "muted"));
    note.getStyleClass().add("note");
    return note;
  }
}
