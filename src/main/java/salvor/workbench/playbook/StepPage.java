package salvor.workbench.playbook;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import salvor.playbook.Condition;
import salvor.report.GateWords;
import salvor.workbench.commands.Commands;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.Scale;
import salvor.workbench.wording.VisibleText;

/** One step: what to do, why it is not over, and how to say that it is. */
final class StepPage extends ScrollPane {
  private static final int LIMIT = 2000;
  private final PlaybookViewModel model;
  private final Commands commands;
  private final About subject;
  private final Label title = Controls.paragraph("", "card-title");
  private final Label chip = Controls.label("", "step-chip");
  private final Label instruction = Controls.paragraph("");
  private final FlowPane acts = new FlowPane();
  private final Label about = Controls.paragraph("", "muted");
  private final Label against = Controls.paragraph("", "muted");
  private final FlowPane sayings = new FlowPane();
  private final Label notYet = Controls.paragraph("", "muted");
  private final GridPane sections = new GridPane();
  private final Label time = Controls.label("", "muted");
  private final Button done;
  private final Button skip;
  private final Button owner;
  private final Button state;
  private @Nullable StepShown shown;

  /**
   * @param subject what an act is about
   */
  StepPage(PlaybookViewModel model, Commands commands, About subject) {
    this.model = model;
    this.commands = commands;
    this.subject = subject;
    setId("step-page");
    setFitToWidth(true);
    setMinHeight(0);
    setAccessibleText("The chosen step");
    title.setId("step-title");
    chip.setId("step-chip");
    chip.setMinWidth(USE_PREF_SIZE);
    about.setId("step-about");
    against.setId("step-against");
    notYet.setId("step-not-yet");
    done = say("step-done", "_Done\u2026", "Says that it is done, and what shows it", this::done);
    skip = say("step-skip", "S_kip\u2026", "Leaves it out, for a reason", this::skip);
    owner = say("step-owner", "_Owner\u2026", "Says who is to do it", this::assign);
    state =
        say(
            "step-state",
            "S_tate\u2026",
            "States what nothing observed, and how it is known; it is told as stated",
            this::state);
    sayings.getChildren().setAll(done, skip, owner, state);
    acts.getStyleClass().add("step-acts");
    sayings.getStyleClass().add("step-acts");
    HBox head = new HBox(12, title, Controls.spring(), chip);
    head.setAlignment(Pos.TOP_LEFT);
    HBox.setHgrow(title, Priority.SOMETIMES);
    ColumnConstraints headings = new ColumnConstraints();
    headings.setMinWidth(Scale.px(120));
    headings.setMaxWidth(Scale.px(120));
    ColumnConstraints lines = new ColumnConstraints();
    lines.setHgrow(Priority.ALWAYS);
    sections.getColumnConstraints().setAll(headings, lines);
    sections.getStyleClass().add("plan-sections");
    VBox column = new VBox(head, instruction, acts, about, against, sections, sayings, notYet);
    column.getStyleClass().add("step-page");
    setContent(column);
    model
        .now()
        .subscribe(now -> {
          StepShown step = shown;
          if (step != null) {
            time.setText(step.time(now));
          }
          possible();
        });
  }

  private Button say(String id, String text, String meaning, Runnable act) {
    Button button = Controls.button(text, meaning, act);
    button.setId(id);
    button.setMinWidth(USE_PREF_SIZE);
    return button;
  }

  /** Shows a step; null for none. */
  void show(@Nullable StepShown step) {
    boolean same = shown != null && step != null && shown.number() == step.number();
    shown = step;
    getContent().setVisible(step != null);
    if (step == null) {
      return;
    }
    String look = step.look().name().toLowerCase(Locale.ROOT).replace('_', '-');
    title.setText(step.number() + "  " + step.title());
    chip.setText(step.chip());
    chip.getStyleClass().setAll("label", "step-chip", "step-chip-" + look);
    instruction.setText(VisibleText.of(step.step().instruction(), LIMIT));
    if (!same) {
      acts.getChildren().setAll(Act.of(step.step()).stream().map(this::button).toList());
      setVvalue(0);
    }
    sections(step, model.now().get());
    possible();
  }

  private Node button(Act act) {
    Button button = Controls.button(act.text(), act.explained(commands), () -> run(act));
    button.setId("act-" + act.id().replace('.', '-'));
    button.setMinWidth(USE_PREF_SIZE);
    button.setUserData(act);
    if (acts.getChildren().isEmpty()) {
      button.getStyleClass().add("act");
    }
    return button;
  }

  /** Does the first act of the step; once its gate holds, that is to say so. */
  void first() {
    if (shown != null && shown.look() == StepShown.Look.READY) {
      done();
      return;
    }
    acts.getChildren().stream()
        .filter(node -> !node.isDisabled())
        .findFirst()
        .ifPresent(node -> ((Button) node).fire());
  }

