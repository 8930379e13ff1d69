package salvor.workbench.custody;

import java.io.File;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TextField;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import org.jspecify.annotations.Nullable;
import salvor.casefile.VerifiedBundle;
import salvor.custody.LedgerRecord;
import salvor.custody.Standing;
import salvor.report.BundleWords;
import salvor.report.CustodyWords;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.RecordTable;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** Who did what to which evidence: whether the ledger is whole, its records, and the chosen one. */
public final class CustodyView extends BorderPane {
  private static final int LONGEST = 400;
  private static final int MOST_PAIRS = 12;
  private final CustodyViewModel model;
  private final RecordTable<LedgerRecord> records;
  private final RecordPage details = new RecordPage();
  private final SplitPane middle = new SplitPane();
  private double divided = 0.62;
  private final Label count = Controls.label("", "muted");

  /** A view of the model's ledger. */
  public CustodyView(CustodyViewModel model) {
    this.model = model;
    this.records = table();
    getStyleClass().add("custody");
    middle.getItems().add(records);
    SplitPane.setResizableWithParent(details, false);
    setTop(new VBox(standing(), bundles(), tools(), outcome()));
    setCenter(middle);
    model.shown().subscribe(this::show);
    show((LedgerRecord) null);
  }

  /** A tab of it, which reads the ledger again whenever it is chosen. */
  public static Tab tab(CustodyViewModel model) {
    Tab tab = new Tab("Custody", new CustodyView(model));
    tab.setId("tab-custody");
    tab.selectedProperty()
        .subscribe(chosen -> {
          if (chosen) {
            model.read();
          }
        });
    model
        .told()
        .subscribe(told -> {
          boolean bad = told.standing() != null && told.standing() != Standing.VALID;
          tab.setText(bad ? "Custody " + told.title() : "Custody");
        });
    return tab;
  }

  private RecordTable<LedgerRecord> table() {
    RecordTable<LedgerRecord> table =
        new RecordTable<LedgerRecord>("Records, the newest first", List.of(), null, "")
            .with(
                "No.",
                74,
                record -> Moments.count(record.seq()),
                Comparator.comparingLong(LedgerRecord::seq))
            .withTime("When", 152, CustodyView::when, Comparator.comparing(LedgerRecord::time))
            .with("What", 90, record -> visible(CustodyWords.deed(record)))
            .growing(1)
            .explained(record -> visible(CustodyWords.deed(record)))
            .with("Object", 130, record -> object(record))
            .growing(4)
            .with("Who", 70, record -> visible(record.who()))
            .growing(1)
            .with("Why", 80, record -> visible(why(record)))
            .growing(2)
            .explained(record -> visible(why(record)))
            .with("Result", 110, record -> visible(CustodyWords.result(record)))
            .growing(3)
            .explained(CustodyView::resultAsWritten);
    table.setId("custody-records");
    table.knownBy(LedgerRecord::seq);
    return table.onChosen(this::show);
  }

  /** What it is about; of what is not there, where it was to be. */
  private static String object(LedgerRecord record) {
    Map<String, String> asked = record.request();
    String object =
        record.object().isEmpty()
            ? asked.getOrDefault("file", asked.getOrDefault("path", ""))
            : record.object();
    return VisibleText.middle(VisibleText.of(object, 2000), LONGEST);
  }

  private static String why(LedgerRecord record) {
    return record.why().isEmpty() ? record.note() : record.why();
  }

