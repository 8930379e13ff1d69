package salvor.workbench.recovery;

import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import salvor.recovery.HotfixWait;
import salvor.report.HotfixWords;
import salvor.workbench.containment.ActingStrip;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.Sheet;

/** Has the image rebuilt by the team's pipeline, and hands the new digest on. */
public final class HotfixSheet extends VBox {
  private static final PseudoClass KNOWN = PseudoClass.getPseudoClass("known");
  private final HotfixViewModel model;
  private final Label pipeline = Controls.paragraph("", "step-title");
  private final Label stands = Controls.paragraph("");
  private final Label against = Controls.paragraph("", "muted");
  private final Label digest = Controls.paragraph("", "hotfix-digest");
  private final ProgressBar bar = new ProgressBar();
  private final TextField bad = new TextField();
  private final TextField said = new TextField();
  private final TextField why = new TextField();
  private final HBox stating;
  private final Button confirm;
  private final Button read;
  private final Button trigger;
  private final Button follow;
  private final Button leave;
  private final Button end;
  private final Button hand;
  private final ActingStrip acting;

  private HotfixSheet(HotfixViewModel model, Runnable closing, Consumer<String> rollOut) {
    this.model = model;
    setId("hotfix-sheet");
    getStyleClass().add("sheet");
    acting = new ActingStrip(model.acting(), "hotfix");
    read = button("hotfix-read", "_Read again", "The settings, from the case", model::begin);
    trigger =
        button(
            "hotfix-trigger",
            "_Trigger the rebuild",
            "Written down first, then sent; then it is followed",
            model::trigger);
    follow = button("hotfix-follow", "_Follow it", "Until it tells the digest", model::follow);
    leave =
        button(
            "hotfix-leave",
            "_Stop looking",
            "The run goes on; it can be followed again",
            model::leave);
    end = button("hotfix-end", "_End the run", "Has the system end it, where it can", model::end);
    hand =
        button(
            "hotfix-rollout",
            "_Roll it out\u2026",
            "Opens the sheet that sets it by workload",
            () -> {
              String made = model.made().get().map(each -> each.value()).orElse("");
              closing.run();
              rollOut.accept(made);
            });
    pipeline.setId("hotfix-pipeline");
    stands.setId("hotfix-stands");
    against.setId("hotfix-against");
    digest.setId("hotfix-digest");
    bar.setAccessibleText("Progress");
    bad.setId("hotfix-bad");
    bad.setPromptText("Bad digest: sha256:\u2026");
    bad.setAccessibleText("The digest that the new one must differ from");
    bad.textProperty().bindBidirectional(model.bad());
    confirm =
        button(
            "hotfix-confirm",
            "_Confirm",
            "Kept as stated by a person, and told so",
            () -> model.confirm(said.getText(), why.getText()));
    stating = stating();
    Button close = button("hotfix-close", "_Close", "Closes this sheet (Esc)", closing);
    HBox line =
        new HBox(10, bar, Controls.spring(), read, leave, end, follow, close, trigger, hand);
    line.setAlignment(Pos.CENTER_RIGHT);
    VBox room = new VBox();
    VBox.setVgrow(room, Priority.ALWAYS);
    getChildren()
        .setAll(
            Controls.paragraph("Have the image rebuilt", "card-title"),
            pipeline,
            named("Bad digest", bad),
            stands,
            digest,
            stating,
            room,
            acting,
            against,
            line);
    model.stage().subscribe(_ -> show());
    model.pipeline().subscribe(pipeline::setText);
    model.made().subscribe(_ -> show());
    model.bad().subscribe(_ -> show());
    model.acting().state().when(sceneProperty().isNotNull()).subscribe(_ -> show());
  }

  /**
   * Opens it above the window of a node, and reads the settings of the case.
   *
   * @param rollOut is given the new digest, to roll it out
   */
  public static void open(Node owner, HotfixViewModel model, Consumer<String> rollOut) {
    Stage[] opened = new Stage[1];
    HotfixSheet sheet = new HotfixSheet(model, () -> opened[0].close(), rollOut);
    opened[0] = Sheet.open(owner, "Hotfix", sheet, 900, 420);
    opened[0].setOnHidden(_ -> {
      sheet.acting.close();
      model.close();
    });
    model.begin();
    sheet.bad.requestFocus();
    sheet.bad.end();
  }

