package salvor.workbench.cluster;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import salvor.cluster.ExecPlugin;
import salvor.cluster.KubeContext;
import salvor.cluster.LogIn;
import salvor.cluster.OidcRenewal;
import salvor.report.ClusterWords;
import salvor.report.KubeconfigWords;
import salvor.report.LogInWords;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.Sheet;
import salvor.workbench.wording.VisibleText;

/** Asks which cluster to connect to. */
public final class ConnectSheet extends VBox {
  private final ConnectViewModel model;
  private final ListView<KubeContext> contexts = new ListView<>();
  private final Label baselineNames =
      Controls.paragraph("Judged by what the library has approved", "muted");
  private List<Path> baselines = List.of();

  private ConnectSheet(ConnectViewModel model) {
    super(10);
    this.model = model;
    getStyleClass().addAll("pane", "card");
    setId("connect-sheet");
    contexts.setId("contexts");
    contexts.setAccessibleText("Contexts");
    contexts.setCellFactory(_ -> new ContextCell());
    contexts.setPlaceholder(Controls.paragraph("No context here. Choose a kubeconfig.", "empty"));
    VBox.setVgrow(contexts, Priority.ALWAYS);
    Label doing = told("connect-doing", "muted");
    doing.textProperty().bind(model.doing());
    getChildren()
        .addAll(
            Controls.paragraph("Connect to a cluster", "card-title"),
            Controls.paragraph("Nothing in the cluster is changed: Salvor only looks.", "muted"),
            contexts,
            trouble(),
            logIn(),
            doing,
            new HBox(10, choose(), judgedBy(), baselineNames),
            buttons());
    model
        .contexts()
        .subscribe(now -> {
          KubeContext chosen = contexts.getSelectionModel().getSelectedItem();
          contexts.getItems().setAll(now);
          contexts.getSelectionModel().selectFirst();
          now.stream() // the same, read anew
              .filter(each -> chosen != null && each.name().equals(chosen.name()))
              .findFirst()
              .ifPresent(contexts.getSelectionModel()::select);
        });
  }

  /** Opens the sheet, which closes itself once it is connected. */
  public static Stage open(Node owner, ConnectViewModel model, boolean standard) {
    ConnectSheet sheet = new ConnectSheet(model);
    Stage stage = Sheet.open(owner, "Connect to a cluster", sheet);
    stage.setOnHidden(_ -> model.stop());
    if (standard) {
      model.readStandard();
    }
    sheet.contexts.requestFocus();
    return stage;
  }

  /** What is wrong, in place, with the way to try it again. */
  private VBox trouble() {
    Label title = Controls.label("\u2715 Not connected", "trouble-title");
    title.visibleProperty().bind(model.failed());
    title.managedProperty().bind(model.failed());
    Label words = Controls.paragraph("");
    words.setId("connect-trouble");
    words.textProperty().bind(model.trouble());
    Button again =
        Controls.button("T_ry again", "Does the same once more; files are read anew", model::again);
    again.setId("connect-again");
    VBox box = new VBox(6, title, words, again);
    again.visibleProperty().bind(model.logIn().isNull());
    again.managedProperty().bind(again.visibleProperty());
    model.failed().subscribe(failed -> box.getStyleClass().setAll(failed ? "trouble" : "notice"));
    box.visibleProperty().bind(model.trouble().isNotEmpty());
    box.managedProperty().bind(box.visibleProperty());
    return box;
  }

  private static Label told(String id, String style) {
    Label label = Controls.paragraph("", style);
    label.setId(id);
    label.visibleProperty().bind(label.textProperty().isNotEmpty());
    label.managedProperty().bind(label.visibleProperty());
    return label;
  }

  private VBox logIn() {
    Label would = Controls.paragraph("");
    Label act = Controls.paragraph("", "code");
    Button run =
        logInButton(
            "_Run this program and connect",
            "Runs exactly this command of this file with your rights, now and later");
    Button renew =
        logInButton(
            "_Renew the token there and connect",
            "Sends the refresh token to this issuer and writes the new one into the kubeconfig, now"
                + " and later");
    VBox box = new VBox(6, would, act, run, renew);
    box.setId("connect-plugin");
    box.managedProperty().bind(box.visibleProperty());
    model
        .logIn()
        .subscribe((@Nullable LogIn now) -> {
          box.setVisible(now != null);
          run.setVisible(now instanceof ExecPlugin);
          renew.setVisible(now instanceof OidcRenewal);
          would.setText(
              now instanceof OidcRenewal
                  ? "The token is over. To renew it, the kubeconfig has its refresh token sent to:"
                  : "To log in, the kubeconfig has this program run:");
          act.setText(now == null ? "" : LogInWords.act(now));
        });
    return box;
  }

