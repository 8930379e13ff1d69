package salvor.workbench.containment;

import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.VBox;
import salvor.workbench.fx.Controls;

/**
 * The measures: what each does and what it does not do, or why it is none for the chosen pods. One
 * that is none can be looked at all the same.
 *
 * <p>They are few and of unlike heights, so all of them are laid out: a list that lays out what is
 * in sight only guesses the heights of the others, and left the chosen one cut.
 */
final class MeasureList extends ScrollPane {
  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
  private static final String NAME = "What can be done to the chosen pods";
  private final MeasureViewModel model;
  private final VBox rows = new Rows();
  private List<MeasureOffer> shown = List.of();
  private int chosen = -1;
  private boolean bringing;

  MeasureList(MeasureViewModel model) {
    this.model = model;
    setId("measure-choices");
    getStyleClass().add("measure-choices");
    setAccessibleRole(AccessibleRole.LIST_VIEW);
    setFocusTraversable(true);
    setFitToWidth(true);
    setHbarPolicy(ScrollBarPolicy.NEVER);
    setContent(rows);
    rows.getStyleClass().add("measure-rows");
    addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    model.offers().subscribe(this::show);
    model.wish().subscribe(wish -> mark(wish.choice().ordinal()));
  }

  private void show(List<MeasureOffer> offers) {
    if (!offers.equals(shown)) {
      shown = offers;
      List<VBox> all = new ArrayList<>();
      for (MeasureOffer offer : offers) {
        VBox row = row(offer);
        row.setOnMousePressed(event -> {
          if (event.getButton() == MouseButton.PRIMARY) {
            requestFocus();
            model.choose(offer.choice());
          }
        });
        all.add(row);
      }
      rows.getChildren().setAll(all);
      chosen = -1;
    }
    mark(model.wish().get().choice().ordinal());
  }

  private static VBox row(MeasureOffer offer) {
    boolean open = offer.isOpen();
    String weight = open ? "plan-line" : "muted";
    VBox row =
        new VBox(
            Controls.paragraph(
                (open ? "" : "\u2715 ") + offer.choice().title(), "measure-title", weight),
            Controls.paragraph(
                open ? offer.choice().does() : offer.against(), "measure-line", weight));
    if (open) {
      Label doesNot = Controls.paragraph(offer.choice().doesNot(), "measure-line", "muted");
      row.getChildren().add(doesNot);
    }
    row.setId("measure-choice-" + offer.choice().word());
    row.getStyleClass().add("measure-cell");
    row.setAccessibleRole(AccessibleRole.LIST_ITEM);
    row.setAccessibleText(words(offer));
    return row;
  }

  private static String words(MeasureOffer offer) {
    return offer.choice().title()
        + (offer.isOpen()
            ? ": " + offer.choice().does() + " " + offer.choice().doesNot()
            : ", not for these pods: " + offer.against());
  }

  private void mark(int at) {
    if (at >= shown.size() || at == chosen) {
      return;
    }
    chosen = at;
    for (int i = 0; i < shown.size(); i++) {
      rows.getChildren().get(i).pseudoClassStateChanged(SELECTED, i == at);
    }
    setAccessibleText(NAME + ": " + words(shown.get(at)));
    bringing = true;
    rows.requestLayout();
  }

  private void key(KeyEvent event) {
    int to =
        switch (event.getCode()) {
          case UP -> chosen - 1;
          case DOWN -> chosen + 1;
          case HOME, PAGE_UP -> 0;
          case END, PAGE_DOWN -> shown.size() - 1;
          default -> -2;
        };
    if (to > -2 && !shown.isEmpty()) {
      model.choose(shown.get(Math.clamp(to, 0, shown.size() - 1)).choice());
      event.consume();
    }
  }

  private void bring(Bounds row) {
    double sight = getViewportBounds().getHeight();
    double beyond = rows.getHeight() - sight;
    if (beyond > 0) {
      double top = getVvalue() * beyond;
      double end = row.getMaxY() - sight;
      setVvalue(Math.clamp(Math.min(row.getMinY(), Math.max(top, end)) / beyond, 0, 1));
    }
  }

  /** How high each of them is is known once they are laid out: only then is one found. */
  private final class Rows extends VBox {
    @Override
    protected void layoutChildren() {
      super.layoutChildren();
      if (bringing && chosen >= 0 && getViewportBounds().getHeight() > 0) {
        bringing = false;
        bring(getChildren().get(chosen).getBoundsInParent());
      }
    }
  }
}