  private static String when(LedgerRecord record) {
    try {
      Instant at = Instant.parse(record.time());
      return Moments.seconds(
          Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000_000L), at.getNano()));
    } catch (DateTimeException | ArithmeticException _) {
      return visible(record.time());
    }
  }

  /** In words, and below them the codes that the ledger has for it. */
  private static String resultAsWritten(LedgerRecord record) {
    StringBuilder text = new StringBuilder(visible(CustodyWords.result(record)));
    new TreeMap<>(record.response())
        .entrySet().stream()
            .limit(MOST_PAIRS)
            .forEach(
                each -> text.append('\n').append(visible(each.getKey() + " = " + each.getValue())));
    return text.toString().strip();
  }

  private static String visible(String text) {
    return VisibleText.of(text, LONGEST);
  }

  private HBox standing() {
    Label title = Controls.label("", "heading");
    title.setId("custody-standing");
    title.setMinWidth(USE_PREF_SIZE);
    Label words = Controls.paragraph("", "muted");
    words.setId("custody-words");
    words.setMinWidth(0);
    model
        .told()
        .subscribe(told -> {
          title.setText(told.title());
          title.setManaged(!told.title().isEmpty());
          words.setText(told.words());
          title.getStyleClass().remove("failure");
          if (told.standing() != null && told.standing() != Standing.VALID) {
            title.getStyleClass().add("failure");
          }
        });
    HBox.setHgrow(words, Priority.ALWAYS);
    HBox line = new HBox(10, title, words);
    line.getStyleClass().add("page-tools");
    return line;
  }

  private VBox bundles() {
    VBox lines = new VBox(2);
    for (VerifiedBundle bundle : model.bundles()) {
      Label title =
          Controls.label(
              CustodyViewModel.sign(bundle.standing()) + " " + BundleWords.name(bundle.standing()),
              bundle.standing() == Standing.VALID ? "heading" : "failure");
      title.setMinWidth(USE_PREF_SIZE);
      Label words = Controls.paragraph(words(bundle));
      words.setMinWidth(0);
      HBox.setHgrow(words, Priority.ALWAYS);
      lines.getChildren().add(new HBox(10, title, words));
    }
    lines.setId("custody-bundles");
    lines.setManaged(!model.bundles().isEmpty());
    lines.setVisible(lines.isManaged());
    lines.setPadding(new javafx.geometry.Insets(4, 12, 4, 12));
    return lines;
  }

  private static String words(VerifiedBundle bundle) {
    Instant at = bundle.at();
    return VisibleText.middle(VisibleText.of(bundle.path().toString(), 2000), 160)
        + ", verified "
        + Moments.seconds(at.getEpochSecond() * 1_000_000_000L + at.getNano())
        + (bundle.signer() == null ? "" : ", signed by " + visible(bundle.signer()))
        + (bundle.faults() == 0 ? "" : ", " + Moments.count(bundle.faults(), "fault"))
        + ". "
        + BundleWords.sentence(bundle.standing())
        + (bundle.reason() == null ? "" : " Opened because: " + visible(bundle.reason()));
  }

  private FlowPane tools() {
    TextField filter = new TextField();
    filter.setId("custody-filter");
    filter.setPromptText("Filter by words");
    filter.setAccessibleText("Filter the records by words");
    filter.textProperty().subscribe(model::filter);
    filter.setPrefColumnCount(16);
    count.setMinWidth(USE_PREF_SIZE);
    Button verify =
        Controls.button(
            "_Verify now", "Checks each record and the end, and writes that down", model::verify);
    Button bundle =
        Controls.button(
            "Verify a _bundle\u2026",
            "Checks a sealed bundle, in whatever form",
            () -> SealSheet.choose(getScene().getWindow(), model.acts()::verify));
    Button seal =
        Controls.button(
            "_Seal evidence\u2026",
            "Copies the evidence into a signed bundle that verifies without Salvor",
            this::seal);
    seal.setId("custody-seal");
    Button redact =
        Controls.button(
            "_Redacted copy\u2026",
            "Copies the evidence without its secrets into a bundle of its own",
            this::redact);
    redact.setId("custody-redact");
    Button slice =
        Controls.button(
            "_Cut a slice\u2026",
            "Cuts what is in sight or selected into a bundle of its own",
            this::slice);
    slice.setId("custody-slice");
    Button over =
        Controls.button(
            "_Hand over\u2026",
            "Copies a file for another person, with purpose and permission",
            () -> HandOverSheet.open(this, model.acts(), chosenFile()));
    over.setId("custody-hand-over");
    Button export =
        Controls.button(
            "E_xport\u2026", "Copies the ledger, to be checked elsewhere", this::export);
    verify.setId("custody-verify");
    FlowPane line =
        new FlowPane(8, 4, filter, count, verify, bundle, seal, slice, redact, over, export);
    for (Button each : List.of(verify, bundle, seal, slice, redact, over, export)) {
      each.getStyleClass().add("small");
      each.setMinWidth(USE_PREF_SIZE);
    }
    seal.setVisible(!model.acts().given().isEmpty());
    for (Button each : List.of(slice, redact)) {
      each.setVisible(seal.isVisible() && model.slices() != null); // what is recorded still grows
    }
    for (Button each : List.of(seal, slice, redact)) {
      each.setManaged(each.isVisible());
    }
    for (Button each : List.of(verify, over, export)) {
      each.setDisable(!model.isKept());
    }
    line.setAlignment(Pos.CENTER_LEFT);
    line.getStyleClass().add("page-tools");
    return line;
  }

  private Label outcome() {
    Label line = Controls.paragraph("", "custody-outcome");
    line.setId("custody-outcome");
    line.setPadding(new javafx.geometry.Insets(4, 12, 4, 12));
    model
        .acts()
        .outcome()
        .subscribe(now -> {
          line.setText(now.words().isEmpty() ? now.title() : now.title() + "\n" + now.words());
          line.setVisible(!now.title().isEmpty());
          line.setManaged(line.isVisible());
          line.getStyleClass().remove("failure-text");
          if (!now.good()) {
            line.getStyleClass().add("failure-text");
          }
        });
    return line;
  }

  /** Asks how to seal the evidence. */
  public void seal() {
    SealSheet.open(this, model.acts());
  }

  /** Asks what to cut out. */
  public void slice() {
    Slices slices = model.slices();
    if (slices != null) {
      SliceSheet.open(this, model.acts(), model.slicing(slices));
    }
  }

  /** Asks what to take out of a copy. */
  public void redact() {
    RedactSheet.open(this, model.acts());
  }

  private @Nullable Path chosenFile() {
    LedgerRecord chosen = records.getSelectionModel().getSelectedItem();
    try {
      Path path = chosen == null ? null : Path.of(chosen.object());
      return path != null && path.isAbsolute() ? path : null;
    } catch (java.nio.file.InvalidPathException _) {
      return null;
    }
  }

  private void export() {
    DirectoryChooser chooser = new DirectoryChooser();
    chooser.setTitle("A folder for the ledger");
    File chosen = chooser.showDialog(getScene().getWindow());
    if (chosen != null) {
      model.acts().export(chosen.toPath());
    }
  }

  private void show(CustodyViewModel.Shown now) {
    records.show(now.rows(), now.none());
    if (!records.getItems().contains(records.getSelectionModel().getSelectedItem())) {
      show((LedgerRecord) null);
    }
    count.setText(
        now.rows().size() == now.all()
            ? Moments.count(now.all(), "record")
            : Moments.count(now.rows().size()) + " of " + Moments.count(now.all(), "record"));
  }

  private void show(@Nullable LedgerRecord record) {
    if (record == null && middle.getItems().contains(details)) {
      divided = middle.getDividerPositions()[0];
      middle.getItems().remove(details); // the table has the room
    }
    details.show(record);
    if (record != null && !middle.getItems().contains(details)) {
      middle.getItems().add(details);
      middle.setDividerPositions(divided);
    }
  }
}
