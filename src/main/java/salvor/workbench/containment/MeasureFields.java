package salvor.workbench.containment;

import java.util.List;
import java.util.function.UnaryOperator;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import salvor.workbench.containment.MeasureWish.Deletion;
import salvor.workbench.containment.MeasureWish.Denial;

/** What is filled in for a measure; each shows its own. */
final class MeasureFields extends VBox {
  private static final int MOST_PODS = 10_000;
  private final MeasureViewModel model;
  private final TextField to =
      text(
          "measure-to",
          "203.0.113.9, 2001:db8::/48",
          "Addresses, or blocks of them, to be blocked");
  private final Spinner<Integer> replicas = new Spinner<>(0, MOST_PODS, 0);
  private final ChoiceBox<String> image = new ChoiceBox<>();
  private final RadioButton deny = new RadioButton("_Deny, where it is told of already");
  private final RadioButton leave = new RadioButton("Have pods leave as well (No_Execute)");
  private final CheckBox even =
      tick("measure-even", "Even where a chosen pod is _deleted by it, with what is in it");
  private final CheckBox evict =
      tick("measure-evict", "By _eviction: disruption budgets are asked, and may refuse");
  private final CheckBox override =
      tick("measure-override", "Delete although _no or not all evidence of it verifies, because");
  private final TextField because =
      text("measure-because", "Why; the ledger keeps it", "Why it is deleted without evidence");
  private boolean following;
  private final Node blocked = line(named("_Addresses", to), to);
  private final Node scaled = line(named("_Pods it is to run", replicas), replicas);
  private final Node denied = line(named("I_mage", image), image);
  private final Node how =
      line(either(deny, "_Tell only: who starts it is warned, and written down (audit)"), deny);
  private final Node effect =
      line(either(leave, "Keep pods _off that are placed anew (NoSchedule)"), leave);
  private final Node ticked = line(even);
  private final Node evicted = line(evict);
  private final Node overridden = line(override, because);

  MeasureFields(MeasureViewModel model) {
    this.model = model;
    setSpacing(6);
    replicas.setId("measure-replicas");
    replicas.setAccessibleText("How many pods the workload is to run");
    replicas.setPrefWidth(110);
    replicas.setEditable(false);
    replicas.valueProperty().subscribe((_, pods) -> fill(wish -> wish.running(pods)));
    image.setId("measure-image");
    image.setAccessibleText("The image to be denied");
    image.setMaxWidth(Double.MAX_VALUE);
    image.getSelectionModel().selectedItemProperty().subscribe((_, _) -> denial());
    deny.setId("measure-deny");
    deny.selectedProperty().subscribe((_, _) -> denial());
    leave.setId("measure-leave");
    leave.selectedProperty().subscribe((_, is) -> fill(wish -> wish.leaving(is)));
    even.selectedProperty().subscribe((_, is) -> fill(wish -> wish.even(is)));
    evict.selectedProperty().subscribe((_, _) -> deletion());
    override.selectedProperty().subscribe((_, _) -> deletion());
    because.disableProperty().bind(override.selectedProperty().not());
    written(to, () -> fill(wish -> wish.to(to.getText())));
    written(because, this::deletion);
    model.wish().subscribe(this::show);
    model.images().subscribe(images -> show(images));
    model.planned().subscribe(shown -> locked(shown));
  }

  private static TextField text(String id, String prompt, String meaning) {
    TextField field = new TextField();
    field.setId(id);
    field.setPromptText(prompt);
    field.setAccessibleText(meaning);
    HBox.setHgrow(field, Priority.ALWAYS);
    return field;
  }

  private static CheckBox tick(String id, String text) {
    CheckBox tick = new CheckBox(text);
    tick.setId(id);
    tick.setMinWidth(USE_PREF_SIZE);
    return tick;
  }

  /** What is written counts once it is entered or left; until then nothing is planned for it. */
  private void written(TextField field, Runnable fill) {
    field
        .textProperty()
        .subscribe((_, _) -> {
          if (!following) {
            model.write();
          }
        });
    field.setOnAction(_ -> fill.run());
    field
        .focusedProperty()
        .subscribe((_, focused) -> {
          if (!focused) {
            fill.run();
          }
        });
  }

  private void fill(UnaryOperator<MeasureWish> how) {
    if (!following) {
      model.fill(how.apply(model.wish().get()));
    }
  }

  private void denial() {
    String chosen = image.getValue();
    fill(wish -> wish.denying(new Denial(chosen == null ? "" : chosen, deny.isSelected())));
  }

  private void deletion() {
    fill(wish ->
        wish.deleting(new Deletion(evict.isSelected(), override.isSelected(), because.getText())));
  }

  private void show(MeasureWish wish) {
    following = true;
    if (!to.getText().equals(wish.to())) {
      to.setText(wish.to());
    }
    replicas.getValueFactory().setValue(wish.replicas());
    deny.setSelected(wish.denial().deny());
    leave.setSelected(wish.noExecute());
    even.setSelected(wish.evenEvidence());
    evict.setSelected(wish.deletion().evict());
    override.setSelected(wish.deletion().override());
    if (!because.getText().equals(wish.deletion().because())) {
      because.setText(wish.deletion().because());
    }
    List<Node> fields = fields(wish);
    if (!fields.equals(getChildren())) {
      getChildren().setAll(fields);
    }
    IsolateSheet.there(this, !fields.isEmpty());
    following = false;
  }

  private List<Node> fields(MeasureWish wish) {
    return switch (wish.choice()) {
      case BLOCK -> List.of(blocked);
      case DENY_IMAGE -> List.of(denied, how);
      case TAINT -> List.of(effect, ticked);
      case SCALE -> List.of(scaled, ticked);
      case SUSPEND -> List.of(ticked);
      case DELETE -> List.of(evicted, overridden);
      case HOLD, CORDON, PAUSE, REVOKE -> List.of();
    };
  }

  private static RadioButton either(RadioButton other, String text) {
    RadioButton first = new RadioButton(text);
    first.setId(other.getId() + "-not");
    first.setMinWidth(USE_PREF_SIZE);
    other.setMinWidth(USE_PREF_SIZE);
    ToggleGroup group = new ToggleGroup();
    first.setToggleGroup(group);
    other.setToggleGroup(group);
    first.setSelected(!other.isSelected());
    other.selectedProperty().subscribe((_, is) -> first.setSelected(!is));
    return first;
  }

  private static Label named(String text, Control field) {
    Label label = new Label(text);
    label.setMnemonicParsing(true);
    label.setLabelFor(field);
    label.setMinWidth(USE_PREF_SIZE);
    return label;
  }

  private static HBox line(Node... nodes) {
    HBox line = new HBox(10, nodes);
    line.setAlignment(Pos.CENTER_LEFT);
    return line;
  }

  private void show(List<DeniableImage> images) {
    following = true;
    List<String> names = images.stream().map(DeniableImage::name).toList();
    if (!names.equals(image.getItems())) {
      image.getItems().setAll(names);
    }
    String wished = model.wish().get().denial().image();
    if (names.contains(wished)) {
      image.setValue(wished);
    } else if (!names.isEmpty()) {
      image.setValue(names.getFirst());
    }
    following = false;
  }

  /** What opens the lock by hand is there where something is locked. */
  private void locked(@Nullable MeasureShown shown) {
    if (shown != null) {
      IsolateSheet.there(overridden, shown.isLocked() || override.isSelected());
    }
  }
}
