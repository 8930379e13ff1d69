package salvor.workbench.review;

import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Trait;
import salvor.report.CaseReview;
import salvor.report.ReviewWords;
import salvor.review.Dwell;
import salvor.review.ReviewedAct;
import salvor.review.Tightening;
import salvor.workbench.commands.Commands;
import salvor.workbench.commands.KeyedButton;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.VerdictMark;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** What there is to be said of a line of the acts: the incident, an act, or what is missing. */
final class ActPage extends VBox {
  private static final int TRAITS = 12;
  private static final int LIMIT = 400;

  private final ReviewViewModel model;
  private final Commands commands;
  private final Consumer<Change> open;

  /**
   * @param open shows a change
   */
  ActPage(ReviewViewModel model, Commands commands, Consumer<Change> open) {
    this.model = model;
    this.commands = commands;
    this.open = open;
    getStyleClass().add("review-page");
    setId("review-page");
  }

  void show(CaseReview review, ActLine line) {
    ReviewTexts texts = new ReviewTexts(review, model);
    getChildren().clear();
    switch (line) {
      case ActLine.Incident _ -> incident(review, texts);
      case ActLine.Act(ReviewedAct act) -> act(act, texts);
      case ActLine.Remark(String title, String words) ->
          getChildren()
              .setAll(
                  heading(title),
                  Controls.paragraph(VisibleText.of(words, LIMIT)),
                  Controls.paragraph(
                      "Without it nobody can say that the attacker did nothing of the kind.",
                      "muted"));
    }
  }

  private static Label heading(String text) {
    return Controls.paragraph(text, "heading");
  }

  private static Label section(String text) {
    return Controls.label(text, "section-title");
  }

  private void incident(CaseReview review, ReviewTexts texts) {
    Dwell dwell = review.review().dwell();
    GridPane times = new GridPane();
    times.getStyleClass().add("fields");
    time(times, 0, "Compromise", moment(dwell.compromise()), "");
    time(times, 1, "First out of profile", moment(dwell.firstOut()), "");
    time(times, 2, "Detection", moment(dwell.detected()), ReviewTexts.detection(dwell));
    if (dwell.contained() != null) {
      time(times, 3, "Isolated", moment(dwell.contained()), "");
    }
    KeyedButton milestone =
        KeyedButton.text(
            commands,
            "mark.milestone",
            "Set a _milestone\u2026",
            "Says which milestone the selected event is: the compromise, the detection",
            () -> commands.run("mark.milestone"));
    milestone.setId("review-milestone");
    KeyedButton accept =
        KeyedButton.text(
            commands,
            "mark.accept",
            "_Accept as normal\u2026",
            "Takes the selected events, or all of their kind, out of the review, for a reason",
            () -> commands.run("mark.accept"));
    accept.setId("review-accept");
    FlowPane acts = new FlowPane(8, 6, milestone, accept);
    boolean quiet = review.review().acts().isEmpty();
    getChildren()
        .setAll(
            heading(
                quiet
                    ? review.report().nothing()
                    : Moments.count(review.review().acts().size(), "act")
                        + " in "
                        + Moments.count(review.review().observations(), "event")
                        + ": "
                        + texts.counts()),
            times,
            Controls.paragraph(ReviewWords.dwell(dwell)),
            section("Whose acts these are"),
            Controls.paragraph(texts.chosen()),
            Controls.paragraph(
                "It follows the case: set the compromise on the selected event, or accept what was"
                    + " normal, and it is reviewed again.",
                "muted"),
            acts);
  }

  private static String moment(@Nullable Long nanos) {
    return nanos == null ? "not set" : Moments.full(nanos);
  }

  private static void time(GridPane times, int row, String name, String value, String remark) {
    Label of = Controls.label(name, "field-name");
    Label at = Controls.label(value);
    of.setMinWidth(USE_PREF_SIZE);
    at.setMinWidth(USE_PREF_SIZE);
    Label known = Controls.paragraph(value.equals("not set") ? "" : remark, "muted");
    times.addRow(row, of, at, known);
  }

  private void act(ReviewedAct act, ReviewTexts texts) {
    Label verdict =
        Controls.paragraph(
            ReviewWords.verdict(act.answer()) + ": " + ReviewWords.answer(act.answer()),
            "verdict-text");
    HBox banner = new HBox(8, VerdictMark.of(ReviewTexts.drawn(act.answer())).boxed(), verdict);
    banner.setAlignment(Pos.CENTER_LEFT);
    banner
        .getStyleClass()
        .addAll(
            "verdict-banner",
            "verdict-" + ReviewTexts.drawn(act.answer()).name().toLowerCase(java.util.Locale.ROOT));
    getChildren()
        .setAll(
            banner,
            Controls.paragraph(ReviewTexts.place(act) + ", " + act.kind().words(), "muted"),
            Controls.paragraph(texts.subject(act, LIMIT), "code", "review-subject"),
            Controls.paragraph(texts.record(act), "muted"),
            Controls.paragraph(ReviewTexts.meaning(act.answer())));
    for (Tightening each : texts.tightenings(act)) {
      tightening(each);
    }
    caught(act);
  }

  private void tightening(Tightening of) {
    getChildren().add(section("Proposed tightening"));
    getChildren()
        .add(
            Controls.paragraph(
                "\u2212 " + VisibleText.of(of.element().trait().text(), LIMIT), "code"));
    if (of.proposal() instanceof Tightening.Proposal.Replace(List<Trait> by)) {
      by.stream()
          .limit(TRAITS)
          .forEach(trait ->
              getChildren()
                  .add(Controls.paragraph("+ " + VisibleText.of(trait.text(), LIMIT), "code")));
      if (by.size() > TRAITS) {
        getChildren()
            .add(
                Controls.label(
                    "and " + Moments.count(by.size() - TRAITS) + " more, listed with the changes",
                    "muted"));
      }
    }
    getChildren().add(Controls.paragraph(ReviewWords.proposal(of.proposal()) + "."));
  }

  private void caught(ReviewedAct act) {
    List<Change> by = model.choices().catching(act);
    if (by.isEmpty()) {
      return;
    }
    getChildren().add(section("Rules that would have caught it"));
    @Nullable String last = null;
    FlowPane formats = new FlowPane(12, 2);
    for (Change change : by) {
      String rule = model.choices().above(change);
      if (!rule.equals(last)) {
        formats = new FlowPane(12, 2);
        getChildren().addAll(Controls.paragraph(rule, "muted"), formats);
        last = rule;
      }
      formats.getChildren().add(link(change, rule));
    }
  }

  private Node link(Change change, String rule) {
    Hyperlink link = new Hyperlink(change.title());
    link.setMnemonicParsing(false);
    link.setAccessibleText("Show the " + change.title() + ": " + rule);
    link.setOnAction(_ -> {
      link.setVisited(false);
      open.accept(change);
    });
    return link;
  }
}