  private void run(Act act) {
    subject.choose();
    act.run(commands);
  }

  /** What can be done and said now, and why the rest cannot. */
  private void possible() {
    StepShown step = shown;
    if (step == null) {
      return;
    }
    StringBuilder why = new StringBuilder();
    boolean ready = step.look() == StepShown.Look.READY;
    boolean first = !ready;
    done.getStyleClass().remove("primary");
    if (ready) {
      done.getStyleClass().add("primary");
    }
    for (Node node : acts.getChildren()) {
      Act act = (Act) node.getUserData();
      String no = act.against(commands);
      node.setDisable(!no.isEmpty());
      node.getStyleClass().remove("primary");
      if (no.isEmpty() && first && !step.standing().isOver()) {
        node.getStyleClass().add("primary");
        first = false;
      }
      if (!no.isEmpty()) {
        why.append(why.isEmpty() ? "" : "\n")
            .append(((Button) node).getText().replace("_", "").replace("\u2026", ""))
            .append(": ")
            .append(no)
            .append('.');
      }
    }
    there(acts, !acts.getChildren().isEmpty());
    told(against, why.toString());
    told(about, acts.getChildren().isEmpty() ? "" : subject.words());
    boolean over = step.standing().isOver();
    done.setDisable(!step.againstDone().isEmpty());
    skip.setDisable(over);
    state.setDisable(over || step.toState().isEmpty());
    told(notYet, over ? "" : step.againstDone());
  }

  private static void told(Label label, String text) {
    label.setText(text);
    there(label, !text.isEmpty());
  }

  private static void there(Node node, boolean is) {
    node.setVisible(is);
    node.setManaged(is);
  }

  private void sections(StepShown step, Instant now) {
    sections.getChildren().clear();
    if (!step.deviations().isEmpty()) {
      section(
          "Deviations",
          step.deviations().stream()
              .map(each -> (Node) Controls.paragraph("\u25b2 " + each, "plan-bad-line"))
              .toList());
    }
    if (!step.gate().isEmpty()) {
      section("Gate", step.gate().stream().map(StepPage::gate).toList());
    }
    if (!step.step().evidence().isEmpty()) {
      section(
          "Evidence",
          step.step().evidence().stream()
              .map(each -> (Node) Controls.paragraph(VisibleText.of(each, LIMIT)))
              .toList());
    }
    if (!step.said().isEmpty()) {
      section("In the ledger", List.of(Controls.paragraph(step.said())));
    }
    section("Owner", List.of(Controls.paragraph(step.owner())));
    time.setText(step.time(now));
    if (!time.getText().isEmpty()) {
      section("Time", List.of(time));
    }
  }

  private static Node gate(StepShown.Gate gate) {
    return Controls.paragraph(
        (gate.holds() ? "\u2713 " : "\u25cb ") + gate.words(),
        gate.holds() ? "gate-holds" : "gate-open");
  }

  private void section(String heading, List<Node> lines) {
    Label of = Controls.label(heading, "plan-heading");
    GridPane.setValignment(of, VPos.TOP);
    sections.addRow(sections.getRowCount(), of, new VBox(2, lines.toArray(Node[]::new)));
  }

  private void done() {
    StepShown step = shown;
    if (step != null && step.againstDone().isEmpty()) {
      SaySheet.open(
          this,
          new SaySheet.Question(
              "Done",
              "Its gate is passed by what the ledger tells. Say what else shows it: a bundle, a"
                  + " run, who saw it.",
              "What shows that it was done; may be left empty",
              "_Say that it is done",
              false),
          step.title(),
          (_, text) -> model.done(step, text));
    }
  }

  private void skip() {
    StepShown step = shown;
    if (step != null && !step.standing().isOver()) {
      SaySheet.open(
          this,
          new SaySheet.Question(
              "Skip",
              "It is left out of this run for good. The reason, and that it was left out, stand in"
                  + " the ledger and in the report.",
              "Why it is left out",
              "_Leave it out",
              true),
          step.title(),
          (_, text) -> model.skip(step, text));
    }
  }

  private void assign() {
    StepShown step = shown;
    if (step != null) {
      SaySheet.open(
          this,
          new SaySheet.Question(
              "Owner",
              "The playbook names " + step.owner() + " so far.",
              "Who is to do it",
              "_Assign it",
              true),
          step.title(),
          (_, text) -> model.assign(step, text));
    }
  }

  private void state() {
    StepShown step = shown;
    if (step != null && !step.toState().isEmpty()) {
      List<Condition> open = step.toState();
      SaySheet.open(
          this,
          new SaySheet.Question(
              "State",
              "Nothing that was recorded says this. What you state passes the gate, and is told as"
                  + " stated and not observed wherever the run is told.",
              "How it is known",
              "_State it",
              true,
              open.stream().map(GateWords::asked).toList()),
          step.title(),
          (which, text) -> model.state(open.get(which), text));
    }
  }
}
