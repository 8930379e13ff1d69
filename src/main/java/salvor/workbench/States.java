package salvor.workbench;

import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.Scale;
import salvor.workbench.jobs.JobsViewModel;
import salvor.workbench.jobs.Standing;
import salvor.workbench.welcome.WelcomeView;
import salvor.workbench.wording.Failure;
import salvor.workbench.wording.VisibleText;

/** What the window shows while an investigation is being opened, and why it could not be opened. */
final class States {
  private States() {}

  static Node opening(String name, JobsViewModel.Shown job) {
    VBox card = card("Opening " + VisibleText.of(name, 200));
    ProgressBar bar = new ProgressBar();
    bar.setMaxWidth(Double.MAX_VALUE);
    bar.setAccessibleText("Progress");
    bar.progressProperty().bind(job.standing().map(Standing::part));
    Label doing = Controls.label("", "muted");
    doing.textProperty().bind(job.standing().map(Standing::words));
    Button cancel = Controls.button("_Cancel", "Stop opening", job::cancel);
    cancel.setId("cancel-opening");
    card.getChildren().addAll(bar, doing, new HBox(cancel));
    return centred(card);
  }

  /** Why something could not be opened, with what can be done: null for what cannot. */
  static Node failed(
      OpenRequest request,
      Failure failure,
      Consumer<OpenRequest> again,
      @Nullable Runnable back,
      @Nullable String before,
      WelcomeView.Actions open) {
    VBox card =
        card(
            VisibleText.of(request.name(), 200)
                + (failure.doubted() ? " was not opened" : " could not be opened"));
    card.setId("failed");
    if (!failure.place().isEmpty()) {
      card.getChildren().add(Controls.paragraph(failure.place(), "code"));
    }
    Button retry =
        Controls.button("_Try again", "Open the same again", () -> again.accept(request));
    retry.getStyleClass().add("primary");
    Button files = Controls.button("Open _files\u2026", "Choose evidence files", open::files);
    Button folder =
        Controls.button("Open f_older\u2026", "Choose a folder of evidence", open::folder);
    HBox buttons = new HBox(10, retry, folder, files);
    if (back != null && before != null) {
      Button show =
          Controls.button(
              "Back to " + VisibleText.of(before, 40), "It is open as it was before", back);
      show.setMnemonicParsing(false);
      show.setId("back");
      buttons.getChildren().add(1, show);
    }
    card.getChildren()
        .addAll(
            Controls.paragraph(failure.cause() + ".", "failure"),
            Controls.paragraph(failure.remedy()));
    if (failure.doubted()) {
      card.getChildren().add(allTheSame(request, again));
    }
    card.getChildren().add(buttons);
    return centred(card);
  }

  /** A bundle that is not valid is opened for a reason, which is written down. */
  private static HBox allTheSame(OpenRequest request, Consumer<OpenRequest> again) {
    TextField reason = new TextField();
    reason.setId("doubt-reason");
    reason.setPromptText("Why it is opened all the same; the ledger keeps it");
    reason.setAccessibleText("Why it is opened all the same");
    HBox.setHgrow(reason, Priority.ALWAYS);
    Button open =
        Controls.button(
            "Open _all the same",
            "Opens it, and writes the reason into the ledger of the case",
            () -> again.accept(request.because(reason.getText().strip())));
    open.setId("doubt-open");
    open.setMinWidth(Button.USE_PREF_SIZE);
    reason.textProperty().subscribe(text -> open.setDisable(text.isBlank()));
    return new HBox(10, reason, open);
  }

  private static VBox card(String title) {
    VBox card = new VBox(14, Controls.paragraph(title, "card-title"));
    card.getStyleClass().addAll("pane", "card");
    card.setMaxSize(Scale.px(620), VBox.USE_PREF_SIZE);
    return card;
  }

  private static StackPane centred(VBox card) {
    StackPane stack = new StackPane(card);
    StackPane.setAlignment(card, Pos.CENTER);
    return stack;
  }
}
