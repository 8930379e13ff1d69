package salvor.workbench.custody;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.Sheet;
import salvor.workbench.jobs.Standing;
import salvor.workbench.wording.VisibleText;

/** Seals the evidence of the case: into which bundle, why, by which key, stamped by whom. */
final class SealSheet extends VBox {
  private static final List<String> ENDINGS = List.of("*.zip", "*.tar", "*.tar.gz", "*.tar.zst");
  private final CustodyActs acts;
  private final TextField out = new TextField();
  private final TextField name = new TextField();
  private final TextField reason = new TextField();
  private final CheckBox sign = new CheckBox("S_ign it");
  private final PasswordField passphrase = new PasswordField();
  private final PasswordField again = new PasswordField();
  private final TextField authority = new TextField();
  private final Button seal;
  private final boolean isNew;
  private boolean busy;

  private SealSheet(CustodyActs acts) {
    this.acts = acts;
    this.isNew = !acts.hasKey();
    setId("seal-sheet");
    getStyleClass().add("sheet");
    seal = Controls.button("S_eal", "Copies and hashes every file, then signs", this::seal);
    seal.getStyleClass().add("primary");
    seal.setId("seal-do");
    name.setText(acts.name());
    authority.setText(Optional.ofNullable(System.getenv("SALVOR_TIMESTAMP_AUTHORITY")).orElse(""));
    sign.setSelected(true);
    sign.setId("seal-sign");
    Label given =
        Controls.paragraph(
            acts.given().stream()
                .map(path -> VisibleText.middle(VisibleText.of(path.toString(), 2000), 120))
                .collect(Collectors.joining("\n")),
            "code");
    given.setId("seal-given");
    HBox act = new HBox(8, progress(), seal);
    act.setAlignment(Pos.CENTER_RIGHT);
    getChildren()
        .setAll(
            Controls.paragraph(
                "The evidence is copied and never changed. Links, pipes and devices are passed over"
                    + " and named.",
                "muted"),
            given,
            fields(),
            key(),
            told(),
            act);
    for (TextField each : List.of(out, name, reason, passphrase, again)) {
      each.textProperty().subscribe(_ -> able());
    }
    sign.selectedProperty()
        .subscribe(on -> {
          passphrase.setDisable(!on);
          again.setDisable(!on);
          able();
        });
  }

  /** Opens it above the window of a node. */
  static void open(Node owner, CustodyActs acts) {
    acts.quiet();
    SealSheet sheet = new SealSheet(acts);
    Sheet.open(owner, "Seal evidence", sheet);
    sheet.out.requestFocus();
  }

