package salvor.workbench.containment;

import java.util.List;
import javafx.collections.FXCollections;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import salvor.workbench.fx.Controls;

/**
 * The measures: what each does and what it does not do, or why it is none for the chosen pods. One
 * that is none can be looked at all the same.
 */
final class MeasureList extends ListView<MeasureOffer> {
  private static final double AROUND = 30;
  private boolean following;

  MeasureList(MeasureViewModel model) {
    setId("measure-choices");
    setAccessibleText("What can be done to the chosen pods");
    setCellFactory(_ -> new Cell());
    model.offers().subscribe(offers -> show(offers, model));
    getSelectionModel()
        .selectedItemProperty()
        .subscribe(offer -> {
          if (offer != null && !following) {
            model.choose(offer.choice());
          }
        });
  }

  private void show(List<MeasureOffer> offers, MeasureViewModel model) {
    following = true;
    if (!offers.equals(getItems())) {
      setItems(FXCollections.observableArrayList(offers));
    }
    int at = model.wish().get().choice().ordinal();
    if (getSelectionModel().getSelectedIndex() != at) {
      getSelectionModel().select(at);
      scrollTo(at);
    }
    following = false;
  }

  private final class Cell extends ListCell<MeasureOffer> {
    private final Label title = Controls.label("", "measure-title");
    private final Label does = Controls.paragraph("", "measure-line");
    private final Label doesNot = Controls.paragraph("", "measure-line", "muted");
    private final VBox lines = new VBox(title, does, doesNot);

    Cell() {
      setPrefWidth(0);
      lines.maxWidthProperty().bind(MeasureList.this.widthProperty().subtract(AROUND));
      getStyleClass().add("measure-cell");
    }

    @Override
    protected void updateItem(@Nullable MeasureOffer offer, boolean empty) {
      super.updateItem(offer, empty);
      setText(null);
      if (empty || offer == null) {
        setGraphic(null);
        setAccessibleText(null);
        return;
      }
      boolean open = offer.isOpen();
      title.setText((open ? "" : "\u2715 ") + offer.choice().title());
      does.setText(open ? offer.choice().does() : offer.against());
      doesNot.setText(open ? offer.choice().doesNot() : "");
      IsolateSheet.there(doesNot, open);
      title.getStyleClass().setAll("label", "measure-title", open ? "plan-line" : "muted");
      does.getStyleClass().setAll("label", "measure-line", open ? "plan-line" : "muted");
      setAccessibleText(
          offer.choice().title()
              + (open
                  ? ": " + offer.choice().does() + " " + offer.choice().doesNot()
                  : ", not for these pods: " + offer.against()));
      setGraphic(lines);
    }
  }
}