  private Button logInButton(String text, String told) {
    Button button =
        Controls.button(text, told, () -> with(each -> model.connectConfirmed(each, baselines)));
    button.managedProperty().bind(button.visibleProperty());
    return button;
  }

  private Button choose() {
    return Controls.button(
        "Choose a _kubeconfig\u2026",
        "Lists the contexts of another file",
        () -> {
          File file = new FileChooser().showOpenDialog(getScene().getWindow());
          if (file != null) {
            model.read(List.of(file.toPath()));
          }
        });
  }

  private Button judgedBy() {
    return Controls.button(
        "_Baselines\u2026",
        "What the pods are judged by, in place of what the library has approved",
        () -> {
          List<File> files = new FileChooser().showOpenMultipleDialog(getScene().getWindow());
          if (files != null) {
            baselines = files.stream().map(File::toPath).toList();
            baselineNames.setText(baselines.size() + " chosen");
          }
        });
  }

  private HBox buttons() {
    Button connect =
        Controls.button(
            "_Connect",
            "Connects by the chosen context and begins to record",
            () -> with(context -> model.connect(context, baselines)));
    connect.setId("connect");
    connect.getStyleClass().add("primary");
    connect.setDefaultButton(true);
    StringBinding unusable =
        Bindings.createStringBinding(
            () -> ConnectViewModel.unusable(contexts.getSelectionModel().getSelectedItem()),
            contexts.getSelectionModel().selectedItemProperty());
    connect.disableProperty().bind(model.busy().or(unusable.isNotEmpty()));
    Label why = Controls.paragraph("", "muted");
    why.setId("connect-why");
    why.textProperty()
        .bind(
            Bindings.createStringBinding(
                () ->
                    model.busy().get() || unusable.get().isEmpty()
                        ? ""
                        : contexts.getSelectionModel().isEmpty()
                            ? unusable.get()
                            : "This context cannot be connected by: see what is wrong with it.",
                model.busy(),
                unusable));
    Button stop = Controls.button("_Stop", "Stops connecting", model::stop);
    stop.disableProperty().bind(model.busy().not());
    HBox.setHgrow(why, Priority.ALWAYS);
    HBox buttons = new HBox(10, why, Controls.spring(), stop, connect);
    buttons.setAlignment(Pos.CENTER_LEFT);
    return buttons;
  }

  private void with(java.util.function.Consumer<KubeContext> act) {
    KubeContext chosen = contexts.getSelectionModel().getSelectedItem();
    if (chosen != null) {
      act.accept(chosen);
    }
  }

  private static final class ContextCell extends ListCell<KubeContext> {
    private static final PseudoClass BROKEN = PseudoClass.getPseudoClass("broken");

    ContextCell() {
      getStyleClass().add("context");
      setWrapText(true);
      setPrefWidth(0); // as wide as the list: a long problem breaks its lines
    }

    @Override
    protected void updateItem(@Nullable KubeContext context, boolean empty) {
      super.updateItem(context, empty);
      setText(context == null || empty ? "" : words(context));
      boolean broken = context != null && !empty && !context.problems().isEmpty();
      pseudoClassStateChanged(BROKEN, broken);
    }

    private static String words(KubeContext context) {
      StringBuilder words = new StringBuilder(safe(context.name()));
      words
          .append("\n")
          .append(safe(context.server()))
          .append("   cluster ")
          .append(safe(context.cluster()))
          .append(", user ")
          .append(safe(context.user()))
          .append(", namespace ")
          .append(context.namespace().isEmpty() ? "default" : safe(context.namespace()))
          .append("\n")
          .append(ClusterWords.credentials(context));
      context.problems().forEach(p -> words.append("\n\u2715 ").append(KubeconfigWords.problem(p)));
      return words.toString();
    }

    private static String safe(String name) {
      return VisibleText.of(name, 120);
    }
  }
}