  /** Has a bundle chosen. */
  static void choose(Window window, Consumer<Path> chosen) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle("A sealed bundle");
    chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("Bundles", ENDINGS));
    chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("All files", "*"));
    File file = chooser.showOpenDialog(window);
    if (file != null) {
      chosen.accept(file.toPath());
    }
  }

  private GridPane fields() {
    GridPane fields = new GridPane();
    fields.getStyleClass().add("fields");
    Button browse = Controls.button("_Browse\u2026", "Choose the archive to write", this::browse);
    HBox where = new HBox(8, out, browse);
    HBox.setHgrow(out, Priority.ALWAYS);
    field(out, "seal-out", "A new folder, or a new .zip, .tar, .tar.gz or .tar.zst");
    field(name, "seal-name", "What the evidence is known by");
    field(reason, "seal-reason", "Why; the ledger keeps it");
    field(passphrase, "seal-passphrase", isNew ? "New: it will open the key" : "Opens the key");
    field(again, "seal-again", "The same once more");
    field(authority, "seal-authority", "Address of an authority (RFC 3161); empty for none");
    Sheets.row(fields, 0, "_Into", where, out);
    Sheets.row(fields, 1, "_Name", name, name);
    Sheets.row(fields, 2, "_Reason", reason, reason);
    fields.add(sign, 1, 3);
    Sheets.row(fields, 4, "_Passphrase", passphrase, passphrase);
    if (isNew) {
      Sheets.row(fields, 5, "Onc_e more", again, again);
    }
    Sheets.row(fields, 6, "_Time-stamp", authority, authority);
    return fields;
  }

  private static void field(TextField field, String id, String prompt) {
    field.setId(id);
    field.setPromptText(prompt);
  }

  private Label key() {
    String known = acts.fingerprint();
    Label words =
        Controls.paragraph(
            isNew
                ? "There is no key yet: one is made now, and kept in your settings, encrypted by the"
                    + " passphrase. Nobody can restore it."
                : "By the key " + (known.isEmpty() ? "in your settings" : known),
            "muted");
    words.setId("seal-key");
    return words;
  }

  private Label told() {
    Label told = Controls.paragraph("", "code");
    told.setId("seal-told");
    acts.outcome()
        .subscribe(now -> {
          busy = now.job() != null;
          told.setText(now.words().isEmpty() ? now.title() : now.title() + "\n" + now.words());
          told.setVisible(!now.title().isEmpty());
          told.setManaged(told.isVisible());
          told.getStyleClass().remove("failure-text");
          if (!now.good()) {
            told.getStyleClass().add("failure-text");
          }
          able();
        });
    return told;
  }

  private HBox progress() {
    ProgressBar bar = new ProgressBar();
    bar.setAccessibleText("Progress of sealing");
    Label doing = Controls.label("", "muted");
    doing.setMinWidth(0);
    Button stop = Controls.button("_Stop", "Stops it; nothing is left of the bundle", () -> {});
    stop.setId("seal-stop");
    stop.setMinWidth(USE_PREF_SIZE);
    HBox line = new HBox(8, bar, doing, Controls.spring(), stop);
    line.setAlignment(Pos.CENTER_LEFT);
    HBox.setHgrow(line, Priority.ALWAYS);
    acts.outcome()
        .subscribe(now -> {
          var job = now.job();
          line.setVisible(job != null);
          bar.progressProperty().unbind();
          doing.textProperty().unbind();
          if (job != null) {
            bar.progressProperty().bind(job.standing().map(Standing::part));
            doing.textProperty().bind(job.standing().map(Standing::words));
            stop.setOnAction(_ -> job.cancel());
          }
        });
    return line;
  }

  private void able() {
    boolean signed =
        !sign.isSelected()
            || (!passphrase.getText().isEmpty()
                && (!isNew || passphrase.getText().equals(again.getText())));
    seal.setDisable(
        busy
            || Sheets.path(out) == null
            || name.getText().isBlank()
            || reason.getText().isBlank()
            || acts.given().isEmpty()
            || !signed);
  }

  private void browse() {
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Seal into");
    chooser.setInitialFileName(acts.name().replaceAll("[^A-Za-z0-9._-]+", "-") + ".zip");
    File chosen = chooser.showSaveDialog(getScene().getWindow());
    if (chosen != null) {
      out.setText(chosen.toString());
    }
  }

  private void seal() {
    Path path = Sheets.path(out);
    if (path != null) {
      acts.seal(
          new CustodyActs.Wish(
              acts.given(),
              path,
              name.getText().strip(),
              reason.getText().strip(),
              sign.isSelected() ? passphrase.getText().toCharArray() : null,
              authority.getText()));
    }
  }

  /** What the sheets of this package share. */
  static final class Sheets {
    private Sheets() {}

    static void row(GridPane fields, int row, String name, Node content, Node of) {
      Label label = Controls.label(name, "field-name");
      label.setMnemonicParsing(true);
      label.setLabelFor(of);
      label.setMinWidth(USE_PREF_SIZE);
      of.setAccessibleText(name.replace("_", ""));
      fields.add(label, 0, row);
      fields.add(content, 1, row);
      GridPane.setHgrow(content, Priority.ALWAYS);
    }

    static @Nullable Path path(TextField field) {
      try {
        return field.getText().isBlank() ? null : Path.of(field.getText().strip());
      } catch (InvalidPathException _) {
        return null;
      }
    }
  }
}