  private static HBox named(String name, TextField field) {
    Label label = Controls.label(name, "muted");
    label.setMinWidth(USE_PREF_SIZE);
    HBox.setHgrow(field, Priority.ALWAYS);
    HBox line = new HBox(8, label, field);
    line.setAlignment(Pos.CENTER_LEFT);
    return line;
  }

  private HBox stating() {
    said.setId("hotfix-said");
    said.setPromptText("The new digest: sha256:\u2026");
    said.setAccessibleText("The new digest, where the pipeline does not tell it");
    why.setId("hotfix-why");
    why.setPromptText("How it is known");
    why.setAccessibleText("How the new digest is known");
    HBox.setHgrow(said, Priority.ALWAYS);
    HBox.setHgrow(why, Priority.SOMETIMES);
    HBox line = new HBox(8, said, why, confirm);
    line.setAlignment(Pos.CENTER_LEFT);
    return line;
  }

  private static Button button(String id, String text, String meaning, Runnable act) {
    Button button = Controls.button(text, meaning, act);
    button.setId(id);
    button.setMinWidth(USE_PREF_SIZE);
    return button;
  }

  private void show() {
    HotfixStage now = model.stage().get();
    boolean made = model.made().get().isPresent();
    boolean busy = now instanceof HotfixStage.Triggering || now instanceof HotfixStage.Following;
    boolean settings =
        !(now instanceof HotfixStage.NoSettings || now instanceof HotfixStage.Reading);
    stands.setText(words(now));
    stands
        .getStyleClass()
        .setAll(
            "label",
            now instanceof HotfixStage.Failed || now instanceof HotfixStage.NoSettings
                ? "failure"
                : "muted");
    digest.setText(
        model
            .made()
            .get()
            .map(each -> "\u2713 The new digest is " + each.value())
            .orElse("\u25cb No new digest is known so far"));
    digest.pseudoClassStateChanged(KNOWN, made);
    there(digest, settings);
    String no = settings && !busy ? model.against() : "";
    against.setText(no);
    there(against, !no.isEmpty());
    bar.setProgress(busy ? -1 : 0);
    there(bar, busy);
    bad.setDisable(busy);
    there(stating, isUntold(now));
    there(read, !settings);
    there(leave, now instanceof HotfixStage.Following);
    boolean known = isKnown(now);
    there(follow, known && !made);
    there(end, now instanceof HotfixStage.Following || (known && !made));
    end.setDisable(model.acting().leave().isEmpty());
    there(trigger, settings && !busy);
    trigger.setDisable(!model.against().isEmpty());
    there(hand, made);
    trigger.getStyleClass().remove("primary");
    hand.getStyleClass().remove("primary");
    confirm.getStyleClass().remove("primary");
    (made ? hand : isUntold(now) ? confirm : trigger).getStyleClass().add("primary");
  }

  private static boolean isKnown(HotfixStage now) {
    return now instanceof HotfixStage.Known
        || (now instanceof HotfixStage.Failed(var _, boolean known) && known)
        || (now instanceof HotfixStage.Ended(HotfixWait.End end)
            && end instanceof HotfixWait.End.GoesOn);
  }

  /** Whether a person must say the digest. */
  private static boolean isUntold(HotfixStage now) {
    return now instanceof HotfixStage.Ended(HotfixWait.End end)
        && end instanceof HotfixWait.End.NotTold;
  }

  private static String words(HotfixStage stage) {
    return switch (stage) {
      case HotfixStage.Reading() -> "Reading the settings of this case\u2026";
      case HotfixStage.NoSettings(String why) -> why;
      case HotfixStage.Ready() ->
          "Nothing was sent so far. It is written down before it is sent; secrets are read when they"
              + " are sent, and kept nowhere.";
      case HotfixStage.Triggering() -> "\u25d4 Triggering it\u2026";
      case HotfixStage.Following(String said) -> "\u25d4 " + said;
      case HotfixStage.Known(String said) -> said + ".";
      case HotfixStage.Failed(String why, var _) -> "\u2715 " + why;
      case HotfixStage.Ended(HotfixWait.End end) ->
          (end instanceof HotfixWait.End.Fixed ? "\u2713 " : "\u25b2 ")
              + HotfixWords.end(end)
                  .replace("say the digest by salvor hotfix confirm", "say it here");
    };
  }

  private static void there(Node node, boolean is) {
    node.setVisible(is);
    node.setManaged(is);
  }
}
