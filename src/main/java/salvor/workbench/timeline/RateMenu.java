package salvor.workbench.timeline;

import java.util.Comparator;
import java.util.List;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import salvor.baseline.JudgedHours;
import salvor.timeline.RateLane;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.Scale;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.Words;

/** Whose rates are shown, and of what; others to choose from, those with most to see first. */
final class RateMenu extends MenuButton {
  private static final int MOST = 24;

  private final RatesViewModel rates;

  RateMenu(RatesViewModel rates) {
    this.rates = rates;
    setId("rates-choice");
    getStyleClass().add("small");
    setMnemonicParsing(false);
    setMinWidth(Scale.px(120));
    Controls.explain(this, "Which container, and what is counted of it by the hour");
    rates.shown().subscribe(this::tell);
    setOnShowing(_ -> fill());
    tell(rates.shown().get());
  }

  private void tell(RatesViewModel.@org.jspecify.annotations.Nullable Shown now) {
    setDisable(now == null);
    setText(
        now == null
            ? "Rates"
            : RateWords.container(now.lane()) + ", " + Words.facet(now.facet().facet()));
    getItems().setAll(new MenuItem()); // filled when it is opened: an empty one would not open
  }

  private void fill() {
    RatesViewModel.Shown now = rates.shown().get();
    if (now == null) {
      return;
    }
    getItems().clear();
    now.lane().facets().forEach(facet -> getItems().add(item(now.lane(), facet, now)));
    List<RateLane> others =
        rates.all().stream()
            .filter(lane -> !lane.equals(now.lane()))
            .sorted(Comparator.comparingInt((RateLane l) -> -outside(l)))
            .toList();
    if (!others.isEmpty()) {
      getItems().add(new SeparatorMenuItem());
    }
    for (RateLane lane : others.subList(0, Math.min(MOST, others.size()))) {
      int many = outside(lane);
      Menu menu =
          new Menu(
              RateWords.container(lane)
                  + (many == 0 ? "" : ": " + Moments.count(many, "hour") + " not ordinary"));
      menu.setMnemonicParsing(false);
      lane.facets().forEach(facet -> menu.getItems().add(item(lane, facet, now)));
      getItems().add(menu);
    }
    if (others.size() > MOST) {
      MenuItem rest =
          new MenuItem(
              Moments.count(others.size() - MOST, "container")
                  + " more: select an event on the lane of one");
      rest.setDisable(true);
      getItems().add(rest);
    }
  }

  private MenuItem item(RateLane lane, JudgedHours facet, RatesViewModel.Shown now) {
    RadioMenuItem item = new RadioMenuItem(RateWords.facet(facet));
    item.setMnemonicParsing(false);
    item.setSelected(facet == now.facet());
    item.setOnAction(_ -> rates.choose(lane, facet));
    return item;
  }

  private static int outside(RateLane lane) {
    return lane.facets().stream().mapToInt(facet -> facet.outside().size()).sum();
  }
}
