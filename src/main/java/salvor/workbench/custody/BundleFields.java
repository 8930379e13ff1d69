package salvor.workbench.custody;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import salvor.workbench.fx.Controls;

/** Where a bundle goes, what it is known by, why it is made, by which key, stamped by whom. */
final class BundleFields extends VBox {
  private final CustodyActs acts;
  private final String id;
  private final TextField out = new TextField();
  private final TextField name = new TextField();
  private final TextField reason = new TextField();
  private final CheckBox sign = new CheckBox("Si_gn it");
  private final PasswordField passphrase = new PasswordField();
  private final PasswordField again = new PasswordField();
  private final TextField authority = new TextField();
  private final GridPane fields = new GridPane();
  private final boolean isNew;
  private final ReadOnlyBooleanWrapper complete = new ReadOnlyBooleanWrapper();

  /**
   * @param id what the ids of its fields begin with
   * @param called what the bundle is called at first
   * @param before how many rows of the sheet's own stand before
   */
  BundleFields(CustodyActs acts, String id, String called, int before) {
    super(8);
    this.acts = acts;
    this.id = id;
    this.isNew = !acts.hasKey();
    name.setText(called);
    authority.setText(Optional.ofNullable(System.getenv("SALVOR_TIMESTAMP_AUTHORITY")).orElse(""));
    sign.setSelected(true);
    sign.setId(id + "-sign");
    fill(before);
    getChildren().setAll(fields, key());
    for (TextField each : List.of(out, name, reason, passphrase, again)) {
      each.textProperty().subscribe(_ -> look());
    }
    sign.selectedProperty()
        .subscribe(on -> {
          passphrase.setDisable(!on);
          again.setDisable(!on);
          look();
        });
  }

  private void fill(int row) {
    fields.getStyleClass().add("fields");
    Button browse = Controls.button("_Browse\u2026", "Choose the archive to write", this::browse);
    browse.setMinWidth(USE_PREF_SIZE);
    HBox where = new HBox(8, out, browse);
    HBox.setHgrow(out, Priority.ALWAYS);
    Sheets.field(out, id + "-out", "New folder, .zip, .tar, .tar.gz or .tar.zst");
    Sheets.field(name, id + "-name", "What the evidence is known by");
    Sheets.field(reason, id + "-reason", "Why; the ledger keeps it");
    Sheets.field(
        passphrase, id + "-passphrase", isNew ? "New: it will open the key" : "Opens the key");
    Sheets.field(again, id + "-again", "The same once more");
    Sheets.field(
        authority, id + "-authority", "Address of an authority (RFC 3161); empty for none");
    Sheets.row(fields, row, "_Into", where, out);
    Sheets.row(fields, row + 1, "_Name", name, name);
    Sheets.row(fields, row + 2, "_Reason", reason, reason);
    fields.add(sign, 1, row + 3);
    Sheets.row(fields, row + 4, "_Passphrase", passphrase, passphrase);
    if (isNew) {
      Sheets.row(fields, row + 5, "Onc_e more", again, again);
    }
    Sheets.row(fields, row + 6, "_Time-stamp", authority, authority);
  }

  /** Where the sheet's own rows stand. */
  GridPane fields() {
    return fields;
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
    words.setId(id + "-key");
    return words;
  }

  private void look() {
    boolean signed =
        !sign.isSelected()
            || (!passphrase.getText().isEmpty()
                && (!isNew || passphrase.getText().equals(again.getText())));
    complete.set(
        Sheets.path(out) != null
            && !name.getText().isBlank()
            && !reason.getText().isBlank()
            && !acts.given().isEmpty()
            && signed);
  }

  private void browse() {
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Into");
    chooser.setInitialFileName(name.getText().replaceAll("[^A-Za-z0-9._-]+", "-") + ".zip");
    File chosen = chooser.showSaveDialog(getScene().getWindow());
    if (chosen != null) {
      out.setText(chosen.toString());
    }
  }

  /** Begins where something is to be written. */
  void begin() {
    out.requestFocus();
  }

  /** Whether there is all that a bundle needs. */
  ReadOnlyBooleanProperty complete() {
    return complete.getReadOnlyProperty();
  }

  /** What was asked for; of use when it is complete. */
  CustodyActs.Bundle bundle() {
    Path path = Sheets.path(out);
    return new CustodyActs.Bundle(
        path == null ? Path.of("") : path,
        name.getText().strip(),
        reason.getText().strip(),
        sign.isSelected() ? passphrase.getText().toCharArray() : null,
        authority.getText());
  }
}
