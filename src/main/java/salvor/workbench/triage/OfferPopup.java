package salvor.workbench.triage;

import java.util.List;
import java.util.function.IntFunction;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.stage.Popup;
import org.jspecify.annotations.Nullable;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.Scale;
import salvor.workbench.triage.FilterOffers.Offer;
import salvor.workbench.wording.VisibleText;

/** Offers below a field in which a filter is written what may be written next. */
public final class OfferPopup {
  private static final double ROW = 25;
  private static final int ROWS = 11;

  private final TextField field;
  private final IntFunction<List<Offer>> offered;
  private final ListView<Offer> offers = new ListView<>();
  private final Popup popup = new Popup();

  private OfferPopup(TextField field, IntFunction<List<Offer>> offered) {
    this.field = field;
    this.offered = offered;
    offers.getStyleClass().add("filter-offers");
    offers.setFixedCellSize(Scale.px(ROW));
    offers.setFocusTraversable(false);
    offers.setAccessibleText("What can be written");
    offers.setCellFactory(_ -> new OfferCell());
    offers.setOnMouseClicked(_ -> accept());
    popup.getContent().add(offers);
    popup.setAutoFix(true);
    popup.setAutoHide(true);
  }

  /**
   * Offers it while somebody writes.
   *
   * @param offered what may be written at a place in the text
   * @param apply takes what is written as it is, asked for by Enter
   * @param clear gives it up, asked for by Escape
   */
  public static void on(
      TextField field, IntFunction<List<Offer>> offered, Runnable apply, Runnable clear) {
    OfferPopup made = new OfferPopup(field, offered);
    field.addEventFilter(KeyEvent.KEY_PRESSED, event -> made.key(event, apply, clear));
    field.caretPositionProperty().subscribe(_ -> made.offer());
    field
        .focusedProperty()
        .subscribe(focused -> {
          if (!focused) {
            made.popup.hide();
          }
        });
  }

  private void offer() {
    if (field.isFocused() && !field.getText().isEmpty()) {
      open();
    } else {
      popup.hide();
    }
  }

  private void open() {
    List<Offer> now = offered.apply(field.getCaretPosition());
    offers.getItems().setAll(now);
    if (now.isEmpty() || field.getScene() == null) {
      popup.hide();
      return;
    }
    offers.setFixedCellSize(Scale.px(ROW));
    offers.setPrefHeight(Math.min(ROWS, now.size()) * Scale.px(ROW) + 4);
    offers.setPrefWidth(Scale.px(460));
    if (!popup.isShowing()) {
      Bounds at = field.localToScreen(field.getBoundsInLocal());
      if (at != null) {
        offers.getStylesheets().setAll(field.getScene().getStylesheets());
        popup.show(field, at.getMinX(), at.getMaxY() + 2);
      }
    }
  }

  private void key(KeyEvent event, Runnable apply, Runnable clear) {
    boolean shown = popup.isShowing();
    int chosen = offers.getSelectionModel().getSelectedIndex();
    switch (event.getCode()) {
      case DOWN -> {
        if (!shown) {
          open();
        }
        offers.getSelectionModel().select(Math.min(chosen + 1, offers.getItems().size() - 1));
        offers.scrollTo(Math.max(0, chosen - ROWS + 3));
      }
      case UP -> offers.getSelectionModel().select(Math.max(0, chosen - 1));
      case TAB, ENTER -> {
        if (shown && chosen >= 0) {
          accept();
        } else if (event.getCode() == KeyCode.ENTER) {
          popup.hide();
          apply.run();
        } else {
          return;
        }
      }
      case SPACE -> {
        if (!event.isControlDown()) {
          return;
        }
        open();
      }
      case ESCAPE -> {
        if (shown) {
          popup.hide();
        } else {
          clear.run();
        }
      }
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void accept() {
    Offer offer = offers.getSelectionModel().getSelectedItem();
    if (offer == null) {
      popup.hide();
      return;
    }
    String rest = field.getText().substring(field.getCaretPosition());
    field.setText(
        field.getText().substring(0, offer.from()) + offer.insert() + rest.stripLeading());
    field.positionCaret(offer.from() + offer.insert().length());
  }

  private static final class OfferCell extends ListCell<Offer> {
    private final Label shown = Controls.label("", "offer");
    private final Label explanation = Controls.label("", "muted");
    private final HBox line = new HBox(10, shown, explanation);

    OfferCell() {
      line.setAlignment(Pos.CENTER_LEFT);
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable Offer offer, boolean empty) {
      super.updateItem(offer, empty);
      setText(null);
      if (empty || offer == null) {
        setGraphic(null);
      } else {
        shown.setText(VisibleText.of(offer.shown(), 200));
        explanation.setText(offer.explanation());
        setGraphic(line);
      }
    }
  }
}
